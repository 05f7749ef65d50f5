/// Buttons by which a page is passed on: they say nothing to the reader, and tell others of him.
enum ShareBar {
  /// How often one document is looked ahead in, and how far.
  static let maximumLooks = 256
  private static let maximumLook = 24 * 1024
  /// Text outside of links that a bar may hold.
  private static let maximumText = 120

  /// Whether an element whose start tag was just read is such a bar, or one link of it.
  static func isOne(
    _ element: HTMLElement, _ attributes: HTMLAttributes, at tokens: HTMLTokens, looks: inout Int, open: [UInt8]
  ) -> Bool {
    let isLink = element == .a
    switch element {
    case .a: guard let target = attributes.raw("href"), isShareLink(target) else { return false }
    case .div, .ul, .p, .section, .aside, .span, .ol, .nav:
      guard let names = attributes.raw("class") ?? attributes.raw("id"), isShareName(names) else { return false }
    default: return false
    }
    guard looks > 0 else { return false }
    looks -= 1
    return isSmall(element, isLink: isLink, tokens, open: open)
  }

  /// An article inside of a box that is named for sharing stays.
  private static func isSmall(_ element: HTMLElement, isLink: Bool, _ tokens: HTMLTokens, open: [UInt8]) -> Bool {
    var ahead = tokens
    var span = HTMLSpan(element, within: open)
    var text = 0
    var links = isLink ? 1 : 0
    while let token = span.read(&ahead) {
      guard ahead.offset - tokens.offset < maximumLook else { return false }
      switch token {
      case .text(let range) where links == 0 || isLink: text += tokens.bytes[at: range].trimmed.count
      case .start(_, let hash, _) where HTMLElement.named(hash) == .a: links += 1
      case .end(_, let hash) where HTMLElement.named(hash) == .a: links = max(0, links - 1)
      default: break
      }
      if text > maximumText { return false }
    }
    return true
  }

  /// Class names of share bars: those of the common plug-ins, and any that say so of themselves.
  static func isShareName(_ names: Bytes) -> Bool {
    guard names.count >= 5 else { return false }
    var says = false
    var isBar = false
    var start = 0
    let end = min(names.count, 512)
    while start < end {
      var stop = start
      while stop < end, names[stop].isLetter || names[stop].isDigit { stop += 1 }
      if stop > start {
        let word = names[at: start..<stop]
        if plugIns.contains(word.lowercasedHash) { return true }
        if sayings.contains(word.lowercasedHash) { says = true }
        if bars.contains(word.lowercasedHash) { isBar = true }
      }
      start = stop + 1
    }
    return says && isBar
  }

  private static let plugIns = hashes([
    "sharedaddy", "feedflare", "addtoany", "addthis", "shareaholic", "ssba", "sociable", "sharethis", "heateor",
    "sharrre", "shariff", "sharebar", "sharebuttons", "sharebutton", "socialshare", "snsshare", "snslink",
  ])
  private static let sayings = hashes(["share", "shares", "sharing", "sns", "social", "socials"])
  private static let bars = hashes([
    "bar", "button", "buttons", "btn", "btns", "link", "links", "icon", "icons", "list", "tool", "tools", "toolbar",
    "box",
    "area", "menu", "wrap", "wrapper", "container", "widget", "share", "sns", "block", "post", "entry", "article",
    "media",
    "enabled", "items", "nav", "panel", "group",
  ])

  /// Whether a link does nothing but pass a page on.
  static func isShareLink(_ target: Bytes) -> Bool {
    let start =
      target.hasWord("https://", at: 0) ? 8 : target.hasWord("http://", at: 0) ? 7 : target.hasWord("//", at: 0) ? 2 : 0
    guard start > 0 else { return false }
    var end = start
    while end < target.count, target[end] != UInt8(ascii: "/"), target[end] != UInt8(ascii: "?") { end += 1 }
    var host = target[at: start..<end]
    for prefix: StaticString in ["www.", "m.", "api.", "web."] where host.hasWord(prefix, at: 0) {
      host = host[at: prefix.utf8CodeUnitCount..<host.count]
    }
    guard let paths = hosts[host.lowercasedHash] else { return false }
    let path = target[at: end..<target.count]
    return paths.contains { path.hasWord($0, at: 0) }
  }

  private static let hosts: [UInt64: [StaticString]] = {
    let table: [(String, [StaticString])] = [
      ("facebook.com", ["/sharer", "/share.php", "/dialog/"]), ("twitter.com", ["/intent/", "/share", "/home?status"]),
      ("x.com", ["/intent/", "/share"]), ("linkedin.com", ["/sharearticle", "/sharing/", "/cws/share"]),
      ("reddit.com", ["/submit"]), ("pinterest.com", ["/pin/create"]), ("tumblr.com", ["/share", "/widgets/share"]),
      ("t.me", ["/share"]), ("telegram.me", ["/share"]), ("wa.me", ["/?text", "?text"]), ("whatsapp.com", ["/send"]),
      ("share.naver.com", ["/"]), ("blog.naver.com", ["/openapi/share"]), ("story.kakao.com", ["/share"]),
      ("band.us", ["/plugin/share"]), ("plus.google.com", ["/share"]), ("getpocket.com", ["/save", "/edit"]),
      ("news.ycombinator.com", ["/submitlink"]), ("line.me", ["/r/msg"]), ("social-plugins.line.me", ["/"]),
      ("digg.com", ["/submit"]), ("stumbleupon.com", ["/submit"]), ("del.icio.us", ["/post"]), ("vk.com", ["/share"]),
      ("b.hatena.ne.jp", ["/add", "/entry/"]), ("feeds.feedburner.com", ["/~ff/"]), ("bsky.app", ["/intent/"]),
      ("feeds.wordpress.com", ["/1.0/"]), ("addtoany.com", ["/"]), ("addthis.com", ["/bookmark"]),
      ("instapaper.com", ["/hello", "/edit"]),
      ("service.weibo.com", ["/share"]), ("threads.net", ["/intent/"]),
    ]
    var hosts: [UInt64: [StaticString]] = [:]
    for (host, paths) in table { hosts[host.withBytes(\.hash)] = paths }
    return hosts
  }()

  private static func hashes(_ words: [String]) -> Set<UInt64> { Set(words.map { $0.withBytes(\.hash) }) }
}
