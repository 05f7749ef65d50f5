/// What was done to a text, step by step, to be taken back and done again. Bounded: the oldest steps are forgotten.
struct EditHistory: Hashable, Sendable {
  /// One change of one place.
  struct Step: Hashable, Sendable {
    /// Where, as a UTF-8 offset; what stood there; what stands there now.
    var offset: Int
    var removed: String
    var added: String
    /// Where the cursor was, and where it went.
    var before: Int
    var after: Int

    fileprivate var bytes: Int { removed.utf8.count + added.utf8.count + 64 }
  }

  /// Which steps become one: typing up to the next word, deleting backwards or forwards up to the next word.
  enum Kind: Hashable, Sendable { case typing, deletingBack, deletingForward, whole }

  /// The most bytes that are kept.
  static let mostBytes = 8 << 20

  private var done: [Step] = []
  private var undone: [Step] = []
  private var bytes = 0
  /// The kind of the last step, while the next may still join it.
  private var open: Kind?

  var canUndo: Bool { !done.isEmpty }
  var canRedo: Bool { !undone.isEmpty }

  /// Takes a step that was just made; what was undone can't be redone any more.
  mutating func note(_ step: Step, as kind: Kind) {
    for old in undone { bytes -= old.bytes }
    undone.removeAll()
    if let last = done.last, open == kind, let joined = Self.joined(last, step, kind) {
      bytes += joined.bytes - last.bytes
      done[done.count - 1] = joined
    } else {
      done.append(step)
      bytes += step.bytes
    }
    open = kind == .whole ? nil : kind
    forget()
  }

  /// What comes next is a step of its own: the cursor went elsewhere.
  mutating func close() { open = nil }

  /// The cursor was put elsewhere as part of the last step.
  mutating func moveEnd(to cursor: Int) {
    if !done.isEmpty { done[done.count - 1].after = cursor }
  }

  mutating func undo() -> Step? {
    open = nil
    guard let step = done.popLast() else { return nil }
    undone.append(step)
    return step
  }

  mutating func redo() -> Step? {
    open = nil
    guard let step = undone.popLast() else { return nil }
    done.append(step)
    return step
  }

  private mutating func forget() {
    var count = 0
    while bytes > Self.mostBytes, count < done.count - 1 {
      bytes -= done[count].bytes
      count += 1
    }
    done.removeFirst(count)
  }

  private static func joined(_ last: Step, _ next: Step, _ kind: Kind) -> Step? {
    var joined = last
    joined.after = next.after
    switch kind {
    case .typing:
      guard next.removed.isEmpty, next.offset == last.offset + last.added.utf8.count, last.after == next.before,
        !isWordBorder(last.added.last, next.added.first)
      else { return nil }
      joined.added += next.added
    case .deletingBack:
      guard last.added.isEmpty, next.added.isEmpty, next.offset + next.removed.utf8.count == last.offset,
        !isWordBorder(next.removed.last, last.removed.first)
      else { return nil }
      joined.offset = next.offset
      joined.removed = next.removed + last.removed
    case .deletingForward:
      guard last.added.isEmpty, next.added.isEmpty, next.offset == last.offset,
        !isWordBorder(last.removed.last, next.removed.first)
      else { return nil }
      joined.removed += next.removed
    case .whole: return nil
    }
    return joined
  }

  /// A word begins between the two.
  private static func isWordBorder(_ before: Character?, _ after: Character?) -> Bool {
    guard let before, let after else { return false }
    return before.isNewline || after.isNewline || (before.isWhitespace && !after.isWhitespace)
  }
}
