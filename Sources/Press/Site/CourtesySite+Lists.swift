import Edition
import Foundation

extension CourtesySite {
  /// Sections, months, boards, corrections: the pages that lead on.
  mutating func writeLists() throws(TreeFolderFault) {
    let used = Set(newest.flatMap(\.entry.sections))
    let ordered = index.sections.map(\.name).filter(used.contains)
    var page = SitePage(depth: 1)
    page.element("h1", words.sections)
    page.raw("<ul>\n")
    for section in ordered + used.subtracting(ordered).sorted() {
      page.raw("<li>")
      page.link(
        place("sections/\(SitePath.name(section)).html", words),
        SiteIndex.title(section, in: index.sections, language: words.language))
      page.raw("</li>\n")
    }
    page.raw("</ul>\n")
    try write(page, title: words.sections, to: "sections/index.html")

    var archive = SitePage(depth: 1)
    archive.element("h1", words.archive)
    archive.raw("<ul>\n")
    var counts: [String: Int] = [:]
    for article in newest { counts[article.month, default: 0] += 1 }
    for (month, count) in counts.sorted(by: { $0.key > $1.key }) {
      archive.raw("<li>")
      archive.link(place("archive/\(month).html", words), month)
      archive.raw(" (\(count))</li>\n")
    }
    archive.raw("</ul>\n")
    try write(archive, title: words.archive, to: "archive/index.html")
    try writeBoards()
    try writeCorrections()
  }

  private mutating func writeBoards() throws(TreeFolderFault) {
    let names = boardNames
    guard !names.isEmpty else { return }
    var page = SitePage(depth: 1)
    page.element("h1", words.boards)
    page.raw("<ul>\n")
    for name in names {
      page.raw("<li>")
      page.link(
        place("boards/\(SitePath.name(name)).html", words),
        SiteIndex.title(name, in: index.boards, language: words.language))
      page.raw(" (\(index.messages[name]?.count ?? 0))</li>\n")
    }
    page.raw("</ul>\n")
    try write(page, title: words.boards, to: "boards/index.html")
  }

  /// A board: threads, the newest first, answers below what they answer.
  mutating func writeBoard(_ name: String) throws(TreeFolderFault) {
    var page = SitePage(depth: 1)
    let title = SiteIndex.title(name, in: index.boards, language: words.language)
    page.element("h1", title)
    let messages = index.messages[name] ?? []
    let ids = Set(messages.map(\.id))
    var answers: [String: [Int]] = [:]
    for (place, message) in messages.enumerated() {
      if let parent = message.entry.parent, ids.contains(parent), parent != message.id {
        answers[parent, default: []].append(place)
      }
    }
    let answering = Set(answers.values.flatMap { $0 })
    var open: [(place: Int, depth: Int)] = messages.indices.filter { !answering.contains($0) }.map { ($0, 0) }
    var shown: Set<Int> = []
    // A stack, not a recursion: a thread may be as deep as it likes. A ring of answers shows nobody twice.
    while let (place, depth) = open.popLast() {
      guard shown.insert(place).inserted else { continue }
      let message = messages[place]
      page.raw("<article\(depth > 0 ? " class=\"answer\"" : "")>\n")
      page.element(
        depth > 0 ? "h3" : "h2", message.entry.title.isEmpty ? EntryTime.text(message.time) : message.entry.title)
      page.element(
        "p",
        [message.entry.byline, String(EntryTime.text(message.time).prefix(10))].compactMap { $0 }.joined(
          separator: " · "), " class=\"meta\"")
      if let body = message.entry.body, let bytes = try tree.text(of: body) {
        page.raw(SiteText.safe(bytes, type: body.type))
      } else if let text = message.entry.text {
        page.raw(SiteText.safe(Array(text.utf8), type: "text/plain"))
      }
      page.raw("</article>\n")
      for answer in (answers[message.id] ?? []).reversed() { open.append((answer, depth + 1)) }
    }
    if messages.isEmpty { page.element("p", words.noArticles) }
    try write(page, title: title, to: "boards/\(SitePath.name(name)).html")
  }

  private mutating func writeCorrections() throws(TreeFolderFault) {
    var page = SitePage(depth: 0)
    page.element("h1", words.corrections)
    var lines: [(time: Date, article: SiteArticle, text: String)] = []
    for article in newest {
      for correction in article.corrections { lines.append((correction.time, article, correction.note)) }
      if case .some(let note) = article.retraction {
        lines.append((article.time, article, [words.retracted, note ?? ""].joined(separator: " ")))
      }
    }
    page.raw("<ul class=\"list\">\n")
    for line in lines.sorted(by: { $0.time > $1.time }).prefix(Self.most) {
      page.raw("<li>")
      page.link(line.article.path, line.article.entry.title)
      page.element("p", "\(EntryTime.text(line.time).prefix(10)): \(line.text)", " class=\"meta\"")
      page.raw("</li>\n")
    }
    page.raw("</ul>\n")
    if lines.isEmpty { page.element("p", words.noArticles) }
    try write(page, title: words.corrections, to: "corrections.html")
  }

  /// Which mirrors there are, and how to check what they give.
  mutating func writeMirrors() throws(TreeFolderFault) {
    var page = SitePage(depth: 0)
    page.element("h1", words.mirrorsHead)
    for line in words.check { page.element("p", line) }
    if let fingerprint {
      page.raw("<p><code>#\(fingerprint.text)</code></p>\n")
      // In groups, to be read aloud: none of them is cut at the end of a line.
      page.raw(
        "<p class=\"groups\"><strong>\(words.fingerprint)</strong>: \(fingerprint.groups.joined(separator: " "))</p>\n")
    }
    if !index.mirrors.isEmpty { page.raw("<ul class=\"list\">\n") }
    for mirror in index.mirrors {
      let url = mirror.url.lowercased()
      page.raw("<li>")
      // Nothing but the web behind a link, whatever the list says.
      if url.hasPrefix("https://") || url.hasPrefix("http://") {
        page.raw("<a href=\"\(SitePage.escaped(mirror.url))\" rel=\"noreferrer\">\(SitePage.escaped(mirror.url))</a>")
      } else {
        page.text(mirror.url)
      }
      let offers = mirror.takesDrops ? "\(words.reads), \(words.takesReports)" : words.reads
      page.element(
        "p", [mirror.operatorName, mirror.country, offers].compactMap { $0 }.joined(separator: " · "), " class=\"meta\""
      )
      page.raw("</li>\n")
    }
    if !index.mirrors.isEmpty { page.raw("</ul>\n") }
    let time = EntryTime.text(Date(timeIntervalSince1970: Double(signed.time)))
    page.element("p", "\(words.signed): \(time) · \(words.entries): \(signed.point.size)", " class=\"meta\"")
    try write(page, title: words.mirrors, to: "mirrors.html")
  }
}
