import Feeds
import Foundation
import Markup
import News

/// A file with articles: a mailbox, the JSON of `export`, or a feed that was saved. Nothing in it is believed: HTML is made
/// safe, links are checked, everything is bounded.
enum ImportedFile {
  static let mostBytes = 256 << 20
  static let mostJSON = 64 << 20
  /// Articles of one file.
  static let most = 100_000

  private struct Articles: Decodable { var articles: [KeptShape] }

  /// - Throws: `Failure` that says what it is not.
  static func read(_ bytes: [UInt8], from path: String) throws(Failure) -> [KeptArticle] {
    if MailboxReader.isMailbox(bytes) {
      var found: [KeptArticle] = []
      MailboxReader.read(bytes) { if found.count < most { found.append($0) } }
      return found
    }
    // The whole object is in memory several times while it is read.
    if bytes.count > mostJSON, bytes.first == UInt8(ascii: "{") {
      throw Failure("import \(path): JSON larger than \(mostJSON >> 20) MiB; a mailbox may have \(mostBytes >> 20) MiB")
    }
    if let kept = try? JSONDecoder().decode(Articles.self, from: Data(bytes)) {
      return kept.articles.prefix(most).map(article)
    }
    do throws(FeedFault) {
      let feed = try FeedReader.read(bytes, contentType: nil, base: nil)
      return feed.articles.map { KeptArticle($0, newsroom: feed.title ?? "", arrived: Date()) }
    } catch {
      throw Failure("import \(path): this is no mailbox, no JSON of `wirecopy export` and no feed")
    }
  }

  private static func article(_ shape: KeptShape) -> KeptArticle {
    let clean = shape.html.map { HTMLCleaner.clean($0, base: shape.link) }
    let article = Article(
      guid: shape.guid.map(SafeText.clean), link: shape.link.flatMap(link), title: line(shape.title),
      authors: (shape.authors ?? []).prefix(64).map(line), published: shape.published, updated: shape.updated,
      content: clean?.html,
      text: shape.text.map { SafeText.clean($0) } ?? clean?.text ?? "",
      sections: (shape.sections ?? []).prefix(64).map(line), language: shape.language.map(line),
      enclosures: (shape.enclosures ?? []).prefix(256).compactMap(enclosure),
      inReplyTo: shape.inReplyTo.map(SafeText.clean),
      isUrgent: shape.urgent ?? false)
    return KeptArticle(
      article, newsroom: line(shape.newsroom), arrived: shape.arrived ?? Date(), isRead: shape.read ?? false,
      isStarred: shape.starred ?? false)
  }

  private static func enclosure(_ given: Enclosure) -> Enclosure? {
    link(given.url).map { Enclosure(url: $0, type: given.type.map(line), length: given.length) }
  }

  private static func line(_ text: String) -> String {
    SafeText.clean(text).split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private static func link(_ text: String) -> String? {
    let lower = text.prefix(8).lowercased()
    guard lower.hasPrefix("https://") || lower.hasPrefix("http://") else { return nil }
    return LinkBase.link(text, base: nil)
  }

  static func date(_ text: String) -> Date? {
    (try? Date(text, strategy: .iso8601))
      ?? (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
  }
}
