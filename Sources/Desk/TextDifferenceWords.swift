/// The words of a text, the marks that end them, and the white space between; each Han or Kana letter is a word.
struct TextWords {
  /// Where each begins in the bytes, and where the last ends.
  private var borders: [Int32] = []
  /// Words that are alike have the same hash; others have not, whoever chose them: it is seeded anew in each process.
  private(set) var hashes: [UInt64] = []

  var count: Int { hashes.count }

  func range(_ words: Range<Int>) -> Range<Int> { Int(borders[words.lowerBound])..<Int(borders[words.upperBound]) }

  /// Eight bytes at a time, folded by a product of 128 bits.
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64 {
    var hash = seed ^ UInt64(truncatingIfNeeded: range.count)
    var at = range.lowerBound
    while at < range.upperBound {
      var part: UInt64 = 0
      let end = min(at + 8, range.upperBound)
      for place in at..<end { part = part << 8 | UInt64(bytes[place]) }
      let product = (hash ^ part).multipliedFullWidth(by: factor)
      hash = product.high ^ product.low ^ part
      at = end
    }
    return hash
  }

  private static let seed = UInt64.random(in: .min ... .max)
  private static let factor = UInt64.random(in: .min ... .max) | 1 << 63 | 1

  private enum Kind { case space, mark, letter, han }

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    var at = range.lowerBound
    var start = at
    var last: Kind?
    // Marks end a word only where a space or another mark follows.
    var marks = at
    func close(_ end: Int) {
      guard end > start else { return }
      borders.append(Int32(clamping: start))
      hashes.append(Self.hash(bytes, start..<end))
      start = end
    }
    while at < range.upperBound {
      if last == .letter, (0x61...0x7A).contains(bytes[at]) {
        at += 1
        continue
      }
      let (kind, end) = Self.kind(bytes, at, range.upperBound)
      switch (last, kind) {
      case (.letter, .letter), (.space, .space), (nil, _): break
      case (.letter, .mark): marks = at
      case (.mark, .mark): break
      // A mark inside a word: 3.14, can't.
      case (.mark, .letter) where marks > start: break
      case (.mark, _):
        close(marks)
        close(at)
      default: close(at)
      }
      if kind == .mark, last != .mark, last != .letter { marks = at }
      last = kind
      at = end
    }
    if last == .mark { close(marks) }
    close(at)
    borders.append(Int32(clamping: at))
  }

  private static func kind(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ limit: Int) -> (Kind, end: Int) {
    let byte = bytes[at]
    switch byte {
    case 0x09...0x0D, 0x20: return (.space, at + 1)
    case 0x21, 0x22, 0x27, 0x29, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F: return (.mark, at + 1)
    case 0..<0xC0: return (.letter, at + 1)
    case 0xC0..<0xE0:
      return (byte == 0xC2 && at + 1 < limit && bytes[at + 1] == 0xA0 ? .space : .letter, min(at + 2, limit))
    case 0xE2 where at + 2 < limit && bytes[at + 1] == 0x80:
      switch bytes[at + 2] {
      case 0x80...0x8A, 0xA8, 0xA9, 0xAF: return (.space, at + 3)
      case 0x99, 0x9D: return (.mark, at + 3)
      default: return (.letter, at + 3)
      }
    case 0xE3 where at + 2 < limit && bytes[at + 1] == 0x80 && bytes[at + 2] == 0x80: return (.space, at + 3)
    case 0xE3..<0xEA: return (.han, min(at + 3, limit))
    case 0xE0..<0xF0: return (.letter, min(at + 3, limit))
    default: return (.letter, min(at + 4, limit))
    }
  }

  // MARK: What two texts have in common

  /// How many bytes both begin with, up to a border between words.
  static func commonStart(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
    let most = min(a.count, b.count)
    var at = 0
    while at < most, a[at] == b[at] { at += 1 }
    while at > 0, !(isBorder(a, at) && isBorder(b, at)) { at -= 1 }
    return at
  }

  /// How many bytes both end with.
  /// - Parameter start: what they begin with alike.
  static func commonEnd(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let most = min(a.count, b.count) - start
    var count = 0
    while count < most, a[a.count - 1 - count] == b[b.count - 1 - count] { count += 1 }
    while count > 0, !(isBorder(a, a.count - count) && isBorder(b, b.count - count)) { count -= 1 }
    return count
  }

  /// Before a space, or between two letters of Han or Kana.
  private static func isBorder(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    guard at > 0, at < bytes.count else { return at == 0 || at == bytes.count }
    if isSpace(bytes[at]) { return !isSpace(bytes[at - 1]) }
    return at >= 3 && (0xE3..<0xEA).contains(bytes[at]) && (0xE3..<0xEA).contains(bytes[at - 3])
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A }
}
