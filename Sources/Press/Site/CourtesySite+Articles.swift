import Edition
import Foundation
import Markup
import News

extension CourtesySite {
  /// The safe HTML of an article, its pictures found from a page so many folders down.
  func html(of article: SiteArticle, depth: Int) throws(TreeFolderFault) -> String {
    guard let body = article.entry.body, let bytes = try tree.text(of: body) else { return "" }
    let text = String(decoding: bytes, as: UTF8.self)
    // What the edition holds may come from anywhere: it goes through the same door as what strangers send.
    let clean =
      body.type == "text/plain"
      ? HTMLCleaner.clean(plain: text) : HTMLCleaner.clean(text, base: WrittenArticle.picturePrefix)
    let up = String(repeating: "../", count: depth)
    let names = Set(article.entry.media.map { TreePath.blob($0.name).text })
    return FolderLinks.plain(PictureScan.replace(in: clean.html) { names.contains($0) ? up + $0 : nil })
  }

  mutating func writePage(_ article: SiteArticle) throws(TreeFolderFault) {
    var page = SitePage(depth: 3)
    let entry = article.entry
    page.raw("<article\(Self.language(entry.language, unlike: words.language))>\n")
    page.element("h1", entry.title)
    page.raw("<p class=\"meta\">")
    if entry.isUrgent { page.raw("<span class=\"alert\">\(words.alert)</span> · ") }
    page.raw("<time datetime=\"\(EntryTime.text(article.published))\">\(article.day)</time>")
    for word in [entry.byline, entry.place].compactMap({ $0 }) { page.text(" · " + word) }
    for section in entry.sections {
      page.raw(" · ")
      page.link(
        place("sections/\(SitePath.name(section)).html", words),
        SiteIndex.title(section, in: index.sections, language: words.language))
    }
    page.raw("</p>\n")
    if case .some(let note) = article.retraction {
      page.raw("<div class=\"notice\" role=\"note\">")
      page.element("p", words.retracted)
      if let note { page.element("p", note) }
      page.raw("</div>\n")
    } else {
      let html = try html(of: article, depth: 3)
      page.raw(html + "\n")
      for media in entry.media where media.type.hasPrefix("image/") && !html.contains(media.name.text) {
        figure(media, to: &page)
      }
    }
    if !article.corrections.isEmpty {
      page.raw("<section aria-label=\"\(words.corrected)\" class=\"notice\">\n")
      for correction in article.corrections {
        page.element("p", "\(words.corrected) \(EntryTime.text(correction.time).prefix(10)): \(correction.note)")
      }
      page.raw("</section>\n")
    }
    page.raw("</article>\n")
    let others = languages.filter { $0.language != words.language }.map { other in
      SitePage.Way(path: place("index.html", other), text: other.name, language: other.language)
    }
    // In one language alone, its own.
    try write(page.html(title: entry.title, site: title, words: words, menu: menu, others: others), to: article.path)
  }

  private func figure(_ media: EntryMedia, to page: inout SitePage) {
    page.raw(
      "<figure><img src=\"\(page.up)\(TreePath.blob(media.name).text)\" alt=\"\(SitePage.escaped(media.alt ?? ""))\"")
    if let width = media.width, let height = media.height { page.raw(" width=\"\(width)\" height=\"\(height)\"") }
    page.raw(">")
    if let caption = media.caption { page.raw("<figcaption>\(SitePage.escaped(caption))</figcaption>") }
    page.raw("</figure>\n")
  }

  mutating func writeSection(_ section: String) throws(TreeFolderFault) {
    let all = newest.lazy.filter { $0.entry.sections.contains(section) && !$0.isRetracted }
    let isFirst = words.language == languages[0].language
    guard isFirst || newest.contains(where: { $0.entry.sections.contains(section) }) else {
      return try remove("sections/\(SitePath.name(section)).html")
    }
    var page = SitePage(depth: 1)
    let name = SiteIndex.title(section, in: index.sections, language: words.language)
    page.element("h1", name)
    list(all.prefix(Self.most), to: &page)
    if all.dropFirst(Self.most).first != nil { page.element("p", words.older) }
    try write(page, title: name, to: "sections/\(SitePath.name(section)).html", isEverywhere: false)
  }

  mutating func writeMonth(_ month: String) throws(TreeFolderFault) {
    let all = newest.filter { $0.month == month }
    guard !all.isEmpty || words.language == languages[0].language else { return try remove("archive/\(month).html") }
    var page = SitePage(depth: 1)
    page.element("h1", month)
    list(all, to: &page)
    try write(page, title: month, to: "archive/\(month).html", isEverywhere: false)
  }

  /// The front page: alerts first, then the newest.
  mutating func writeFront() throws(TreeFolderFault) {
    var page = SitePage(depth: 0)
    let shown = newest.lazy.filter { !$0.isRetracted }
    let week = signed.time > 604_800 ? Date(timeIntervalSince1970: Double(signed.time - 604_800)) : .distantPast
    let alerts = shown.prefix(Self.most).filter { $0.entry.isUrgent && $0.published > week }
    page.element("h1", words.latest)
    list(alerts + shown.prefix(Self.front).filter { article in !alerts.contains { $0.id == article.id } }, to: &page)
    try write(page, title: title, to: "index.html")
  }
}
