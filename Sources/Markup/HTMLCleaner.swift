/// Safe HTML and its plain text.
public struct CleanHTML: Sendable, Hashable {
  /// Only allow-listed elements and attributes, well nested, links absolute where a base was known.
  public var html: String
  /// What is indexed and compared: blocks, list items and rows parted by newlines, cells by tabs, white space folded.
  public var text: String

  public init(html: String = "", text: String = "") {
    self.html = html
    self.text = text
  }
}

/// Untrusted HTML to safe HTML by an allow-list, never by a list of what is bad.
///
/// What is written is put together from our own table of elements and attributes, so nothing of the source but text and
/// checked links can come through. One pass over bytes, never recursive; size, depth and counts are bounded.
public enum HTMLCleaner {
  /// `base`: absolute URL against which relative links are resolved; without one they stay relative.
  public static func clean(_ html: String, base: String?) -> CleanHTML { CleanHTML() }

  /// Plain text as HTML: escaped, empty lines part paragraphs.
  public static func clean(plain text: String) -> CleanHTML { CleanHTML() }

  /// A title: tags dropped, entities folded, white space to single spaces, one line.
  public static func title(_ html: String) -> String { "" }
}
