/// Whether a line may end between two graphemes that are no spaces.
enum BreakPlace: Hashable {
  case none
  /// Only where a word is longer than the line: behind the `/` of a long address.
  case weak
  case good

  /// - Parameter beforeLast: what stands before `last` on the same line.
  init(after last: BreakNeighbour, _ beforeLast: BreakClass?, before next: BreakClass) {
    switch last.gap {
    case .wordJoiner: self = .none
    case .zeroWidthSpace, .softHyphen: self = .good
    case .none:
      if last.kind.mayEnd(before: next) {
        self = .good
      } else if last.kind == .hyphen, next != .digit, beforeLast?.isWordy == true, next.isWordy {
        self = .good
      } else {
        switch last.scalar {
        case "/", "?", "&", "=", "#", "_": self = next.isWordy ? .weak : .none
        default: self = .none
        }
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
}

extension BreakClass {
  var isWordy: Bool {
    switch self {
    case .letter, .digit, .hangul, .han: true
    default: false
    }
  }
}
