/// The attributes of one tag: what is asked of them, and the few that are written again.
struct HTMLAttributes {
  /// The attributes that have a meaning for us.
  enum Name {
    case href, src, alt, title, width, height, cite, datetime, colspan, rowspan, start, reversed, value, dir, lang
    case label
  }

  private static let maximumText = 4096

  private let list: [HTMLTokens.Attribute]
  private let bytes: Bytes

  init(_ list: [HTMLTokens.Attribute], of bytes: Bytes) {
    self.list = list
    self.bytes = bytes
  }

  /// The raw value of the first attribute of this name, in lower case.
  func raw(_ name: StaticString) -> Bytes? {
    for attribute in list where bytes[at: attribute.name].isWord(name) { return bytes[at: attribute.value] }
    return nil
  }

  /// An attribute's value with its character references read.
  func value(_ name: StaticString) -> [UInt8]? { raw(name).map(CharacterReference.decoded) }

  /// Text of an attribute on one line, safe; nil where there is none.
  func text(_ name: Name) -> [UInt8]? {
    guard let raw = raw(Self.word(name)), !raw.isEmpty else { return nil }
    var safe: [UInt8] = []
    CharacterReference.decoded(raw[at: 0..<min(raw.count, Self.maximumText)]).withUnsafeBufferPointer {
      SafeText.append($0, to: &safe)
    }
    // A character may have been cut in two at the cap.
    var text = Array(String(decoding: safe, as: UTF8.self).utf8)
    for i in text.indices where text[i].isSpace { text[i] = 0x20 }
    return text.withUnsafeBufferPointer { Array($0.trimmed) }.nilIfEmpty
  }

  /// `hidden`, or taken off the page by its style.
  var isHidden: Bool {
    for attribute in list {
      switch attribute.name.count {
      case 6 where bytes[at: attribute.name].isWord("hidden"): return true
      case 5 where bytes[at: attribute.name].isWord("style"):
        if InlineStyle(bytes[at: attribute.value]).isHidden { return true }
      default: break
      }
    }
    return false
  }

  /// Not for a reader who listens: a mark beside a heading, an icon, a formula said twice.
  var isDecoration: Bool { raw("aria-hidden")?.isWord("true") == true }

  /// A picture that only counts readers.
  var isPixel: Bool {
    isTiny("width") || isTiny("height") || raw("style").map { InlineStyle($0).isTiny } == true
  }

  private func isTiny(_ name: StaticString) -> Bool {
    guard let number = raw(name)?.trimmed else { return false }
    return number.count == 1 && number[0] <= UInt8(ascii: "1") || number.isWord("1px") || number.isWord("0px")
  }

  /// What a picture stands for that is set as a part of the text: an emoji, a smiley, a formula.
  var pictureWord: [UInt8]? {
    guard let alt = text(.alt), alt.count <= 256 else { return nil }
    if alt.string.unicodeScalars.allSatisfy(Self.isPictograph) { return alt }
    let isWord = raw("class")?.split(whereSeparator: \.isSpace).contains { name in
      let name = Bytes(rebasing: name)
      return name.isWord("emoji") || name.isWord("wp-smiley") || name.isWord("emoticon") || name.isWord("smiley")
        || name.isWord("latex") || name.hasWord("mwe-math-", at: 0)
    }
    return isWord == true ? alt : nil
  }

  private static func isPictograph(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    return scalar.value > 0xFF && (properties.isEmoji || properties.isEmojiModifier)
      || scalar == "\u{200D}" || scalar == "\u{FE0F}" || (0xE0020...0xE007F).contains(scalar.value)
  }

  /// Where the picture is; a page that loads pictures late names them elsewhere.
  func picture(base: LinkBase?) -> [UInt8]? {
    for name: StaticString in ["data-lazy-src", "data-src", "data-original", "src"] {
      if let source = value(name), let link = Self.webLink(source, base: base) { return link }
    }
    return nil
  }

  /// Where a player, or what it plays, is; nil where there is nothing to go to.
  func player(of element: HTMLElement, base: LinkBase?) -> [UInt8]? {
    let names: [StaticString] = element == .object ? ["data"] : ["src", "data-src", "data-lazy-src"]
    guard
      let link = names.lazy.compactMap({ name in value(name).flatMap { Self.webLink($0, base: base) } }).first
    else { return nil }
    switch element {
    case .video, .audio, .source: return link
    default:
      if isPixel { return nil }
      if playerTitle != nil || raw("allowfullscreen") != nil { return link }
      let isPlayer = link.withUnsafeBufferPointer { link in
        link.indices.contains { place in Self.players.contains { link.hasWord($0, at: place) } }
      }
      return isPlayer ? link : nil
    }
  }

