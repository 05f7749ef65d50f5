/// Safe HTML, cut at its tags byte by byte. As letters it can't be cut: a mark that stands behind a tag makes one letter with the
/// tag's `>`.
enum TagBytes {
  /// The pieces between the places where a word stands.
  static func parts(_ html: String, at word: String) -> [ArraySlice<UInt8>] {
    var rest = Array(html.utf8)[...]
    var parts: [ArraySlice<UInt8>] = []
    while let found = range(of: word, in: rest) {
      parts.append(rest[..<found.lowerBound])
      rest = rest[found.upperBound...]
    }
    return parts + [rest]
  }

  /// Where a word stands first.
  static func range(of word: String, in bytes: ArraySlice<UInt8>) -> Range<Int>? {
    let word = Array(word.utf8)
    guard let first = word.first else { return nil }
    var rest = bytes
    while let start = rest.firstIndex(of: first) {
      if bytes[start...].starts(with: word) { return start..<(start + word.count) }
      rest = bytes[(start + 1)...]
    }
    return nil
  }

  /// What stands before the `>` of a tag whose beginning was cut off; all of it where there is none.
  static func tag(_ part: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    part[..<(part.firstIndex(of: UInt8(ascii: ">")) ?? part.endIndex)]
  }

  static func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
