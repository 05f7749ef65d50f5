import Screen

/// Puts together what ncurses reads one by one: Alt keys, letters of several characters, pastes, double clicks.
struct InputDecoder: Sendable {
  /// One thing that ncurses read.
  enum Reading: Hashable, Sendable {
    case scalar(Unicode.Scalar)
    /// A key with a name.
    case key(Key)
    case pasteBegins, pasteEnds
    case mouse(Mouse)
    /// Nothing more is there just now.
    case pause
  }

  /// UTF-8 bytes kept of one paste.
  static let pasteLimit = 4 << 20
  /// Two presses on one cell in this time are a double press.
  static let doublePress = Duration.milliseconds(400)

  /// Escape after so long a silence ends a paste whose end never came.
  static let pasteSilence = Duration.seconds(2)

  /// The last paste was longer than the limit, and its rest was dropped.
  private(set) var wasPasteCut = false

  /// What we asked the terminal, and its answers.
  var replies = ReplyReader()
  private var paste: String.UnicodeScalarView?
  private var pasteBytes = 0
  private var lastOfPaste = Duration.zero
  private var isAfterReturn = false
  private var isAfterEscape = false
  private var letter = String.UnicodeScalarView()
  private var lastPress: (at: Point, time: Duration)?

  init() {}

  /// - Parameter time: of a clock that only goes forward; decides on double presses.
  mutating func decode(_ reading: Reading, at time: Duration) -> [Input] {
    if paste != nil { return collect(reading, at: time) }
    switch replies.take(reading) {
    case .held: return []
    case .answered(let form): return flush() + [.answered(PictureSkill(form: form))]
    case .passes(let readings): return readings.flatMap { read($0, at: time) }
    }
  }

  private mutating func read(_ reading: Reading, at time: Duration) -> [Input] {
    switch reading {
    case .scalar(let scalar) where Self.isLetter(scalar): return add(scalar)
    case .scalar(let scalar): return flush() + escaped(Self.control(scalar))
    case .key(let key): return flush() + escaped(key)
    case .pasteBegins:
      let before = flush() + escaped(nil)
      paste = String.UnicodeScalarView()
      pasteBytes = 0
      lastOfPaste = time
      isAfterReturn = false
      wasPasteCut = false
      return before
    case .pasteEnds: return flush() + escaped(nil)
    case .mouse(let mouse): return flush() + escaped(nil) + [.mouse(pressed(mouse, at: time))]
    case .pause: return flush() + escaped(nil)
    }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value)
  }

  private static func control(_ scalar: Unicode.Scalar) -> Key? {
    switch scalar.value {
    case 0x09: .tab
    case 0x0D: .enter
    case 0x1B: .escape
    case 0x7F: .backspace
    case 0x00...0x1F:
      Unicode.Scalar(scalar.value < 27 && scalar.value > 0 ? scalar.value + 0x60 : scalar.value + 0x40)
        .map { .control(Character($0)) }
    default: nil
    }
  }

  /// Letters wait for the marks that join them, as long as more is there to read.
  private mutating func add(_ scalar: Unicode.Scalar) -> [Input] {
    var joined = letter
    joined.append(scalar)
    if !letter.isEmpty, letter.count < 32, String(joined).count == 1 {
      letter = joined
      return []
    }
    let before = flush()
    letter.append(scalar)
    return before
  }

  private mutating func flush() -> [Input] {
    guard let character = String(letter).first else { return [] }
    letter.removeAll()
    return escaped(.character(character))
  }

  /// Escape right before a key is Alt; before nothing, or before another Escape, it is itself.
  private mutating func escaped(_ key: Key?) -> [Input] {
    if key == .escape {
      defer { isAfterEscape = true }
      return isAfterEscape ? [.key(.escape)] : []
    }
    guard isAfterEscape else { return key.map { [.key($0)] } ?? [] }
    isAfterEscape = false
    return [.key(key.map(Key.alt) ?? .escape)]
  }

  private mutating func collect(_ reading: Reading, at time: Duration) -> [Input] {
    let isAfterSilence = time - lastOfPaste >= Self.pasteSilence
    if reading != .pause { lastOfPaste = time }
    switch reading {
    // Its end got lost on the way. Nothing else may end it: what follows would be taken for commands.
    case .scalar("\u{1B}") where isAfterSilence: return pasted()
    case .scalar("\n") where isAfterReturn: isAfterReturn = false
    case .scalar(let scalar):
      isAfterReturn = scalar == "\r"
      let kept: Unicode.Scalar = scalar == "\r" ? "\n" : scalar
      let bytes = UTF8.width(kept)
      if wasPasteCut || pasteBytes + bytes > Self.pasteLimit {
        wasPasteCut = true
      } else {
        pasteBytes += bytes
        paste?.append(kept)
      }
    case .pasteEnds: return pasted()
    // An escape sequence inside a paste that ncurses took for a key, or the next piece is yet to come.
    case .key, .pasteBegins, .mouse, .pause: break
    }
    return []
  }

  private mutating func pasted() -> [Input] {
    let text = paste.map { String($0) } ?? ""
    paste = nil
    return [.paste(text)]
  }

  private mutating func pressed(_ mouse: Mouse, at time: Duration) -> Mouse {
    guard mouse.action == .press else { return mouse }
    if let last = lastPress, last.at == mouse.at, time - last.time <= Self.doublePress {
      lastPress = nil
      return Mouse(.doublePress, at: mouse.at)
    }
    lastPress = (mouse.at, time)
    return mouse
  }
}
