/// 128 bits that tell two states of a body apart. Not for security: who could forge it serves the body anyway.
enum ContentHash {
  static func of(_ bytes: [UInt8]) -> [UInt8] {
    var a: UInt64 = 0x9E37_79B9_7F4A_7C15
    var b: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    func mix(_ word: UInt64) {
      a = rotated(a ^ word, by: 29) &* 0xBF58_476D_1CE4_E5B9
      b = rotated(b &+ word, by: 37) &* 0x94D0_49BB_1331_11EB
    }
    bytes.withUnsafeBytes { buffer in
      var place = 0
      while place + 8 <= buffer.count {
        mix(UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
        place += 8
      }
      var rest: UInt64 = 0
      for byte in buffer[place...] { rest = rest << 8 | UInt64(byte) }
      mix(rest)
      mix(UInt64(buffer.count))
      mix(0)
    }
    return [a, b].flatMap { word in stride(from: 0, to: 64, by: 8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
    }
  }

  private static func rotated(_ word: UInt64, by bits: UInt64) -> UInt64 { word << bits | word >> (64 - bits) }
}
