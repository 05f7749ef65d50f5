/// Text of several spans as it is set in lines: made visible, in one piece, so that it is read by bytes.
///
/// What draws nothing is left out, but for a soft hyphen, a zero-width space or a word joiner where they say how a line may
/// end; they stand for joiners, too: between the members of a joined emoji and the letters of a flag. No-break spaces stay
/// what they are until they are drawn. Line ends of every kind are `\n`.
struct SettledText {
  private(set) var text = ""
  /// Where each span ends, in UTF-8 offsets.
  private(set) var ends: [Int] = []
  /// It holds what is not drawn as it stands.
  private(set) var hasGaps = false
  private let room: Int

  /// - Parameter room: columns of a line; a wider grapheme may be broken, a letter that none takes is shown as `?`.
  init(_ spans: [StyledText.Span], room: Int) {
    self.room = room
    for span in spans {
      var part = span.text
      let isSettled = part.withUTF8 { bytes in !bytes.contains { $0 < 0x20 && $0 != 0x0A || $0 >= 0x7F } }
      // What a span begins with makes no cluster with the end of the one before.
      if let last = text.last, let first = part.first, !last.isASCII || !first.isASCII,
        "\(last)\(first)".count == 1 || "\(last) ".count == 1
      {
        append("\u{2060}")
      }
      if isSettled, ends.isEmpty { text = part } else if isSettled { text += part } else { settle(part) }
      ends.append(text.utf8.count)
    }
  }

  private mutating func settle(_ part: String) {
    let scalars = part.unicodeScalars
    var plain = scalars.startIndex
    var at = plain
    while at < scalars.endIndex {
      let next = scalars.index(after: at)
      let scalar = scalars[at]
      if scalar == "\n" || isSimple(scalar) && (next == scalars.endIndex || standsAlone(scalars[next])) {
        at = next
        continue
      }
      text += part[plain..<at]
      if Self.isLineEnd(scalar) {
        text += "\n"
        at = next
      } else if scalar == "\r", next < scalars.endIndex, scalars[next] == "\n" {
        at = next
      } else {
        let end = self.end(ofOddText: scalars, from: at)
        settle(odd: String(part[at..<end]))
        at = end
      }
      plain = at
    }
    text += part[plain...]
  }

  /// From here on, with the first letter that joins nothing behind it.
  private func end(ofOddText scalars: String.UnicodeScalarView, from start: String.Index) -> String.Index {
    var at = scalars.index(after: start)
    while at < scalars.endIndex {
      let next = scalars.index(after: at)
      let scalar = scalars[at]
      if scalar == "\n" || Self.isLineEnd(scalar) { return at }
      if next == scalars.endIndex { return next }
      if scalar == "\r", scalars[next] == "\n" { return at }
      if isSimple(scalar), standsAlone(scalars[next]) { return next }
      at = next
    }
    return at
  }

  private mutating func settle(odd: String) {
    // What draws nothing at the very start belongs to no cell.
    if let gap = odd.unicodeScalars.first.flatMap(Self.gap) { append(gap) }
    var settled = ""
    var graphemes = VisibleText.Graphemes(of: odd)
    while let grapheme = graphemes.next() {
      if grapheme.width > room {
        settled += "?"
      } else if grapheme.text == " ", BreakClass(graphemes.base) == .glue {
        settled += "\u{A0}"
        hasGaps = true
      } else {
        settled += grapheme.text
      }
      switch graphemes.gap {
      case .none: continue
      case .softHyphen: settled += "\u{AD}"
      case .zeroWidthSpace: settled += "\u{200B}"
      case .wordJoiner: settled += "\u{2060}"
      }
      hasGaps = true
    }
    // A cluster that no line has room for is parted.
    for character in settled {
      if character.unicodeScalars.count > 1, TextWidth.columns(of: character) > room {
        for scalar in character.unicodeScalars {
          if TextWidth.columns(of: scalar) > 0 { append("\u{200B}") }
          text.unicodeScalars.append(scalar)
        }
      } else {
        text.append(character)
      }
    }
  }

  private mutating func append(_ gap: Unicode.Scalar) {
    text.unicodeScalars.append(gap)
    hasGaps = true
  }

  private func isSimple(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 { return scalar.value >= 0x20 && scalar.value < 0x7F }
    guard TextReader.standsAlone(scalar) else { return false }
    let columns = TextWidth.columns(of: scalar)
    return columns > 0 && columns <= room
  }

  private func standsAlone(_ scalar: Unicode.Scalar) -> Bool { scalar.value < 0x80 || TextReader.standsAlone(scalar) }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool { scalar == "\u{2028}" || scalar == "\u{2029}" }

  private static func gap(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "\u{AD}", "\u{200B}", "\u{2060}": scalar
    case "\u{FEFF}": "\u{2060}"
    default: nil
    }
  }

  /// A part of the text as it is drawn.
  static func drawn(_ part: Substring) -> String {
    var drawn = String.UnicodeScalarView()
    for scalar in part.unicodeScalars {
      switch scalar {
      case "\u{AD}", "\u{200B}", "\u{2060}": break
      case "\u{A0}": drawn.append(" ")
      default: drawn.append(scalar)
      }
    }
    return String(drawn)
  }
}
