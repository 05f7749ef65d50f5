/// How a measure is spread over its runs.
struct Spread {
  private let sorted: [Double]

  init(_ values: [Double]) { sorted = values.sorted() }

  var count: Int { sorted.count }
  var p50: Double { at(0.50) }
  var p95: Double { at(0.95) }
  var most: Double { sorted.last ?? .nan }

  /// The smallest value that so many of them don't exceed (nearest rank).
  private func at(_ share: Double) -> Double {
    guard !sorted.isEmpty else { return .nan }
    return sorted[max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1)]
  }
}

extension Figures {
  /// The 95th percentile as the figure, the median and the worst beside it.
  mutating func add(
    _ work: String, _ spread: Spread, _ unit: String, budget: Double? = nil, command: String? = nil
  ) {
    add(
      "\(work), p95 of \(spread.count)", spread.p95, unit, budget: budget.map { "≤ \(Self.text($0))" },
      isMet: budget.map { spread.p95 <= $0 }, command: command,
      note: "p50 \(Self.text(spread.p50)), max \(Self.text(spread.most))")
  }
}
