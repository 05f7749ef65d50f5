import News
import Screen
public import Seal

/// A line that is typed and never shown: a passphrase. It is in guarded memory that is overwritten when it is let go of, in no
/// history and in no description.
public struct HiddenLine: Hashable, Sendable {
  /// The most that it takes, in bytes.
  static let mostBytes = 1_024

  public private(set) var secret: SecretBytes

  public init(_ text: String = "") { secret = SecretBytes(text) }

  var isEmpty: Bool { secret.count == 0 }

  /// Changes the line. False when the key means nothing to it.
  mutating func press(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .backspace, .control("h"):
      // A letter may be several bytes.
      secret = secret.prefix(secret.withBytes { bytes in bytes.lastIndex { $0 & 0xC0 != 0x80 } ?? 0 })
    case .control("u"): secret = secret.prefix(0)
    default: return false
    }
    return true
  }

  /// What is pasted stays on one line: the end of a copied line is no part of a passphrase.
  mutating func insert(_ text: String) {
    let bytes = text.utf8.filter { $0 != 0x0A && $0 != 0x0D }
    guard secret.count + bytes.count <= Self.mostBytes else { return }
    secret = secret.appending(bytes)
  }

  public static func == (one: HiddenLine, other: HiddenLine) -> Bool {
    one.secret.withBytes { other.secret.isEqual(to: $0) }
  }

  /// Nothing of the bytes.
  public func hash(into hasher: inout Hasher) { hasher.combine(secret.count) }
}

extension Common {
  /// Asks for what nobody may see.
  mutating func askHidden(_ purpose: Prompt.Purpose, _ label: Phrase) {
    prompt = Prompt(purpose: purpose, label: label, line: LineEditor(), hidden: HiddenLine())
  }
}

extension DeskModel {
  /// Nothing completes it, nothing recalls it.
  mutating func press(_ key: Key, at purpose: Common.Prompt.Purpose, _ hidden: HiddenLine) {
    var hidden = hidden
    switch key {
    case .escape, .control("c"), .control("g"): leavePrompt()
    case .backspace where hidden.isEmpty: leavePrompt()
    case .enter:
      common.prompt = nil
      onFront { $0.answer(purpose, hidden: hidden, &$1) }
    default: if hidden.press(key) { common.prompt?.hidden = hidden }
    }
  }
}
