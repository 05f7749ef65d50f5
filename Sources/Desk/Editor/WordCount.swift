/// How many words a text has: runs of what is no space, as they are counted where words are written apart, Korean among
/// them; of Han and Kana, where they are not, each letter. Full-width stops are no words.
enum WordCount {
  private enum Part { case blank, letter, ideograph }

  static func words(in text: String) -> Int { words(in: text, around: 0..<text.utf8.count) }

  /// The words that begin in a range or right behind it: those that a change of the range can change.
  static func words(in text: String, around range: Range<Int>) -> Int {
    let scalars = text.unicodeScalars
    let start = scalars.index(scalars.startIndex, in: text, at: range.lowerBound)
    let end = scalars.index(scalars.startIndex, in: text, at: range.upperBound)
    var before = start > scalars.startIndex ? part(scalars[scalars.index(before: start)]) : .blank
    var count = 0
    var at = start
    while at < scalars.endIndex {
      let part = part(scalars[at])
      if part == .ideograph || (part == .letter && before != .letter) { count += 1 }
      before = part
      if at >= end { break }
      at = scalars.index(after: at)
    }
    return count
  }

  private static func part(_ scalar: Unicode.Scalar) -> Part {
    switch scalar.value {
    case 0...0x20, 0xA0, 0x1680, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000...0x3004, 0x3008...0x3020,
      0x3030, 0xFF01...0xFF0F, 0xFF1A...0xFF20, 0xFF61...0xFF65:
      .blank
    case 0x3005...0x3007, 0x3021...0x312F, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
      0xFF66...0xFF9F, 0x20000...0x3FFFD:
      .ideograph
    default: .letter
    }
  }
}

extension String.UnicodeScalarView {
  fileprivate func index(_ start: Index, in text: String, at offset: Int) -> Index {
    text.utf8.index(start, offsetBy: offset)
  }
}
