import Markup

/// What mail hides in ASCII: encoded words (RFC 2047) and quoted-printable (RFC 2045).
enum MailWords {
  /// A header's value with its encoded words read; between two of them, blanks are nothing. What is no encoded word stays.
  static func decode(_ value: String) -> String {
    var text = ""
    var rest = value[...]
    var isAfterWord = false
    while let open = rest.firstRange(of: "=?") {
      let before = rest[..<open.lowerBound]
      guard let word = word(rest[open.upperBound...]) else {
        text += rest[..<open.upperBound]
        rest = rest[open.upperBound...]
        isAfterWord = false
        continue
      }
      if !(isAfterWord && before.allSatisfy(\.isWhitespace)) { text += before }
      text += word.text
      rest = word.rest
      isAfterWord = true
    }
    return text + rest
  }

  /// `charset?B?…?=` or `charset?Q?…?=`, and what follows it.
  private static func word(_ text: Substring) -> (text: String, rest: Substring)? {
    let parts = text.split(separator: "?", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let end = parts[2].firstRange(of: "?="), !parts[0].isEmpty, parts[0].utf8.count < 64 else {
      return nil
    }
    let inner = Array(parts[2][..<end.lowerBound].utf8)
    let bytes: [UInt8]
    switch parts[1].lowercased() {
    case "b": bytes = inner.withUnsafeBufferPointer { Base64.decode($0) }
    case "q": bytes = quotedPrintable(inner[...], isHeader: true)
    default: return nil
    }
    // A language may follow the character set: `utf-8*ko` (RFC 2231).
    let charset = parts[0].prefix { $0 != "*" }
    return (
      CharacterSets.text(bytes, contentType: "text/plain; charset=\(charset)", kind: .text), parts[2][end.upperBound...]
    )
  }

  /// - Parameter isHeader: `_` is a blank there.
  static func quotedPrintable(_ bytes: ArraySlice<UInt8>, isHeader: Bool) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var place = bytes.startIndex
    while place < bytes.endIndex {
      let byte = bytes[place]
      if byte == UInt8(ascii: "="), place + 1 < bytes.endIndex {
        if bytes[place + 1] == 0x0A {
          place += 2
          continue
        }
        if bytes[place + 1] == 0x0D, place + 2 < bytes.endIndex, bytes[place + 2] == 0x0A {
          place += 3
          continue
        }
        if place + 2 < bytes.endIndex, let high = digit(bytes[place + 1]), let low = digit(bytes[place + 2]) {
          out.append(high << 4 | low)
          place += 3
          continue
        }
      } else if byte == UInt8(ascii: "="), place + 1 == bytes.endIndex {
        // A soft line end whose line end was taken by a boundary.
        break
      }
      out.append(isHeader && byte == UInt8(ascii: "_") ? 0x20 : byte)
      place += 1
    }
    return out
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 48
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 55
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 87
    default: nil
    }
  }
}