  /// Words in the addresses of what is shown within another page to be looked at, and not to sell or to count.
  private static let players: [StaticString] = [
    "embed", "player", "video", "audio", "podcast", "facebook.com/plugins/post", "datawrapper", "infogram", "flourish",
    "soundcloud", "documentcloud", "openstreetmap", "google.com/maps",
  ]

  /// What a player says of itself.
  var playerTitle: [UInt8]? { text(.title) ?? text(.label) }

  /// A link to something that can be shown: `http`, `https` or relative.
  private static func webLink(_ reference: [UInt8], base: LinkBase?) -> [UInt8]? {
    guard let link = reference.withUnsafeBufferPointer({ LinkBase.link($0, base: base) }) else { return nil }
    return link.withUnsafeBufferPointer { link in
      link.hasWord("mailto:", at: 0) || link.hasWord("magnet:", at: 0) || link.hasWord("geo:", at: 0)
        ? nil : Array(link)
    }
  }

  // MARK: Writing

  /// Writes the attributes that this element may have.
  /// - Parameter targets: hashes of the ids that are kept.
  func write(of element: HTMLElement, base: LinkBase?, targets: Set<UInt64>, to html: inout [UInt8]) {
    guard !list.isEmpty else { return }
    if !targets.isEmpty, let id = raw("id") ?? (element == .a ? raw("name") : nil), FragmentTargets.isName(id),
      targets.contains(id.hash)
    {
      write("id", Array(id), to: &html)
    }
    switch element {
    case .a:
      if let link = value("href").flatMap({ $0.withUnsafeBufferPointer { LinkBase.link($0, base: base) } }) {
        write("href", link, to: &html)
      }
      write(.title, to: &html)
    case .abbr, .acronym, .dfn: write(.title, to: &html)
    case .blockquote, .q, .del, .ins:
      if let link = value("cite").flatMap({ Self.webLink($0, base: base) }) { write("cite", link, to: &html) }
      if element == .del || element == .ins { write(.datetime, to: &html) }
    case .time: write(.datetime, to: &html)
    case .td, .th:
      writeNumber(.colspan, to: &html)
      writeNumber(.rowspan, to: &html)
    case .ol:
      writeNumber(.start, to: &html)
      if raw("reversed") != nil { html.append(" reversed=\"\"") }
    case .li: writeNumber(.value, to: &html)
    default: break
    }
    if let direction = raw("dir"), direction.isWord("rtl") || direction.isWord("ltr") || direction.isWord("auto") {
      html.append(" dir=\"")
      html += direction.map(\.lowercased)
      html.append("\"")
    }
    if let language = raw("lang"), !language.isEmpty, language.count <= 35,
      language.allSatisfy({ $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") })
    {
      write("lang", Array(language), to: &html)
    }
  }

  func write(source: [UInt8], of element: HTMLElement, to html: inout [UInt8]) {
    write("src", source, to: &html)
    write(.alt, to: &html)
    write(.title, to: &html)
    writeNumber(.width, to: &html)
    writeNumber(.height, to: &html)
  }

  private func write(_ name: Name, to html: inout [UInt8]) {
    guard let text = text(name) else { return }
    html.append(0x20)
    html.append(Self.word(name))
    html.append("=\"")
    text.withUnsafeBufferPointer { html.append(attribute: $0, escapesEquals: true) }
    html.append("\"")
  }

  private func writeNumber(_ name: Name, to html: inout [UInt8]) {
    guard let raw = raw(Self.word(name))?.trimmed, raw.count <= 5, !raw.isEmpty, raw.allSatisfy(\.isDigit) else {
      return
    }
    write(Self.word(name), Array(raw), to: &html)
  }

  private func write(_ name: StaticString, _ value: [UInt8], to html: inout [UInt8]) {
    html.append(0x20)
    html.append(name)
    html.append("=\"")
    value.withUnsafeBufferPointer { html.append(attribute: $0) }
    html.append("\"")
  }

  private static func word(_ name: Name) -> StaticString {
    switch name {
    case .href: "href"
    case .src: "src"
    case .alt: "alt"
    case .title: "title"
    case .width: "width"
    case .height: "height"
    case .cite: "cite"
    case .datetime: "datetime"
    case .colspan: "colspan"
    case .rowspan: "rowspan"
    case .start: "start"
    case .reversed: "reversed"
    case .value: "value"
    case .dir: "dir"
    case .lang: "lang"
    case .label: "aria-label"
    }
  }
}

extension [UInt8] {
  fileprivate var nilIfEmpty: [UInt8]? { isEmpty ? nil : self }
}
