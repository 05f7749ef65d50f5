import Feeds
import Foundation
import Markup
import News

/// A place where bytes of strangers come in. What a door gives is held against what it promises; the input decides all of
/// it, so that a file is enough to see a fault again.
enum Door: String, CaseIterable, Sendable {
  case feed, html, opml, json, date, charset, page, mailbox

  static let base = "https://a.example/b/c?d"

  /// - Returns: whether anything was read.
  func open(_ input: [UInt8]) throws(Complaint) -> Bool {
    switch self {
    case .feed, .json: try Self.openFeed(input)
    case .html: try Self.openHTML(input)
    case .opml: try Self.openOPML(input)
    case .date: try Self.openDate(input)
    case .charset: try Self.openCharset(input)
    case .page: try Self.openPage(input)
    case .mailbox: try Self.openMailbox(input)
    }
  }

  /// The headers that a document may come with.
  private static let types: [String?] = [
    nil, "text/xml", "text/xml; charset=euc-kr", "application/xml; charset=utf-16", "text/html; charset=iso-2022-kr",
    "x; charset=\"utf-7", "text/html;charset=Shift_JIS", "text/plain; charset=gb18030", "a/b; charset=windows-1251",
    "application/json; charset=utf-8", "text/html; charset=big5", "text/html; charset=utf-32",
    "a/b; charset=iso-2022-jp",
  ]

  private static func type(for input: [UInt8]) -> String? { types[input.count % types.count] }

  // MARK: Feeds

  private static func openFeed(_ input: [UInt8]) throws(Complaint) -> Bool {
    guard let feed = try? FeedReader.read(input, contentType: type(for: input), base: base) else { return false }
    try TextRules.check(feed.title, "the title")
    try TextRules.check(feed.language, "the language")
    try TextRules.check(feed.link, "the link")
    try HTMLRules.check(link: feed.link)
    try HTMLRules.check(link: feed.next)
    try TextRules.check(feed.next, "the next page's link")
    try TextRules.check(feed.generator, "the generator")
    for tombstone in feed.deleted {
      try TextRules.check(tombstone.ref, "a tombstone's id")
      try TextRules.check(tombstone.by, "a tombstone's name")
    }
    try HTMLRules.check(link: feed.wordpressAPI(base: base))
    for article in feed.articles.prefix(16) { try check(article) }
    for article in feed.articles.prefix(2) { try DocumentRules.check(html: article.content ?? "", width: 20) }
    try checkJSON(feed)
    return true
  }

  /// What is read is safe, and what is written of it is read the same.
  private static func openMailbox(_ input: [UInt8]) throws(Complaint) -> Bool {
    var found: [KeptArticle] = []
    MailboxReader.read(input) { if found.count < 16 { found.append($0) } }
    for kept in found {
      try TextRules.check(kept.newsroom, "a newsroom's name")
      try check(kept.article)
      for byte in MailboxWriter.message(kept) where byte >= 0x7F || byte < 0x20 && byte != 0x0A {
        throw Complaint("a message with the byte \(byte)")
      }
    }
    return !found.isEmpty
  }

  private static func check(_ article: Article) throws(Complaint) {
    try TextRules.check(article.guid, "an id")
    try TextRules.check(article.title, "a title")
    try TextRules.check(article.summary, "a summary")
    try TextRules.check(article.text, "a text")
    try TextRules.check(article.language, "a language")
    try TextRules.check(article.inReplyTo, "a reply's id")
    for name in article.authors + article.sections { try TextRules.check(name, "a name") }
    for link in article.enclosures.map(\.url) + [article.link ?? "", article.comments?.url ?? ""] {
      try TextRules.check(link, "a link")
      try HTMLRules.check(link: link)
    }
    try HTMLRules.check(article.content)
  }

