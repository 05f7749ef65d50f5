/// Text from outside as a terminal may see it: nothing in it moves, colours or reorders anything.
public enum VisibleText {
  /// A grapheme that is safe to print, and its columns (1 or 2).
  public struct Grapheme: Hashable, Sendable {
    public var text: String
    public var width: Int
  }

  /// The graphemes of a text in order, each made visible.
  public static func graphemes(of text: String) -> [Grapheme] {
    text.map { Grapheme(text: String($0), width: TextWidth.columns(of: $0)) }
  }
}
