import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A text as the search compares it: characters folded (see `Fold`), whatever parts words a single space.
struct FoldedText {
  private(set) var bytes: [UInt8]
  /// Where each folded byte comes from, bytes into `source`; one more than `bytes`. Empty unless asked for.
  private(set) var origins: [Int32] = []
  /// The text that `origins` count in: composed where the given one was not.
  private(set) var source: [UInt8]

  init(_ text: String, origins isTracing: Bool = false) { self.init(Array(text.utf8), origins: isTracing) }

  /// `text` is UTF-8.
  init(_ text: [UInt8], origins isTracing: Bool = false) {
    source = text
    if let folded = Self.fold(text, isComposed: false) {
      bytes = folded
    } else {
      source = Array(String(decoding: text, as: UTF8.self).precomposedStringWithCanonicalMapping.utf8)
      bytes = Self.fold(source, isComposed: true) ?? []
    }
    if isTracing { origins = Self.trace(source) }
  }

  /// nil where the text holds Hangul or Kana in pieces and must be composed first.
  private static func fold(_ text: [UInt8], isComposed: Bool) -> [UInt8]? {
    var isWhole = true
    // A folded character is at most half as long again as the one it comes from.
    let folded = [UInt8](unsafeUninitializedCapacity: text.count * 2 + 4) { out, count in
      isWhole = walk(text, isComposed: isComposed) { scalar, _ in
        if scalar == 0x20 {
          if count > 0, out[count - 1] != 0x20 {
            out[count] = 0x20
            count += 1
          }
        } else {
          count += UTF8.put(scalar, at: count, out)
        }
      }
    }
    return isWhole ? folded : nil
  }

  private static func trace(_ text: [UInt8]) -> [Int32] {
    var origins: [Int32] = []
    var isSpace = true
    _ = walk(text, isComposed: true) { scalar, start in
      if scalar == 0x20, isSpace { return }
      isSpace = scalar == 0x20
      origins.append(contentsOf: repeatElement(Int32(clamping: start), count: UTF8.length(scalar)))
    }
    origins.append(Int32(clamping: text.count))
    return origins
  }

  /// Every folded scalar, a space for whatever parts words, with the place that it comes from. False when it met a piece.
  @inline(__always)
  private static func walk(_ text: [UInt8], isComposed: Bool, _ body: (UInt32, Int) -> Void) -> Bool {
    text.withUnsafeBufferPointer { utf8 in
      Fold.table.withUnsafeBufferPointer { table in
        guard let base = table.baseAddress else { return true }
        var index = 0
        while index < utf8.count {
          let start = index
          let (value, length) = utf8.scalar(at: index)
          index += length
          if !isComposed, Fold.isConjoiningJamo(value) { return false }
          let folded = Fold.fold(value, base)
          switch Fold.kind(folded) {
          case Fold.Kind.dropped.rawValue: continue
          case Fold.Kind.separator.rawValue: body(0x20, start)
          default: body(Fold.scalar(folded), start)
          }
        }
        return true
      }
    }
  }

  /// Whether the folded character that ends before `index` (or begins at it) is part of a word, not of a gapless script.
  func isWord(before index: Int) -> Bool {
    var start = index - 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return start >= 0 && isWord(at: start)
  }

  func isWord(at index: Int) -> Bool {
    guard index < bytes.count else { return false }
    return bytes.withUnsafeBufferPointer { utf8 in
      Fold.table.withUnsafeBufferPointer { table in
        guard let base = table.baseAddress else { return false }
        return Fold.kind(Fold.fold(utf8.scalar(at: index).value, base)) == Fold.Kind.word.rawValue
      }
    }
  }

  /// Where the needle stands as a whole word, a prefix, or in a gapless script anywhere.
  func matches(_ needle: SearchQuery.Piece, limit: Int = .max) -> [Range<Int>] {
    var found: [Range<Int>] = []
    let count = needle.bytes.count
    guard count > 0 else { return [] }
    var from = 0
    while from + count <= bytes.count, found.count < limit, let start = position(of: needle.bytes, from: from) {
      let end = start + count
      let isBegun = needle.beginsWord && isWord(before: start)
      let isUnended = needle.endsWord && isWord(at: end)
      if isBegun || isUnended {
        from = start + 1
      } else {
        found.append(start..<end)
        from = end
      }
    }
    return found
  }

  /// The needle's last byte is looked for first: in UTF-8 it tells most.
  private func position(of needle: [UInt8], from: Int) -> Int? {
    bytes.withUnsafeBytes { hay -> Int? in
      needle.withUnsafeBytes { needle -> Int? in
        guard let start = hay.baseAddress, let wanted = needle.baseAddress, let last = needle.last else { return nil }
        var end = from + needle.count - 1
        while end < hay.count, let found = memchr(start + end, Int32(last), hay.count - end) {
          let place = UnsafeRawPointer(found) - start - (needle.count - 1)
          if memcmp(start + place, wanted, needle.count) == 0 { return place }
          end = place + needle.count
        }
        return nil
      }
    }
  }
}
