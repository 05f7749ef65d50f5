import CSodium

/// Whom an age file is sealed to: a Curve25519 public key, `age1…`.
public struct AgeRecipient: Hashable, Sendable {
  let point: [UInt8]

  /// Nil where it is no native X25519 recipient.
  public init?(_ text: String) {
    guard text.utf8.count <= 128, text == text.lowercased(), let bytes = Bech32.read(text, prefix: "age"),
      bytes.count == 32
    else { return nil }
    point = bytes
  }

  init(point: [UInt8]) { self.point = point }

  /// `age1…`.
  public var text: String { Bech32.write(point, prefix: "age") }
}

/// What opens an age file that was sealed to its recipient: a Curve25519 secret key, `AGE-SECRET-KEY-1…`.
public struct AgeIdentity: Sendable {
  let scalar: SecretBytes
  public let recipient: AgeRecipient

  /// A new one.
  public init() { self.init(scalar: SecretBytes(random: 32)) }

  /// Nil where it is no native X25519 identity.
  public init?(_ text: String) {
    guard text.utf8.count <= 128, text == text.uppercased(),
      var bytes = Bech32.read(text, prefix: "age-secret-key-"), bytes.count == 32
    else { return nil }
    self.init(scalar: SecretBytes(taking: &bytes))
  }

  /// The key of 32 bytes, as `secret` gave it.
  public init(secret: SecretBytes) {
    precondition(secret.count == 32, "a Curve25519 key has 32 bytes")
    self.init(scalar: secret)
  }

  /// 32 bytes, to be kept where nobody else reads them.
  public var secret: SecretBytes { scalar }

  init(scalar: SecretBytes) {
    self.scalar = scalar
    var point = [UInt8](repeating: 0, count: 32)
    _ = scalar.withPointer { crypto_scalarmult_curve25519_base(&point, $0) }
    recipient = AgeRecipient(point: point)
  }

  /// `AGE-SECRET-KEY-1…`, to be kept sealed.
  public var text: String { scalar.withBytes { Bech32.write($0, prefix: "age-secret-key-").uppercased() } }

  /// What both sides of an X25519 stanza know; nil where the other's point makes it all zeros.
  static func shared(_ scalar: SecretBytes, _ point: [UInt8]) -> SecretBytes? {
    var isSound = false
    let secret = SecretBytes(count: 32) { place in
      isSound = scalar.withPointer { crypto_scalarmult_curve25519(place, $0, point) } == 0
    }
    return isSound ? secret : nil
  }
}
