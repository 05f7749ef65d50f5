import Screen

@testable import Desk

/// What an editor of text does, the slow and simple way: on an array of graphemes. Its places are counts of graphemes.
struct EditorModel {
  private(set) var letters: [Character] = []
  private(set) var cursor = 0
  private var mark: (place: Int, isKept: Bool)?
  private var clip = ""
  private var isCutting = false

  init(_ text: String = "") { letters = Array(text) }

  var text: String { String(letters) }
  /// The cursor as a UTF-8 offset.
  var offset: Int { letters[..<cursor].reduce(0) { $0 + $1.utf8.count } }

  /// The keys that it knows; those that move by rows are none of them.
  static let keys =
    "<Left><Right><Left><Right><S-Left><S-Right><A-Lt><A->><C-Up><C-Down><C-@><C-g><C-k><C-k><C-u><A-w><C-y><Backspace><Backspace>"
    + "<Del><Enter><C-S-Up><A-S-Down>"

  mutating func press(_ key: Key) {
    // A key that is not taken changes nothing.
    if key == .control("g"), mark == nil { return }
    let wasCutting = isCutting
    isCutting = false
    switch key {
    case .character(let letter): put(String(letter), over: replaced)
    case .enter: put("\n", over: replaced)
    case .left: go(cursor - 1)
    case .right: go(cursor + 1)
    case .alt(.character("<")): go(0)
    case .alt(.character(">")): go(letters.count)
    case .controlled(.up): go(paragraphAbove)
    case .controlled(.down): go(paragraphBelow)
    case .shift(.left): select(cursor - 1)
    case .shift(.right): select(cursor + 1)
    case .controlled(.shift(.up)): select(paragraphAbove)
    case .alt(.shift(.down)): select(paragraphBelow)
    case .control("@"): mark = mark?.isKept == true ? nil : (cursor, true)
    case .control("g"): mark = nil
    case .backspace: put("", over: selection ?? max(0, cursor - 1)..<cursor)
    case .delete: put("", over: selection ?? cursor..<min(letters.count, cursor + 1))
    case .control("y"): if !clip.isEmpty { put(clip, over: replaced) }
    case .control("k"):
      let end = letters[cursor...].firstIndex(of: "\n") ?? letters.count
      cut(cursor..<(end > cursor ? end : min(letters.count, cursor + 1)), adds: wasCutting)
    case .control("u"):
      let start = letters[..<cursor].lastIndex(of: "\n").map { $0 + 1 } ?? 0
      cut((start < cursor ? start : max(0, cursor - 1))..<cursor, adds: wasCutting)
    case .alt(.character("w")):
      guard let selection else { return }
      clip = String(letters[selection])
      mark = nil
    default: break
    }
  }

  mutating func insert(_ text: String) {
    isCutting = false
    put(text, over: replaced)
  }

  /// What the editor itself did: what is undone is the business of its history.
  mutating func follow(_ editor: TextEditor, hasChanged: Bool) {
    isCutting = false
    guard hasChanged else { return }
    letters = Array(editor.text)
    cursor = 0
    while cursor < letters.count, offset < editor.cursor { cursor += 1 }
    mark = nil
  }

  private var selection: Range<Int>? {
    guard let mark, mark.place != cursor else { return nil }
    return min(mark.place, cursor)..<max(mark.place, cursor)
  }
  private var replaced: Range<Int> {
    if let selection, mark?.isKept == false { selection } else { cursor..<cursor }
  }
  private var paragraphAbove: Int {
    cursor > 0 ? letters[..<(cursor - 1)].lastIndex(of: "\n").map { $0 + 1 } ?? 0 : 0
  }
  private var paragraphBelow: Int { letters[cursor...].firstIndex(of: "\n").map { $0 + 1 } ?? letters.count }

  private mutating func go(_ place: Int) {
    if mark?.isKept == false { mark = nil }
    cursor = max(0, min(place, letters.count))
  }

  private mutating func select(_ place: Int) {
    mark = mark ?? (cursor, false)
    cursor = max(0, min(place, letters.count))
  }

  private mutating func cut(_ range: Range<Int>, adds: Bool) {
    let range = selection ?? range
    guard !range.isEmpty else {
      isCutting = adds
      return
    }
    let piece = String(letters[range])
    if !adds || selection != nil {
      clip = piece
    } else {
      clip = range.upperBound == cursor ? piece + clip : clip + piece
    }
    put("", over: range)
    isCutting = true
  }

  /// A mark finds its letter, whichever part each was in; the cursor then stands behind both.
  private mutating func put(_ added: String, over range: Range<Int>) {
    guard !range.isEmpty || !added.isEmpty else { return }
    let before = String(letters[..<range.lowerBound]) + added
    letters = Array(before + String(letters[range.upperBound...]))
    var passed = 0
    cursor = 0
    while passed < before.utf8.count, cursor < letters.count {
      passed += letters[cursor].utf8.count
      cursor += 1
    }
    mark = nil
  }
}
