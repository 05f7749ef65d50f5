import Glibc

/// Bytes to text, whatever they are declared to be.
///
/// What the bytes themselves show wins: a byte order mark, the pattern of UTF-16 and UTF-32, well-formed UTF-8. After
/// that the HTTP header, the document's own declaration, and at last a guess by how often letters of a language meet.
public enum CharacterSets {
  /// What kind of document declares its encoding.
  public enum Kind: Sendable { case xml, html, json, text }

  /// The document as UTF-8. Bytes that mean nothing become U+FFFD; a byte order mark is taken off.
  /// - Parameter contentType: the HTTP header `Content-Type`, for its `charset`.
  public static func utf8(_ bytes: [UInt8], contentType: String?, kind: Kind) -> [UInt8] {
    let original = bytes
    return bytes.withUnsafeBufferPointer { bytes in
      if let (encoding, mark) = byteOrderMark(bytes) { return decode(bytes[at: mark..<bytes.count], as: encoding) }
      if let encoding = wideEncoding(bytes) { return decode(bytes, as: encoding) }
      let declared = [contentType.flatMap(charset), declaration(in: bytes, kind: kind)].compactMap {
        $0.flatMap { Encoding($0) }
      }
      let form = UTF8Form(bytes)
      if form == .ascii {
        // Seven bits: only encodings that shift by escape sequences say otherwise.
        if let shifting = declared.first(where: \.isShifting) ?? EncodingGuess.shifting(in: bytes) {
          return decode(bytes, as: shifting)
        }
        return original
      }
      if form == .wellFormed { return original }
      // Whatever the bytes are, they fit Windows-1252, which servers name for ASCII and without being asked: it comes last,
      // and behind a guess at pairs of bytes, which no Western text looks like.
      let candidates = declared.filter { $0 != .utf8 && !$0.isWide && $0 != .windows1252 }
      if let fit = candidates.first(where: { $0.fits(bytes) }) { return decode(bytes, as: fit) }
      if form == .damaged { return decode(bytes, as: .utf8) }
      return decode(
        bytes,
        as: EncodingGuess.encoding(of: bytes, isLatin: declared.contains(.windows1252)) ?? candidates.first
          ?? .windows1252)
    }
  }

  /// The same as a `String`.
  public static func text(_ bytes: [UInt8], contentType: String?, kind: Kind) -> String {
    utf8(bytes, contentType: contentType, kind: kind).string
  }

  /// The `charset` of a `Content-Type`.
  static func charset(_ contentType: String) -> String? {
    contentType.withBytes { bytes in
      for i in bytes.indices where bytes.hasWord("charset", at: i) {
        var k = i + 7
        while k < bytes.count, bytes[k].isSpace { k += 1 }
        guard k < bytes.count, bytes[k] == UInt8(ascii: "=") else { continue }
        return label(bytes, at: k + 1)
      }
      return nil
    }
  }

  /// A name in or out of quotes.
  private static func label(_ bytes: Bytes, at start: Int) -> String? {
    var k = start
    while k < bytes.count, bytes[k].isSpace || bytes[k] == UInt8(ascii: "\"") || bytes[k] == UInt8(ascii: "'") {
      k += 1
    }
    let first = k
    while k < bytes.count, bytes[k].isLetter || bytes[k].isDigit || "-_:.+".utf8.contains(bytes[k]), k - first < 40 {
      k += 1
    }
    return k > first ? bytes[at: first..<k].string : nil
  }

