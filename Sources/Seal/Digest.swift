import CSodium

/// SHA-256 (FIPS 180-4) of bytes that come piece by piece.
///
///     var digest = Digest()
///     digest.update(piece)
///     digest.finish().hex      // the name of a drop, an attachment, a picture
public struct Digest: Sendable {
  /// Bytes of a digest.
  public static let size = 32

  private var state = crypto_hash_sha256_state()

  public init() { crypto_hash_sha256_init(&state) }

  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    crypto_hash_sha256_update(&state, start.assumingMemoryBound(to: UInt8.self), UInt64(bytes.count))
  }

  public mutating func update(_ bytes: some Sequence<UInt8>) {
    if bytes.withContiguousStorageIfAvailable({ update(UnsafeRawBufferPointer($0)) }) != nil { return }
    Array(bytes).withUnsafeBytes { update($0) }
  }

  /// The 32 bytes. The digest is used up by it.
  public consuming func finish() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.size) { buffer, count in
      guard let start = buffer.baseAddress else { return }
      crypto_hash_sha256_final(&state, start)
      count = Self.size
    }
  }

  /// Writes the 32 bytes where there is room for them. The digest is used up by it.
  public consuming func finish(into room: UnsafeMutableRawBufferPointer) {
    precondition(room.count >= Self.size, "no room for a digest")
    guard let start = room.baseAddress else { return }
    crypto_hash_sha256_final(&state, start.assumingMemoryBound(to: UInt8.self))
  }

  /// The digest of bytes that are there already.
  public static func of(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var digest = Digest()
    digest.update(bytes)
    return digest.finish()
  }
}

extension Sequence<UInt8> {
  /// Lower-case hexadecimal digits, two a byte.
  public var hex: String {
    let bytes = Array(self)
    return String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
      for (place, byte) in bytes.enumerated() {
        text[2 * place] = Self.digit(byte >> 4)
        text[2 * place + 1] = Self.digit(byte & 15)
      }
      return 2 * bytes.count
    }
  }
  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
