import News

extension SyncRound {
  /// Those that may still be started, and who is next: in the rota's order, mirrors that are left alone last.
  struct Line: Hashable, Sendable {
    /// How often a mirror is started again that broke in mid-body, or was overtaken there.
    static let mostAgain = 3

    private var waiting: [MirrorRota.Candidate]
    private var again: [MirrorID: Int] = [:]

    init(_ candidates: [MirrorRota.Candidate]) { waiting = candidates }

    var isEmpty: Bool { waiting.isEmpty }
    /// Whether there is one that is not left alone.
    var hasOrdinary: Bool { waiting.contains { !$0.isLastResort } }

    /// - Parameter mayResort: one that is left alone will do, where there is no other.
    mutating func next(mayResort: Bool) -> MirrorRota.Candidate? {
      let place = waiting.firstIndex { !$0.isLastResort } ?? (mayResort ? waiting.indices.first : nil)
      return place.map { waiting.remove(at: $0) }
    }

    /// Those whose name nobody can filter come first from now on.
    mutating func preferNameless() { waiting = waiting.filter(\.isNameless) + waiting.filter { !$0.isNameless } }

    /// They were asked first, so they come first again.
    mutating func putBack(_ losers: [MirrorRota.Candidate]) { waiting.insert(contentsOf: losers, at: 0) }

    /// It broke in mid-body: after all others it may go on, a few times.
    mutating func putAgain(_ candidate: MirrorRota.Candidate) {
      let times = again[candidate.mirror, default: 0]
      guard times < Self.mostAgain, !waiting.contains(where: { $0.mirror == candidate.mirror }) else { return }
      again[candidate.mirror] = times + 1
      waiting.insert(candidate, at: candidate.isLastResort ? waiting.endIndex : endOfOrdinary)
    }

    /// Whether it has been given another try.
    func isAgain(_ mirror: MirrorID) -> Bool { again[mirror] != nil }

    /// Leaves only those that may have newer news than so many seconds behind, and are not left alone.
    mutating func keepNewer(than behind: Int) {
      waiting.removeAll { $0.isLastResort || ($0.behindSeconds ?? 0) >= behind }
    }

    private var endOfOrdinary: Int { waiting.lastIndex { !$0.isLastResort }.map { $0 + 1 } ?? 0 }
  }
}
