import Markup

/// The text of one element while it is open, with the markup inside of it: XML elements come out as HTML tags.
///
/// Kept in place by its owner and used again, so that no event copies it; `isOpen` says whether it is in use.
struct TextCapture {
  /// Text beyond this is left out.
  private static let maximumBytes = 4 * 1_048_576
  /// Bytes that are set aside at first, for text that comes in small pieces.
  private static let room = 2048

  private(set) var isOpen = false
  private(set) var role = FeedRole.title
  /// Depth of the element whose text it is.
  private(set) var depth = 0
  private var text = MarkedText(bytes: [], kind: .unknown, base: nil)
  /// Children were or are to be written as tags.
  private var isMarkup = false
  /// Text stands between tags and is not HTML itself.
  private var escapesText = false
  private var isBase64 = false

  /// Begins with an element whose `type` and `mode` say what its text is. False for content that is no text.
  mutating func begin(_ role: FeedRole, _ element: XMLElement, depth: Int, base: LinkBase?) -> Bool {
    (self.role, self.depth) = (role, depth)
    text = MarkedText(bytes: [], kind: .unknown, base: base)
    if role != .title { text.bytes.reserveCapacity(Self.room) }
    (isMarkup, escapesText, isBase64) = (false, false, false)
    if role == .body { takeMarkup() }
    if let type = element.value("type")?.trimmed {
      if type.isWord("xhtml") || type.isWord("application/xhtml+xml") {
        takeMarkup()
      } else if type.isWord("html") || type.isWord("text/html") {
        text.kind = .html
      } else if type.isWord("text") || type.isWord("text/plain") {
        text.kind = .plain
      } else if type.hasWord("image/", at: 0) || type.hasWord("audio/", at: 0) || type.hasWord("video/", at: 0) {
        return false
      } else if type.hasWord("application/", at: 0), !type.hasWord("/xml", at: type.count - 4),
        !type.hasWord("+xml", at: type.count - 4)
      {
        isBase64 = true
      }
    }
    // Atom 0.3 says apart from the type how the text is written.
    if let mode = element.value("mode")?.trimmed {
      isBase64 = mode.isWord("base64")
      if mode.isWord("xml"), text.kind != .plain { takeMarkup() }
    }
    isOpen = true
    return true
  }

  /// Ends; the text, or nil where there is none.
  mutating func finish() -> MarkedText? {
    isOpen = false
    var result = MarkedText(bytes: [], kind: .unknown, base: nil)
    swap(&result, &text)
    if isBase64 {
      // In whatever encoding, and only text is handed on.
      let decoded = result.bytes.withUnsafeBufferPointer { Base64.decode($0) }
      result.bytes = CharacterSets.utf8(decoded, contentType: nil, kind: .text)
      // A title that is not said to be HTML is the text that its bytes are: Atom 0.3 takes `text/plain` where no type stands.
      if role == .title, result.kind == .unknown { result.kind = .plain }
    }
    return result.bytes.withUnsafeBufferPointer(\.isBlank) ? nil : result
  }

  mutating func append(_ bytes: Bytes) {
    guard text.bytes.count < Self.maximumBytes else { return }
    if escapesText { text.bytes.append(escaped: bytes) } else { text.bytes += bytes }
  }

  /// A child begins; `base` is the one that holds for its links.
  mutating func append(start element: XMLElement, base: LinkBase?) {
    guard text.bytes.count < Self.maximumBytes else { return }
    if !isMarkup {
      if text.kind == .html {
        // XHTML in text that is escaped HTML all the same, as some programs write it.
        isMarkup = true
      } else {
        let before = text.bytes
        text.bytes = []
        before.withUnsafeBufferPointer { text.bytes.append(escaped: $0) }
        takeMarkup()
      }
    }
    text.bytes.append(UInt8(ascii: "<"))
    text.bytes += element.name
    for i in 0..<element.attributeCount {
      let attribute = element.attribute(i)
      if let prefix = attribute.prefix, !prefix.isWord("xlink") { continue }
      text.bytes.append(0x20)
      text.bytes += attribute.name
      text.bytes.append("=\"")
      // A base of its own, deeper than the text's, is settled here: HTML has no word for it.
      if base != text.base, attribute.name.isWord("href") || attribute.name.isWord("src"),
        let link = LinkBase.link(attribute.value, base: base)
      {
        link.withUnsafeBufferPointer { text.bytes.append(attribute: $0) }
      } else {
        text.bytes.append(attribute: attribute.value)
      }
      text.bytes.append("\"")
    }
    text.bytes.append(UInt8(ascii: ">"))
  }

  mutating func append(end name: Bytes) {
    if HTMLElement.named(name.lowercasedHash)?.traits.contains(.isVoid) == true { return }
    text.bytes.append("</")
    text.bytes += name
    text.bytes.append(">")
  }

  private mutating func takeMarkup() {
    isMarkup = true
    escapesText = true
    text.kind = .html
  }
}
