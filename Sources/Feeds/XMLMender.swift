import Markup

/// Broken XML to well-formed XML that says the same as far as can be told: bare and undeclared `&`, tags that cross or
/// never close, attributes without quotes or given twice, control characters, sections and comments cut short, a nesting
/// too deep. Its result, piece by piece, is read by libxml2 like any other document.
struct XMLMender {
  /// Deeper elements are left out, their text stays; libxml2 itself stops at 256.
  private static let maximumDepth = 128
  private static let maximumAttribute = 64 * 1024
  /// Bytes of the document that become one piece, about.
  private static let pieceLength = 64 * 1024

  /// The piece that was mended last.
  private(set) var result: [UInt8] = []
  /// The document ended before its root did.
  private(set) var isCut = false

  private let bytes: Bytes
  private let entities: [String: String]
  private var tokens: HTMLTokens
  private var open: [Range<Int>] = []
  private var isDone = false
  /// What is left of the text that is being written.
  private var text: Text?

  private struct Text {
    var range: Range<Int>
    var isSection: Bool
  }

  /// `bytes` starts at the root element; `entities` are those of its document type.
  init(_ bytes: Bytes, entities: [String: String]) {
    self.bytes = bytes
    self.entities = entities
    tokens = HTMLTokens(bytes, isXML: true)
  }

  /// Mends the next piece; it is empty at the end of the document.
  mutating func mendOn() {
    result.removeAll(keepingCapacity: true)
    while result.count < Self.pieceLength {
      if let text {
        writeOn(text)
      } else if !isDone, let token = tokens.next() {
        mend(token)
      } else {
        isCut = isCut || !isDone
        isDone = true
        guard !open.isEmpty else { return }
        closeLast()
      }
    }
  }

  private mutating func mend(_ token: HTMLTokens.Token) {
    switch token {
    case .text(let range): if !open.isEmpty { text = Text(range: range, isSection: false) }
    case .section(let range): if !open.isEmpty { text = Text(range: range, isSection: true) }
    case .start(let name, _, let isEmpty): start(name, isEmpty: isEmpty)
    case .end(let name, _): end(name)
    }
  }

  /// Writes a part of a text that ends before a character or a reference, not within.
  private mutating func writeOn(_ text: Text) {
    var end = text.range.upperBound
    if text.range.count > Self.pieceLength + 64 {
      end = text.range.lowerBound + Self.pieceLength
      while bytes[end] & 0xC0 == 0x80, end > text.range.lowerBound + 1 { end -= 1 }
      if let reference = bytes[at: end - 64..<end].lastIndex(of: UInt8(ascii: "&")) { end += reference - 64 }
    }
    let part = text.range.lowerBound..<end
    if text.isSection { write(section: part) } else { write(text: part) }
    self.text = end < text.range.upperBound ? Text(range: end..<text.range.upperBound, isSection: text.isSection) : nil
  }

  // MARK: Tags

  private mutating func start(_ name: Range<Int>, isEmpty: Bool) {
    guard isName(name) else {
      write(text: name.lowerBound - 1..<tokens.offset)
      return
    }
    let local = localName(name)
    // An article never holds another: the one before was not closed.
    if local.isWord("item") || local.isWord("entry"), let outer = open.lastIndex(where: { same($0, name) }) {
      close(downTo: outer)
    }
    // Nor does a title hold what stands beside it.
    if let last = open.last, isLeaf(localName(last)), isSibling(local), !same(last, name) || isLeaf(local) {
      closeLast()
    }
    guard open.count < Self.maximumDepth else { return }
    result.append(UInt8(ascii: "<"))
    result += bytes[at: name]
    var written: [Range<Int>] = []
    for attribute in tokens.attributes
    where isName(attribute.name) && !written.contains(where: { same($0, attribute.name) }) {
      written.append(attribute.name)
      result.append(0x20)
      result += bytes[at: attribute.name]
      result.append("=\"")
      let value = attribute.value.prefix(Self.maximumAttribute)
      write(text: value.lowerBound..<value.upperBound, quotes: true)
      result.append("\"")
    }
    if isEmpty {
      result.append("/>")
      if open.isEmpty { isDone = true }
    } else {
      result.append(">")
      open.append(name)
    }
  }

  private mutating func end(_ name: Range<Int>) {
    guard let outer = open.lastIndex(where: { same($0, name) }) else { return }
    close(downTo: outer)
    if open.isEmpty { isDone = true }
  }

