import Edition
import Foundation
import Markup
import News

/// A readable site beside the signed files, for whoever has nothing but a browser: HTML and CSS, no script. It is a courtesy:
/// nothing vouches for it, and it says so.
///
/// Only pages that change are written: those of new entries, the lists that they are in, the front page.
///
/// An article's page has its words in the article's language, where it is one of ours. Lists are there in each of the newsroom's
/// languages that is: in the first one with all articles, in another one, as `index.en.html`, with those of that language.
struct CourtesySite {
  /// Articles on the front page, in a section.
  static let front = 30
  static let most = 200
  /// Remembers how many entries the pages show, and in which form: in another form all of them are made again.
  private static let mark = ".site"
  private static let form = "2"

  /// Whether one was written there.
  static func isAt(_ place: String) -> Bool { FileManager.default.fileExists(atPath: place + "/" + mark) }

  /// Lets all pages of a site that is there be made again, and others go.
  static func makeAgain(at place: String) throws(TreeFolderFault) {
    if isAt(place) { try TreeFolder(place).write(Array("again".utf8), to: mark) }
  }

  let tree: PublishedTree
  let folder: TreeFolder
  let title: String
  /// The newsroom's languages that are ours, the first one that of the site.
  let languages: [SiteWords]
  /// Of the pages that are being written.
  private(set) var words: SiteWords
  let signed: SignedCheckpoint
  let fingerprint: Fingerprint?
  let index: SiteIndex
  /// The site that is there may show what is no more.
  let hasGone: Bool
  private let everything: [SiteArticle]
  /// What lists show in the language that they are written in, the newest first.
  private(set) var newest: [SiteArticle]
  private(set) var files = 0

  init(
    tree path: String, place: String, title: String, languages: [String], signed: SignedCheckpoint,
    fingerprint: Fingerprint?
  ) throws(TreeFolderFault) {
    tree = PublishedTree(folder: path, size: signed.point.size)
    folder = try TreeFolder(place)
    self.title = title
    let first = SiteWords(languages.first ?? "en")
    var all = [first]
    for words in languages.dropFirst().compactMap(SiteWords.init(exactly:))
    where !all.contains(where: { $0.language == words.language }) {
      all.append(words)
    }
    self.languages = all
    words = first
    self.signed = signed
    self.fingerprint = fingerprint
    let mark = (try? folder.read(Self.mark, most: 64)).flatMap { $0 }.map { String(decoding: $0, as: UTF8.self) } ?? ""
    let parts = mark.split(separator: " ")
    let shown = parts.count == 2 && parts[0] == Self.form ? Int(parts[1]) : nil
    index = try SiteIndex(tree, since: shown ?? 0)
    hasGone = index.hasRemovals || (shown == nil && !mark.isEmpty)
    everything = index.newest
    newest = everything
  }

  /// - Returns: files that were written.
  mutating func write() throws(TreeFolderFault) -> Int {
    try write(Array(SitePage.style.utf8), to: "style.css")
    let changed = hasGone ? index.articles : index.changed.sorted().map { index.articles[$0] }
    for article in changed {
      words = words(of: article)
      try writePage(article)
    }
    for words in languages {
      speak(words)
      for section in Set(changed.flatMap(\.entry.sections)) { try writeSection(section) }
      for month in Set(changed.map(\.month)) { try writeMonth(month) }
      for board in hasGone ? Set(boardNames) : index.changedBoards { try writeBoard(board) }
      try writeLists()
      try writeMirrors()
    }
    if hasGone { try removeOrphans() }
    try writeFeeds(changed)
    for words in languages.reversed() {
      speak(words)
      try writeFront()
    }
    try folder.write(changed: Array("\(Self.form) \(tree.size)".utf8), to: Self.mark)
    return files
  }

  mutating func write(_ bytes: [UInt8], to name: String) throws(TreeFolderFault) {
    if let old = try? folder.read(name, most: max(bytes.count, 1)), old == bytes { return }
    try folder.write(bytes, to: name)
    files += 1
  }

