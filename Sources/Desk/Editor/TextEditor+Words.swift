import Screen

/// What the motions take for words: letters and digits with their marks, a run of Han, of Hiragana, of Katakana. Between words are
/// spaces, stops and signs.
extension TextEditor {
  private enum WordKind: Hashable {
    case none, letters, han, hiragana, katakana

    init(_ scalar: Unicode.Scalar) {
      switch scalar.value {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0xAC00...0xD7A3: self = .letters
      case 0x00..<0x80: self = .none
      case 0x3041...0x3096, 0x309D...0x309F: self = .hiragana
      case 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: self = .katakana
      default:
        let properties = scalar.properties
        if properties.isIdeographic {
          self = .han
        } else {
          self = properties.isAlphabetic || properties.numericType != nil ? .letters : .none
        }
      }
    }
  }

  private func kind(at offset: Int) -> WordKind {
    let utf8 = text.utf8
    return WordKind(text.unicodeScalars[utf8.index(utf8.startIndex, offsetBy: offset)])
  }

  /// The end of the word at a place, or of the next one.
  func wordEnd(after offset: Int) -> Int {
    var found = WordKind.none
    var row = wrap.row(of: offset)
    while row < wrap.count {
      for border in wrap.borders(of: row, in: text) where border.offset >= offset && border.offset < count {
        let kind = kind(at: border.offset)
        if found != .none, kind != found { return border.offset }
        found = kind
      }
      row += 1
    }
    return count
  }

  /// The start of the word before a place.
  func wordStart(before offset: Int) -> Int {
    var found = WordKind.none
    var start = 0
    var row = wrap.row(of: max(0, offset - 1))
    while row >= 0 {
      for border in wrap.borders(of: row, in: text).reversed() where border.offset < offset {
        let kind = kind(at: border.offset)
        if found != .none, kind != found { return start }
        found = kind
        start = border.offset
      }
      row -= 1
    }
    return found == .none ? 0 : start
  }
}
