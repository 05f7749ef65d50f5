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
  static let maximumAttributes = 32

  package let bytes: Bytes
  package internal(set) var offset: Int
  /// Of the last start tag.
  package internal(set) var attributes: [Attribute] = []
  /// CDATA sections are tokens of their own.
  let isXML: Bool
  var cdataDepth = 0
  /// No further such byte in the rest: not to be looked for again.
  var lacksDoubleQuote = false
  var lacksSingleQuote = false
  var lacksClose = false
  var lacksCommentEnd = false
  /// Where the next `]]>` was seen: the end of the document when none follows.
  var sectionEnd = -1

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

  /// Goes back to where a token was read from.
  mutating func rewind(to start: Int) { offset = start }

  /// Skips the raw text of an element such as `script`: to behind its end tag, or to the end of all.
  package mutating func skipRawText(until name: Range<Int>) {
    let length = name.count
    var i = offset
    search: while let less = bytes.first(UInt8(ascii: "<"), from: i) {
      i = less + 1
      let behind = less + 2 + length
      guard behind <= bytes.count, bytes[less + 1] == UInt8(ascii: "/") else { continue }
      if behind < bytes.count, bytes[behind] != UInt8(ascii: ">"), bytes[behind] != UInt8(ascii: "/"),
        !bytes[behind].isSpace
      {
        continue
      }
      for k in 0..<length where bytes[less + 2 + k].lowercased != bytes[name.lowerBound + k].lowercased {
        continue search
      }
      offset = bytes.first(UInt8(ascii: ">"), from: less + 2 + length).map { $0 + 1 } ?? bytes.count
      return
    }
    offset = bytes.count
  }
}
