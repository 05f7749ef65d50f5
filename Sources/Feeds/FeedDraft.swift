import Foundation
import Markup
import News

/// Text of a feed that may hold markup, as it was written.
struct MarkedText {
  /// `references` is plain text in which character references are read.
  enum Kind { case plain, references, html, unknown }

  /// Bytes of a text on one line that are read.
  private static let maximumLine = 64 * 1024

  var bytes: [UInt8]
  var kind: Kind
  var base: LinkBase?

  /// Safe HTML and its text.
  var clean: CleanHTML {
    bytes.withUnsafeBufferPointer { bytes in
      switch kind {
      case .plain: return HTMLCleaner.clean(plain: bytes)
      case .references:
        return CharacterReference.decoded(bytes).withUnsafeBufferPointer { HTMLCleaner.clean(plain: $0) }
      case .html: return HTMLCleaner.clean(bytes, base: base)
      case .unknown:
        return HTMLCleaner.looksLikeHTML(bytes) ? HTMLCleaner.clean(bytes, base: base) : HTMLCleaner.clean(plain: bytes)
      }
    }
  }

  /// One line of plain text; nil where nothing is left.
  var line: String? {
    let line = bytes.withUnsafeBufferPointer { bytes in
      switch kind {
      case .plain: MarkedText.folded(bytes)
      case .references: MarkedText.folded(CharacterReference.decoded(bytes))
      case .html: HTMLCleaner.title(bytes)
      case .unknown: HTMLCleaner.title(loose: bytes)
      }
    }
    return line.isEmpty ? nil : line
  }

  /// Plain text on one line.
  static func folded(_ bytes: Bytes) -> String {
    let line = bytes.trimmed
    if line.count <= maximumLine, PlainLine.isOne(line) { return line.string }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var safe: [UInt8] = []
    SafeText.append(bytes[at: 0..<min(bytes.count, maximumLine)], to: &safe)
    var isSpaced = false
    for byte in safe {
      if byte.isSpace {
        isSpaced = true
      } else {
        if isSpaced, !out.isEmpty { out.append(0x20) }
        isSpaced = false
        out.append(byte)
      }
    }
    return out.string
  }
}

/// An article while its element is open.
struct FeedDraft {
  static let maximumList = 64

  var id: String?
  var isPermanentLink = false
  var link: String?
  /// How good `link` is: an alternate that is HTML is the best.
  var linkRank = 0
  var title: MarkedText?
  var secondTitle: MarkedText?
  var summary: MarkedText?
  var secondSummary: MarkedText?
  var mediaTitle: MarkedText?
  var mediaDescription: MarkedText?
  var content: MarkedText?
  /// 2: `content:encoded` or Atom's content; 1: an XHTML body.
  var contentRank = 0
  var authors: [String] = []
  var sourceAuthors: [String] = []
  var published: Date?
  var date: Date?
  var created: Date?
  var updated: Date?
  var sections: [String] = []
  var language: String?
  var enclosures: [Enclosure] = []
  var inReplyTo: String?
  var isUrgent = false
  /// Absolute URL of the feed of its comments.
  var comments: String?
  var commentCount: Int?
  /// `summary` stood in an element of that name, which says that there is more.
  var isSummary = false

  var hasHeading: Bool { title != nil || secondTitle != nil || mediaTitle != nil }

  mutating func add(author: String) {
    if !author.isEmpty, authors.count < Self.maximumList, !authors.contains(author) { authors.append(author) }
  }

  mutating func add(section: String) {
    if !section.isEmpty, sections.count < Self.maximumList, !sections.contains(section) { sections.append(section) }
  }

  mutating func add(enclosure: Enclosure) {
    guard enclosures.count < Self.maximumList else { return }
    if let same = enclosures.firstIndex(where: { $0.url == enclosure.url }) {
      enclosures[same].type = enclosures[same].type ?? enclosure.type
      enclosures[same].length = enclosures[same].length ?? enclosure.length
    } else {
      enclosures.append(enclosure)
    }
  }

  /// What a podcast says of itself in full, where its description is the short one.
  private var longSummary: MarkedText? {
    guard let summary, let secondSummary, secondSummary.bytes.count > summary.bytes.count else { return nil }
    return secondSummary
  }

  /// The article, its text made safe.
  func article(feedAuthors: [String], feedLanguage: String?) -> Article {
    let content = (content ?? longSummary).map(\.clean).flatMap { $0.html.isEmpty ? nil : $0 }
    let summary = (summary ?? secondSummary ?? mediaDescription).map(\.clean).flatMap { $0.html.isEmpty ? nil : $0 }
    let heading = title?.line ?? secondTitle?.line ?? mediaTitle?.line ?? ""
    return Article(
      guid: id, link: link ?? (isPermanentLink ? id : nil), title: heading,
      authors: !authors.isEmpty ? authors : !sourceAuthors.isEmpty ? sourceAuthors : feedAuthors,
      published: published ?? date ?? created, updated: updated ?? (published == nil ? nil : date),
      summary: summary?.html, content: content?.html,
      text: content?.text ?? summary?.text ?? "", sections: sections, language: language ?? feedLanguage,
      enclosures: enclosures, inReplyTo: inReplyTo, isUrgent: isUrgent,
      comments: comments.map { CommentsFeed(url: $0, count: commentCount.flatMap { $0 >= 0 ? $0 : nil }) })
  }
}
