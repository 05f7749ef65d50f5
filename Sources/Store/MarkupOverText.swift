#if canImport(Glibc)
  import Glibc
#endif

/// Markup told by the text that it marks up: stretches that repeat the text are named by their length alone.
///
/// A byte stands for itself, but for these; lengths are seven bits a byte, the lowest first, the last without its high bit:
///
///     0x01 length    so many bytes of the text, from where the last stretch ended and behind line ends there;
///                    of length 0: the byte 0x01
///     0x02 length    passes over so many bytes of the text; of length 0: the byte 0x02
///
/// Any bytes can be told over any text; where they have nothing in common it only helps nothing.
enum MarkupOverText {
  private static let copy: UInt8 = 1
  private static let skip: UInt8 = 2
  /// Shorter stretches stand for themselves.
  private static let shortest = 4
  /// Where text and markup part, the text's place is looked for again at each tag, this far ahead, bytes.
  private static let reach = 2_048
  private static let needle = 12

  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// False where this would not be shorter than the markup itself.
  static func write(_ markup: Bytes, over text: Bytes, to out: inout [UInt8]) -> Bool {
    guard let marks = markup.baseAddress, let words = text.baseAddress, text.count > 0 else { return false }
    out.reserveCapacity(markup.count)
    var place = 0
    var index = 0
    while index < markup.count, out.count < markup.count {
      if markup[index] == 0x3C {
        let length = min(distance(to: 0x3E, marks + index, markup.count - index) + 1, markup.count - index)
        append(Bytes(start: marks + index, count: length), to: &out)
        index += length
        continue
      }
      // Up to the next tag or reference: mostly a stretch of the text as it stands.
      let tag = distance(to: 0x3C, marks + index, markup.count - index)
      let end = index + distance(to: 0x26, marks + index, tag)
      var isLost = false
      while index < end {
        var start = place
        while start < text.count, text[start] == 0x0A { start += 1 }
        let same = common(marks + index, words + start, min(end - index, text.count - start))
        if same >= shortest {
          out.append(copy)
          append(length: same, to: &out)
          place = start + same
          index += same
        } else if !isLost, let found = find(marks + index, min(end - index, needle), in: text, from: start) {
          pass(to: found, &place, &out)
        } else {
          // A line end in the markup is a blank in the text.
          let isBlank = markup[index] <= 0x20 && start < text.count && text[start] == 0x20
          append(Bytes(start: marks + index, count: 1), to: &out)
          index += 1
          if isBlank { pass(to: start + 1, &place, &out) } else { isLost = true }
        }
      }
      if index < markup.count, markup[index] == 0x26 {
        // A reference is one character of the text; those that safe HTML needs are one byte.
        let most = min(8, markup.count - index)
        let length = min(distance(to: 0x3B, marks + index, most) + 1, most)
        append(Bytes(start: marks + index, count: length), to: &out)
        index += length
        if place < text.count, text[place] == 0x26 || text[place] == 0x3C || text[place] == 0x3E {
          pass(to: place + 1, &place, &out)
        }
      }
    }
    return out.count < markup.count
  }

  /// Appends the markup to `bytes`, which hold the text; no more than to `limit`.
  static func read(_ marks: [UInt8], to bytes: inout [UInt8], limit: Int) {
    let textLength = bytes.count
    bytes.reserveCapacity(limit)
    var place = 0
    var index = 0
    while index < marks.count, bytes.count < limit {
      let byte = marks[index]
      index += 1
      guard byte == copy || byte == skip else {
        bytes.append(byte)
        continue
      }
      let length = readLength(marks, &index)
      if length == 0 {
        bytes.append(byte)
      } else if byte == skip {
        place = min(place + length, textLength)
      } else {
        while place < textLength, bytes[place] == 0x0A { place += 1 }
        let end = min(place + length, textLength, place + limit - bytes.count)
        bytes.append(contentsOf: bytes[place..<end])
        place = end
      }
    }
  }

  private static func pass(to next: Int, _ place: inout Int, _ out: inout [UInt8]) {
    out.append(skip)
    append(length: next - place, to: &out)
    place = next
  }

  private static func append(_ bytes: Bytes, to out: inout [UInt8]) {
    if bytes.contains(where: { $0 == copy || $0 == skip }) {
      for byte in bytes {
        out.append(byte)
        if byte == copy || byte == skip { out.append(0) }
      }
    } else {
      out.append(contentsOf: bytes)
    }
  }

  private static func append(length: Int, to out: inout [UInt8]) {
    var rest = length
    while rest >= 0x80 {
      out.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    out.append(UInt8(truncatingIfNeeded: rest))
  }

  private static func readLength(_ bytes: [UInt8], _ index: inout Int) -> Int {
    var length = 0
    var shift = 0
    while index < bytes.count, shift < 42 {
      let byte = bytes[index]
      index += 1
      length |= Int(byte & 0x7F) << shift
      shift += 7
      if byte & 0x80 == 0 { break }
    }
    return length
  }

  /// Bytes before the next such byte; `count` where there is none.
  private static func distance(to byte: Int32, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
    memchr(bytes, byte, count).map { UnsafeRawPointer($0) - UnsafeRawPointer(bytes) } ?? count
  }

  /// How many bytes are alike from the start on.
  private static func common(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ most: Int) -> Int {
    if most > 0, memcmp(a, b, most) == 0 { return most }
    var count = 0
    while count < most, a[count] == b[count] { count += 1 }
    return count
  }

  private static func find(_ wanted: UnsafePointer<UInt8>, _ count: Int, in text: Bytes, from start: Int) -> Int? {
    guard count >= shortest, let words = text.baseAddress else { return nil }
    // In UTF-8 the last byte tells most.
    let last = Int32(wanted[count - 1])
    let bound = min(text.count, start + reach)
    var end = start + count - 1
    while end < bound {
      end += distance(to: last, words + end, bound - end)
      if end < bound, memcmp(words + end - (count - 1), wanted, count) == 0 { return end - (count - 1) }
      end += 1
    }
    return nil
  }
}
