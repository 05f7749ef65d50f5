public import News

/// HTML, trusted or not, to what the reader page lays out.
public enum DocumentReader {
  /// `base`: absolute URL against which relative links are resolved.
  public static func document(html: String, base: String?) -> Document { Document() }
}