  /// `<?xml … encoding="…"?>`, also behind a comment; `<meta charset>`, `<meta http-equiv … content="…charset=…">`.
  private static func declaration(in bytes: Bytes, kind: Kind) -> String? {
    let head = bytes[at: 0..<min(bytes.count, 4096)]
    switch kind {
    case .json, .text: return nil
    case .xml:
      var i = 0
      while let less = head.first(UInt8(ascii: "<"), from: i) {
        i = less + 1
        guard head.hasWord("<?xml", at: less) else { continue }
        let end = head.first(UInt8(ascii: ">"), from: less) ?? head.count
        for k in less..<end where head.hasWord("encoding", at: k) {
          var k = k + 8
          while k < end, head[k].isSpace { k += 1 }
          if k < end, head[k] == UInt8(ascii: "=") { return label(head, at: k + 1) }
        }
        return nil
      }
      return nil
    case .html:
      if let declared = declaration(in: bytes, kind: .xml) { return declared }
      var i = 0
      while let less = head.first(UInt8(ascii: "<"), from: i) {
        i = less + 1
        guard head.hasWord("<meta", at: less) else { continue }
        let end = head.first(UInt8(ascii: ">"), from: less) ?? head.count
        if let found = charset(head[at: less..<end].string) { return found }
      }
      return nil
    }
  }

  private static func byteOrderMark(_ bytes: Bytes) -> (Encoding, Int)? {
    func starts(_ mark: UInt8...) -> Bool { bytes.count >= mark.count && bytes[at: 0..<mark.count].elementsEqual(mark) }
    if starts(0xEF, 0xBB, 0xBF) {
      // A mark in front of what is something else: the mark lies.
      let rest = bytes[at: 3..<bytes.count]
      return UTF8Form(rest) == .other ? nil : (.utf8, 3)
    }
    if starts(0xFF, 0xFE, 0, 0) { return (.utf32le, 4) }
    if starts(0, 0, 0xFE, 0xFF) { return (.utf32be, 4) }
    if starts(0xFF, 0xFE) { return (.utf16le, 2) }
    if starts(0xFE, 0xFF) { return (.utf16be, 2) }
    return nil
  }

  /// UTF-16 and UTF-32 without a mark: where the zeros of the first characters, all ASCII, stand.
  private static func wideEncoding(_ bytes: Bytes) -> Encoding? {
    guard bytes.count >= 8 else { return nil }
    switch (0..<4).map({ bytes[$0] != 0 }) {
    case [false, false, false, true] where bytes[7] != 0: return .utf32be
    case [true, false, false, false] where bytes[4] != 0: return .utf32le
    case [false, true, false, true]: return .utf16be
    case [true, false, true, false]: return .utf16le
    default: return nil
    }
  }

  static func decode(_ bytes: Bytes, as encoding: Encoding) -> [UInt8] {
    if encoding == .utf8 { return Array(bytes.string.utf8) }
    return Converter(from: encoding)?.convert(bytes) ?? Array(bytes.string.utf8)
  }
}

/// How much of UTF-8 the bytes are.
enum UTF8Form {
  case ascii, wellFormed, damaged, other

  init(_ bytes: Bytes) {
    let check = UTF8Check(bytes)
    guard check.fault != nil else {
      self = check.isASCII ? .ascii : .wellFormed
      return
    }
    var good = 0
    var bad = 0
    var i = 0
    while i < bytes.count {
      let byte = bytes[i]
      if byte < 0x80 {
        i += 1
        continue
      }
      let length = byte < 0xC2 ? 0 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : byte < 0xF5 ? 4 : 0
      if length > 0, i + length <= bytes.count, Self.continues(bytes, at: i, length: length) {
        good += 1
        i += length
      } else {
        bad += 1
        i += 1
        // What was to follow belongs to the same fault.
        while i < bytes.count, bytes[i] & 0xC0 == 0x80 { i += 1 }
      }
    }
    self = good > bad * 2 ? .damaged : .other
  }

  @inline(__always)
  private static func continues(_ bytes: Bytes, at i: Int, length: Int) -> Bool {
    for k in 1..<length where bytes[i + k] & 0xC0 != 0x80 { return false }
    let second = bytes[i + 1]
    switch bytes[i] {
    case 0xE0: return second >= 0xA0
    case 0xED: return second < 0xA0
    case 0xF0: return second >= 0x90
    case 0xF4: return second < 0x90
    default: return true
    }
  }
}
