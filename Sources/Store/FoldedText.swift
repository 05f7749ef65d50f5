import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A text as the search compares it: characters folded (see `Fold`), whatever parts words a single space.
struct FoldedText {
  private(set) var bytes: [UInt8] = []
  /// Where each folded byte comes from, bytes into `source`; one more than `bytes`. Empty unless asked for.
  private(set) var origins: [Int32] = []
  /// The text that `origins` count in: composed where the given one was not.
  private(set) var source: String

  init(_ text: String, origins isTracing: Bool = false) {
    source = text
    if !fold(isTracing: isTracing, composed: false) {
      source = text.precomposedStringWithCanonicalMapping
      bytes.removeAll(keepingCapacity: true)
      origins.removeAll(keepingCapacity: true)
      _ = fold(isTracing: isTracing, composed: true)
    }
  }

  private mutating func fold(isTracing: Bool, composed: Bool) -> Bool {
    var text = source
    return text.withUTF8 { utf8 in
      Fold.table.withUnsafeBufferPointer { table in
        guard let base = table.baseAddress else { return true }
        bytes.reserveCapacity(utf8.count)
        var index = 0
        while index < utf8.count {
          let start = index
          let (value, length) = utf8.scalar(at: index)
          index += length
          if !composed, Fold.isConjoiningJamo(value) { return false }
          let folded = Fold.fold(value, base)
          switch Fold.kind(folded) {
          case Fold.Kind.dropped.rawValue: continue
          case Fold.Kind.separator.rawValue:
            if bytes.last == 0x20 || bytes.isEmpty { continue }
            bytes.append(0x20)
          default: bytes.append(scalar: Fold.scalar(folded))
          }
          if isTracing { while origins.count < bytes.count { origins.append(Int32(clamping: start)) } }
        }
        if isTracing { origins.append(Int32(clamping: utf8.count)) }
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
