extension VisibleText {
  /// Reads a text cell by cell, each made visible, no further than asked for.
  public struct Graphemes: Sequence, IteratorProtocol {
    /// What stands between the last cell and the next and draws nothing: where a line may or must not end.
    enum Gap { case none, softHyphen, zeroWidthSpace, wordJoiner }

    private var scalars: String.UnicodeScalarView.Iterator
    private var ahead: Unicode.Scalar?
    /// The rest of a mark, last first.
    private var queue: [Grapheme] = []
    /// The scalar that the last cell began with.
    private(set) var base: Unicode.Scalar = " "
    private(set) var gap = Gap.none
    /// The last cell is the first letter of a flag.
    private var isInFlag = false

    public init(of text: String) {
      scalars = text.unicodeScalars.makeIterator()
      ahead = scalars.next()
    }

    public mutating func next() -> Grapheme? {
      if let rest = queue.popLast() { return rest }
      gap = .none
      while let scalar = ahead {
        ahead = scalars.next()
        if scalar.value >= 0x20, scalar.value < 0x7F, ahead.map({ $0.value < 0x80 }) ?? true {
          base = scalar
          return Self.ascii[Int(scalar.value) - 0x20]
        }
        if let cell = cell(from: scalar) { return cell }
      }
      return nil
    }

    private static let ascii = (UInt8(0x20)..<0x7F).map { Grapheme(text: String(Unicode.Scalar($0)), width: 1) }

    private mutating func cell(from scalar: Unicode.Scalar) -> Grapheme? {
      base = scalar
      switch ScalarForm(scalar) {
      case .glyph(let width):
        guard let letter = Self.flagLetter(scalar) else {
          isInFlag = false
          return closed(scalar, width: width)
        }
        // The two letters of a flag stay together; between two flags a line may end.
        isInFlag = !isInFlag
        let cell = closed(letter, width: 1)
        if gap == .none, ahead.flatMap(Self.flagLetter) != nil { gap = isInFlag ? .wordJoiner : .zeroWidthSpace }
        return cell
      // A vowel of old Hangul that belongs to no syllable.
      case .joins where HangulSyllable.isInner(scalar): return marked(scalar)
      // A mark with nothing before it stands on a dotted circle, as in Unicode's own charts.
      case .joins: return closed("\u{25CC}", width: 1, joined: scalar)
      case .space: return closed(" ", width: 1)
      case .nothing:
        note(scalar)
        return nil
      case .picture(let picture):
        if scalar == "\r", ahead == "\n" { return nil }
        return closed(picture, width: 1)
      case .mark: return marked(scalar)
      }
    }

    private mutating func marked(_ scalar: Unicode.Scalar) -> Grapheme? {
      queue = VisibleText.mark(scalar).unicodeScalars.reversed().map { Grapheme(text: String($0), width: 1) }
      return queue.popLast()
    }

    /// A cell with all that joins it.
    private mutating func closed(
      _ first: Unicode.Scalar, width: Int, joined: Unicode.Scalar? = nil
    ) -> Grapheme {
      var first = first
      var marks: [Unicode.Scalar] = joined.map { [$0] } ?? []
      var mayTag = first == EmojiTag.flag
      while let scalar = ahead {
        if let syllable = HangulSyllable.joining(first, scalar), marks.isEmpty {
          first = syllable
        } else if Self.isSkinTone(scalar), first.properties.isEmojiModifierBase {
          // Some terminals draw the tone into the hand, others beside it.
        } else if mayTag, let tag = EmojiTag(scalar) {
          if case .letter(let letter) = tag { queue.insert(Grapheme(text: String(letter), width: 1), at: 0) }
          mayTag = tag != .end && queue.count < EmojiTag.most
        } else if scalar.value < 0x80 {
          break
        } else {
          switch ScalarForm(scalar) {
          case .joins:
            if HangulSyllable.isInner(scalar), !HangulSyllable.goesOn(from: marks.last ?? first, scalar) {
              return grapheme(first, marks, width)
            }
            if marks.count < VisibleText.marksInCell { marks.append(scalar) }
          case .nothing: note(scalar)
          default: return grapheme(first, marks, width)
          }
        }
        ahead = scalars.next()
      }
      return grapheme(first, marks, width)
    }

