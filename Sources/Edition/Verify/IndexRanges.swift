/// Which entries are held: stretches of the log, in order, never touching each other.
public struct IndexRanges: Hashable, Sendable {
  public private(set) var ranges: [Range<Int>] = []

  public init(_ ranges: [Range<Int>] = []) { for range in ranges { insert(range) } }

  public func contains(_ index: Int) -> Bool { ranges.contains { $0.contains(index) } }

  /// Whether all of a stretch is held. An empty one is.
  public func contains(_ range: Range<Int>) -> Bool { range.isEmpty || self.range(around: range) != nil }

  /// The whole stretch that is held, of which another is a part.
  func range(around range: Range<Int>) -> Range<Int>? {
    ranges.first { $0.lowerBound <= range.lowerBound && $0.upperBound >= range.upperBound }
  }

  public mutating func insert(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    var merged = range
    var kept: [Range<Int>] = []
    for other in ranges {
      if other.upperBound < merged.lowerBound || other.lowerBound > merged.upperBound {
        kept.append(other)
      } else {
        merged = min(merged.lowerBound, other.lowerBound)..<max(merged.upperBound, other.upperBound)
      }
    }
    ranges = (kept + [merged]).sorted { $0.lowerBound < $1.lowerBound }
  }

  public var count: Int { ranges.reduce(0) { $0 + $1.count } }

  /// From where on everything up to `end` is held; `end` where nothing is.
  public func first(upTo end: Int) -> Int { ranges.last.flatMap { $0.upperBound >= end ? $0.lowerBound : nil } ?? end }
}
