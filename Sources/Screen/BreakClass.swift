/// What a letter is to the end of a line: the classes of UAX #14 that texts are set by, with Korean broken at its spaces,
/// as it is set in print.
enum BreakClass: UInt8, Hashable {
  case space
  /// Letters, digits and Hangul.
  case letter, digit, hangul
  /// Han, Kana and emoji: a line may end between any two.
  case han
  /// Thai, Lao, Khmer, Burmese: words without spaces between.
  case southeast
  /// Brackets: never at the end, never at the start of a line, though a space parts them from what they hold.
  case open, close
  /// The same, of full width: a line may end outside them.
  case wideOpen, wideClose
  /// Quotation marks that open or close as the language has it.
  case initialQuote, finalQuote, quote
  /// Never at the start of a line: small kana, iteration marks, the ellipsis, units behind a number.
  case nonStarter, ellipsis, postfix
  /// Currency and signs before a number.
  case prefix
  case slash
  /// A line may end after it, between letters.
  case hyphen
  /// A line may end after it: a vertical bar, the dots that part syllables or words in Tibetan and Ethiopic.
  case divider
  /// A no-break space, a word joiner.
  case glue

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0..<0x80: self = Self.ascii[Int(scalar.value)]
    case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x3B1...0x482, 0x48A...0x52F, 0x5D0...0x5EA, 0x620...0x64A:
      self = .letter
    case 0xAC00...0xD7A3, 0x1100...0x11FF, 0x3130...0x318F, 0xA960...0xA97F, 0xD7B0...0xD7FF: self = .hangul
    case 0x4E00...0x9FFF, 0x3400...0x4DBF: self = .han
    case 0x1680, 0x2000...0x2006, 0x2008...0x200A, 0x205F, 0x3000: self = .space
    case 0xA0, 0x34F, 0x2007, 0x2011, 0x202F, 0x2060, 0xFEFF, 0xF08, 0xF0C, 0xF12: self = .glue
    case 0x2010, 0x2012...0x2014, 0x58A, 0x5BE: self = .hyphen
    case 0xF0B, 0x1361, 0x104A, 0x104B, 0x17D4, 0x17D5: self = .divider
    // Thousands of news sites write three dots as one.
    case 0x2024...0x2026, 0x22EF, 0xFE19: self = .ellipsis
    case 0x60C, 0x61B, 0x61E, 0x61F, 0x6D4, 0x7F8, 0x37E, 0x589, 0x2044: self = .close
    case 0xA1, 0xBF: self = .open
    case 0x203C, 0x203D, 0x2047...0x2049, 0x17D6: self = .nonStarter
    case 0xA2, 0xB0, 0x609...0x60B, 0x66A, 0x2030...0x2037, 0x2057, 0x20A7, 0x20B6, 0x20BB, 0x20BE, 0x2103, 0x2109:
      self = .postfix
    case 0xB1, 0x2116, 0x2212, 0x2213: self = .prefix
    case 0x275B...0x2760: self = .quote
    // Ideographic stops and their full-width kin.
    case 0x3001, 0x3002, 0xFE11, 0xFE12, 0xFE50, 0xFE52, 0xFF01, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF61, 0xFF64:
      self = .wideClose
    case 0xFF05, 0xFFE0: self = .postfix
    case 0xFF04, 0xFFE1, 0xFFE5, 0xFFE6: self = .prefix
    // Iteration marks, small kana, the long vowel, the middle dot.
    case 0x3005, 0x301C, 0x303B, 0x303C, 0x309B...0x309E, 0x30A0, 0x30FB...0x30FE, 0x3041, 0x3043, 0x3045, 0x3047,
      0x3049,
      0x3063, 0x3083, 0x3085, 0x3087, 0x308E, 0x3095, 0x3096, 0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30C3, 0x30E3,
      0x30E5, 0x30E7, 0x30EE, 0x30F5, 0x30F6, 0x31F0...0x31FF, 0xFF65, 0xFF67...0xFF70, 0xFF9E, 0xFF9F:
      self = .nonStarter
    case 0x2E80...0x2FFF, 0x3003...0x3007, 0x3012, 0x3013, 0x3020...0x312F, 0x3190...0x33FF, 0xA000...0xA4CF,
      0xF900...0xFAFF, 0xFF66...0xFF9D, 0x1F000...0x1FAFF, 0x20000...0x3FFFD:
      self = .han
    default: self = BreakClass(rare: scalar)
    }
  }

  private init(rare scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0xE01...0xE3A, 0xE40...0xE4E, 0xE81...0xEBD, 0xEC0...0xECD, 0xEDC...0xEDF, 0x1000...0x103F, 0x1050...0x108F,
      0x109A...0x109F, 0x1780...0x17D3, 0x17D7, 0x17DC, 0x17DD, 0x1950...0x19DF, 0x1A20...0x1AAD, 0xA9E0...0xA9EF,
      0xA9FA...0xA9FE, 0xAA60...0xAADF:
      self = .southeast
      return
    default: break
    }
    let isWide = TextWidth.columns(of: scalar) == 2
    switch scalar.properties.generalCategory {
    case .openPunctuation: self = isWide ? .wideOpen : .open
    case .closePunctuation: self = isWide ? .wideClose : .close
    case .initialPunctuation: self = .initialQuote
    case .finalPunctuation: self = .finalQuote
    case .decimalNumber: self = .digit
    case .currencySymbol: self = .prefix
    default: self = isWide ? .han : .letter
    }
  }

  private static let ascii = (UInt8(0)..<0x80).map { byte -> BreakClass in
    switch byte {
    case 0x09, 0x20: .space
    case 0x30...0x39: .digit
    case 0x28, 0x5B, 0x7B: .open
    case 0x29, 0x5D, 0x7D, 0x21, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F: .close
    case 0x22, 0x27: .quote
    case 0x24, 0x2B, 0x5C: .prefix
    case 0x25: .postfix
    case 0x2D: .hyphen
    case 0x2F: .slash
    case 0x7C: .divider
    default: .letter
    }
  }

  /// A letter of a word, in any writing.
  var isWordy: Bool {
    switch self {
    case .letter, .digit, .hangul, .han, .southeast: true
    default: false
    }
  }

  /// A line may end between this and the next, though no space is there.
  func mayEnd(before next: BreakClass) -> Bool {
    if holds(next) { return false }
    switch (self, next) {
    case (_, .hyphen), (_, .slash), (_, .divider): return false
    case (.divider, _): return true
    // Particles stand close to what they follow, in whichever script that is.
    case (.hangul, .han), (.han, .hangul), (.wideClose, .hangul), (.hangul, .wideOpen): return false
    case (.hangul, .nonStarter), (.nonStarter, .hangul): return false
    case (.han, _), (_, .han), (.wideClose, _), (.nonStarter, _), (_, .wideOpen): return true
    default: return false
    }
  }

  /// Where a line has to end inside a word, it is not here.
  func holds(_ next: BreakClass) -> Bool {
    switch (self, next) {
    case (_, .close), (_, .wideClose), (_, .nonStarter), (_, .ellipsis), (_, .postfix): true
    case (_, .glue), (.glue, _), (.open, _), (.wideOpen, _), (_, .quote), (.quote, _): true
    // Outside of Han and Kana a quotation mark may be of either kind.
    case (.han, .initialQuote), (.wideClose, .initialQuote), (.nonStarter, .initialQuote): false
    case (.finalQuote, .han), (.finalQuote, .wideOpen): false
    case (_, .initialQuote), (_, .finalQuote), (.initialQuote, _), (.finalQuote, _): true
    case (.prefix, .digit), (.prefix, .letter), (.prefix, .han), (.prefix, .hangul), (.prefix, .open): true
    case (.prefix, .wideOpen), (.postfix, .digit), (.postfix, .letter), (.postfix, .open): true
    case (.hyphen, .digit): true
    default: false
    }
  }

  /// No line ends between this and the next, though spaces stand between them: `« mot »`, `mot !`; but before `:command`
  /// and `.NET` one may.
  /// - Parameter isLast: behind the next comes no word.
  func holdsAcrossSpace(_ next: BreakClass, isLast: Bool) -> Bool {
    switch (self, next) {
    case (.open, _), (.wideOpen, _), (_, .wideClose): true
    case (_, .close), (_, .finalQuote): isLast
    default: false
    }
  }
}