    private func grapheme(_ first: Unicode.Scalar, _ marks: [Unicode.Scalar], _ width: Int) -> Grapheme {
      var text = String.UnicodeScalarView()
      text.append(first)
      text.append(contentsOf: marks)
      return Grapheme(text: String(text), width: width)
    }

    private mutating func note(_ scalar: Unicode.Scalar) {
      switch scalar {
      case "\u{AD}": gap = .softHyphen
      case "\u{200B}": gap = .zeroWidthSpace
      // A joiner holds together what it joins.
      case "\u{2060}", "\u{FEFF}", "\u{200D}": gap = .wordJoiner
      default: break
      }
    }

    /// A regional indicator as its letter.
    private static func flagLetter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
      guard (0x1F1E6...0x1F1FF).contains(scalar.value) else { return nil }
      return Unicode.Scalar(scalar.value - 0x1F1E6 + 0x41)
    }

    private static func isSkinTone(_ scalar: Unicode.Scalar) -> Bool { (0x1F3FB...0x1F3FF).contains(scalar.value) }
  }
}

/// A tag scalar as the flags of England, Scotland and Wales are spelt with (UTS #51, emoji tag sequences).
enum EmojiTag: Hashable {
  case letter(Unicode.Scalar)
  case end

  /// The black flag that they follow.
  static let flag: Unicode.Scalar = "\u{1F3F4}"
  /// The most that belong to one flag; more are hidden text.
  static let most = 6

  init?(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0xE0030...0xE0039, 0xE0061...0xE007A:
      guard let letter = Unicode.Scalar(scalar.value - 0xE0000) else { return nil }
      self = .letter(letter)
    case 0xE007F: self = .end
    default: return nil
    }
  }
}

/// Hangul that came letter by letter (as macOS writes file names) is put together: each syllable is two columns wide
/// everywhere. Arithmetic of the Unicode Standard, section 3.12.
enum HangulSyllable {
  /// A leading consonant and a vowel, or a syllable without a final and a final; nil where they don't join.
  static func joining(_ first: Unicode.Scalar, _ next: Unicode.Scalar) -> Unicode.Scalar? {
    let (first, next) = (first.value, next.value)
    if (0x1100...0x1112).contains(first), (0x1161...0x1175).contains(next) {
      return Unicode.Scalar(0xAC00 + ((first - 0x1100) * 21 + next - 0x1161) * 28)
    }
    if (0xAC00...0xD7A3).contains(first), (first - 0xAC00) % 28 == 0, (0x11A8...0x11C2).contains(next) {
      return Unicode.Scalar(first + next - 0x11A7)
    }
    return nil
  }

  /// A vowel or a final consonant that a syllable is put together from.
  static func isInner(_ scalar: Unicode.Scalar) -> Bool { isVowel(scalar) || isFinal(scalar) }

  private static func isVowel(_ scalar: Unicode.Scalar) -> Bool {
    (0x1160...0x11A7).contains(scalar.value) || (0xD7B0...0xD7C6).contains(scalar.value)
  }

  private static func isFinal(_ scalar: Unicode.Scalar) -> Bool {
    (0x11A8...0x11FF).contains(scalar.value) || (0xD7CB...0xD7FB).contains(scalar.value)
  }

  /// A vowel or final belongs to the syllable that the scalar before it is of (UAX #29, GB6 to GB8).
  static func goesOn(from last: Unicode.Scalar, _ next: Unicode.Scalar) -> Bool {
    if (0xAC00...0xD7A3).contains(last.value) { return isFinal(next) || (last.value - 0xAC00) % 28 == 0 }
    if isVowel(last) { return true }
    if isFinal(last) { return isFinal(next) }
    return isVowel(next) && ((0x1100...0x115F).contains(last.value) || (0xA960...0xA97C).contains(last.value))
  }
}
