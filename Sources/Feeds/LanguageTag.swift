import Markup

/// The name of a language (BCP 47) as documents write it.
enum LanguageTag {
  /// Letters, digits and hyphens, `_` read as one; nil for anything else and for what is longer than any tag.
  static func read(_ bytes: Bytes) -> String? {
    let text = bytes.trimmed
    guard !text.isEmpty, text.count <= 35 else { return nil }
    var tag: [UInt8] = []
    for byte in text {
      guard byte.isLetter || byte.isDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") else { return nil }
      tag.append(byte == UInt8(ascii: "_") ? UInt8(ascii: "-") : byte)
    }
    return tag.string
  }
}
