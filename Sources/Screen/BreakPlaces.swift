/// The places where a line that is being read may end, best first.
struct BreakPlaces {
  typealias Place = (offset: Int, count: Int)

  /// Graphemes of the line so far.
  private(set) var count = 0
  private var last: BreakNeighbour?
  private var beforeLast: BreakClass?
  /// The last that is no space.
  private var ink: BreakClass?
  /// It is a quotation mark that something begins with: « as the French write it, not as the Germans do.
  private var isOpening = false
  /// At a space, or where a line may end without one.
  private(set) var good: Place?
  /// The good place is behind the hyphen of a word.
  private var isHyphen = false
  /// Inside a word that is longer than the line.
  private var weak: Place?
  /// At a space that should not end a line: `mot !`.
  private var held: Place?
  /// Anywhere that keeps closing punctuation with what it closes.
  private var loose: Place?

  /// What draws nothing.
  mutating func pass(_ gap: VisibleText.Graphemes.Gap) {
    count += 1
    if gap != .none { last?.gap = gap }
  }

  mutating func add(_ grapheme: TextReader.Grapheme) {
    count += 1
    if grapheme.kind != .space {
      isOpening = grapheme.kind == .initialQuote && last.map { !$0.kind.isWordy && $0.kind != .close } ?? true
    }
    beforeLast = last?.kind
    last = BreakNeighbour(kind: grapheme.kind, scalar: grapheme.base, gap: grapheme.gap)
    if grapheme.kind != .space { ink = grapheme.kind }
  }

  /// Looks between the last grapheme and the next, which is no space.
  /// - Parameters:
  ///   - isLast: behind the next comes no word.
  ///   - hasRoom: for a hyphen.
  mutating func note(_ next: TextReader.Grapheme, at offset: Int, isLast: Bool, hasRoom: Bool) {
    guard let last else { return }
    if last.kind == .space {
      // Spaces that a line begins with are its indent.
      guard let ink else { return }
      if isOpening || ink.holdsAcrossSpace(next.kind, isLast: isLast) {
        held = (offset, count)
      } else {
        good = (offset, count)
        isHyphen = false
      }
      return
    }
    let neighbour = BreakNeighbour(kind: next.kind, scalar: next.base, gap: next.gap)
    switch BreakPlace(after: last, beforeLast, before: neighbour) {
    case .good where last.gap != .softHyphen || hasRoom:
      good = (offset, count)
      isHyphen = last.kind == .hyphen
    case .good, .none: break
    case .weak: weak = (offset, count)
    }
    if !last.kind.holds(next.kind), last.gap != .wordJoiner { loose = (offset, count) }
  }

  /// Where the line ends when it is full.
  /// - Parameter offset: where what has no room begins.
  func end(before offset: Int) -> Int {
    if let good, !isHyphen || (weak?.offset ?? 0) <= good.offset { return good.offset }
    if let weak, weak.count > count / 2 { return weak.offset }
    if let good { return good.offset }
    if let held { return held.offset }
    if let loose, loose.count > max(1, count - 4) { return loose.offset }
    return offset
  }
}
