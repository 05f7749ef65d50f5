/// Whether a line may end between two graphemes that are no spaces.
enum BreakPlace: Hashable {
  case none
  /// Only where a word is longer than the line: behind the `/` of a long address, before a syllable of Thai.
  case weak
  case good

  /// - Parameter beforeLast: what stands before `last` on the same line.
  init(after last: BreakNeighbour, _ beforeLast: BreakClass?, before next: BreakNeighbour) {
    switch last.gap {
    case .wordJoiner: self = .none
    case .zeroWidthSpace, .softHyphen: self = .good
    case .none:
      if last.kind.mayEnd(before: next.kind) {
        self = .good
      } else if last.kind == .hyphen, next.kind != .digit, beforeLast?.isWordy == true, next.kind.isWordy {
        self = .good
      } else {
        self = last.endsPart(before: next) ? .weak : .none
      }
    }
  }
}

/// What the end of a line takes of the grapheme before it.
struct BreakNeighbour: Hashable {
  var kind: BreakClass
  var scalar: Unicode.Scalar
  /// What draws nothing and stands behind it.
  var gap: VisibleText.Graphemes.Gap

  /// A part of a long word ends between this and the next: of an address, as a reader would part it, or of Thai and Lao
  /// before the vowel that a syllable is written with first.
  fileprivate func endsPart(before next: BreakNeighbour) -> Bool {
    switch scalar {
    case "/", "?", "&", "=", "#", "_", ",", ";": next.kind.isWordy || next.scalar == "%"
    default:
      kind == .southeast && ((0xE40...0xE44).contains(next.scalar.value) || (0xEC0...0xEC4).contains(next.scalar.value))
    }
  }
}
