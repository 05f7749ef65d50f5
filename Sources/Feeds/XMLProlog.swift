import Markup

/// What stands before the root element: nothing of it is handed on but the entities that the document declares itself.
struct XMLProlog {
  private static let maximumEntities = 256
  private static let maximumValue = 1024

  /// Offset of the root's `<`; nil where there is no element at all.
  private(set) var root: Int?
  /// The root's name as it is written.
  private(set) var name = ""
  /// General entities of the internal subset, by name, their character references read. Not the external ones, and none
  /// within another: they can't grow.
  private(set) var entities: [String: String] = [:]

  init(_ bytes: Bytes, from start: Int = 0) {
    var i = start
    while let less = bytes.first(UInt8(ascii: "<"), from: i), less + 1 < bytes.count {
      let next = bytes[less + 1]
      if next.isLetter || next == UInt8(ascii: "_") {
        var end = less + 1
        while end < bytes.count, !bytes[end].isSpace, bytes[end] != UInt8(ascii: ">"), bytes[end] != UInt8(ascii: "/"),
          end - less < 256
        { end += 1 }
        root = less
        name = bytes[at: less + 1..<end].string
        return
      }
      if bytes.hasWord("<!--", at: less) {
        i = Self.end(of: "-->", in: bytes, from: less + 4)
      } else if bytes.hasWord("<!doctype", at: less) {
        i = readDocumentType(bytes, from: less + 9)
      } else if next == UInt8(ascii: "?") || next == UInt8(ascii: "!") || next == UInt8(ascii: "/") {
        i = bytes.first(UInt8(ascii: ">"), from: less).map { $0 + 1 } ?? bytes.count
      } else {
        i = less + 1
      }
    }
  }

  /// The root's name without its prefix, in lower case.
  var localName: String { (name.split(separator: ":").last.map(String.init) ?? name).lowercased() }

  private static func end(of mark: StaticString, in bytes: Bytes, from start: Int) -> Int {
    var i = start
    while let close = bytes.first(UInt8(ascii: ">"), from: i) {
      i = close + 1
      if bytes.hasWord(mark, at: close + 1 - mark.utf8CodeUnitCount) { return i }
    }
    return bytes.count
  }

  private mutating func readDocumentType(_ bytes: Bytes, from start: Int) -> Int {
    var i = start
    var quote: UInt8 = 0
    var isInside = false
    while i < bytes.count {
      let byte = bytes[i]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: "[") {
        isInside = true
      } else if byte == UInt8(ascii: "]") {
        isInside = false
      } else if byte == UInt8(ascii: ">"), !isInside {
        return i + 1
      } else if byte == UInt8(ascii: "<"), bytes.hasWord("<!entity", at: i) {
        readEntity(bytes, from: i + 8)
      } else if byte == UInt8(ascii: "<"), !isInside {
        // The document type was not closed.
        return i
      }
      i += 1
    }
    return bytes.count
  }

  /// `name "value"`; `%` and external ones are not read.
  private mutating func readEntity(_ bytes: Bytes, from start: Int) {
    guard entities.count < Self.maximumEntities else { return }
    var i = start
    while i < bytes.count, bytes[i].isSpace { i += 1 }
    let nameStart = i
    while i < bytes.count, !bytes[i].isSpace, i - nameStart < 64, bytes[i] != UInt8(ascii: ">") { i += 1 }
    let name = bytes[at: nameStart..<i].string
    while i < bytes.count, bytes[i].isSpace { i += 1 }
    guard i < bytes.count, bytes[i] == UInt8(ascii: "\"") || bytes[i] == UInt8(ascii: "'"),
      let end = bytes.first(bytes[i], from: i + 1), end - i <= Self.maximumValue
    else { return }
    var value: [UInt8] = []
    var k = i + 1
    while k < end {
      if bytes[k] == UInt8(ascii: "&"), let reference = CharacterReference.read(bytes, at: k) {
        if let scalar = reference.scalar { value.append(scalar: scalar) }
        k += reference.length
      } else {
        value.append(bytes[k])
        k += 1
      }
    }
    if entities[name] == nil { entities[name] = value.string }
  }
}
