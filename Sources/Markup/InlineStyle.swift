/// What an element's `style` says of being seen at all: the common ways in which text is put into a page and kept from
/// its readers. Not a reader of CSS.
struct InlineStyle {
  private static let maximumBytes = 4096

  /// Nothing of the element is seen.
  private(set) var isHidden = false
  /// At most one pixel wide or high.
  private(set) var isTiny = false

  /// - Parameter raw: the attribute's value, character references unread.
  init(_ raw: Bytes) {
    guard raw.count > 3 else { return }
    let value = CharacterReference.decoded(raw[at: 0..<min(raw.count, Self.maximumBytes)])
    let style = Self.folded(value)
    style.withUnsafeBufferPointer { style in
      var facts = Facts()
      var start = 0
      while start < style.count {
        let end = style.first(UInt8(ascii: ";"), from: start) ?? style.count
        if let colon = style[at: start..<end].firstIndex(of: UInt8(ascii: ":")) {
          facts.read(style[at: start..<start + colon], style[at: start + colon + 1..<end])
        }
        start = end + 1
      }
      isHidden = facts.isHidden
      isTiny = facts.isTiny
    }
  }

  /// In lower case, without white space, comments and `!important`.
  private static func folded(_ value: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(value.count)
    var i = 0
    while i < value.count {
      if value[i] == UInt8(ascii: "/"), i + 1 < value.count, value[i + 1] == UInt8(ascii: "*") {
        i += 2
        while i < value.count, value[i] != UInt8(ascii: "/") || value[i - 1] != UInt8(ascii: "*") { i += 1 }
      } else if value[i] == UInt8(ascii: "!") {
        while i < value.count, value[i] != UInt8(ascii: ";") { i += 1 }
        continue
      } else if !value[i].isSpace {
        out.append(value[i].lowercased)
      }
      i += 1
    }
    return out
  }

  /// What the declarations say together.
  private struct Facts {
    private var isGone = false
    private var isLifted = false
    private var isFarAway = false
    private var isClipped = false
    private var cuts = false
    private var isFlat = false
    private var color: [UInt8] = []
    private var ground: [UInt8] = []
    private(set) var isTiny = false

    var isHidden: Bool {
      isGone || isLifted && (isFarAway || isClipped) || cuts && isFlat || isOnItself
    }

    /// White on white.
    private var isOnItself: Bool {
      color == ground
        && color.withUnsafeBufferPointer {
          $0.hasWord("#", at: 0) || $0.hasWord("rgb(", at: 0) || $0.isWord("white") || $0.isWord("black")
        }
    }

    mutating func read(_ name: Bytes, _ value: Bytes) {
      switch name.count {
      case 7 where name.isWord("display"): isGone = isGone || value.isWord("none")
      case 10 where name.isWord("visibility"): isGone = isGone || value.isWord("hidden") || value.isWord("collapse")
      case 7 where name.isWord("opacity"): isGone = isGone || isZero(value)
      case 9 where name.isWord("font-size"): isGone = isGone || isZero(value)
      case 8 where name.isWord("mso-hide"): isGone = isGone || value.isWord("all")
      case 11 where name.isWord("text-indent"): isGone = isGone || isFar(value)
      case 9 where name.isWord("clip-path"):
        isGone = isGone || value.hasWord("inset(100%", at: 0) || value.hasWord("inset(50%", at: 0)
      case 4 where name.isWord("clip"): isClipped = value.hasWord("rect(0", at: 0) || value.hasWord("rect(1px", at: 0)
      case 8 where name.isWord("position"): isLifted = value.isWord("absolute") || value.isWord("fixed")
      case 8 where name.isWord("overflow"): cuts = value.isWord("hidden") || value.isWord("clip")
      case 4 where name.isWord("left") || name.isWord("top"), 5 where name.isWord("right"),
        6 where name.isWord("bottom"):
        isFarAway = isFarAway || isFar(value)
      case 5 where name.isWord("width"), 6 where name.isWord("height"), 9 where name.isWord("max-width"),
        10 where name.isWord("max-height"):
        if isZero(value) || value.isWord("1px") || value.isWord("1") {
          isFlat = true
          isTiny = true
        }
      case 5 where name.isWord("color"): color = Array(value)
      case 16 where name.isWord("background-color"), 10 where name.isWord("background"): ground = Array(value)
      default: break
      }
    }

    /// `0`, `0px`, `0.0em`, `.01`, but not `0.9em`.
    private func isZero(_ value: Bytes) -> Bool {
      var hasDigit = false
      for (i, byte) in value.enumerated() {
        if byte == UInt8(ascii: "0") {
          hasDigit = true
        } else if byte.isDigit {
          // Hundredths of anything aren't seen.
          return hasDigit && i >= 3 || !hasDigit && i >= 2 && value[0] == UInt8(ascii: ".")
        } else if byte != UInt8(ascii: ".") {
          return hasDigit
        }
      }
      return hasDigit
    }

    /// `-9999px`, `-999em`, `-100vw`.
    private func isFar(_ value: Bytes) -> Bool {
      guard value.first == UInt8(ascii: "-") else { return false }
      return value.dropFirst().prefix(while: \.isDigit).count >= 3
    }
  }
}
