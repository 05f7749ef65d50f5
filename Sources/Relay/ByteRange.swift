/// What a `Range` header field asks of a file (RFC 9110, 14).
enum ByteRange: Hashable {
  /// All of it: no range, another unit, several ranges, or nonsense.
  case whole
  case part(Range<Int>)
  /// Nothing of it lies in the file: 416.
  case unsatisfiable

  init(_ field: String?, size: Int) {
    self = .whole
    guard let field, field.lowercased().hasPrefix("bytes=") else { return }
    let ends = field.dropFirst("bytes=".count).split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2 else { return }
    switch (Self.number(ends[0]), Self.number(ends[1])) {
    case (let first?, let last?) where first <= last: self = Self.within(first..<last, size)
    case (let first?, nil) where ends[1].isEmpty: self = Self.within(first..<Int.max, size)
    case (nil, let count?) where ends[0].isEmpty:
      self = count == 0 || size == 0 ? .unsatisfiable : .part(max(0, size - count)..<size)
    default: return
    }
  }

  /// `asked` holds its last byte's place as the upper bound.
  private static func within(_ asked: Range<Int>, _ size: Int) -> ByteRange {
    asked.lowerBound < size ? .part(asked.lowerBound..<min(asked.upperBound, size - 1) + 1) : .unsatisfiable
  }

  /// Digits only; what is too large for a number is the largest there is.
  private static func number(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    return Int(text) ?? .max
  }
}
