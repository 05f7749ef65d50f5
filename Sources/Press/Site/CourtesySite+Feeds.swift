import Edition
import Feeds
import Foundation
import Markup
import News

extension CourtesySite {
  /// Articles of an archive page of the feed (RFC 5005, section 4). A page is written once, and again only when one of its
  /// articles changes.
  static let perArchive = 100

  /// The feed of the newest, and its archive pages.
  mutating func writeFeeds(_ changed: [SiteArticle]) throws(TreeFolderFault) {
    let archives = index.articles.count / Self.perArchive
    for number in Set(changed.map { $0.order / Self.perArchive + 1 }).sorted() where number <= archives {
      let articles = index.articles[((number - 1) * Self.perArchive)..<(number * Self.perArchive)]
      var paging = FeedPaging(isArchive: true, current: "../feed.atom")
      if number > 1 { paging.previousArchive = "\(number - 1).atom" }
      if number < archives { paging.nextArchive = "\(number + 1).atom" }
      try write(try feed(articles, depth: 1, paging), to: "archive/\(number).atom")
    }
    // A page that was the last one has a next one now.
    let recent = index.articles.suffix(index.articles.count % Self.perArchive + (archives > 0 ? 20 : 0))
    var paging = FeedPaging(isArchive: false, current: nil)
    if archives > 0 { paging.previousArchive = "archive/\(archives).atom" }
    try write(try feed(recent, depth: 0, paging), to: "feed.atom")
  }

  private func feed(
    _ articles: some BidirectionalCollection<SiteArticle>, depth: Int, _ paging: FeedPaging
  ) throws(TreeFolderFault) -> [UInt8] {
    var list: [Article] = []
    let up = String(repeating: "../", count: depth)
    for article in articles.reversed() {
      let entry = article.entry
      var made = Article(
        guid: article.id, link: up + article.path, title: entry.title, authors: entry.byline.map { [$0] } ?? [],
        published: article.published, updated: article.time,
        summary: entry.summary.map { HTMLCleaner.clean(plain: $0).html },
        sections: entry.sections, language: entry.language, isUrgent: entry.isUrgent)
      made.content =
        article.isRetracted
        ? "<p>\(SitePage.escaped(words(of: article).retracted))</p>" : try html(of: article, depth: depth)
      list.append(made)
    }
    let updated = articles.map(\.time).max() ?? Date(timeIntervalSince1970: Double(signed.time))
    return FeedWriter.atom(
      list, title: title, id: "urn:wirecopy:" + (fingerprint?.text ?? signed.checkpoint.origin),
      link: up + "index.html",
      updated: updated, paging: paging)
  }
}
