import News
import Screen

/// Keys, after the habits of emacs, nano and readline. `Tab`, the function keys, `^C ^L ^O ^Q ^R ^S ^T ^X ^Z` and, while
/// nothing is selected, `Esc` and `^G` are left to the page.
extension TextEditor {
  /// What a key does.
  enum Action: Hashable, Sendable {
    case move(Motion), delete(Motion), cut(Motion)
    case newLine, select, letGo, copy, paste, undo, redo
  }

  /// The one table of keys: what they do in words, and each action with its keys in writing.
  static let table: [(does: Phrase, actions: [(keys: String, action: Action)])] = [
    ("a letter back, forward", [("<Left> <C-b>", .move(.left)), ("<Right> <C-f>", .move(.right))]),
    ("a line up, down", [("<Up> <C-p>", .move(.up)), ("<Down> <C-n>", .move(.down))]),
    (
      "a word back, forward",
      [("<C-Left> <A-Left> <A-b>", .move(.wordLeft)), ("<C-Right> <A-Right> <A-f>", .move(.wordRight))]
    ),
    (
      "to the start, the end of the line; again: of the paragraph",
      [("<Home> <C-a>", .move(.rowStart)), ("<End> <C-e>", .move(.rowEnd))]
    ),
    (
      "a paragraph up, down",
      [("<C-Up> <A-Up> <A-{>", .move(.paragraphUp)), ("<C-Down> <A-Down> <A-}>", .move(.paragraphDown))]
    ),
    ("a page up, down", [("<PageUp> <A-v>", .move(.pageUp)), ("<PageDown> <C-v>", .move(.pageDown))]),
    ("to the start, the end of the text", [("<C-Home> <A-Lt>", .move(.start)), ("<C-End> <A->>", .move(.end))]),
    ("select from here (Ctrl-Space); moving with Shift selects, too", [("<C-@>", .select)]),
    ("let go of what is selected", [("<Esc> <C-g>", .letGo)]),
    ("cut what is selected, or to the end of the paragraph", [("<C-k>", .cut(.paragraphDown))]),
    ("cut back to the start of the paragraph", [("<C-u>", .cut(.paragraphUp))]),
    ("cut a word back, forward", [("<C-w> <A-Backspace>", .cut(.wordLeft)), ("<A-d> <A-Del>", .cut(.wordRight))]),
    ("copy what is selected", [("<A-w> <C-Ins>", .copy)]),
    ("paste what was cut or copied", [("<C-y> <S-Ins>", .paste)]),
    (
      "delete a letter back, forward, or what is selected",
      [("<Backspace> <C-h>", .delete(.left)), ("<Del> <C-d>", .delete(.right))]
    ),
    ("undo", [("<C-_> <A-z>", .undo)]),
    ("redo", [("<A-_> <A-y>", .redo)]),
    ("a new line", [("<Enter> <C-j>", .newLine)]),
  ]

  /// The keys for the help page: in writing, and what they do.
  static let keys: [(keys: String, does: Phrase)] = table.map { row in
    (row.actions.map(\.keys).joined(separator: ", "), row.does)
  }

  private static let actions: [Key: Action] = table.flatMap(\.actions).reduce(into: [:]) { actions, row in
    for notation in row.keys.split(separator: " ") {
      for key in (try? KeyNotation.keys(String(notation))) ?? [] { actions[key] = row.action }
    }
  }

  /// Takes a key. False when it means nothing here; then nothing has changed. What could not be done says `refusal`.
  mutating func press(_ key: Key) -> Bool {
    if case .character(let character) = key {
      begin()
      substitute(replaced, with: TypedText.clean(String(character)), as: .typing)
      return true
    }
    if let action = Self.actions[key] { return perform(action) }
    // With Shift, a motion selects.
    guard let plain = key.withoutShift, case .move(let motion) = Self.actions[plain] else { return false }
    return perform(.move(motion), selects: true)
  }

  private mutating func perform(_ action: Action, selects: Bool = false) -> Bool {
    if action == .letGo, mark == nil { return false }
    let wasCutting = isCutting
    begin()
    switch action {
    case .move(let motion):
      if selects {
        mark = mark ?? Mark(offset: cursor, isKept: false)
      } else if mark?.isKept == false {
        mark = nil
      }
      move(motion)
      history.close()
    case .delete(let motion): delete(motion)
    case .cut(let motion): cut(motion, adds: wasCutting)
    case .newLine: substitute(replaced, with: "\n", as: .typing)
    case .select: mark = mark?.isKept == true ? nil : Mark(offset: cursor, isKept: true)
    case .letGo: mark = nil
    case .copy: copy()
    case .paste: if !clip.isEmpty { substitute(replaced, with: clip, as: .whole) } else { refusal = "nothing was cut" }
    case .undo: if !undo() { refusal = "nothing to undo" }
    case .redo: if !redo() { refusal = "nothing to redo" }
    }
    return true
  }

  private mutating func delete(_ motion: Motion) {
    if let selection {
      substitute(selection, with: "", as: .whole)
    } else {
      substitute(range(to: motion), with: "", as: motion == .left ? .deletingBack : .deletingForward)
    }
  }

  private mutating func copy() {
    guard let selection else {
      refusal = "nothing is selected"
      return
    }
    clip = string(selection)
    mark = nil
  }

  /// - Parameter adds: to what the key before cut.
  private mutating func cut(_ motion: Motion, adds: Bool) {
    let range = selection ?? range(to: motion)
    guard !range.isEmpty else {
      // What was cut before is not lost for it.
      isCutting = adds
      return
    }
    let isBack = range.upperBound == cursor
    let piece = string(range)
    if !adds || selection != nil {
      clip = piece
    } else {
      clip = isBack ? piece + clip : clip + piece
    }
    substitute(range, with: "", as: .whole)
    isCutting = true
  }

  /// What is between the cursor and where a motion goes; of a paragraph, its line end only where nothing else is left.
  private func range(to motion: Motion) -> Range<Int> {
    switch motion {
    case .paragraphDown:
      let end = paragraphEnd(of: cursor)
      return cursor..<(end > cursor ? end : after(cursor))
    case .paragraphUp:
      let start = paragraphStart(of: cursor)
      return (start < cursor ? start : before(cursor))..<cursor
    default:
      let target = target(of: motion)
      return min(target, cursor)..<max(target, cursor)
    }
  }
}

extension Key {
  /// The same key without Shift, nil where Shift is not pressed.
  fileprivate var withoutShift: Key? {
    switch self {
    case .shift(let key): key
    case .controlled(let key): key.withoutShift.map(Key.controlled)
    case .alt(let key): key.withoutShift.map(Key.alt)
    default: nil
    }
  }
}
