import Markup

/// Walks over a JSON document (RFC 8259) value by value, never recursive, keeping nothing. Lenient where nothing is lost
/// by it: control characters in strings, commas too many.
///
/// Invariant: between calls `offset` stands before a value, a key, or what ends the innermost open object or array.
struct JSONScanner {
  private static let maximumDepth = 512

  private let bytes: Bytes
  private(set) var offset = 0
  /// What was wrong; nothing more is read after it.
  private(set) var fault: String?

  init(_ bytes: Bytes) { self.bytes = bytes }

  /// The line of `offset`, from 1.
  var line: Int { bytes[at: 0..<offset].reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) } }

  /// Back to a value that was passed over, also after a fault.
  mutating func seek(_ offset: Int) {
    self.offset = offset
    fault = nil
  }

  /// Into an object, if one stands here.
  mutating func beginObject() -> Bool { begin(UInt8(ascii: "{")) }
  /// Into an array, if one stands here.
  mutating func beginArray() -> Bool { begin(UInt8(ascii: "[")) }

  /// The next key of the object; nil behind its end.
  mutating func nextKey() -> String? {
    guard comesNext(before: UInt8(ascii: "}")) else { return nil }
    guard let key = stringBytes() else {
      fail("a key is missing")
      return nil
    }
    skipSpaces()
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: ":") else {
      fail("a colon is missing")
      return nil
    }
    offset += 1
    return key.string
  }

  /// Whether the array has another element; behind its end otherwise.
  mutating func nextElement() -> Bool { comesNext(before: UInt8(ascii: "]")) }

  /// A string's text; nil for any other value, which is passed over.
  mutating func string() -> String? { stringBytes()?.string }

  /// A string's text, or a number as it is written; nil for any other value, which is passed over.
  mutating func scalar() -> String? {
    skipSpaces()
    guard offset < bytes.count, bytes[offset].isDigit || bytes[offset] == UInt8(ascii: "-") else { return string() }
    let start = offset
    skipValue()
    return bytes[at: start..<offset].string
  }

  mutating func stringBytes() -> [UInt8]? {
    skipSpaces()
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else {
      skipValue()
      return nil
    }
    var out: [UInt8] = []
    var i = offset + 1
    var start = i
    while i < bytes.count {
      switch bytes[i] {
      case UInt8(ascii: "\""):
        out += bytes[at: start..<i]
        offset = i + 1
        return out
      case UInt8(ascii: "\\"):
        out += bytes[at: start..<i]
        i = escape(at: i + 1, to: &out)
        start = i
      default: i += 1
      }
    }
    offset = bytes.count
    fail("a string has no end")
    return nil
  }

  /// Over the value that stands here, whatever it holds.
  mutating func skipValue() {
    var depth = 0
    repeat {
      skipSpaces()
      guard offset < bytes.count, fault == nil else {
        fail("the document ends too early")
        return
      }
      switch bytes[offset] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        offset += 1
        if depth > Self.maximumDepth { fail("nested too deep") }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        // Before the first value it ends what is around.
        if depth == 0 { return }
        depth -= 1
        offset += 1
      case UInt8(ascii: "\""): skipString()
      case UInt8(ascii: ","):
        if depth == 0 { return }
        offset += 1
      case UInt8(ascii: ":"):
        if depth == 0 { fail("a colon out of place") }
        offset += 1
      default:
        let start = offset
        while offset < bytes.count, !bytes[offset].isSpace, !",:]}[{\"".utf8.contains(bytes[offset]) { offset += 1 }
        if offset == start { offset += 1 }
      }
    } while depth > 0 && fault == nil
  }

  private mutating func begin(_ byte: UInt8) -> Bool {
    skipSpaces()
    guard fault == nil, offset < bytes.count, bytes[offset] == byte else { return false }
    offset += 1
    return true
  }

  private mutating func comesNext(before end: UInt8) -> Bool {
    skipSpaces()
    while offset < bytes.count, bytes[offset] == UInt8(ascii: ",") {
      offset += 1
      skipSpaces()
    }
    guard fault == nil else { return false }
    guard offset < bytes.count else {
      fail("the document ends too early")
      return false
    }
    if bytes[offset] == UInt8(ascii: "}") || bytes[offset] == UInt8(ascii: "]") {
      if bytes[offset] != end { fail("brackets cross") }
      offset += 1
      return false
    }
    return true
  }

  private mutating func skipSpaces() { while offset < bytes.count, bytes[offset].isSpace { offset += 1 } }

  private mutating func skipString() {
    var i = offset + 1
    while i < bytes.count, bytes[i] != UInt8(ascii: "\"") { i += bytes[i] == UInt8(ascii: "\\") ? 2 : 1 }
    if i >= bytes.count { fail("a string has no end") }
    offset = min(i + 1, bytes.count)
  }

  private mutating func fail(_ reason: String) { fault = fault ?? reason }

  /// Writes what an escape stands for; the offset behind it.
  private func escape(at i: Int, to out: inout [UInt8]) -> Int {
    guard i < bytes.count else { return i }
    switch bytes[i] {
    case UInt8(ascii: "n"): out.append(0x0A)
    case UInt8(ascii: "t"): out.append(0x09)
    case UInt8(ascii: "r"): out.append(0x0D)
    case UInt8(ascii: "b"), UInt8(ascii: "f"): out.append(0x20)
    case UInt8(ascii: "u"):
      guard let unit = hex(at: i + 1) else { return i + 1 }
      if unit & 0xFC00 == 0xD800, i + 6 < bytes.count, bytes[i + 5] == UInt8(ascii: "\\"),
        bytes[i + 6] == UInt8(ascii: "u"),
        let low = hex(at: i + 7), low & 0xFC00 == 0xDC00,
        let scalar = Unicode.Scalar(0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF))
      {
        out.append(scalar: scalar)
        return i + 11
      }
      out.append(scalar: Unicode.Scalar(unit) ?? "\u{FFFD}")
      return i + 5
    default: out.append(bytes[i])
    }
    return i + 1
  }

  private func hex(at i: Int) -> UInt32? {
    guard i + 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for k in i..<i + 4 {
      guard let digit = bytes[k].hexDigit else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
