import CSodium

/// The payload of an age file: pieces of 64 KiB, each sealed by itself, the last one marked as the last (STREAM).
struct AgeStream: Sendable {
  static let piece = 64 << 10
  static let tag = 16
  static let nonce = 16

  private let key: SecretBytes
  private var counter: UInt64 = 0

  /// - Parameter nonce: 16 bytes, before the first piece.
  init(fileKey: SecretBytes, nonce: [UInt8]) {
    key = KeyDerivation.derive(from: fileKey, salt: nonce, info: Array("payload".utf8))
  }

  mutating func seal(_ plain: ArraySlice<UInt8>, isLast: Bool) -> [UInt8] {
    var sealed = [UInt8](repeating: 0, count: plain.count + Self.tag)
    let place = nextPlace(isLast)
    let plain = Array(plain)
    _ = key.withPointer {
      crypto_aead_chacha20poly1305_ietf_encrypt(&sealed, nil, plain, UInt64(plain.count), nil, 0, nil, place, $0)
    }
    return sealed
  }

  /// Nil where it was altered, or is not the piece that comes here.
  mutating func open(_ sealed: ArraySlice<UInt8>, isLast: Bool) -> [UInt8]? {
    guard sealed.count >= Self.tag else { return nil }
    var plain = [UInt8](repeating: 0, count: sealed.count - Self.tag)
    let place = nextPlace(isLast)
    let sealed = Array(sealed)
    let isOpen =
      key.withPointer {
        crypto_aead_chacha20poly1305_ietf_decrypt(&plain, nil, nil, sealed, UInt64(sealed.count), nil, 0, place, $0)
      } == 0
    return isOpen ? plain : nil
  }

  /// The nonce of a piece: eleven bytes that count, and one that says whether it is the last.
  private mutating func nextPlace(_ isLast: Bool) -> [UInt8] {
    defer { counter += 1 }
    return [0, 0, 0] + (0..<8).map { UInt8(truncatingIfNeeded: counter >> (56 - 8 * UInt64($0))) } + [isLast ? 1 : 0]
  }
}
