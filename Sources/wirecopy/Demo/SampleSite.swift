import Feeds
import Foundation
import Markup
import MirrorLab
import News

/// The sample newsroom as one mirror serves it: an Atom feed, pages, pictures, all under the mirror's own address.
struct SampleSite {
  let newsroom: SampleNewsroom
  /// Added to every time, so that the newest article is a few minutes old.
  let shift: TimeInterval

  init(_ newsroom: SampleNewsroom, now: Date) {
    self.newsroom = newsroom
    let newest = newsroom.articles.map(\.time).max() ?? now
    shift = now.addingTimeInterval(-180).timeIntervalSince(newest)
  }

  /// How far the site has come: what a reader finds at one moment.
  enum Moment {
    /// An hour ago: without the last articles, with the first wordings of the corrected ones.
    case earlier
    /// All of it but the newest article and the alert.
    case lastHour
    /// All of it but the alert.
    case now
    /// The alert has come in.
    case alert
  }

  /// - Parameter base: the mirror's own address, with a slash at the end.
  func site(at moment: Moment, base: String) -> LabSite {
    var site = LabSite()
    let articles = articles(at: moment)
    let feed = FeedWriter.atom(
      articles.map { article($0, base: base) }, title: newsroom.title, id: "tag:yeoul.example,2026:news", link: base,
      updated: articles.map(\.time).max()?.addingTimeInterval(shift) ?? Date())
    site["/news.atom"] = .init(
      bytes: feed, etag: "\"\(articles.count)-\(articles.map(\.body.utf8.count).reduce(0, +))\"")
    var list = ""
    for article in articles {
      let page = page(article.title, body: beside(article.body))
      site["/articles/\(article.name)"] = .init(page, type: "text/html; charset=utf-8")
      list += "<li><a href=\"articles/\(article.name)\">\(escaped(article.title))</a></li>"
    }
    site["/index.html"] = .init(page(newsroom.title, body: "<ul>\(list)</ul>"), type: "text/html; charset=utf-8")
    for (name, bytes) in newsroom.pictures { site["/pictures/\(name)"] = .init(bytes: bytes, type: "image/png") }
    return site
  }

  /// Addresses in a body are relative to the feed; on a page of its own they are relative to `articles/`.
  private func beside(_ body: String) -> String {
    body.replacing("\"pictures/", with: "\"../pictures/").replacing("\"articles/", with: "\"")
  }

  private func articles(at moment: Moment) -> [SampleArticle] {
    let newest = newsroom.articles.sorted { $0.time > $1.time }
    switch moment {
    case .alert: return newest
    case .lastHour: return Array(newest.filter { !$0.isUrgent }.dropFirst())
    case .now: return newest.filter { !$0.isUrgent }
    case .earlier:
      let kept = newest.filter { !$0.isUrgent }.dropFirst(3)
      return kept.map { article in
        let first = newsroom.earlier.filter { $0.id == article.id }.min { $0.time < $1.time }
        return first ?? article
      }
    }
  }

  private func article(_ sample: SampleArticle, base: String) -> Article {
    let lead = sample.note.map { "<p><em>\(escaped($0))</em></p>" } ?? ""
    let clean = HTMLCleaner.clean(lead + sample.body, base: base)
    return Article(
      guid: sample.id, link: "\(base)articles/\(sample.name)", title: sample.title,
      authors: [[sample.byline, sample.place].compactMap { $0 }.joined(separator: ", ")],
      published: sample.published.addingTimeInterval(shift),
      updated: sample.updated?.addingTimeInterval(shift), content: clean.html, text: clean.text,
      sections: sample.sections, language: sample.language,
      inReplyTo: sample.parent,
      isUrgent: sample.isUrgent)
  }

  private func page(_ title: String, body: String) -> String {
    """
    <!doctype html>
    <html lang="\(newsroom.language)"><head><meta charset="utf-8"><title>\(escaped(title))</title>
    <link rel="alternate" type="application/atom+xml" href="/news.atom"></head>
    <body><h1>\(escaped(title))</h1>\(body)</body></html>
    """
  }

  private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
  }
}
