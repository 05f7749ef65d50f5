/// How one scalar of outside text is shown.
enum ScalarForm: Hashable {
  /// It begins a cell of 1 or 2 columns.
  case glyph(width: Int)
  /// It joins the cell before it: a combining mark, a vowel of old Hangul.
  case joins
  /// White space: one column of it.
  case space
  /// Typography that draws nothing: joiners, variation selectors, direction marks, soft hyphens.
  case nothing
  /// A control character: the picture that Unicode has for it.
  case picture(Unicode.Scalar)
  /// What could move, reorder or hide text, or can't be printed: its number in angle quotes.
  case mark

  init(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    switch value {
    case 0x20...0x7E: self = .glyph(width: 1)
    case 0x09, 0x0A: self = .space
    case 0x00...0x1F: self = Unicode.Scalar(0x2400 + value).map(ScalarForm.picture) ?? .mark
    case 0x7F: self = .picture("\u{2421}")
    case 0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F: self = .space
    case 0xAC00...0xD7A3, 0x4E00...0x9FEF: self = .glyph(width: 2)
    // Soft hyphen; zero-width space, joiners and direction marks; word joiner and invisible operators; BOM.
    case 0xAD, 0x34F, 0x61C, 0x200B...0x200F, 0x2060...0x2064, 0xFEFF: self = .nothing
    // Variation selectors, the Mongolian and the ideographic ones among them.
    case 0x180B...0x180F, 0xFE00...0xFE0F, 0xE0100...0xE01EF: self = .nothing
    default: self = ScalarForm(printable: scalar)
    }
  }

  private init(printable scalar: Unicode.Scalar) {
    switch TextWidth.columns(of: scalar) {
    case 1: self = .glyph(width: 1)
    case 2: self = .glyph(width: 2)
    // Embeddings, overrides, isolates, tags and their like are format characters that draw nothing. A Hangul filler is
    // as ignorable, but it holds the place of a consonant or vowel.
    case 0 where scalar.properties.isDefaultIgnorableCodePoint && scalar.properties.generalCategory == .format:
      self = .mark
    case 0: self = .joins
    default: self = .mark
    }
  }
}
