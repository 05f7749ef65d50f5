/// Which characters text from outside may hold: no control character but tab and line feed, no direction override or
/// isolate, no noncharacter. The C1 controls that careless programs write are what Windows-1252 has there.
package enum SafeText {
  /// What a code point becomes; nil where it is dropped.
  package static func scalar(_ value: UInt32) -> Unicode.Scalar? {
    switch value {
    case 0x09, 0x0A, 0x20...0x7E: Unicode.Scalar(value)
    case 0x0D: "\n"
    case 0x80...0x9F: windows1252[Int(value - 0x80)]
    case 0..<0x20, 0x7F: nil
    case 0x2028, 0x2029: "\n"
    case 0x202A...0x202E, 0x2066...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xFDD0...0xFDEF: nil
    default: value & 0xFFFE == 0xFFFE ? nil : Unicode.Scalar(value)
    }
  }

  /// The text without what it may not hold. Most text is returned as it came.
  package static func clean(_ text: String) -> String {
    text.withBytes { bytes in
      guard bytes.indices.contains(where: { isSuspect[Int(bytes[$0])] && needsCare(bytes, at: $0) }) else {
        return text
      }
      var out: [UInt8] = []
      out.reserveCapacity(bytes.count)
      append(bytes, to: &out)
      return out.string
    }
  }

  /// Appends text without what it may not hold.
  package static func append(_ bytes: Bytes, to out: inout [UInt8]) {
    var i = 0
    var start = 0
    while i < bytes.count {
      guard isSuspect[Int(bytes[i])] else {
        i += 1
        continue
      }
      guard needsCare(bytes, at: i) else {
        i += 1
        continue
      }
      out.append(contentsOf: bytes[at: start..<i])
      i += repair(bytes, at: i, to: &out)
      start = i
    }
    out.append(contentsOf: bytes[at: start..<i])
  }

  /// Whether the character that starts here has to be replaced or dropped.
  @inline(__always)
  package static func needsCare(_ bytes: Bytes, at i: Int) -> Bool {
    switch bytes[i] {
    case 0x09, 0x0A: return false
    case 0..<0x20, 0x7F: return true
    case 0xC2: return i + 1 < bytes.count && (0x80..<0xA0).contains(bytes[i + 1])
    case 0xE2:
      guard i + 2 < bytes.count else { return false }
      if bytes[i + 1] == 0x80 { return bytes[i + 2] >= 0xA8 && bytes[i + 2] <= 0xAE }
      return bytes[i + 1] == 0x81 && bytes[i + 2] >= 0xA6 && bytes[i + 2] <= 0xAF
    case 0xEF:
      guard i + 2 < bytes.count else { return false }
      switch bytes[i + 1] {
      case 0xB7: return bytes[i + 2] >= 0x90 && bytes[i + 2] <= 0xAF
      case 0xBB: return bytes[i + 2] == 0xBF
      case 0xBF: return bytes[i + 2] >= 0xB9 && bytes[i + 2] != 0xBC && bytes[i + 2] != 0xBD
      default: return false
      }
    default: return false
    }
  }

  /// Writes what the character that needs care becomes; bytes read.
  package static func repair(_ bytes: Bytes, at i: Int, to out: inout [UInt8]) -> Int {
    let byte = bytes[i]
    switch byte {
    case 0x0D:
      if i + 1 >= bytes.count || bytes[i + 1] != 0x0A { out.append(0x0A) }
      return 1
    case 0x0C:
      out.append(0x20)
      return 1
    case 0xC2:
      if let scalar = windows1252[Int(bytes[i + 1]) - 0x80] { out.append(scalar: scalar) }
      return 2
    case 0xE2:
      if bytes[i + 1] == 0x80, bytes[i + 2] <= 0xA9 { out.append(0x0A) }
      return 3
    case 0xEF: return 3
    default: return 1
    }
  }

  /// Bytes at which `needsCare` has to be asked.
  package static let isSuspect: [Bool] = (0..<256).map {
    $0 < 0x20 && $0 != 9 && $0 != 10 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 || $0 == 0xEF
  }

  private static let windows1252: [Unicode.Scalar?] = [
    "€", nil, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", nil, "Ž", nil,
    nil, "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", nil, "ž", "Ÿ",
  ]
}
