import News
import Screen

/// One text of many lines being written: the body of a report. A value that does no I/O; what it is set in (`layout`) is
/// kept inside, so that a picture costs no more than what is in sight.
///
/// Places are UTF-8 offsets. Invariants: `cursor` and `mark` stand on borders between graphemes; `wrap` and `words` are
/// those of `text`; `change` counts every change of `text`.
struct TextEditor: Hashable, Sendable {
  /// The most UTF-8 bytes that a body takes.
  static let mostBytes = 2 << 20

  private(set) var text: String
  var cursor = 0
  /// Counts the changes of the text, those by undo and redo among them.
  private(set) var change = 0
  /// Words of the text as they are counted for an editor: what stands between spaces; of Han and Kana each letter.
  private(set) var words: Int
  /// What the last key or paste was refused for.
  var refusal: Phrase?

  /// The other end of what is selected.
  var mark: Mark?
  /// The column that going up and down keeps to.
  var goal: Int?
  /// What was cut or copied last.
  var clip = ""
  /// The last key cut, and the next that does adds to the clip.
  var isCutting = false
  var history = EditHistory()

  private(set) var wrap: SoftWrap
  /// The first row in sight, and how many are.
  private(set) var top = 0
  private(set) var height = 24

  /// A place that text is selected from.
  struct Mark: Hashable {
    var offset: Int
    /// Set by a key of its own: motions keep it, and typing does not replace what is selected.
    var isKept: Bool
  }

  init(_ text: String = "") {
    self.text = TypedText.clean(text)
    words = WordCount.words(in: self.text)
    wrap = SoftWrap(self.text, columns: 80)
  }

  var isEmpty: Bool { text.isEmpty }
  var count: Int { text.utf8.count }

  /// What is selected, nil where nothing is.
  var selection: Range<Int>? {
    guard let mark, mark.offset != cursor else { return nil }
    return min(mark.offset, cursor)..<max(mark.offset, cursor)
  }

  func string(_ range: Range<Int>) -> String {
    let utf8 = text.utf8
    return String(
      text[
        utf8.index(
          utf8.startIndex, offsetBy: range.lowerBound)..<utf8.index(
            utf8.startIndex, offsetBy: range.upperBound)])
  }

  // MARK: Changes of the text

  /// Inserts text at the cursor, over what is selected, as one step of undo. A text that would not fit is refused whole.
  /// - Returns: whether it was taken; if not, `refusal` says why.
  @discardableResult
  mutating func insert(_ text: String) -> Bool {
    begin()
    return substitute(replaced, with: TypedText.clean(text), as: .whole)
  }

  /// Takes another text in place of all, as one step of undo: what the user's own editor saved. One that is longer than
  /// `mostBytes` is refused whole.
  /// - Returns: whether it was taken; if not, `refusal` says why.
  @discardableResult
  mutating func replace(all text: String) -> Bool {
    begin()
    let text = TypedText.clean(text)
    guard !text.utf8.elementsEqual(self.text.utf8) else { return true }
    let before = cursor
    guard substitute(0..<count, with: text, as: .whole) else { return false }
    place(border(at: min(before, count)))
    history.moveEnd(to: cursor)
    keepInSight()
    return true
  }

  /// What typing takes the place of: a selection made with Shift.
  var replaced: Range<Int> {
    if let selection, mark?.isKept == false { selection } else { cursor..<cursor }
  }

  /// Before each key that is taken.
  mutating func begin() {
    refusal = nil
    isCutting = false
  }

  /// The one way in which the text is changed by hand.
  @discardableResult
  mutating func substitute(_ range: Range<Int>, with added: String, as kind: EditHistory.Kind) -> Bool {
    guard !range.isEmpty || !added.isEmpty else { return true }
    let size = count - range.count + added.utf8.count
    guard size <= Self.mostBytes || size <= count else {
      refusal =
        "not taken: a body holds \(Self.mostBytes >> 20) MiB, and it would be \(size - Self.mostBytes) bytes more"
      return false
    }
    let before = cursor
    let removed = string(range)
    apply(range, with: added)
    place(border(at: range.lowerBound + added.utf8.count))
    history.note(
      .init(offset: range.lowerBound, removed: removed, added: added, before: before, after: cursor), as: kind)
    keepInSight()
    return true
  }

  /// False where there is nothing to undo.
  @discardableResult
  mutating func undo() -> Bool {
    guard let step = history.undo() else { return false }
    apply(step.offset..<step.offset + step.added.utf8.count, with: step.removed)
    place(step.before)
    keepInSight()
    return true
  }

  /// False where there is nothing to redo.
  @discardableResult
  mutating func redo() -> Bool {
    guard let step = history.redo() else { return false }
    apply(step.offset..<step.offset + step.removed.utf8.count, with: step.added)
    place(step.after)
    keepInSight()
    return true
  }

  private mutating func place(_ offset: Int) {
    cursor = offset
    mark = nil
    goal = nil
  }

  private mutating func apply(_ range: Range<Int>, with added: String) {
    words -= WordCount.words(in: text, around: range)
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    text.replaceSubrange(start..<utf8.index(start, offsetBy: range.count), with: added)
    words += WordCount.words(in: text, around: range.lowerBound..<range.lowerBound + added.utf8.count)
    wrap.mend(text, at: range.lowerBound, removed: range.count, added: added.utf8.count)
    change += 1
  }

  // MARK: Layout

  /// Sets the text for the space that it is drawn in. Cheap where nothing changed.
  mutating func layout(columns: Int, rows: Int) {
    height = max(1, rows)
    if max(2, columns) != wrap.columns {
      let above = wrap.row(of: cursor) - top
      wrap = SoftWrap(text, columns: columns)
      top = wrap.row(of: cursor) - above
      goal = nil
    }
    keepInSight()
  }

  /// Scrolls by rows; the cursor comes along where it would go out of sight.
  mutating func scroll(_ rows: Int) {
    top = max(0, min(top + rows, wrap.count - height))
    let row = wrap.row(of: cursor)
    let nearest = max(top, min(row, top + height - 1))
    if nearest != row { go(toRow: nearest) }
  }

  mutating func keepInSight() { top = top(of: height) }

  /// The first row to draw, so that the cursor is in sight and no row of the page is empty without need.
  func top(of height: Int) -> Int {
    let row = wrap.row(of: cursor)
    var top = self.top
    if row < top - height || row >= top + 2 * height {
      // Far away: with its surroundings.
      top = row - height / 2
    } else if row < top {
      top = row
    } else if row >= top + height {
      top = row - height + 1
    }
    return max(0, min(top, wrap.count - height))
  }
}
