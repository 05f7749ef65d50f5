import Glibc

/// UTF-8 bytes of a document. What reads markup works on these: no `Character`, no index into a `String`.
package typealias Bytes = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer where Element == UInt8 {
  /// The part of the buffer at these offsets.
  package subscript(at range: Range<Int>) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: self[range]) }

  /// Equal to an ASCII word but for the case of letters; `word` is in lower case.
  package func isWord(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    for i in 0..<count where self[i].lowercased != word.utf8Start[i] { return false }
    return true
  }

  /// Whether `word`, in lower case, stands at `offset`, whatever the case of letters.
  package func hasWord(_ word: StaticString, at offset: Int) -> Bool {
    let length = word.utf8CodeUnitCount
    return offset >= 0 && offset + length <= count && self[at: offset..<offset + length].isWord(word)
  }

  /// The first offset of a byte at or after `start`.
  package func first(_ byte: UInt8, from start: Int) -> Int? {
    guard start < count, let base = baseAddress, let found = memchr(base + start, Int32(byte), count - start) else {
      return nil
    }
    return base.distance(to: found.assumingMemoryBound(to: UInt8.self))
  }

  /// Without the white space at both ends.
  package var trimmed: UnsafeBufferPointer<UInt8> {
    var low = 0
    var high = count
    while low < high, self[low].isSpace { low += 1 }
    while high > low, self[high - 1].isSpace { high -= 1 }
    return self[at: low..<high]
  }

  package var isBlank: Bool { allSatisfy(\.isSpace) }

  /// What is no UTF-8 becomes U+FFFD.
  package var string: String {
    let check = UTF8Check(self)
    // Checked a moment ago; the library would do it once more, in twice the time.
    return check.fault == nil
      ? String(copying: UTF8Span(unchecked: span, isKnownASCII: check.isASCII)) : String(decoding: self, as: UTF8.self)
  }
}

extension UInt8 {
  package var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
  package var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  package var isDigit: Bool { self &- 0x30 < 10 }
  /// White space of HTML and XML.
  package var isSpace: Bool { self == 0x20 || (self &- 9 < 5 && self != 0x0B) }
  /// The value of a hexadecimal digit.
  package var hexDigit: UInt8? {
    if isDigit { return self &- 0x30 }
    let letter = (self | 0x20) &- 0x61
    return letter < 6 ? letter + 10 : nil
  }
}

extension [UInt8] {
  package mutating func append(_ text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends UTF-8.
  package mutating func append(scalar: Unicode.Scalar) {
    let value = scalar.value
    switch value {
    case 0..<0x80: append(UInt8(truncatingIfNeeded: value))
    case 0x80..<0x800:
      append(0xC0 | UInt8(truncatingIfNeeded: value >> 6))
      append(0x80 | UInt8(truncatingIfNeeded: value & 0x3F))
    case 0x800..<0x10000:
      append(0xE0 | UInt8(truncatingIfNeeded: value >> 12))
      append(0x80 | UInt8(truncatingIfNeeded: value >> 6 & 0x3F))
      append(0x80 | UInt8(truncatingIfNeeded: value & 0x3F))
    default:
      append(0xF0 | UInt8(truncatingIfNeeded: value >> 18))
      append(0x80 | UInt8(truncatingIfNeeded: value >> 12 & 0x3F))
      append(0x80 | UInt8(truncatingIfNeeded: value >> 6 & 0x3F))
      append(0x80 | UInt8(truncatingIfNeeded: value & 0x3F))
    }
  }

  package var string: String { withUnsafeBufferPointer(\.string) }
}

extension String {
  /// The text's UTF-8 bytes in one buffer.
  package func withBytes<Result>(_ body: (Bytes) -> Result) -> Result {
    var text = self
    return text.withUTF8 { body($0) }
  }
}
