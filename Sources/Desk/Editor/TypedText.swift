/// What may stand in a text that is edited: line ends are `\n`; of the other control characters only the tab. The rest
/// stays as it came, and is shown as marks where it could mislead.
enum TypedText {
  static func clean(_ text: String) -> String {
    var text = text
    guard text.withUTF8({ !isClean($0) }) else { return text }
    var clean = String.UnicodeScalarView()
    var isAfterReturn = false
    for scalar in text.unicodeScalars {
      defer { isAfterReturn = scalar == "\r" }
      switch scalar.value {
      case 0x0A where isAfterReturn: break
      // Line feed, vertical tab, form feed, return, next line, and Unicode's own two.
      case 0x0A...0x0D, 0x85, 0x2028, 0x2029: clean.append("\n")
      case 0x09: clean.append(scalar)
      case 0..<0x20, 0x7F..<0xA0: break
      default: clean.append(scalar)
      }
    }
    return String(clean)
  }

  private static func isClean(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 0x09, 0x0A: break
      case 0..<0x20, 0x7F: return false
      case 0xC2: if bytes[index + 1] < 0xA0 { return false }
      case 0xE2: if bytes[index + 1] == 0x80, bytes[index + 2] & 0xFE == 0xA8 { return false }
      default: break
      }
    }
    return true
  }
}
