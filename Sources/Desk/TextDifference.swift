/// What changed between two wordings, word by word.
struct TextDifference: Hashable, Sendable {
  enum Piece: Hashable, Sendable {
    case same(String)
    case deleted(String)
    case inserted(String)
  }

  private(set) var pieces: [Piece] = []

  init(from old: String, to new: String) {
    // Hangul and accents written letter by letter, then not, are no change.
    if old == new {
      add(.same(new))
      return
    }
    var (old, new) = (old, new)
    old.withUTF8 { a in new.withUTF8 { b in compare(a, b) } }
  }

  private typealias Bytes = UnsafeBufferPointer<UInt8>

  private mutating func compare(_ a: Bytes, _ b: Bytes) {
    let start = TextWords.commonStart(a, b)
    let end = TextWords.commonEnd(a, b, from: start)
    add(.same(Self.text(a, 0..<start)))
    middle(a, TextWords(a, start..<a.count - end), b, TextWords(b, start..<b.count - end))
    add(.same(Self.text(a, a.count - end..<a.count)))
  }

  private mutating func middle(_ a: Bytes, _ old: TextWords, _ b: Bytes, _ new: TextWords) {
    var (i, j) = (0, 0)
    for run in WordMatch.runs(old.hashes, new.hashes) + [WordMatch.Run(old: old.count, new: new.count, count: 0)] {
      add(.deleted(Self.text(a, old.range(i..<run.old))))
      add(.inserted(Self.text(b, new.range(j..<run.new))))
      let same = Self.text(a, old.range(run.old..<run.old + run.count))
      (i, j) = (run.old + run.count, run.new + run.count)
      // Words that changed in a row are one change, with the spaces between.
      if same == " ", i < old.count, j < new.count, isAfterReplacement {
        add(.deleted(same))
        add(.inserted(same))
      } else {
        add(.same(same))
      }
    }
  }

  private static func text(_ bytes: Bytes, _ range: Range<Int>) -> String {
    String(decoding: Bytes(rebasing: bytes[range]), as: UTF8.self)
  }

  private var isAfterReplacement: Bool {
    if case .inserted = pieces.last, case .deleted = pieces.dropLast().last { true } else { false }
  }

  /// Joins what is alike, so that a changed phrase is one piece.
  private mutating func add(_ piece: Piece) {
    switch (pieces.last, piece) {
    case (_, .same("")), (_, .deleted("")), (_, .inserted("")): break
    case (.same(let before), .same(let text)): pieces[pieces.count - 1] = .same(before + text)
    case (.deleted(let before), .deleted(let text)): pieces[pieces.count - 1] = .deleted(before + text)
    case (.inserted(let before), .inserted(let text)): pieces[pieces.count - 1] = .inserted(before + text)
    case (.inserted(let inserted), .deleted(let text)):
      // What is taken away stands before what comes in its place.
      guard case .deleted(let before) = pieces.dropLast().last else {
        pieces[pieces.count - 1] = piece
        pieces.append(.inserted(inserted))
        return
      }
      pieces[pieces.count - 2] = .deleted(before + text)
    default: pieces.append(piece)
    }
  }
}
