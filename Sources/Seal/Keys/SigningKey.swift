import CSodium

/// An Ed25519 secret key (RFC 8032).
public struct SigningKey: Sendable {
  /// Bytes of a seed: what is kept in a key file.
  public static let seedSize = 32

  /// The seed, then the public key, as libsodium wants them.
  private let secret: SecretBytes
  public let publicKey: VerifyingKey

  /// A new one.
  public init() { self.init(seed: SecretBytes(random: Self.seedSize)) }

  /// The key that a seed of 32 bytes stands for.
  public init(seed: SecretBytes) {
    precondition(seed.count == Self.seedSize, "a seed has 32 bytes")
    var open = [UInt8](repeating: 0, count: VerifyingKey.size)
    secret = SecretBytes(count: 64) { place in
      _ = seed.withPointer { crypto_sign_ed25519_seed_keypair(&open, place, $0) }
    }
    publicKey = VerifyingKey(unchecked: open)
  }

  /// The seed, to be kept sealed.
  public var seed: SecretBytes { secret.withBytes { SecretBytes(copying: $0.prefix(Self.seedSize)) } }

  /// 64 bytes.
  public func sign(_ message: some Sequence<UInt8>) -> [UInt8] {
    let message = Array(message)
    var signature = [UInt8](repeating: 0, count: VerifyingKey.signatureSize)
    _ = secret.withPointer {
      crypto_sign_ed25519_detached(&signature, nil, message, UInt64(message.count), $0)
    }
    return signature
  }
}

/// An Ed25519 public key (RFC 8032).
public struct VerifyingKey: Hashable, Sendable {
  public static let size = 32
  public static let signatureSize = 64

  public let bytes: [UInt8]

  /// Nil where there are not 32 bytes.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == Self.size else { return nil }
    self.bytes = Array(bytes)
  }

  init(unchecked bytes: [UInt8]) { self.bytes = bytes }

  /// Strictly: keys and points of small order, keys not written canonically and a scalar not reduced are refused, so that
  /// nobody can make a second signature of the first.
  public func verifies(_ signature: some Collection<UInt8>, of message: some Sequence<UInt8>) -> Bool {
    guard signature.count == Self.signatureSize else { return false }
    let message = Array(message)
    return crypto_sign_ed25519_verify_detached(Array(signature), message, UInt64(message.count), bytes) == 0
  }
}
