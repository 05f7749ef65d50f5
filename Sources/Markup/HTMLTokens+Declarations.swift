/// Where markup starts, and what is passed over: comments, processing instructions, document types, sections.
extension HTMLTokens {
  mutating func startsMarkup(_ i: Int) -> Bool {
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
    // A section that never ends is text.
    if !isXML, bytes.hasWord("<![cdata[", at: i) { return hasSectionEnd(from: i + 9) }
    guard bytes[i + 2].isLetter || bytes[i + 2] == UInt8(ascii: "["), !lacksClose else { return false }
    lacksClose = bytes.first(UInt8(ascii: ">"), from: i) == nil
    return !lacksClose
  }

  private mutating func hasSectionEnd(from start: Int) -> Bool {
    if sectionEnd < start {
      sectionEnd = bytes[at: start..<bytes.count].firstSectionEnd.map { start + $0 } ?? bytes.count
    }
    return sectionEnd < bytes.count
  }

  /// `]]>` ends a section that was opened: the text before it.
  mutating func withoutSectionEnd(_ range: Range<Int>) -> Range<Int> {
    guard cdataDepth > 0, let close = bytes[at: range].firstSectionEnd else { return range }
    cdataDepth -= 1
    let end = range.lowerBound + close
    offset = end + 3
    return range.lowerBound..<end
  }

  mutating func markup() -> Token? {
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

  /// To behind `-->`; a comment that never ends hides all the rest, as it does in a browser, unless `-- >` is in it.
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
    var end = offset + 4
    // A feed is not lost to one mark; and in SGML a second `--` ends the comment, if not its tag.
    if !isXML {
      while end < bytes.count, !bytes.hasWord("--", at: end) { end += 1 }
    }
    offset = bytes.first(UInt8(ascii: ">"), from: end).map { $0 + 1 } ?? bytes.count
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
