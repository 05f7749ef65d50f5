/// Text from outside as a terminal may see it: nothing in it moves, colours, hides or reorders anything.
///
/// - Control characters are shown as their pictures (`␛`), direction overrides, tags and what can't be printed as marks
///   (`‹U+202E›`). They are never sent.
/// - In a cell, a tab or line end is a space, and what terminals draw in differing widths is shown in a form whose width
///   is certain: the members of a joined emoji side by side, a flag as its letters.
public enum VisibleText {
  /// A grapheme that is safe to print, and its columns (1 or 2).
  public struct Grapheme: Hashable, Sendable {
    public var text: String
    public var width: Int
  }

  /// The most combining marks that one cell takes: ncurses has room for five characters (`CCHARW_MAX`).
  static let marksInCell = 4
  /// The most that stay on one letter in command-line output; what nobody writes is cut.
  static let marksInLine = 16

  /// The graphemes of a text in order, each made visible.
  public static func graphemes(of text: String) -> [Grapheme] { Array(Graphemes(of: text)) }

  /// One line for a terminal or a file: safe, its line ends and tabs as spaces. Unlike in cells, joined emoji and flags
  /// stay as written.
  public static func line(_ text: String) -> String { isPlainASCII(text) ? text : safe(text, keepsLineEnds: false) }

  /// The same for a text of many lines: its line ends stay.
  public static func lines(_ text: String) -> String { safe(text, keepsLineEnds: true) }

  /// Only `U+0020` … `U+007E`: visible as it stands, each byte a column.
  static func isPlainASCII(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }

  /// What stands for a scalar that is never sent: `‹U+202E›`.
  static func mark(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "‹U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "›"
  }

  private static func safe(_ text: String, keepsLineEnds: Bool) -> String {
    var result = String.UnicodeScalarView()
    var scalars = text.unicodeScalars.makeIterator()
    var next = scalars.next()
    var joined = 0
    var tagsLeft = 0
    while let scalar = next {
      next = scalars.next()
      let form = ScalarForm(scalar)
      let drawsNothing = form == .joins || form == .nothing
      joined = drawsNothing ? joined + 1 : 0
      if scalar == EmojiTag.flag {
        tagsLeft = EmojiTag.most + 1
      } else {
        tagsLeft = EmojiTag(scalar) == nil ? 0 : max(0, tagsLeft - 1)
      }
      switch form {
      case .joins, .nothing:
        if joined <= marksInLine { result.append(scalar) }
      case .glyph: result.append(scalar)
      case .space where ["\n", "\u{2028}", "\u{2029}"].contains(scalar): result.append(keepsLineEnds ? "\n" : " ")
      case .space: result.append(scalar == "\t" ? " " : scalar)
      case .picture where scalar == "\r" && next == "\n": break
      case .picture(let picture): result.append(picture)
      case .mark where tagsLeft > 0: result.append(scalar)
      case .mark: result.append(contentsOf: mark(scalar).unicodeScalars)
      }
    }
    return String(result)
  }
}
