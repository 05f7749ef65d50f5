import Markup

/// The header of a message (RFC 5322), words that are not ASCII as encoded words in UTF-8 (RFC 2047).
struct MailHead {
  private(set) var bytes: [UInt8] = []

  /// What is ours, or was checked: printable ASCII.
  mutating func plain(_ name: String, _ value: String) { line(name, [value]) }

  /// Text of any kind.
  mutating func field(_ name: String, _ value: String) { line(name, Self.words(Self.oneLine(value))) }

  /// A display name with the address behind it.
  mutating func phrase(_ name: String, _ value: String, before address: String) {
    let words = Self.phrase(Self.oneLine(value))
    line(name, words.dropLast() + [(words.last ?? "\"\"") + address])
  }

  /// Phrases parted by commas.
  mutating func list(_ name: String, _ values: [String]) {
    var words: [String] = []
    for (place, value) in values.enumerated() {
      var phrase = Self.phrase(Self.oneLine(value))
      if place < values.count - 1 { phrase[phrase.count - 1] += "," }
      words += phrase
    }
    line(name, words)
  }

  /// Words side by side, folded before one that would go past 78 columns.
  private mutating func line(_ name: String, _ words: [String]) {
    var line = name + ":"
    for word in words {
      if line.utf8.count + 1 + word.utf8.count > 78, line.utf8.count > name.utf8.count + 1 {
        bytes += Array((line + "\n").utf8)
        line = ""
      }
      line += " " + word
    }
    bytes += Array((line + "\n").utf8)
  }

  /// A line end can't be in a header: neither in ours, nor in one that somebody puts there through a title.
  private static func oneLine(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in SafeText.clean(text).unicodeScalars.prefix(16_384) {
      line.append(scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? " " : scalar)
    }
    return String(line)
  }

  private static func isPlain(_ text: String) -> Bool {
    // `=?` would be read as an encoded word; blanks at the ends and long lines would not come back.
    text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } && !text.contains("=?") && !text.contains("  ")
      && text.first != " " && text.last != " " && !text.split(separator: " ").contains { $0.utf8.count > 500 }
  }

  private static func words(_ text: String) -> [String] {
    isPlain(text) ? text.split(separator: " ").map(String.init) : encoded(text)
  }

  private static func phrase(_ text: String) -> [String] {
    guard isPlain(text), text.utf8.count <= 60 else { return encoded(text) }
    var quoted = "\""
    for character in text {
      if character == "\"" || character == "\\" { quoted += "\\" }
      quoted.append(character)
    }
    return [quoted + "\""]
  }

  /// Encoded words in base64 of at most 75 bytes, cut between letters.
  private static func encoded(_ text: String) -> [String] {
    var words: [String] = []
    var part: [UInt8] = []
    for scalar in text.unicodeScalars {
      let letter = Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      if part.count + letter.count > 45 {
        words.append("=?utf-8?B?\(Base64.text(part))?=")
        part = []
      }
      part += letter
    }
    return words + ["=?utf-8?B?\(Base64.text(part))?="]
  }

  /// Two digits, upper case.
  static func hex(_ byte: UInt8) -> String {
    let text = String(byte, radix: 16, uppercase: true)
    return text.count == 1 ? "0" + text : text
  }
}

extension Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// In one line, with padding.
  static func text(_ bytes: [UInt8]) -> String {
    var out: [UInt8] = []
    out.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let rest = bytes[start..<min(start + 3, bytes.count)]
      var bits = rest.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      bits <<= UInt32(8 * (3 - rest.count))
      for place in 0..<4 {
        let isPadding = place > rest.count
        out.append(isPadding ? UInt8(ascii: "=") : alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)])
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
