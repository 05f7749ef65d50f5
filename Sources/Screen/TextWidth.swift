import Glibc

/// Columns of text as ncurses takes them: `wcwidth` of the C library under a UTF-8 locale, whatever locale the process
/// itself runs in. What a terminal may draw in another width than that (joined emoji, flags) never reaches a cell:
/// `VisibleText` shows it in a form whose width is certain.
public enum TextWidth {
  /// Columns of one grapheme, made visible: 0 where nothing of it is drawn, more than 2 where it is shown as a mark.
  public static func columns(of character: Character) -> Int {
    if let ascii = character.asciiValue, ascii >= 0x20, ascii < 0x7F { return 1 }
    return columns(of: String(character))
  }

  /// Columns of one line of text, made visible.
  public static func columns(of text: String) -> Int {
    if VisibleText.isPlainASCII(text) { return text.utf8.count }
    return VisibleText.Graphemes(of: text).reduce(0) { $0 + $1.width }
  }

  /// Columns of a text that is visible already.
  static func settledColumns(of text: String) -> Int {
    let bytes = text.utf8
    if !bytes.contains(where: { $0 >= 0x80 }) { return bytes.count }
    return text.unicodeScalars.reduce(0) { $0 + ($1.value < 0x80 ? 1 : max(0, columns(of: $1))) }
  }

  /// `wcwidth` of a scalar: −1 what can't be printed, 0 what joins the cell before it, 1 or 2.
  static func columns(of scalar: Unicode.Scalar) -> Int {
    let value = Int(scalar.value)
    return Int(value < frequent.count ? frequent[value] : rare[value - frequent.count])
  }

  /// Planes 0 and 1: all that news is written in. Filled at the first use, in less than a millisecond.
  private static let frequent = table(0..<0x20000)
  /// Planes 2 to 16: rare Han, tags, private use.
  private static let rare = table(0x20000..<0x110000)

  private static func table(_ scalars: Range<UInt32>) -> [Int8] {
    guard let wcwidth else { return scalars.map { guess(Unicode.Scalar($0)) } }
    let categories = Int32(1) << Int32(LC_CTYPE)
    for name in ["C.UTF-8", "C.utf8", "en_US.UTF-8"] {
      guard let locale = newlocale(categories, name, nil) else { continue }
      let before = uselocale(locale)
      defer {
        uselocale(before)
        freelocale(locale)
      }
      return scalars.map { Int8(clamping: wcwidth(Int32(bitPattern: $0))) }
    }
    return scalars.map { guess(Unicode.Scalar($0)) }
  }

  /// `<wchar.h>` is in no module that Swift has of the C library, so its function is looked up by name.
  private static let wcwidth: (@convention(c) (Int32) -> Int32)? =
    dlsym(nil, "wcwidth").map { unsafeBitCast($0, to: (@convention(c) (Int32) -> Int32).self) }

  /// Without any UTF-8 locale: the East Asian Wide blocks of Unicode's `EastAsianWidth.txt`, coarsely.
  private static func guess(_ scalar: Unicode.Scalar?) -> Int8 {
    guard let scalar else { return -1 }
    switch scalar.properties.generalCategory {
    case .control, .unassigned, .surrogate, .lineSeparator, .paragraphSeparator: return -1
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1160...0x11FF, 0xD7B0...0xD7FF: return 0
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FC, 0x1F900...0x1FAFF,
      0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
