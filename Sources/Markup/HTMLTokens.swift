/// Splits HTML into text and tags, as loosely as the web is written. Comments, processing instructions and document types
/// are passed over. Every byte is looked at a bounded number of times, whatever stands there.
///
/// The tokens speak of offsets into the buffer, which has to outlive the value.
package struct HTMLTokens {
  package enum Token {
    /// Raw text, character references unread.
    case text(Range<Int>)
    /// `hash` is `lowercasedHash` of the name. Attributes are in `attributes`.
    case start(name: Range<Int>, hash: UInt64, isEmpty: Bool)
    case end(name: Range<Int>, hash: UInt64)
    /// What a CDATA section of XML holds.
    case section(Range<Int>)
  }

  package struct Attribute {
    package var name: Range<Int>
    /// Raw, without quotes, character references unread.
    package var value: Range<Int>
  }

  /// Attributes that are kept of one tag; further ones are passed over.
  private static let maximumAttributes = 32

  package let bytes: Bytes
  package private(set) var offset: Int
  /// Of the last start tag.
  package private(set) var attributes: [Attribute] = []
  /// CDATA sections are tokens of their own.
  private let isXML: Bool
  private var cdataDepth = 0
  /// No further such byte in the rest: not to be looked for again.
  private var lacksDoubleQuote = false
  private var lacksSingleQuote = false
  private var lacksClose = false
  private var lacksCommentEnd = false

  package init(_ bytes: Bytes, from offset: Int = 0, isXML: Bool = false) {
    self.bytes = bytes
    self.offset = offset
    self.isXML = isXML
    attributes.reserveCapacity(Self.maximumAttributes)
  }

  package mutating func next() -> Token? {
    while offset < bytes.count {
      let start = offset
      var end = bytes.count
      var mark = offset
      while let less = bytes.first(UInt8(ascii: "<"), from: mark) {
        if startsMarkup(less) {
          end = less
          break
        }
        mark = less + 1
      }
      if end > start {
        offset = end
        return .text(withoutSectionEnd(start..<end))
      }
      if let token = markup() { return token }
    }
    return nil
  }

  /// Skips the raw text of an element such as `script`: to behind its end tag, or to the end of all.
  package mutating func skipRawText(until name: Range<Int>) {
    let length = name.count
    var i = offset
    search: while let less = bytes.first(UInt8(ascii: "<"), from: i) {
      i = less + 1
      guard less + 2 + length <= bytes.count, bytes[less + 1] == UInt8(ascii: "/") else { continue }
      for k in 0..<length where bytes[less + 2 + k].lowercased != bytes[name.lowerBound + k].lowercased {
        continue search
      }
      offset = bytes.first(UInt8(ascii: ">"), from: less + 2 + length).map { $0 + 1 } ?? bytes.count
      return
    }
    offset = bytes.count
  }

  private mutating func startsMarkup(_ i: Int) -> Bool {
    guard i + 1 < bytes.count else { return false }
    let next = bytes[i + 1]
    if next.isLetter || next == UInt8(ascii: "?") { return true }
    if next == UInt8(ascii: "!") { return startsDeclaration(i) }
    return next == UInt8(ascii: "/") && i + 2 < bytes.count
      && (bytes[i + 2].isLetter || bytes[i + 2] == UInt8(ascii: ">"))
  }

  /// A comment, a section, a document type; `<!` before anything else, or never closed, is text.
  private mutating func startsDeclaration(_ i: Int) -> Bool {
    guard i + 2 < bytes.count else { return false }
    if bytes.hasWord("<!--", at: i) { return true }
    guard bytes[i + 2].isLetter || bytes[i + 2] == UInt8(ascii: "["), !lacksClose else { return false }
    lacksClose = bytes.first(UInt8(ascii: ">"), from: i) == nil
    return !lacksClose
  }

  /// `]]>` ends a section that was opened: the text before it.
  private mutating func withoutSectionEnd(_ range: Range<Int>) -> Range<Int> {
    guard cdataDepth > 0, let close = bytes[at: range].firstSectionEnd else { return range }
    cdataDepth -= 1
    let end = range.lowerBound + close
    offset = end + 3
    return range.lowerBound..<end
  }

  private mutating func markup() -> Token? {
    let next = bytes[offset + 1]
    switch next {
    case UInt8(ascii: "!"):
      if isXML, bytes.hasWord("<![cdata[", at: offset) { return section() }
      declaration()
    case UInt8(ascii: "?"): skip(past: UInt8(ascii: ">"), from: offset + 2)
    case UInt8(ascii: "/"): return endTag()
    default: return startTag()
    }
    return nil
  }

  private mutating func declaration() {
    if bytes.hasWord("<!--", at: offset) {
      comment()
    } else if bytes.hasWord("<![cdata[", at: offset) {
      // A section inside of HTML: someone escaped twice. What it holds is shown.
      cdataDepth += 1
      offset += 9
    } else {
      skip(past: UInt8(ascii: ">"), from: offset + 2)
    }
  }

  /// To behind `-->`; where none follows, to behind the next `>`, or to the end.
  private mutating func comment() {
    var i = offset + 2
    while !lacksCommentEnd, let close = bytes.first(UInt8(ascii: ">"), from: i) {
      i = close + 1
      let isClosed = close >= offset + 4 && bytes.hasWord("--", at: close - 2)
      if isClosed || close >= offset + 7 && bytes.hasWord("--!", at: close - 3) {
        offset = i
        return
      }
    }
    lacksCommentEnd = true
    skip(past: UInt8(ascii: ">"), from: offset + 4)
  }

  private mutating func section() -> Token {
    let start = offset + 9
    var i = start
    while let bracket = bytes.first(UInt8(ascii: "]"), from: i) {
      if bytes.hasWord("]]>", at: bracket) {
        offset = bracket + 3
        return .section(start..<bracket)
      }
      i = bracket + 1
    }
    offset = bytes.count
    return .section(start..<bytes.count)
  }

  private mutating func skip(past byte: UInt8, from start: Int) {
    offset = bytes.first(byte, from: start).map { $0 + 1 } ?? bytes.count
  }

  private func nameEnd(from start: Int) -> (end: Int, hash: UInt64) {
    var i = start
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    while i < bytes.count {
      let byte = bytes[i]
      if byte.isSpace || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "<") { break }
      hash = (hash ^ UInt64(byte.lowercased)) &* 0x100_0000_01B3
      i += 1
    }
    return (i, hash)
  }

  private mutating func endTag() -> Token {
    let start = offset + 2
    let (end, hash) = nameEnd(from: start)
    // An end tag that is never closed ends at the next tag.
    let close = bytes.first(UInt8(ascii: ">"), from: end)
    let other =
      end < (close ?? bytes.count) ? bytes[at: end..<(close ?? bytes.count)].first(UInt8(ascii: "<"), from: 0) : nil
    offset = other.map { end + $0 } ?? close.map { $0 + 1 } ?? bytes.count
    return .end(name: start..<end, hash: hash)
  }

  private mutating func startTag() -> Token? {
    let start = offset + 1
    let (end, hash) = nameEnd(from: start)
    attributes.removeAll(keepingCapacity: true)
    var isEmpty = false
    var i = end
    while true {
      while i < bytes.count, bytes[i].isSpace { i += 1 }
      guard i < bytes.count else {
        // Cut in the middle of a tag: what it would have been can't be known.
        offset = bytes.count
        return nil
      }
      if bytes[i] == UInt8(ascii: ">") {
        offset = i + 1
        break
      }
      if bytes[i] == UInt8(ascii: "<") {
        offset = i
        break
      }
      if bytes[i] == UInt8(ascii: "/") {
        isEmpty = i + 1 < bytes.count && bytes[i + 1] == UInt8(ascii: ">")
        i += 1
        continue
      }
      i = attribute(at: i)
    }
    return .start(name: start..<end, hash: hash, isEmpty: isEmpty)
  }

  /// Reads one attribute; the offset behind it.
  private mutating func attribute(at start: Int) -> Int {
    var i = start + 1
    while i < bytes.count, !bytes[i].isSpace, bytes[i] != UInt8(ascii: "="), bytes[i] != UInt8(ascii: ">"),
      bytes[i] != UInt8(ascii: "/"), bytes[i] != UInt8(ascii: "<")
    { i += 1 }
    let name = start..<i
    var next = i
    while next < bytes.count, bytes[next].isSpace { next += 1 }
    var value = i..<i
    if next < bytes.count, bytes[next] == UInt8(ascii: "=") {
      next += 1
      while next < bytes.count, bytes[next].isSpace { next += 1 }
      (value, i) = attributeValue(at: next)
    }
    if attributes.count < Self.maximumAttributes { attributes.append(Attribute(name: name, value: value)) }
    return i
  }

  private mutating func attributeValue(at start: Int) -> (Range<Int>, next: Int) {
    guard start < bytes.count else { return (start..<start, start) }
    let quote = bytes[start]
    if quote == UInt8(ascii: "\""), !lacksDoubleQuote {
      if let end = bytes.first(quote, from: start + 1) { return (start + 1..<end, end + 1) }
      lacksDoubleQuote = true
    } else if quote == UInt8(ascii: "'"), !lacksSingleQuote {
      if let end = bytes.first(quote, from: start + 1) { return (start + 1..<end, end + 1) }
      lacksSingleQuote = true
    }
    let isOpen = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    let first = isOpen ? start + 1 : start
    var i = first
    // A quote that never closes: the value ends where the tag does.
    while i < bytes.count, bytes[i] != UInt8(ascii: ">"), isOpen || !bytes[i].isSpace { i += 1 }
    return (first..<i, i)
  }
}

extension UnsafeBufferPointer where Element == UInt8 {
  fileprivate var firstSectionEnd: Int? {
    var i = 0
    while let bracket = first(UInt8(ascii: "]"), from: i) {
      if hasWord("]]>", at: bracket) { return bracket }
      i = bracket + 1
    }
    return nil
  }
}