  private mutating func close(downTo index: Int) {
    while open.count > index { closeLast() }
  }

  private mutating func closeLast() {
    guard let name = open.popLast() else { return }
    result.append("</")
    result += bytes[at: name]
    result.append(">")
  }

  private func same(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
    a.count == b.count && bytes[at: a].elementsEqual(bytes[at: b])
  }

  /// A name that XML allows, but for the rarer of the letters beyond ASCII.
  private func isName(_ range: Range<Int>) -> Bool {
    guard let first = bytes[at: range].first, first.isLetter || first == UInt8(ascii: "_"), range.count <= 256 else {
      return false
    }
    var colons = 0
    for byte in bytes[at: range] {
      if byte == UInt8(ascii: ":") { colons += 1 }
      guard byte.isLetter || byte.isDigit || "_:-.".utf8.contains(byte) else { return false }
    }
    return colons == 0 || colons == 1 && bytes[range.upperBound - 1] != UInt8(ascii: ":")
  }

  private func localName(_ name: Range<Int>) -> Bytes {
    let whole = bytes[at: name]
    return whole.first(UInt8(ascii: ":"), from: 0).map { whole[at: $0 + 1..<whole.count] } ?? whole
  }

  private func isLeaf(_ name: Bytes) -> Bool {
    name.isWord("title") || name.isWord("link") || name.isWord("guid") || name.isWord("pubdate")
      || name.isWord("category")
  }

  private func isSibling(_ name: Bytes) -> Bool {
    isLeaf(name) || name.isWord("description") || name.isWord("summary") || name.isWord("content")
      || name.isWord("encoded")
      || name.isWord("updated") || name.isWord("published") || name.isWord("enclosure")
  }

  // MARK: Text

  private mutating func write(section range: Range<Int>) {
    var safe: [UInt8] = []
    SafeText.append(bytes[at: range], to: &safe)
    safe.withUnsafeBufferPointer { result.append(escaped: $0) }
  }

  private mutating func write(text range: Range<Int>, quotes: Bool = false) {
    var i = range.lowerBound
    var start = i
    while i < range.upperBound {
      let byte = bytes[i]
      guard
        byte < 0x20 || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
          || byte == UInt8(ascii: "\"")
          || SafeText.isSuspect[Int(byte)]
      else {
        i += 1
        continue
      }
      result += bytes[at: start..<i]
      i += writeSpecial(at: i, end: range.upperBound, quotes: quotes)
      start = i
    }
    result += bytes[at: start..<i]
  }

  private mutating func writeSpecial(at i: Int, end: Int, quotes: Bool) -> Int {
    switch bytes[i] {
    case UInt8(ascii: "&"): return writeReference(at: i, end: end)
    case UInt8(ascii: "<"): result.append("&lt;")
    case UInt8(ascii: ">"): result.append("&gt;")
    case UInt8(ascii: "\""): result.append(quotes ? "&quot;" : "\"")
    default:
      if SafeText.needsCare(bytes, at: i), bytes[i] < 0x80 || i + 2 < end || bytes[i] == 0xC2 && i + 1 < end {
        return SafeText.repair(bytes, at: i, to: &result)
      }
      result.append(bytes[i])
    }
    return 1
  }

  private mutating func writeReference(at i: Int, end: Int) -> Int {
    // XML's references end in a semicolon: without it the `&` is one of an address or of HTML.
    if let reference = CharacterReference.read(bytes, at: i), i + reference.length <= end,
      bytes[i + reference.length - 1] == UInt8(ascii: ";")
    {
      if let scalar = reference.scalar { write(scalar) }
      return reference.length
    }
    if !entities.isEmpty, let close = bytes[at: i..<min(end, i + 64)].first(UInt8(ascii: ";"), from: 0),
      let value = entities[bytes[at: i + 1..<i + close].string]
    {
      value.withBytes { value in
        var safe: [UInt8] = []
        SafeText.append(value, to: &safe)
        safe.withUnsafeBufferPointer { result.append(attribute: $0) }
      }
      return close + 1
    }
    result.append("&amp;")
    return 1
  }

  private mutating func write(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "&": result.append("&amp;")
    case "<": result.append("&lt;")
    case ">": result.append("&gt;")
    case "\"": result.append("&quot;")
    default: result.append(scalar: scalar)
    }
  }
}
