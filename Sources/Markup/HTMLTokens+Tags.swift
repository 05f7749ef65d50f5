/// Tags and their attributes.
extension HTMLTokens {
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

  mutating func endTag() -> Token {
    let start = offset + 2
    let (end, hash) = nameEnd(from: start)
    // An end tag that is never closed ends at the next tag.
    var i = end
    while i < bytes.count, bytes[i] != UInt8(ascii: ">"), bytes[i] != UInt8(ascii: "<") { i += 1 }
    offset = i < bytes.count && bytes[i] == UInt8(ascii: ">") ? i + 1 : i
    return .end(name: start..<end, hash: hash)
  }

  mutating func startTag() -> Token? {
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
    if attributes.count < Self.maximumAttributes || hides(name) && attributes.count < 2 * Self.maximumAttributes {
      attributes.append(Attribute(name: name, value: value))
    }
    return i
  }

  /// What takes an element off the page counts behind any flood of attributes.
  private func hides(_ name: Range<Int>) -> Bool {
    bytes[at: name].isWord("hidden") || bytes[at: name].isWord("style")
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
