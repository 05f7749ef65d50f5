public import Foundation
import Markup
public import News

/// Articles to an Atom feed (RFC 4287) that `FeedReader` reads back as they were.
public enum FeedWriter {
  /// The category scheme of Wirecopy's own flags; its term `urgent` marks an alert.
  public static let flagScheme = "urn:wirecopy:flag"

  /// `id`: the feed's, an absolute IRI. `link`: the site's URL. UTF-8.
  ///
  /// An article without `guid` gets its link as its id; one without `updated` its `published`, or the feed's `updated`.
  public static func atom(
    _ articles: [Article], title: String, id: String, link: String, updated: Date, paging: FeedPaging? = nil
  ) -> [UInt8] {
    var out = XMLText()
    out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    out.raw("<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:thr=\"http://purl.org/syndication/thread/1.0\"")
    if paging != nil { out.raw(" xmlns:fh=\"http://purl.org/syndication/history/1.0\"") }
    out.raw(">\n")
    out.element("id", id)
    out.element("title", title, [("type", "text")])
    out.element("updated", FeedDate.text(updated))
    out.empty("link", [("rel", "alternate"), ("href", link)])
    if let paging { write(paging, to: &out) }
    for article in articles { write(article, feedUpdated: updated, to: &out) }
    out.raw("</feed>\n")
    return out.bytes
  }

  private static func write(_ paging: FeedPaging, to out: inout XMLText) {
    if paging.isArchive { out.raw("<fh:archive/>") }
    if let url = paging.current { out.empty("link", [("rel", "current"), ("href", url)]) }
    if let url = paging.previousArchive { out.empty("link", [("rel", "prev-archive"), ("href", url)]) }
    if let url = paging.nextArchive { out.empty("link", [("rel", "next-archive"), ("href", url)]) }
  }

  private static func write(_ article: Article, feedUpdated: Date, to out: inout XMLText) {
    out.raw("<entry")
    if let language = article.language { out.attribute("xml:lang", language) }
    out.raw(">")
    if let id = article.guid ?? article.link { out.element("id", id) }
    out.element("title", article.title, [("type", "text")])
    if let link = article.link { out.empty("link", [("rel", "alternate"), ("href", link)]) }
    for author in article.authors {
      out.raw("<author>")
      out.element("name", author)
      out.raw("</author>")
    }
    if let published = article.published { out.element("published", FeedDate.text(published)) }
    out.element("updated", FeedDate.text(article.updated ?? article.published ?? feedUpdated))
    if article.isUrgent { out.empty("category", [("term", "urgent"), ("scheme", flagScheme)]) }
    for section in article.sections { out.empty("category", [("term", section)]) }
    for enclosure in article.enclosures {
      var attributes: [(StaticString, String)] = [("rel", "enclosure"), ("href", enclosure.url)]
      if let type = enclosure.type { attributes.append(("type", type)) }
      if let length = enclosure.length { attributes.append(("length", "\(length)")) }
      out.empty("link", attributes)
    }
    if let parent = article.inReplyTo { out.empty("thr:in-reply-to", [("ref", parent)]) }
    if let summary = article.summary { out.element("summary", summary, [("type", "html")]) }
    if let content = article.content { out.element("content", content, [("type", "html")]) }
    out.raw("</entry>\n")
  }
}

/// XML that grows; what goes in as text is escaped, and holds no character that XML forbids.
struct XMLText {
  private(set) var bytes: [UInt8] = []

  /// Markup of our own.
  mutating func raw(_ text: StaticString) { bytes.append(text) }

  mutating func attribute(_ name: StaticString, _ value: String) {
    raw(" ")
    raw(name)
    raw("=\"")
    // White space but blanks would be folded by whoever reads it.
    escaped(value.replacing("\n", with: " ").replacing("\t", with: " "))
    raw("\"")
  }

  mutating func element(_ name: StaticString, _ text: String, _ attributes: [(StaticString, String)] = []) {
    open(name, attributes)
    raw(">")
    escaped(text)
    raw("</")
    raw(name)
    raw(">")
  }

  mutating func empty(_ name: StaticString, _ attributes: [(StaticString, String)]) {
    open(name, attributes)
    raw("/>")
  }

  mutating func open(_ name: StaticString, _ attributes: [(StaticString, String)]) {
    raw("<")
    raw(name)
    for (name, value) in attributes { attribute(name, value) }
  }

  private mutating func escaped(_ text: String) {
    SafeText.clean(text).withBytes { bytes.append(attribute: $0) }
  }
}