  /// - Parameter isEverywhere: the page is there in every language; another one leads to the front page in it.
  mutating func write(
    _ page: SitePage, title: String, to path: String, isEverywhere: Bool = true
  ) throws(TreeFolderFault) {
    let others = languages.filter { $0.language != words.language }.map { other in
      SitePage.Way(
        path: place(isEverywhere ? path : "index.html", other), text: other.name, language: other.language)
    }
    let html = page.html(title: title, site: self.title, words: words, menu: menu, others: others)
    try write(html, to: place(path, words))
  }

  mutating func remove(_ path: String) throws(TreeFolderFault) {
    guard folder.exists(place(path, words)) else { return }
    try folder.remove(place(path, words))
  }

  /// From here on lists are written in a language.
  private mutating func speak(_ words: SiteWords) {
    self.words = words
    let isFirst = words.language == languages[0].language
    newest = isFirst ? everything : everything.filter { $0.entry.isIn(words.language) }
  }

  /// Pages go whose articles, sections, months or boards there are no more.
  private func removeOrphans() throws(TreeFolderFault) {
    var kept = Set(index.articles.map(\.path))
    var lists = Set(index.articles.flatMap(\.entry.sections).map { "sections/\(SitePath.name($0)).html" })
    lists.formUnion(index.articles.map { "archive/\($0.month).html" })
    lists.formUnion(boardNames.map { "boards/\(SitePath.name($0)).html" })
    lists.formUnion(["sections", "archive", "boards"].map { $0 + "/index.html" })
    for words in languages { kept.formUnion(lists.map { place($0, words) }) }
    kept.formUnion((0..<(index.articles.count / Self.perArchive)).map { "archive/\($0 + 1).atom" })
    var folders = ["sections", "archive", "boards"]
    for year in folder.names(in: "articles") {
      folders += folder.names(in: "articles/" + year).map { "articles/\(year)/\($0)" }
    }
    for place in folders {
      for name in folder.names(in: place) where !kept.contains(place + "/" + name) {
        try folder.remove(place + "/" + name)
      }
    }
  }

  /// Boards in the newsroom's order, then those that only messages name.
  var boardNames: [String] {
    index.boards.map(\.name)
      + index.messages.keys.filter { name in !index.boards.contains { $0.name == name } }.sorted()
  }

  var menu: [SitePage.Way] {
    var menu = [
      ("index.html", words.latest), ("sections/index.html", words.sections), ("archive/index.html", words.archive),
    ]
    if !index.messages.isEmpty || !index.boards.isEmpty { menu.append(("boards/index.html", words.boards)) }
    menu += [("corrections.html", words.corrections), ("mirrors.html", words.mirrors)]
    return menu.map { SitePage.Way(path: place($0, words), text: $1, language: nil) }
  }

  func list(_ articles: some Sequence<SiteArticle>, to page: inout SitePage) {
    page.raw("<ul class=\"list\">\n")
    var isEmpty = true
    for article in articles {
      isEmpty = false
      page.raw("<li\(Self.language(article.entry.language, unlike: words.language))>")
      if article.entry.isUrgent { page.raw("<span class=\"alert\">\(words.alert)</span> ") }
      page.link(article.path, article.entry.title.isEmpty ? article.day : article.entry.title)
      page.raw("<p class=\"meta\"><time datetime=\"\(EntryTime.text(article.published))\">\(article.day)</time>")
      if let byline = article.entry.byline { page.text(" · " + byline) }
      page.raw("</p>")
      if let summary = article.entry.summary {
        page.raw("<p>")
        page.text(summary)
        page.raw("</p>")
      }
      page.raw("</li>\n")
    }
    page.raw("</ul>\n")
    if isEmpty { page.element("p", words.noArticles) }
  }

  /// ` lang="en"`, where it is another than the page's.
  static func language(_ language: String?, unlike other: String) -> String {
    guard let language, language.lowercased() != other.lowercased(), language.utf8.count <= 35,
      language.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) })
    else { return "" }
    return " lang=\"\(language)\""
  }
}
