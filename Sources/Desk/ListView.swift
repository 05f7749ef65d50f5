/// A selection in a list, and which rows of it are in sight.
///
/// Invariants: `selected` is within the list (0 in an empty one); after `fit` it is in sight.
struct ListView: Hashable, Sendable {
  var selected = 0
  /// The first row in sight.
  var top = 0

  /// Moves by a command. False when the command is no move.
  mutating func move(_ name: DeskCommand.Name, count: Int, height: Int) -> Bool {
    let page = max(1, height - 1)
    switch name {
    case .down: selected += 1
    case .up: selected -= 1
    case .pageDown: selected += page
    case .pageUp: selected -= page
    case .halfDown: selected += max(1, height / 2)
    case .halfUp: selected -= max(1, height / 2)
    case .first: selected = 0
    case .last: selected = count - 1
    default: return false
    }
    fit(count: count, height: height)
    return true
  }

  /// Keeps the selection within the list and in sight.
  mutating func fit(count: Int, height: Int) {
    selected = max(0, min(selected, count - 1))
    let height = max(1, height)
    if selected < top { top = selected }
    if selected >= top + height { top = selected - height + 1 }
    top = max(0, min(top, max(0, count - height)))
  }

  /// The wheel: what is in sight moves, the selection only if it must.
  mutating func scroll(_ rows: Int, count: Int, height: Int) {
    let height = max(1, height)
    top = max(0, min(top + rows, max(0, count - height)))
    selected = max(top, min(selected, top + max(1, height) - 1))
    selected = max(0, min(selected, count - 1))
  }
}
