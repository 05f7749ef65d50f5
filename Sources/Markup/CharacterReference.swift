import CXML

/// `&amp;`, `&#8217;`, `&#x2019;`, `&nbsp`: one character of HTML spelled out.
package struct CharacterReference {
  /// What it stands for; nil where that is nothing that text may hold.
  package var scalar: Unicode.Scalar?
  /// Bytes of the reference, `&` included.
  package var length: Int

  /// The reference at an `&`, or nil where the `&` is only itself. In attributes `&copy=` is no reference.
  package static func read(_ bytes: Bytes, at start: Int, inAttribute: Bool = false) -> CharacterReference? {
    var i = start + 1
    guard i < bytes.count else { return nil }
    if bytes[i] == UInt8(ascii: "#") { return number(bytes, at: start) }
    while i < bytes.count, i - start <= 32, bytes[i].isLetter || bytes[i].isDigit { i += 1 }
    guard i > start + 1 else { return nil }
    let isClosed = i < bytes.count && bytes[i] == UInt8(ascii: ";")
    let name = bytes[at: start + 1..<i]
    if !isClosed {
      // Only the old Latin-1 names may go without their semicolon: `&num=5` is a part of an address.
      guard let scalar = old(name), scalar.value < 0x100, scalar != "'" else { return nil }
      if inAttribute, i < bytes.count, bytes[i] == UInt8(ascii: "=") { return nil }
      return CharacterReference(scalar: scalar, length: i - start)
    }
    guard let scalar = named(name) else { return nil }
    return CharacterReference(scalar: scalar, length: i + 1 - start)
  }

  /// Text with its references read, as the value of an attribute.
  package static func decoded(_ raw: Bytes) -> [UInt8] {
    guard raw.first(UInt8(ascii: "&"), from: 0) != nil else { return Array(raw) }
    var out: [UInt8] = []
    out.reserveCapacity(raw.count)
    var i = 0
    while i < raw.count {
      if raw[i] == UInt8(ascii: "&"), let reference = read(raw, at: i, inAttribute: true) {
        if let scalar = reference.scalar { out.append(scalar: scalar) }
        i += reference.length
      } else {
        out.append(raw[i])
        i += 1
      }
    }
    return out
  }

  /// The character of a name. What is hidden behind a name is seen before a link is judged.
  package static func named(_ name: Bytes) -> Unicode.Scalar? { old(name) ?? CharacterNames.table[name.hash] }

  /// The character of a name of HTML 4, or `apos`.
  private static func old(_ name: Bytes) -> Unicode.Scalar? {
    switch name.count {
    case 2 where name.isWord("lt"): "<"
    case 2 where name.isWord("gt"): ">"
    case 3 where name.isWord("amp"): "&"
    case 4 where name.isWord("quot"): "\""
    case 4 where name.isWord("apos"): "'"
    case 4 where name.isWord("nbsp"): "\u{A0}"
    default: table[name.hash]
    }
  }

  private static func number(_ bytes: Bytes, at start: Int) -> CharacterReference? {
    var i = start + 2
    var value: UInt32 = 0
    let isHex = i < bytes.count && bytes[i] | 0x20 == UInt8(ascii: "x")
    if isHex { i += 1 }
    let first = i
    while i < bytes.count, let digit = bytes[i].hexDigit, isHex || digit < 10 {
      value = min(value &* (isHex ? 16 : 10) &+ UInt32(digit), 0x11_0000)
      i += 1
    }
    guard i > first else { return nil }
    if i < bytes.count, bytes[i] == UInt8(ascii: ";") { i += 1 }
    return CharacterReference(scalar: SafeText.scalar(value), length: i - start)
  }

  /// Names by their hash, from libxml2's table of HTML 4.
  private static let table: [UInt64: Unicode.Scalar] = {
    var table: [UInt64: Unicode.Scalar] = [:]
    for values in [
      160...255, 338...402, 710...982, 8194...8501, 8592...8596, 8629...8660, 8704...8901, 8968...9002, 9674...9830,
    ] {
      for value in values {
        guard let entry = htmlEntityValueLookup(UInt32(value)), let name = entry.pointee.name,
          let scalar = Unicode.Scalar(UInt32(value))
        else { continue }
        let text = String(cString: name)
        table[text.withBytes(\.hash)] = scalar
      }
    }
    return table
  }()
}

extension UnsafeBufferPointer where Element == UInt8 {
  /// FNV-1a, 64 bits: names of elements and characters are found by it. What is written is always the name that was
  /// found, so that two names of one hash could confuse, but never let anything through.
  package var hash: UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in self { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }

  /// The same of the name in lower case.
  package var lowercasedHash: UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in self { hash = (hash ^ UInt64(byte.lowercased)) &* 0x100_0000_01B3 }
    return hash
  }
}
