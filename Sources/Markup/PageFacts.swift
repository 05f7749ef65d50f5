/// What a page says of its article: its title, who wrote it, its language.
struct PageFacts {
  private(set) var title: String?
  private(set) var byline: String?
  private(set) var language: String?

  init(_ sketch: PageSketch, of bytes: Bytes, article: Int) {
    title = Self.title(sketch, of: bytes)
    byline = Self.byline(sketch, of: bytes)
    let declared = sketch.language.isEmpty ? sketch.meta["og:locale"] ?? [] : sketch.language
    let tag = declared.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }
    if (2...35).contains(tag.count), tag.allSatisfy({ $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") }) {
      language = tag.string
    }
  }

  /// The heading that the page's title speaks of, else what is said to those who link to it, else the page's title
  /// without the site's name.
  private static func title(_ sketch: PageSketch, of bytes: Bytes) -> String? {
    let page = line(bytes[at: sketch.title])
    let shared = ["og:title", "twitter:title", "headline"].lazy.compactMap { line(sketch, $0) }.first
    let headings = sketch.blocks.lazy.filter { $0.element == .h1 && $0.hint.isDisjoint(with: [.hidden, .comments]) }
      .prefix(8).compactMap { line(bytes[at: $0.inner]) }
    let site = line(sketch, "og:site_name")
    for heading in headings where heading != site && heading.count >= 4 {
      if [page, shared].contains(where: { $0?.contains(heading) == true }) { return heading }
    }
    if let shared { return withoutSite(shared, site) }
    if let page { return withoutSite(page, site) }
    return headings.first
  }

  private static func withoutSite(_ title: String, _ site: String?) -> String {
    for mark in [" | ", " :: ", " » ", " - ", " – ", " — ", " : ", " ： ", "｜", " < "] {
      let parts = title.split(separator: mark, omittingEmptySubsequences: true).map(String.init)
      guard parts.count > 1, let last = parts.last, let first = parts.first else { continue }
      if let site, last == site || first == site {
        return (last == site ? parts.dropLast() : parts.dropFirst()).joined(separator: mark)
      }
      let rest = parts.dropLast().joined(separator: mark)
      if last.count <= 30, rest.count >= last.count { return rest }
    }
    return title
  }

  private static func byline(_ sketch: PageSketch, of bytes: Bytes) -> String? {
    for name in [
      "author", "article:author", "dable:author", "parsely-author", "byl", "dc.creator", "og:article:author",
    ] {
      if let author = line(sketch, name).flatMap(name(in:)) { return author }
    }
    for range in sketch.bylines {
      if let author = line(bytes[at: range]).flatMap(name(in:)) { return author }
    }
    let blocks = sketch.blocks.lazy.filter {
      $0.hint.contains(.byline) && $0.hint.isDisjoint(with: [.hidden, .comments]) && $0.inner.count < 1000
    }
    return blocks.prefix(8).compactMap { line(bytes[at: $0.inner]).flatMap(name(in:)) }.first
  }

  /// Names of people, not the address of a page about them.
  private static func name(in text: String) -> String? {
    var name = Substring(text)
    for word in ["By ", "by ", "Written by ", "글 ", "文："] where name.hasPrefix(word) {
      name = name.dropFirst(word.count)
    }
    let isName = (2...100).contains(name.count) && !name.contains("://") && name.contains(where: \.isLetter)
    return isName ? String(name) : nil
  }

  private static func line(_ sketch: PageSketch, _ name: String) -> String? {
    sketch.meta[name].flatMap { value in
      var safe: [UInt8] = []
      value.withUnsafeBufferPointer { SafeText.append($0, to: &safe) }
      let text = safe.string.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return text.isEmpty ? nil : text
    }
  }

  private static func line(_ html: Bytes) -> String? {
    let text = HTMLCleaner.title(html)
    return text.isEmpty ? nil : text
  }
}
