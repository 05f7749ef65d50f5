public enum TextWidth {
  /// Columns of one grapheme.
  public static func columns(of character: Character) -> Int { 1 }
}
