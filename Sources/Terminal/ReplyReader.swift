import Screen

/// Takes the terminal's answers to our questions out of what is read: all else passes as it came.
///
/// Asked is how it draws pictures (a query of kitty's protocol) and then what it is at all (DA1), which every terminal
/// answers: after that, no answer is to come. Until then a beginning that only an answer has is held, however slowly the rest
/// comes; what turns out to be keys is let go whole.
struct ReplyReader: Hashable, Sendable {
  enum Outcome: Hashable {
    /// Keys after all, in the order in which they came.
    case passes([InputDecoder.Reading])
    case held
    case answered(PictureProtocol?)
  }

  /// The question: a picture of one pixel that is asked about and not kept, then DA1.
  static let question = "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\\u{1B}[c"
  /// The longest answer that is waited for, in characters.
  static let mostHeld = 256

  private(set) var isAwaiting = false
  private var held: [Unicode.Scalar] = []
  private var knowsKitty = false

  mutating func ask() { isAwaiting = true }

  mutating func take(_ reading: InputDecoder.Reading) -> Outcome {
    guard isAwaiting else { return .passes([reading]) }
    guard case .scalar(let scalar) = reading else {
      // A pause within an answer is a slow line; after Escape, or Alt and a letter, it is a key.
      if reading == .pause, held.count > 2 { return .held }
      return letGo([reading])
    }
    if held.isEmpty, scalar != "\u{1B}" { return .passes([reading]) }
    held.append(scalar)
    guard held.count <= Self.mostHeld else { return letGo([]) }
    switch held.count {
    case 1: return .held
    case 2: return scalar == "[" || scalar == "_" ? .held : letGo([])
    case 3: return scalar == (held[1] == "[" ? "?" : "G") ? .held : letGo([])
    default: return held[1] == "[" ? takeAttributes(scalar) : takePicture(scalar)
    }
  }

  /// `ESC [ ? 62 ; 4 ; 22 c`: 4 is sixel (VT510, DA1).
  private mutating func takeAttributes(_ scalar: Unicode.Scalar) -> Outcome {
    if scalar == ";" || ("0"..."9").contains(scalar) { return .held }
    guard scalar == "c" else { return letGo([]) }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: held[3..<held.count - 1])
    let drawsSixel = String(text).split(separator: ";").dropFirst().contains("4")
    let form: PictureProtocol? = knowsKitty ? .kitty : drawsSixel ? .sixel : nil
    self = ReplyReader()
    return .answered(form)
  }

  /// `ESC _ G i=31;OK ESC \`.
  private mutating func takePicture(_ scalar: Unicode.Scalar) -> Outcome {
    let before = held[held.count - 2]
    if before == "\u{1B}" {
      guard scalar == "\\" else { return letGo([]) }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: held[3..<held.count - 2])
      if String(text).hasSuffix(";OK") { knowsKitty = true }
      held = []
      return .held
    }
    return scalar == "\u{1B}" || (0x20..<0x7F).contains(scalar.value) ? .held : letGo([])
  }

  private mutating func letGo(_ last: [InputDecoder.Reading]) -> Outcome {
    defer { held = [] }
    return .passes(held.map { .scalar($0) } + last)
  }
}
