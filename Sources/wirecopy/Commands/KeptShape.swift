import Foundation
import News

/// An article of `export --json`: the members of `read --json`, and those that bring it back. Without a value, absent.
struct KeptShape: Codable {
  var newsroom: String
  var guid: String?
  var title: String
  var link: String?
  var authors: [String]?
  var published: Date?
  var updated: Date?
  var arrived: Date?
  var sections: [String]?
  var language: String?
  var inReplyTo: String?
  var enclosures: [Enclosure]?
  var read: Bool?
  var starred: Bool?
  var urgent: Bool?
  var text: String?
  var html: String?

  init(_ kept: KeptArticle) {
    let article = kept.article
    newsroom = kept.newsroom
    guid = article.guid
    title = article.title
    link = article.link
    authors = article.authors.isEmpty ? nil : article.authors
    published = article.published
    updated = article.updated
    arrived = kept.arrived
    sections = article.sections.isEmpty ? nil : article.sections
    language = article.language
    inReplyTo = article.inReplyTo
    enclosures = article.enclosures.isEmpty ? nil : article.enclosures
    read = kept.isRead
    starred = kept.isStarred
    urgent = article.isUrgent
    text = article.text
    html = article.content ?? article.summary
  }

  /// Times are RFC 3339 in UTC; those in a file are read with fractions and zones, too.
  enum Member: String, CodingKey {
    case newsroom, guid, title, link, authors, published, updated, arrived, sections, language, inReplyTo, enclosures
    case read, starred, urgent, text, html
  }

  init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: Member.self)
    func text(_ member: Member) throws -> String? { try box.decodeIfPresent(String.self, forKey: member) }
    func date(_ member: Member) throws -> Date? { try text(member).flatMap(ImportedFile.date) }
    newsroom = try text(.newsroom) ?? ""
    guid = try text(.guid)
    title = try text(.title) ?? ""
    link = try text(.link)
    authors = try box.decodeIfPresent([String].self, forKey: .authors)
    published = try date(.published)
    updated = try date(.updated)
    arrived = try date(.arrived)
    sections = try box.decodeIfPresent([String].self, forKey: .sections)
    language = try text(.language)
    inReplyTo = try text(.inReplyTo)
    enclosures = try box.decodeIfPresent([Enclosure].self, forKey: .enclosures)
    read = try box.decodeIfPresent(Bool.self, forKey: .read)
    starred = try box.decodeIfPresent(Bool.self, forKey: .starred)
    urgent = try box.decodeIfPresent(Bool.self, forKey: .urgent)
    self.text = try text(.text)
    html = try text(.html)
  }

  func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Member.self)
    try box.encode(newsroom, forKey: .newsroom)
    try box.encodeIfPresent(guid, forKey: .guid)
    try box.encode(title, forKey: .title)
    try box.encodeIfPresent(link, forKey: .link)
    try box.encodeIfPresent(authors, forKey: .authors)
    try box.encodeIfPresent(published?.rfc3339, forKey: .published)
    try box.encodeIfPresent(updated?.rfc3339, forKey: .updated)
    try box.encodeIfPresent(arrived?.rfc3339, forKey: .arrived)
    try box.encodeIfPresent(sections, forKey: .sections)
    try box.encodeIfPresent(language, forKey: .language)
    try box.encodeIfPresent(inReplyTo, forKey: .inReplyTo)
    try box.encodeIfPresent(enclosures, forKey: .enclosures)
    try box.encodeIfPresent(read, forKey: .read)
    try box.encodeIfPresent(starred, forKey: .starred)
    try box.encodeIfPresent(urgent, forKey: .urgent)
    try box.encodeIfPresent(text, forKey: .text)
    try box.encodeIfPresent(html, forKey: .html)
  }
}
