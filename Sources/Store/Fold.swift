import Foundation

/// What a character is to the search: folded to the form that is compared.
///
/// Case, Latin, Greek, Cyrillic, Hebrew and Arabic marks, full width and Arabic digits are folded; what is neither letter nor
/// number parts words. Scripts that are written without gaps (Han, Kana, Hangul, Thai, Lao, Khmer, Myanmar) are searched by
/// substring, all others by word.
enum Fold {
  enum Kind: UInt8 { case separator, dropped, word, gapless }

  /// Below this the table decides, above it `high`.
  static let tableEnd: UInt32 = 0x3000

  /// Folded scalar in the low 24 bits, kind above them.
  @inline(__always)
  static func fold(_ scalar: UInt32, _ table: UnsafePointer<UInt32>) -> UInt32 {
    scalar < tableEnd ? table[Int(scalar)] : high(scalar)
  }
  @inline(__always) static func kind(_ folded: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: folded >> 24) }
  @inline(__always) static func scalar(_ folded: UInt32) -> UInt32 { folded & 0xFF_FFFF }

  static func isConjoiningJamo(_ scalar: UInt32) -> Bool {
    (0x1100...0x11FF).contains(scalar) || scalar == 0x3099 || scalar == 0x309A
  }

  static let table: [UInt32] = (0..<tableEnd).map(entry)

  private static func entry(_ value: UInt32) -> UInt32 {
    guard let scalar = Unicode.Scalar(value) else { return 0 }
    if value >= 0x30, value <= 0x39 { return pack(value, .word) }
    if value < 0x80 {
      if value >= 0x41, value <= 0x5A { return pack(value + 32, .word) }
      return value >= 0x61 && value <= 0x7A ? pack(value, .word) : pack(0, .separator)
    }
    switch value {
    case 0xAD, 0x0640, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0x0300...0x036F, 0x0591...0x05BD, 0x05BF,
      0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7, 0x0610...0x061A, 0x064B...0x065F, 0x0670, 0x06D6...0x06DC,
      0x06DF...0x06E8, 0x06EA...0x06ED, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF:
      return pack(0, .dropped)
    case 0x0660...0x0669: return pack(value - 0x0660 + 0x30, .word)
    case 0x06F0...0x06F9: return pack(value - 0x06F0 + 0x30, .word)
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF, 0x2E80...0x2FDF:
      return isWordPart(scalar) || value >= 0x2E80 ? pack(value, .gapless) : pack(0, .separator)
    default: break
    }
    guard isWordPart(scalar) else { return pack(0, .separator) }
    switch value {
    case 0xC0...0x024F, 0x0370...0x052F, 0x05D0...0x06FF, 0x1E00...0x1FFF:
      let plain = scalar.properties.lowercaseMapping.decomposedStringWithCanonicalMapping
      let base = plain.unicodeScalars.first?.value ?? value
      return pack(alike[base] ?? base, .word)
    default:
      guard scalar.properties.changesWhenLowercased else { return pack(value, .word) }
      return pack(scalar.properties.lowercaseMapping.unicodeScalars.first?.value ?? value, .word)
    }
  }

  /// Letters that decomposition leaves apart and readers don't.
  private static let alike: [UInt32: UInt32] = [
    0xE6: 0x61, 0xF0: 0x64, 0xF8: 0x6F, 0xFE: 0x74, 0x0111: 0x64, 0x0127: 0x68, 0x0131: 0x69, 0x0142: 0x6C,
    0x0153: 0x6F, 0x0167: 0x74, 0xDF: 0x73, 0x03C2: 0x03C3, 0x0671: 0x0627, 0x0649: 0x064A, 0x0629: 0x0647,
    0x06A9: 0x0643, 0x06CC: 0x064A, 0x06C1: 0x0647,
  ]

  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }

  private static func high(_ value: UInt32) -> UInt32 {
    switch value {
    case 0xAC00...0xD7A3, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x3041...0x3096, 0x3099...0x309F, 0x30A1...0x30FA,
      0x30FC...0x30FF, 0x3005...0x3007, 0x3021...0x3029, 0x3031...0x3035, 0x3038...0x303C, 0x3105...0x312F,
      0x3131...0x318E, 0x31A0...0x31BF, 0x31F0...0x31FF, 0xA960...0xA97C, 0xD7B0...0xD7FB, 0xF900...0xFAFF,
      0xFF66...0xFFDC, 0x1AFF0...0x1B16F, 0x20000...0x3FFFD:
      return pack(value, .gapless)
    case 0xFF10...0xFF19: return pack(value - 0xFF10 + 0x30, .word)
    case 0xFF21...0xFF3A: return pack(value - 0xFF21 + 0x61, .word)
    case 0xFF41...0xFF5A: return pack(value - 0xFF41 + 0x61, .word)
    case 0xFE00...0xFE0F, 0xFEFF, 0xE0000...0xE0FFF: return pack(0, .dropped)
    case 0x3000...0x33FF, 0xA490...0xA4CF, 0xE000...0xF8FF, 0xFD3E...0xFD3F, 0xFE10...0xFE6F, 0xFF00...0xFFFF,
      0x1F000...0x1FBFF, 0xF0000...:
      return pack(0, .separator)
    default: return pack(value, .word)
    }
  }

  @inline(__always)
  private static func pack(_ value: UInt32, _ kind: Kind) -> UInt32 { value | UInt32(kind.rawValue) << 24 }
}

extension UnsafeBufferPointer where Element == UInt8 {
  /// The scalar that begins at `index` of valid UTF-8, and its length in bytes.
  @inline(__always)
  func scalar(at index: Int) -> (value: UInt32, length: Int) {
    let first = UInt32(self[index])
    if first < 0x80 { return (first, 1) }
    if first < 0xE0, index + 1 < count { return ((first & 0x1F) << 6 | UInt32(self[index + 1]) & 0x3F, 2) }
    if first < 0xF0, index + 2 < count {
      return ((first & 0x0F) << 12 | (UInt32(self[index + 1]) & 0x3F) << 6 | UInt32(self[index + 2]) & 0x3F, 3)
    }
    guard index + 3 < count else { return (0, count - index) }
    let high = (first & 0x07) << 18 | (UInt32(self[index + 1]) & 0x3F) << 12
    return (high | (UInt32(self[index + 2]) & 0x3F) << 6 | UInt32(self[index + 3]) & 0x3F, 4)
  }
}

extension UTF8 {
  @inline(__always)
  static func length(_ scalar: UInt32) -> Int {
    scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
  }

  /// Writes the scalar at `index`, where there is room for four bytes; how many it took.
  @inline(__always)
  static func put(_ scalar: UInt32, at index: Int, _ out: UnsafeMutableBufferPointer<UInt8>) -> Int {
    let last = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
    if scalar < 0x80 {
      out[index] = UInt8(truncatingIfNeeded: scalar)
      return 1
    }
    if scalar < 0x800 {
      out[index] = UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
      out[index + 1] = last
      return 2
    }
    if scalar < 0x10000 {
      out[index] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
      out[index + 1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
      out[index + 2] = last
      return 3
    }
    out[index] = UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18)
    out[index + 1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F)
    out[index + 2] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
    out[index + 3] = last
    return 4
  }
}