  /// What `wirecopy parse` prints is JSON, whose dates are RFC 3339.
  private static func checkJSON(_ feed: Feed) throws(Complaint) {
    guard let object = try? JSONSerialization.jsonObject(with: Data(feed.json().utf8)) as? [String: Any],
      let items = object["items"] as? [[String: Any]], items.count == feed.articles.count
    else { throw Complaint("its JSON can't be read") }
    for item in items.prefix(16) {
      for case let date as String in [item["published"], item["updated"]]
      where date.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) == nil {
        throw Complaint("a date that is none: \(date)")
      }
    }
  }

  private static func openOPML(_ input: [UInt8]) throws(Complaint) -> Bool {
    guard let list = try? OPML.read(input) else { return false }
    for subscription in list {
      try TextRules.check(subscription.name, "a name")
      try TextRules.check(subscription.folder, "a folder")
      if subscription.mirrors.isEmpty { throw Complaint("a subscription without a mirror") }
      for mirror in subscription.mirrors {
        try TextRules.check(mirror, "a mirror")
        try HTMLRules.check(link: mirror)
      }
    }
    guard (try? OPML.read(OPML.write(list))) == list else {
      throw Complaint("written and read again it is another list")
    }
    return !list.isEmpty
  }

  /// The input is one date, as a feed would give it. The calendar is the proleptic one, unlike Foundation's.
  private static func openDate(_ input: [UInt8]) throws(Complaint) -> Bool {
    guard let feed = feed(dated: String(decoding: input, as: UTF8.self)), let date = feed.articles.first?.published
    else { return false }
    try checkJSON(feed)
    guard let written = feed.json().firstMatch(of: /"published":"([^"]*)"/)?.output.1 else {
      throw Complaint("a date that is not written")
    }
    let again = Self.feed(dated: String(written))?.articles.first?.published
    guard let again, abs(again.timeIntervalSince(date)) < 1 else {
      throw Complaint("written and read again it is another date: \(written)")
    }
    return true
  }

  private static func feed(dated text: String) -> Feed? {
    var quoted = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case _ where scalar.value < 0x20: quoted += " "
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    let item = "{\"id\":\"1\",\"date_published\":\"\(quoted)\"}"
    let feed = "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[\(item)]}"
    return try? FeedReader.read(Array(feed.utf8), contentType: nil, base: nil)
  }

  // MARK: Markup

  private static func openHTML(_ input: [UInt8]) throws(Complaint) -> Bool {
    let html = CharacterSets.text(input, contentType: type(for: input), kind: .html)
    let clean = HTMLCleaner.clean(html, base: base)
    try HTMLRules.check(clean.html)
    try TextRules.check(clean.text, "the text")
    guard HTMLCleaner.clean(clean.html, base: nil).text == clean.text else {
      throw Complaint("cleaned twice it has another text")
    }
    try TextRules.check(HTMLCleaner.title(html), "a title")
    try DocumentRules.check(html: html, width: 20 + input.count % 101)
    return !clean.text.isEmpty
  }

  private static func openCharset(_ input: [UInt8]) throws(Complaint) -> Bool {
    for kind in [CharacterSets.Kind.xml, .html, .json] {
      let bytes = CharacterSets.utf8(input, contentType: type(for: input), kind: kind)
      if String(validating: bytes, as: UTF8.self) == nil { throw Complaint("what came of it is no UTF-8") }
      if bytes.count > input.count * 4 + 64 { throw Complaint("\(bytes.count) bytes of \(input.count)") }
    }
    return true
  }

  private static func openPage(_ input: [UInt8]) throws(Complaint) -> Bool {
    if let article = ArticleExtractor.extract(input, contentType: type(for: input), base: base) {
      try TextRules.check(article.title, "the title")
      try TextRules.check(article.byline, "the byline")
      try TextRules.check(article.language, "the language")
      try TextRules.check(article.text, "the text")
      try HTMLRules.check(article.html)
    }
    guard let page = PageReader.read(input, contentType: type(for: input), base: base) else { return false }
    try TextRules.check(page.title, "the title")
    for link in FeedDiscovery.links(in: input, contentType: type(for: input), base: base) {
      try TextRules.check(link.title, "a feed's title")
      try HTMLRules.check(link: link.url)
    }
    try HTMLRules.check(link: page.wordpress)
    return true
  }
}
