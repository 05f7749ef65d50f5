/// What an element says of its part in a page, by its name, role, class and id.
struct PageHint: OptionSet, Hashable {
  let rawValue: UInt16
  /// It names itself the text of an article.
  static let body = PageHint(rawValue: 1)
  /// It may be around an article.
  static let article = PageHint(rawValue: 2)
  /// Navigation, advertising, what is beside the article.
  static let beside = PageHint(rawValue: 4)
  /// What readers wrote below it.
  static let comments = PageHint(rawValue: 8)
  /// Of cookies and consent.
  static let consent = PageHint(rawValue: 16)
  static let hidden = PageHint(rawValue: 32)
  static let byline = PageHint(rawValue: 64)

  /// Why a block is left out.
  static let outside: PageHint = [.beside, .comments, .consent, .hidden]

  static func of(_ element: HTMLElement, _ attributes: HTMLAttributes) -> PageHint {
    var hint: PageHint = []
    switch element {
    case .nav, .aside, .footer: hint.insert(.beside)
    case .article, .main: hint.insert(.article)
    default: break
    }
    if let role = attributes.raw("role")?.trimmed { hint.formUnion(of(role: role)) }
    if let property = attributes.raw("itemprop") {
      if property.isWord("articlebody") { hint.insert(.body) }
      if property.isWord("comment") { hint.insert(.comments) }
      if property.isWord("author") { hint.insert(.byline) }
    }
    // The whole page says in its classes what it holds, not what it is.
    if element != .body, element != .html {
      for name: StaticString in ["class", "id"] {
        if let words = attributes.raw(name) { hint.formUnion(of(names: words)) }
      }
    }
    if element == .main { hint.subtract([.beside, .comments]) }
    if attributes.raw("rel")?.isWord("author") == true { hint.insert(.byline) }
    if attributes.isHidden, element != .body, element != .html, element != .main { hint.insert(.hidden) }
    return hint
  }

  private static func of(role: Bytes) -> PageHint {
    if role.isWord("dialog") || role.isWord("alertdialog") { return .consent }
    if role.isWord("main") || role.isWord("article") { return .article }
    for word: StaticString in [
      "navigation", "complementary", "contentinfo", "banner", "search", "menu", "menubar",
      "toolbar",
      "tablist",
    ] where role.isWord(word) { return .beside }
    return role.isWord("comment") ? .comments : []
  }

  /// Of the names in a class or an id.
  private static func of(names: Bytes) -> PageHint {
    var hint: PageHint = []
    var start = 0
    let end = min(names.count, 512)
    while start < end {
      if names[start].isSpace {
        start += 1
        continue
      }
      var stop = start
      while stop < end, !names[stop].isSpace { stop += 1 }
      hint.formUnion(of(name: names[at: start..<stop]))
      start = stop
    }
    return hint
  }

  /// Of one name, in its words: `entry-content`, `articleBody`, `view_con`.
  private static func of(name: Bytes) -> PageHint {
    var hint: PageHint = []
    var whole: [UInt8] = []
    var word: [UInt8] = []
    var isFirst = true
    func take(_ word: inout [UInt8]) -> Bool {
      defer {
        word.removeAll(keepingCapacity: true)
        isFirst = false
      }
      guard !word.isEmpty else { return true }
      let hash = word.withUnsafeBufferPointer(\.hash)
      // `has-sidebar`, `no-comments`, `elementor-widget`: they speak of something else.
      if isFirst, negations.contains(hash) { return false }
      if let found = words[hash] { hint.formUnion(found) }
      return true
    }
    for (i, byte) in name.enumerated() {
      let isPart = byte.isLetter || byte.isDigit || byte >= 0x80
      let isCapital = byte != byte.lowercased && i > 0 && name[i - 1] == name[i - 1].lowercased
      if !isPart || isCapital, !take(&word) { return hint }
      if isPart {
        word.append(byte.lowercased)
        whole.append(byte.lowercased)
      }
    }
    guard take(&word) else { return hint }
    if bodies.contains(whole.withUnsafeBufferPointer(\.hash)) { hint.insert(.body) }
    return hint
  }

  private static let words: [UInt64: PageHint] = {
    var table: [UInt64: PageHint] = [:]
    let lists: [(PageHint, [String])] = [
      (
        .comments,
        [
          "comment", "comments", "commentlist", "cmt", "cmts", "disqus", "reply", "replies", "respond", "talkback",
          "commentary_list", "replylist", "commentsection", "コメント", "댓글",
        ]
      ),
      (.consent, ["cookie", "cookies", "cookiebar", "cookiebanner", "consent", "gdpr", "ccpa", "onetrust", "cmp"]),
      (
        .beside,
        [
          "nav", "navbar", "navigation", "gnb", "lnb", "snb", "menu", "menus", "sidebar", "aside", "widget", "widgets",
          "footer", "breadcrumb", "breadcrumbs", "pagination", "pager", "paging", "related", "relation", "relations",
          "recommend", "recommended", "recommendations", "ranking", "rank", "popular", "trending", "sponsor",
          "sponsored",
          "promo", "promotion", "ad", "ads", "adv", "advert", "advertisement", "banner", "share", "sharing", "social",
          "sns",
          "newsletter", "subscribe", "signup", "login", "popup", "modal", "overlay", "toast", "skip", "toolbar",
          "outbrain",
          "taboola", "copyright", "mostread", "sharedaddy", "jp-relatedposts", "relatedposts", "authorbox", "dable",
        ]
      ),
      (.article, ["article", "story", "hentry", "post", "entry"]),
      (.byline, ["byline", "author", "reporter", "journalist", "writer"]),
    ]
    for (hint, list) in lists { for word in list { table[word.withBytes(\.hash), default: []].formUnion(hint) } }
    return table
  }()

  private static let negations = hashes(["has", "no", "with", "without", "is", "elementor", "et", "wp"])

  private static let bodies = hashes([
    "articlebody", "articlecontent", "articlecontents", "articletext", "articletxt", "articleview",
    "articleviewcontent",
    "articleviewcontentdiv", "articlebodycontents", "articlebodycontent", "newsbody", "newscontent", "newscontents",
    "newsview", "newstext", "newsctarticle", "newsendcontents", "entrycontent", "postcontent", "postbody", "posttext",
    "postentry", "storybody", "storycontent", "storytext", "viewcon", "viewcontent", "viewcontents", "contentsbody",
    "mwparseroutput", "markdownbody", "availablecontent", "ghcontent", "econtent", "usertxt", "artxt", "arttext",
    "dicarea", "tdpostcontent", "articlecontentbody", "maintext", "bodytext", "sitemaincontent", "readbody",
    "xecontent",
    "articlemain", "articlepage", "contenttext", "harmonycontainer", "newsarticlebody", "articlepbody",
    "wpblockpostcontent",
  ])

  private static func hashes(_ words: [String]) -> Set<UInt64> { Set(words.map { $0.withBytes(\.hash) }) }
}
