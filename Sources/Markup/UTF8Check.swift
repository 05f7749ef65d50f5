/// Whether bytes are well-formed UTF-8 (RFC 3629, section 4): eight at once while they are ASCII, a character at once else.
struct UTF8Check {
  /// Offset of the first byte that is no part of a well-formed character; all bytes are where it is nil.
  private(set) var fault: Int?
  private(set) var isASCII = true

  init(_ bytes: Bytes) {
    let raw = UnsafeRawBufferPointer(bytes)
    let count = raw.count
    var i = 0
    while i < count {
      if i <= count - 8 {
        let high = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)) & 0x8080_8080_8080_8080
        if high == 0 {
          i &+= 8
          continue
        }
        i &+= high.trailingZeroBitCount >> 3
      } else if raw[i] < 0x80 {
        i += 1
        continue
      }
      isASCII = false
      repeat {
        // Two of three bytes each, as Hangul and Han come: none of the lead bytes whose second one is bounded.
        if i <= count - 8 {
          let two = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: i, as: UInt64.self))
          if two & 0xC0_C0F0_C0C0_F0 == 0x80_80E0_8080_E0, Self.isFree(two), Self.isFree(two >> 24) {
            i &+= 6
            continue
          }
        }
        let length = Self.length(of: raw, at: i)
        guard length > 0 else {
          fault = i
          return
        }
        i &+= length
      } while i < count && raw[i] >= 0x80
    }
  }

  /// Whether the second byte may be any, behind a lead byte of three.
  @inline(__always)
  private static func isFree(_ word: UInt64) -> Bool { word & 0x0F != 0 && word & 0x0F != 0x0D }

  /// Bytes of the character beyond ASCII that starts here; 0 where none does.
  @inline(__always)
  private static func length(of raw: UnsafeRawBufferPointer, at i: Int) -> Int {
    var word: UInt32 = 0
    if i <= raw.count - 4 {
      word = UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: i, as: UInt32.self))
    } else {
      for k in i..<raw.count { word |= UInt32(raw[k]) << UInt32(8 * (k - i)) }
    }
    let second = word >> 8 & 0x3F
    if word & 0xC0_C0F0 == 0x80_80E0 {
      // Neither overlong nor a surrogate.
      let high = (word & 0x0F) << 6 | second
      return high >= 0x20 && high & 0x3E0 != 0x360 ? 3 : 0
    }
    if word & 0xC0E0 == 0x80C0 { return word & 0x1E != 0 ? 2 : 0 }
    if word & 0xC0C0_C0F8 == 0x8080_80F0 {
      let high = (word & 0x07) << 6 | second
      return (0x10...0x10F).contains(high) ? 4 : 0
    }
    return 0
  }
}
