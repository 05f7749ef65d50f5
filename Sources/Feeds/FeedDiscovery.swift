import Markup

/// The feeds that a web page names, in the order in which a reader should try them.
public enum FeedDiscovery {
  /// A feed that a page names.
  public struct Link: Sendable, Hashable {
    /// Absolute, http or https.
    public var url: String
    /// Plain text, one line.
    public var title: String?
  }

  /// Most links of one page that are looked at.
  public static let mostLinks = 32

  /// In the page's order, but feeds of comments last. Empty when the bytes are no page, or it names none.
  public static func links(in bytes: [UInt8], contentType: String?, base: String) -> [Link] {
    guard let page = PageReader.read(bytes, contentType: contentType, base: base) else { return [] }
    let links = page.feeds.prefix(mostLinks).filter { link in
      let start = link.url.prefix(8).lowercased()
      return start.hasPrefix("http://") || start.hasPrefix("https://")
    }.map { Link(url: $0.url, title: $0.title) }
    return links.filter { !isOfComments($0) } + links.filter(isOfComments)
  }

  private static func isOfComments(_ link: Link) -> Bool {
    let text = (link.url + " " + (link.title ?? "")).lowercased()
    return ["comment", "댓글", "kommentar", "comentario", "commentaire"].contains { text.contains($0) }
  }
}
