extension Theme.Look {
  static let colours = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]

  init(_ text: String, of role: String) throws(ThemeFault) {
    self.init()
    var hasColour = false
    var hasBackground = false
    var isBackground = false
    for word in text.split(whereSeparator: \.isWhitespace).map({ $0.lowercased() }) {
      switch word {
      case "on" where !isBackground: isBackground = true
      case "bold" where !isBackground: isBold = true
      case "dim" where !isBackground: isDim = true
      case "underline" where !isBackground: isUnderlined = true
      case "reverse" where !isBackground: isReversed = true
      default:
        guard let colour = Self.colour(word) else { throw ThemeFault(role: role, reason: .unknownWord(word)) }
        guard isBackground ? !hasBackground : !hasColour else {
          throw ThemeFault(role: role, reason: .colourTwice(word))
        }
        if isBackground {
          (background, hasBackground, isBackground) = (colour.number, true, false)
        } else {
          (foreground, hasColour) = (colour.number, true)
        }
      }
    }
    if isBackground { throw ThemeFault(role: role, reason: .onWithoutColour) }
  }

  private enum Colour {
    case own
    case palette(Int)
    var number: Int? { if case .palette(let number) = self { number } else { nil } }
  }

  private static func colour(_ word: String) -> Colour? {
    if word == "default" { return .own }
    if let number = Int(word), (0...255).contains(number) { return .palette(number) }
    if word.hasPrefix("#"), word.utf8.count == 7, word.dropFirst().allSatisfy(\.isHexDigit),
      let number = Int(word.dropFirst(), radix: 16)
    {
      return .palette(Theme.exact + number)
    }
    if let plain = colours.firstIndex(of: word) { return .palette(plain) }
    guard word.hasPrefix("bright-"), let bright = colours.firstIndex(of: String(word.dropFirst(7))) else { return nil }
    return .palette(bright + 8)
  }

  /// The look in the words of a theme file: `Theme.Look(words)` of it is the same look.
  public var words: String {
    var words: [String] = []
    if isBold { words.append("bold") }
    if isDim { words.append("dim") }
    if isUnderlined { words.append("underline") }
    if isReversed { words.append("reverse") }
    if let foreground { words.append(Self.word(foreground)) }
    if let background { words.append("on " + Self.word(background)) }
    return words.isEmpty ? "default" : words.joined(separator: " ")
  }

  private static func word(_ colour: Int) -> String {
    guard colour >= Theme.exact else { return String(colour) }
    let digits = String(colour - Theme.exact, radix: 16)
    return "#" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }
}
