/// What a letter is to the end of a line: the part of UAX #14 that news needs, with Korean broken at its spaces, as it
/// is set in print.
enum BreakClass: Hashable {
  case space
  /// Letters, digits and Hangul.
  case letter, digit
  case hangul
  /// Han and Kana: a line may end between any two.
  case han
  /// Never at the end, never at the start of a line.
  case open, close
  /// The same, of full width: a line may end outside them.
  case wideOpen, wideClose
  /// A line may end after it, between letters.
  case hyphen
  /// A no-break space.
  case glue

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x30...0x39: self = .digit
    case 0x41...0x5A, 0x61...0x7A, 0xAC00...0xD7A3: self = scalar.value < 0x80 ? .letter : .hangul
    case 0x20, 0x09, 0x1680, 0x2000...0x2006, 0x2008...0x200A, 0x205F, 0x3000: self = .space
    case 0xA0, 0x2007, 0x2011, 0x202F: self = .glue
    case 0x2D, 0x2010, 0x2013, 0x2014: self = .hyphen
    case 0x28, 0x5B, 0x7B: self = .open
    case 0x21, 0x25, 0x29, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F, 0x5D, 0x7D, 0x2026, 0x2030, 0x2103: self = .close
    case 0x1100...0x11FF, 0x3130...0x318F, 0xA960...0xA97F, 0xD7B0...0xD7FF: self = .hangul
    // Ideographic stops, iteration marks, small kana, the long vowel and their full-width kin.
    case 0x3001, 0x3002, 0x3005, 0x303B, 0x309D, 0x309E, 0x30FB...0x30FE, 0x3041, 0x3043, 0x3045, 0x3047, 0x3049,
      0x3063, 0x3083, 0x3085, 0x3087, 0x308E, 0x3095, 0x3096, 0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30C3, 0x30E3,
      0x30E5, 0x30E7, 0x30EE, 0x30F5, 0x30F6, 0x31F0...0x31FF, 0xFF01, 0xFF05, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F,
      0xFF61, 0xFF64, 0xFF65, 0xFF67...0xFF70:
      self = .wideClose
    case 0x2E80...0x2FFF, 0x3003...0x3007, 0x3020...0x312F, 0x3190...0xA4CF, 0xF900...0xFAFF, 0xFF66...0xFF9F,
      0x1F000...0x1FAFF, 0x20000...0x3FFFD:
      self = .han
    default: self = BreakClass(punctuation: scalar)
    }
  }

  private init(punctuation scalar: Unicode.Scalar) {
    let isWide = TextWidth.columns(of: scalar) == 2
    switch scalar.properties.generalCategory {
    case .openPunctuation, .initialPunctuation: self = isWide ? .wideOpen : .open
    case .closePunctuation, .finalPunctuation: self = isWide ? .wideClose : .close
    default: self = isWide ? .han : .letter
    }
  }

  /// A line may end between this and the next, though no space is there.
  func mayEnd(before next: BreakClass) -> Bool {
    switch (self, next) {
    case (_, .close), (_, .wideClose), (.open, _), (.wideOpen, _), (.glue, _), (_, .glue): false
    case (.hangul, .han), (.han, .hangul), (.wideClose, .hangul), (.hangul, .wideOpen): false
    case (.han, _), (_, .han), (.wideClose, _), (_, .wideOpen): true
    default: false
    }
  }

  /// Where a line has to end inside a word, it is not here.
  func holds(_ next: BreakClass) -> Bool {
    switch (self, next) {
    case (_, .close), (_, .wideClose), (.open, _), (.wideOpen, _): true
    default: false
    }
  }
}
