/// What changed between two wordings, word by word (E. Myers, "An O(ND) Difference Algorithm", 1986; here by a table
/// over what is left between the common beginning and end).
struct TextDifference: Hashable, Sendable {
  enum Piece: Hashable, Sendable {
    case same(String)
    case deleted(String)
    case inserted(String)
  }

  private(set) var pieces: [Piece] = []

  /// Above this many cells of the table the middle is shown as one deletion and one insertion.
  static let mostCells = 1_000_000

  init(from old: String, to new: String) {
    let a = Self.words(old)
    let b = Self.words(new)
    var start = 0
    while start < a.count, start < b.count, a[start] == b[start] { start += 1 }
    var end = 0
    while end < a.count - start, end < b.count - start, a[a.count - 1 - end] == b[b.count - 1 - end] { end += 1 }
    add(.same(a[..<start].joined()))
    middle(Array(a[start..<a.count - end]), Array(b[start..<b.count - end]))
    add(.same(a[(a.count - end)...].joined()))
  }

  /// Words, the marks that end them, and the white space between; each Han, Kana or Hangul run is a word as it is
  /// written.
  private static func words(_ text: String) -> [Substring] {
    var words: [Substring] = []
    var start = text.startIndex
    var index = start
    while index < text.endIndex {
      let isSpace = text[index].isWhitespace
      var next = text.index(after: index)
      while next < text.endIndex, text[next].isWhitespace == isSpace { next = text.index(after: next) }
      let word = text[start..<next]
      let marks = isSpace ? 0 : word.reversed().prefix { ",.;:!?)\"'”’".contains($0) }.count
      if marks > 0, marks < word.count {
        words.append(word.dropLast(marks))
        words.append(word.suffix(marks))
      } else {
        words.append(word)
      }
      start = next
      index = next
    }
    return words
  }

  private mutating func middle(_ a: [Substring], _ b: [Substring]) {
    guard !a.isEmpty, !b.isEmpty, a.count <= Self.mostCells / max(1, b.count) else {
      add(.deleted(a.joined()))
      add(.inserted(b.joined()))
      return
    }
    // lengths[i][j]: longest common subsequence of a[i...] and b[j...].
    let stride = b.count + 1
    var lengths = [Int32](repeating: 0, count: (a.count + 1) * stride)
    for i in a.indices.reversed() {
      for j in b.indices.reversed() {
        lengths[i * stride + j] =
          a[i] == b[j]
          ? lengths[(i + 1) * stride + j + 1] + 1 : max(lengths[(i + 1) * stride + j], lengths[i * stride + j + 1])
      }
    }
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      if i < a.count, j < b.count, a[i] == b[j] {
        add(.same(String(a[i])))
        (i, j) = (i + 1, j + 1)
      } else if j >= b.count || i < a.count && lengths[(i + 1) * stride + j] >= lengths[i * stride + j + 1] {
        add(.deleted(String(a[i])))
        i += 1
      } else {
        add(.inserted(String(b[j])))
        j += 1
      }
    }
  }

  /// Joins what is alike, so that a changed phrase is one piece.
  private mutating func add(_ piece: Piece) {
    switch (pieces.last, piece) {
    case (_, .same("")), (_, .deleted("")), (_, .inserted("")): break
    case (.same(let before), .same(let text)): pieces[pieces.count - 1] = .same(before + text)
    case (.deleted(let before), .deleted(let text)): pieces[pieces.count - 1] = .deleted(before + text)
    case (.inserted(let before), .inserted(let text)): pieces[pieces.count - 1] = .inserted(before + text)
    default: pieces.append(piece)
    }
  }
}
