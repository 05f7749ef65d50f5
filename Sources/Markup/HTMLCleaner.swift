/// Safe HTML and its plain text.
public struct CleanHTML: Sendable, Hashable {
  /// Only allow-listed elements and attributes, well nested, links absolute where a base was known.
  public var html: String
  /// What is indexed and compared: blocks, list items and rows parted by newlines, cells by tabs, white space folded.
  public var text: String

  public init(html: String = "", text: String = "") {
    self.html = html
    self.text = text
  }
}

/// Untrusted HTML to safe HTML by an allow-list, never by a list of what is bad.
///
/// What is written is put together from our own table of elements and attributes, so nothing of the source but text and
/// checked links can come through. One pass over bytes, never recursive; size, depth and counts are bounded.
public enum HTMLCleaner {
  /// Bytes of one document that are read.
  package static let maximumInput = 4 * 1_048_576
  /// Bytes of safe HTML that are written, about.
  package static let maximumOutput = 8 * 1_048_576

  /// `base`: absolute URL against which relative links are resolved; without one they stay relative.
  public static func clean(_ html: String, base: String?) -> CleanHTML {
    html.withBytes { clean($0, base: base.flatMap { LinkBase($0) }) }
  }

  /// The same for UTF-8 bytes and a base that was read before.
  package static func clean(_ html: Bytes, base: LinkBase?) -> CleanHTML {
    var sweep = HTMLSweep(capped(html), base: base)
    return sweep.run()
  }

  /// Plain text as HTML: escaped, empty lines part paragraphs.
  public static func clean(plain text: String) -> CleanHTML { text.withBytes { clean(plain: $0) } }

  package static func clean(plain bytes: Bytes) -> CleanHTML {
    var safe: [UInt8] = []
    SafeText.append(capped(bytes), to: &safe)
    var html: [UInt8] = []
    var text: [UInt8] = []
    html.reserveCapacity(safe.count + 16)
    text.reserveCapacity(safe.count)
    safe.withUnsafeBufferPointer { safe in
      var isOpen = false
      for slice in safe.split(separator: 0x0A, omittingEmptySubsequences: false) {
        let line = UnsafeBufferPointer(rebasing: slice).trimmed
        if line.isEmpty {
          if isOpen { html.append("</p>") }
          isOpen = false
          continue
        }
        if !text.isEmpty { text.append(0x0A) }
        html.append(isOpen ? "<br>" : "<p>")
        isOpen = true
        html.append(escaped: line)
        text += line
      }
      if isOpen { html.append("</p>") }
    }
    return CleanHTML(html: html.string, text: text.string)
  }

  /// A title: tags dropped, entities folded, white space to single spaces, one line.
  public static func title(_ html: String) -> String { html.withBytes { title($0) } }

  package static func title(_ html: Bytes) -> String {
    var sweep = HTMLSweep(html[at: 0..<min(html.count, 64 * 1024)], base: nil)
    let text = sweep.run().text
    return text.contains(where: { $0 == "\n" || $0 == "\t" })
      ? text.split(whereSeparator: { $0 == "\n" || $0 == "\t" }).joined(separator: " ") : text
  }

  /// The same of a title that may as well be plain text: a `<` that begins no tag stays.
  package static func title(loose title: Bytes) -> String {
    let line = title.trimmed
    if line.count <= 64 * 1024, PlainLine.isOne(line) { return line.string }
    return LooseTitle(title[at: 0..<min(title.count, 64 * 1024)]).html.withUnsafeBufferPointer { self.title($0) }
  }

  /// Whether text holds what only HTML does: a tag, or a character reference.
  package static func looksLikeHTML(_ bytes: Bytes) -> Bool {
    var i = 0
    while let less = bytes.first(UInt8(ascii: "<"), from: i) {
      i = less + 1
      guard i < bytes.count else { break }
      if bytes[i].isLetter || bytes[i] == UInt8(ascii: "/") || bytes[i] == UInt8(ascii: "!") { return true }
    }
    i = 0
    while let mark = bytes.first(UInt8(ascii: "&"), from: i) {
      i = mark + 1
      if CharacterReference.read(bytes, at: mark) != nil { return true }
    }
    return false
  }

  /// At most `maximumInput` bytes, no character cut in two.
  private static func capped(_ bytes: Bytes) -> Bytes {
    guard bytes.count > maximumInput else { return bytes }
    var end = maximumInput
    while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return bytes[at: 0..<end]
  }
}

extension [UInt8] {
  /// Appends text with `&`, `<` and `>` escaped.
  package mutating func append(escaped text: Bytes) {
    var start = 0
    for i in 0..<text.count {
      let escape: StaticString
      switch text[i] {
      case UInt8(ascii: "&"): escape = "&amp;"
      case UInt8(ascii: "<"): escape = "&lt;"
      case UInt8(ascii: ">"): escape = "&gt;"
      default: continue
      }
      append(contentsOf: text[at: start..<i])
      append(escape)
      start = i + 1
    }
    append(contentsOf: text[at: start..<text.count])
  }

  /// The same for the value of an attribute in double quotes; `=` too, so that no value looks like an attribute.
  package mutating func append(attribute value: Bytes, escapesEquals: Bool = false) {
    for byte in value {
      switch byte {
      case UInt8(ascii: "&"): append("&amp;")
      case UInt8(ascii: "<"): append("&lt;")
      case UInt8(ascii: ">"): append("&gt;")
      case UInt8(ascii: "\""): append("&quot;")
      case UInt8(ascii: "=") where escapesEquals: append("&#61;")
      default: append(byte)
      }
    }
  }
}
