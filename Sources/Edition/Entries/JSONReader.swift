/// Reads JSON byte by byte, with a bound on its depth.
struct JSONReader {
  private let bytes: [UInt8]
  private let depth: Int
  private var place = 0

  init(_ bytes: [UInt8], depth: Int) {
    self.bytes = bytes
    self.depth = depth
  }

  mutating func document() -> JSONValue? {
    guard let value = value(depth) else { return nil }
    skipSpaces()
    return place == bytes.count ? value : nil
  }

  private mutating func value(_ depth: Int) -> JSONValue? {
    skipSpaces()
    guard place < bytes.count else { return nil }
    switch bytes[place] {
    case UInt8(ascii: "{"): return depth > 0 ? object(depth - 1) : nil
    case UInt8(ascii: "["): return depth > 0 ? array(depth - 1) : nil
    case UInt8(ascii: "\""): return string().map { .string($0) }
    case UInt8(ascii: "t"): return word("true", .bool(true))
    case UInt8(ascii: "f"): return word("false", .bool(false))
    case UInt8(ascii: "n"): return word("null", .null)
    default: return number()
    }
  }

  private mutating func object(_ depth: Int) -> JSONValue? {
    place += 1
    var members: [JSONValue.Member] = []
    skipSpaces()
    if take(UInt8(ascii: "}")) { return .object([]) }
    while true {
      skipSpaces()
      guard let name = string() else { return nil }
      skipSpaces()
      guard take(UInt8(ascii: ":")), let value = value(depth) else { return nil }
      members.append(JSONValue.Member(name, value))
      skipSpaces()
      if take(UInt8(ascii: "}")) { break }
      guard take(UInt8(ascii: ",")) else { return nil }
    }
    // Two members of one name mean one thing to one reader, and another to the next.
    if members.count < 16 {
      for (place, member) in members.enumerated() where members[..<place].contains(where: { $0.name == member.name }) {
        return nil
      }
    } else if Set(members.map(\.name)).count != members.count {
      return nil
    }
    return .object(members)
  }

  private mutating func array(_ depth: Int) -> JSONValue? {
    place += 1
    var values: [JSONValue] = []
    skipSpaces()
    if take(UInt8(ascii: "]")) { return .array([]) }
    while true {
      guard let value = value(depth) else { return nil }
      values.append(value)
      skipSpaces()
      if take(UInt8(ascii: "]")) { return .array(values) }
      guard take(UInt8(ascii: ",")) else { return nil }
    }
  }

  private mutating func string() -> String? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = place
    while place < bytes.count, bytes[place] != UInt8(ascii: "\""), bytes[place] != UInt8(ascii: "\\"),
      bytes[place] >= 0x20
    { place += 1 }
    guard place < bytes.count else { return nil }
    if bytes[place] == UInt8(ascii: "\"") {
      defer { place += 1 }
      return String(validating: bytes[start..<place], as: UTF8.self)
    }
    return escapedString(Array(bytes[start..<place]))
  }

  /// A string that goes on with an escape.
  private mutating func escapedString(_ beginning: [UInt8]) -> String? {
    var text = beginning
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalar = escape() else { return nil }
        text += Array(String(Character(scalar)).utf8)
      case 0x00..<0x20: return nil
      default: text.append(byte)
      }
    }
    return nil
  }

  private mutating func escape() -> Unicode.Scalar? {
    guard place < bytes.count else { return nil }
    let byte = bytes[place]
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      guard let first = unit() else { return nil }
      guard first & 0xFC00 == 0xD800 else { return Unicode.Scalar(first) }
      guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")), let second = unit(), second & 0xFC00 == 0xDC00 else {
        return nil
      }
      return Unicode.Scalar(0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF)))
    default: return nil
    }
  }

  private mutating func unit() -> UInt16? {
    guard bytes.count - place >= 4 else { return nil }
    defer { place += 4 }
    let digits = bytes[place..<(place + 4)]
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  private mutating func number() -> JSONValue? {
    let start = place
    _ = take(UInt8(ascii: "-"))
    let digits = place
    skipDigits()
    guard place > digits, place - digits == 1 || bytes[digits] != UInt8(ascii: "0") else { return nil }
    var isInteger = true
    if take(UInt8(ascii: ".")) {
      isInteger = false
      let fraction = place
      skipDigits()
      guard place > fraction else { return nil }
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isInteger = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      let power = place
      skipDigits()
      guard place > power else { return nil }
    }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    if isInteger, let number = Int(text), text != "-0" { return .integer(number) }
    return .number(text)
  }

  private mutating func word(_ text: String, _ value: JSONValue) -> JSONValue? {
    guard bytes[place...].starts(with: text.utf8) else { return nil }
    place += text.utf8.count
    return value
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard place < bytes.count, bytes[place] == byte else { return false }
    place += 1
    return true
  }

  private mutating func skipDigits() {
    while place < bytes.count, (0x30...0x39).contains(bytes[place]) { place += 1 }
  }

  private mutating func skipSpaces() {
    while place < bytes.count {
      switch bytes[place] {
      case 0x20, 0x0A, 0x0D, 0x09: place += 1
      default: return
      }
    }
  }
}
