import Foundation

/// Cuts texts into the words of the search index: each once, folded, parted by spaces, for FTS5's `ascii` tokenizer.
///
/// A run of a gapless script gives its overlapping pairs ("정부군" gives 정부, 부군), or itself where it is one character long;
/// so every substring of two or more characters is a set of words that the index has. Words of the title are there a
/// second time with a mark, and one word names the newsroom.
///
/// What this makes is stored: another cut needs a migration that builds the index anew.
final class IndexWords {
  /// Begins a title's word; a private character, which no text can bring in (`Fold` parts words at it).
  static let titleMark: [UInt8] = Array("\u{E001}".utf8)
  /// Longer words are cut here, bytes.
  static let longest = 60

  static func newsroomWord(_ id: Int64) -> String { "\u{E000}n\(id)" }

  // One caller at a time, and none of these is handed on while it is written: no need to check it at every character.

  /// The words, and room for more.
  @exclusivity(unchecked) private var out: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) private var capacity = 1 << 16
  @exclusivity(unchecked) private var count = 0
  /// Hashes of the words that are there; 0 is an empty place.
  @exclusivity(unchecked) private var seen: UnsafeMutablePointer<UInt64>
  @exclusivity(unchecked) private var seenCapacity = 4096
  @exclusivity(unchecked) private var places: [Int] = []
  private let table: UnsafeMutablePointer<UInt32>

  init() {
    out = .allocate(capacity: capacity)
    seen = .allocate(capacity: seenCapacity)
    seen.initialize(repeating: 0, count: seenCapacity)
    table = .allocate(capacity: Fold.table.count)
    table.initialize(from: Fold.table, count: Fold.table.count)
  }

  deinit {
    out.deallocate()
    seen.deallocate()
    table.deallocate()
  }

  /// The words of one article, UTF-8.
  func words(title: String, text: String, newsroom: Int64) -> Data {
    clear()
    reserve(64)
    for byte in Self.newsroomWord(newsroom).utf8 { put(byte) }
    cut(title, isTitle: true)
    cut(title, isTitle: false)
    cut(text, isTitle: false)
    return Data(bytes: out, count: count)
  }

  /// The words of a piece of a query, without marks.
  func words(of piece: String) -> [String] {
    clear()
    cut(piece, isTitle: false)
    return UnsafeBufferPointer(start: out, count: count).split(separator: 0x20).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  private func clear() {
    count = 0
    for place in places { seen[place] = 0 }
    places.removeAll(keepingCapacity: true)
  }

  private func cut(_ text: String, isTitle: Bool) {
    var text = text
    guard !text.withUTF8({ cut($0, isTitle: isTitle, isComposed: false) }) else { return }
    // Words already put before the first character in pieces are put again: they are known, and cost nothing.
    var composed = text.precomposedStringWithCanonicalMapping
    _ = composed.withUTF8 { cut($0, isTitle: isTitle, isComposed: true) }
  }

  /// False where the text holds Hangul or Kana in pieces and must be composed first.
  private func cut(_ bytes: UnsafeBufferPointer<UInt8>, isTitle: Bool, isComposed: Bool) -> Bool {
    // A character becomes at most two pairs of itself, a space and a mark.
    reserve(bytes.count * 6 + 64)
    var index = 0
    var start = begin(isTitle)
    var hash = Self.seed(isTitle)
    var isWord = false
    var previous: UInt32 = 0  // the last character of a gapless run
    var isAlone = false
    while index < bytes.count {
      let (value, length) = bytes.scalar(at: index)
      index += length
      if !isComposed, Fold.isConjoiningJamo(value) {
        drop(start, isTitle)
        return false
      }
      let folded = Fold.fold(value, table)
      let kind = Fold.kind(folded)
      if kind == Fold.Kind.dropped.rawValue { continue }
      let scalar = Fold.scalar(folded)
      if kind == Fold.Kind.gapless.rawValue {
        if isWord {
          start = end(start, hash, isTitle)
          hash = Self.seed(isTitle)
          isWord = false
        }
        isAlone = previous == 0
        if previous != 0 {
          put(scalar: previous)
          put(scalar: scalar)
          start = end(start, Self.mix(Self.mix(Self.seed(isTitle), previous), scalar), isTitle)
        }
        previous = scalar
        continue
      }
      if previous != 0 {
        if isAlone {
          put(scalar: previous)
          start = end(start, Self.mix(Self.seed(isTitle), previous), isTitle)
        }
        previous = 0
      }
      if kind == Fold.Kind.word.rawValue {
        if !isWord || count - start < Self.longest {
          put(scalar: scalar)
          hash = Self.mix(hash, scalar)
        }
        isWord = true
      } else if isWord {
        start = end(start, hash, isTitle)
        hash = Self.seed(isTitle)
        isWord = false
      }
    }
    if previous != 0, isAlone {
      put(scalar: previous)
      start = end(start, Self.mix(Self.seed(isTitle), previous), isTitle)
    } else if isWord {
      start = end(start, hash, isTitle)
    }
    drop(start, isTitle)
    return true
  }

  /// Puts what stands before a word; the word begins at the returned place.
  private func begin(_ isTitle: Bool) -> Int {
    if count > 0 { put(0x20) }
    if isTitle { for byte in Self.titleMark { put(byte) } }
    return count
  }

  /// Takes back what `begin` put, where no word followed.
  private func drop(_ start: Int, _ isTitle: Bool) {
    count = max(0, start - (isTitle ? Self.titleMark.count : 0) - 1)
  }

  /// Keeps the word that began at `start`, where it is new; the next one begins at the returned place.
  private func end(_ start: Int, _ hash: UInt64, _ isTitle: Bool) -> Int {
    let hash = hash | 1
    var place = Int(truncatingIfNeeded: hash >> 40) & (seenCapacity - 1)
    while seen[place] != 0 {
      if seen[place] == hash {
        count = start
        return start
      }
      place = (place + 1) & (seenCapacity - 1)
    }
    seen[place] = hash
    places.append(place)
    if places.count * 2 > seenCapacity { grow() }
    return begin(isTitle)
  }

  @inline(__always) private static func seed(_ isTitle: Bool) -> UInt64 {
    isTitle ? 0x9E37_79B9_7F4A_7C15 : 0xCBF2_9CE4_8422_2325
  }
  @inline(__always) private static func mix(_ hash: UInt64, _ scalar: UInt32) -> UInt64 {
    let product = (hash ^ UInt64(scalar)) &* 0x9FB2_1C65_1E98_DF25
    return product ^ product >> 32
  }

  @inline(__always) private func put(_ byte: UInt8) {
    out[count] = byte
    count += 1
  }

  @inline(__always) private func put(scalar: UInt32) {
    count += UTF8.put(scalar, at: count, UnsafeMutableBufferPointer(start: out, count: capacity))
  }

  private func reserve(_ more: Int) {
    guard count + more > capacity else { return }
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: out, count: count)
    out.deallocate()
    out = larger
  }

  private func grow() {
    let old = seen
    let oldPlaces = places
    seenCapacity *= 2
    seen = .allocate(capacity: seenCapacity)
    seen.initialize(repeating: 0, count: seenCapacity)
    places.removeAll(keepingCapacity: true)
    for oldPlace in oldPlaces {
      var place = Int(truncatingIfNeeded: old[oldPlace] >> 40) & (seenCapacity - 1)
      while seen[place] != 0 { place = (place + 1) & (seenCapacity - 1) }
      seen[place] = old[oldPlace]
      places.append(place)
    }
    old.deallocate()
  }
}
