import Foundation

/// HTML of a page in the making. Text goes in escaped.
struct SitePage {
  /// A link of the menu, or to the same in another language.
  struct Way {
    /// Below the site's folder.
    var path: String
    var text: String
    /// Of what stands there; nil for the page's own.
    var language: String?
  }

  /// From the page to the site's folder: `""`, `../` …
  let up: String
  private(set) var body = ""

  init(depth: Int) { up = String(repeating: "../", count: depth) }

  mutating func raw(_ html: String) { body += html }
  mutating func text(_ text: String) { body += Self.escaped(text) }

  mutating func element(_ name: String, _ text: String, _ attributes: String = "") {
    body += "<\(name)\(attributes)>\(Self.escaped(text))</\(name)>\n"
  }

  mutating func link(_ path: String, _ text: String, _ attributes: String = "") {
    body += "<a href=\"\(Self.escaped(up + path))\"\(attributes)>\(Self.escaped(text))</a>"
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      // Controls and marks that turn the direction of what follows have no place on a page.
      case "\u{0}"..."\u{8}", "\u{B}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
        break
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }

  /// The whole page, its landmarks around it.
  func html(title: String, site: String, words: SiteWords, menu: [Way], others: [Way]) -> [UInt8] {
    var page = "<!doctype html>\n<html lang=\"\(words.language)\">\n<head>\n<meta charset=\"utf-8\">\n"
    page += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    page += "<title>\(Self.escaped(title == site ? site : title + " · " + site))</title>\n"
    page += "<meta name=\"referrer\" content=\"no-referrer\">\n"
    page += "<link rel=\"stylesheet\" href=\"\(up)style.css\">\n"
    page +=
      "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"\(Self.escaped(site))\" href=\"\(up)feed.atom\">\n"
    page += "</head>\n<body>\n<a class=\"skip\" href=\"#text\">\(words.skip)</a>\n<header>\n"
    page += "<p class=\"name\"><a href=\"\(up)\(menu.first?.path ?? "index.html")\">\(Self.escaped(site))</a></p>\n"
    page += "<nav aria-label=\"\(words.pages)\">\n<ul>\n"
    for item in menu { page += "<li><a href=\"\(up)\(item.path)\">\(Self.escaped(item.text))</a></li>\n" }
    for other in others {
      let language = other.language ?? words.language
      page += "<li lang=\"\(language)\"><a href=\"\(up)\(other.path)\" hreflang=\"\(language)\">"
      page += "\(Self.escaped(other.text))</a></li>\n"
    }
    page += "</ul>\n</nav>\n</header>\n<main id=\"text\">\n" + body + "</main>\n<footer>\n"
    page +=
      "<p><a href=\"\(up)feed.atom\">\(words.subscribe)</a> · <a href=\"\(up)\(menu.last?.path ?? "mirrors.html")\">\(words.mirrors)</a></p>\n"
    return Array((page + "</footer>\n</body>\n</html>\n").utf8)
  }

  static let style = """
    :root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fdfdfb; --dim: #555; --line: #ccc; --link: #0b4a8f; --alert: #a40000; }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e8e8e4; --paper: #161616; --dim: #b0b0aa; --line: #444; --link: #8ab8ee; --alert: #ff9a8f; }
    }
    * { box-sizing: border-box; }
    body { margin: 0 auto; padding: 0 1rem 2rem; max-width: 44rem; color: var(--ink); background: var(--paper);
      font: 1.05rem/1.7 system-ui, "Noto Sans KR", "Apple SD Gothic Neo", sans-serif; overflow-wrap: break-word; word-break: keep-all; }
    a { color: var(--link); }
    a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
    .skip { position: absolute; left: -100vw; }
    .skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .5rem; }
    header { border-bottom: 2px solid var(--ink); padding: 1rem 0 .5rem; }
    .name { margin: 0; font-size: 1.6rem; font-weight: 700; line-height: 1.3; }
    .name a { color: inherit; text-decoration: none; }
    nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin: .5rem 0 0; padding: 0; }
    nav a { display: inline-block; padding: .25rem 0; }
    h1 { font-size: 1.7rem; line-height: 1.3; margin: 1.2rem 0 .4rem; }
    h2 { font-size: 1.25rem; line-height: 1.4; margin: 1.6rem 0 .4rem; }
    .list { list-style: none; padding: 0; }
    .list > li { border-bottom: 1px solid var(--line); padding: .6rem 0; }
    .meta, footer, figcaption { color: var(--dim); font-size: .92rem; margin: .2rem 0; }
    .alert { color: var(--alert); font-weight: 700; }
    .notice { border-left: 4px solid var(--alert); padding: .2rem .8rem; }
    img { max-width: 100%; height: auto; }
    figure { margin: 1.2rem 0; }
    pre { overflow-x: auto; }
    table { border-collapse: collapse; display: block; overflow-x: auto; max-width: 100%; }
    td, th { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
    .groups { font-family: ui-monospace, monospace; overflow-wrap: normal; }
    code { overflow-wrap: anywhere; word-break: break-all; }
    footer { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: .5rem; }
    .answer { margin-left: 1rem; padding-left: .8rem; border-left: 2px solid var(--line); }

    """
}
