import Foundation

/// Cuts texts into the words of the search index: each once, folded, parted by spaces, for FTS5's `ascii` tokenizer.
///
/// A run of a gapless script gives its overlapping pairs ("정부군" gives 정부, 부군), or itself where it is one character long;
/// so every substring of two or more characters is a set of words that the index has. Words of the title are there a
/// second time with a mark, and one word names the newsroom.
///
/// What this makes is stored: another cut needs a migration that builds the index anew.
struct IndexWords {
  /// Begins a title's word; a private character, which no text can bring in (`Fold` parts words at it).
  static let titleMark: [UInt8] = Array("\u{E001}".utf8)
  /// Longer words are cut here, bytes.
  static let longest = 60

  static func newsroomWord(_ id: Int64) -> String { "\u{E000}n\(id)" }

  private var words: [UInt8] = []
  private var table = [UInt64](repeating: 0, count: 4096)
  private var used: [Int] = []
  private var word: [UInt8] = []
  private var isTitle = false

  /// The words of one article.
  mutating func words(title: String, text: String, newsroom: Int64) -> String {
    words.removeAll(keepingCapacity: true)
    for slot in used { table[slot] = 0 }
    used.removeAll(keepingCapacity: true)
    words.append(contentsOf: Self.newsroomWord(newsroom).utf8)
    isTitle = true
    cut(title)
    isTitle = false
    cut(title)
    cut(text)
    return String(decoding: words, as: UTF8.self)
  }

  /// The words of a piece of a query, for one place in the index.
  static func words(of piece: String) -> [String] {
    var cutter = IndexWords()
    cutter.cut(piece)
    return String(decoding: cutter.words, as: UTF8.self).split(separator: " ").map(String.init)
  }

  private mutating func cut(_ text: String) {
    var text = text
    let isDone = text.withUTF8 { bytes in
      Fold.table.withUnsafeBufferPointer { table in
        guard let base = table.baseAddress else { return true }
        return cut(bytes, base, composed: false)
      }
    }
    guard !isDone else { return }
    var composed = text.precomposedStringWithCanonicalMapping
    composed.withUTF8 { bytes in
      Fold.table.withUnsafeBufferPointer { table in
        guard let base = table.baseAddress else { return }
        _ = cut(bytes, base, composed: true)
      }
    }
  }

  /// False where the text holds Hangul or Kana in pieces and must be composed first.
  private mutating func cut(
    _ bytes: UnsafeBufferPointer<UInt8>, _ table: UnsafePointer<UInt32>, composed: Bool
  ) -> Bool {
    var index = 0
    var previous: UInt32 = 0  // the last character of a gapless run
    var isAlone = false
    word.removeAll(keepingCapacity: true)
    while index < bytes.count {
      let (value, length) = bytes.scalar(at: index)
      index += length
      if !composed, Fold.isConjoiningJamo(value) { return false }
      let folded = Fold.fold(value, table)
      switch Fold.kind(folded) {
      case Fold.Kind.word.rawValue:
        if previous != 0 { end(run: &previous, isAlone) }
        if word.count < Self.longest { word.append(scalar: Fold.scalar(folded)) }
      case Fold.Kind.gapless.rawValue:
        if !word.isEmpty { emit() }
        let scalar = Fold.scalar(folded)
        if previous != 0 {
          word.append(scalar: previous)
          word.append(scalar: scalar)
          emit()
          isAlone = false
        } else {
          isAlone = true
        }
        previous = scalar
      case Fold.Kind.separator.rawValue:
        if previous != 0 { end(run: &previous, isAlone) }
        if !word.isEmpty { emit() }
      default: break
      }
    }
    if previous != 0 { end(run: &previous, isAlone) }
    if !word.isEmpty { emit() }
    return true
  }

  private mutating func end(run previous: inout UInt32, _ isAlone: Bool) {
    if isAlone {
      word.append(scalar: previous)
      emit()
    }
    previous = 0
  }

  /// Adds the word, where it is new.
  private mutating func emit() {
    var hash: UInt64 = isTitle ? 0x9E37_79B9_7F4A_7C15 : 0xCBF2_9CE4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash |= 1
    var slot = Int(truncatingIfNeeded: (hash >> 20) & UInt64(table.count - 1))
    while table[slot] != 0 {
      if table[slot] == hash {
        word.removeAll(keepingCapacity: true)
        return
      }
      slot = (slot + 1) & (table.count - 1)
    }
    table[slot] = hash
    used.append(slot)
    if used.count * 2 > table.count { grow() }
    if !words.isEmpty { words.append(0x20) }
    if isTitle { words.append(contentsOf: Self.titleMark) }
    words.append(contentsOf: word)
    word.removeAll(keepingCapacity: true)
  }

  private mutating func grow() {
    let hashes = used.map { table[$0] }
    table = [UInt64](repeating: 0, count: table.count * 2)
    used.removeAll(keepingCapacity: true)
    for hash in hashes {
      var slot = Int(truncatingIfNeeded: (hash >> 20) & UInt64(table.count - 1))
      while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
      table[slot] = hash
      used.append(slot)
    }
  }
}
