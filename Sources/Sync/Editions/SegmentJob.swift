import Edition
import Markup
import News
import Store
import Wire

/// A stretch of a segment that is fetched at one go, with the bodies that are wanted of it.
struct SegmentJob: Sendable {
  let wish: SegmentWish
  let wanted: [WantedBody]
  /// The queue's when it was made.
  let era: Int

  /// One at a time of a segment.
  var key: PieceBoard.Key { PieceBoard.Key(path: wish.path) }

  enum Result: Sendable {
    /// What was proven, and why the others were not. `piece`: what came, for whoever wants to see it.
    case arrived([ArrivedBody], faults: [EditionFault], piece: [UInt8])
    case missing
    /// With what was proven of it before it broke.
    case failed(Verdict, [ArrivedBody])
    /// Likewise, before we gave it up.
    case cancelled([ArrivedBody])
  }

  func run(
    _ fetch: PieceFetch, over transport: any Transport, clock: any SyncClock,
    watch: @escaping @Sendable (WireProgress) -> Void
  ) async -> Result {
    switch await fetch.run(over: transport, clock: clock, watch: watch) {
    case .cancelled(let partial, let from): return .cancelled(prove(partial, from: from).arrived)
    case .missing: return .missing
    case .failed(let verdict, let partial, let from): return .failed(verdict, prove(partial, from: from).arrived)
    case .bytes(let bytes, let from, _):
      let (arrived, faults) = prove(bytes, from: from)
      return .arrived(arrived, faults: faults, piece: bytes)
    }
  }

  private func prove(_ bytes: [UInt8], from: Int) -> (arrived: [ArrivedBody], faults: [EditionFault]) {
    var arrived: [ArrivedBody] = []
    let refused = wish.prove(bytes, from: from) { body in
      let clean = EntryWords.body(body.bytes, type: body.body.type)
      // Several entries may name one body.
      for one in wanted where one.body.segment == body.body.segment && one.body.start == body.body.offset {
        var filled = one
        filled.body.frame = EntryWords.rest(of: one.body.frame, beside: clean.html)
        arrived.append(
          ArrivedBody(wanted: filled, member: body.member, content: body.bytes, html: clean.html, text: clean.text))
      }
    }
    let faults = refused.map { body, fault -> EditionFault in
      // A body that was removed since is zeros: it is not there, and nobody altered it.
      let start = body.offset - from
      guard start >= 0, start + body.length <= bytes.count else { return fault }
      let isBlank = bytes[start..<(start + body.length)].allSatisfy { $0 == 0 }
      return isBlank ? .bodyCut(segment: body.segment, offset: body.offset) : fault
    }
    return (arrived, faults)
  }
}

/// Bodies that are to be fetched, by whole stretches in order: a mirror must not learn what is read.
struct BodyQueue {
  private var bySegment: [Int: [WantedBody]] = [:]
  private var running: Set<Int> = []
  private var givenUp: Set<Int> = []
  /// How often the record has gone back: what was fetched for an earlier one is wanted no more.
  private(set) var era = 0

  var isEmpty: Bool { bySegment.keys.allSatisfy { givenUp.contains($0) } && running.isEmpty }
  var segments: Int { bySegment.count }

  mutating func add(_ bodies: [WantedBody]) {
    for body in bodies where bySegment[body.body.segment]?.contains(body) != true {
      bySegment[body.body.segment, default: []].append(body)
    }
  }

  mutating func drop(_ place: Int) {
    for segment in bySegment.keys {
      bySegment[segment]?.removeAll { $0.place == place }
      if bySegment[segment]?.isEmpty == true { bySegment[segment] = nil }
    }
  }

  /// The record has gone back: what is wanted from then on the store knows.
  mutating func startAnew() {
    era += 1
    bySegment = [:]
    givenUp = []
  }

  /// The newest stretch that nobody fetches. While entries still come, the oldest segment that is known waits: there may be more in it.
  func next(isComplete: Bool) -> SegmentJob? {
    let able = bySegment.keys.filter { !running.contains($0) && !givenUp.contains($0) }
    guard let segment = able.max(), isComplete || segment > bySegment.keys.min() ?? 0, let wanted = bySegment[segment]
    else { return nil }
    let wishes = SegmentWish.list(for: wanted.compactMap { EntryBody($0.body) })
    guard let wish = wishes.last else { return nil }
    return SegmentJob(
      wish: wish,
      wanted: wanted.filter { body in wish.bodies.contains { $0.offset == body.body.start } }, era: era)
  }

  mutating func start(_ job: SegmentJob) {
    running.insert(job.wish.segment)
    bySegment[job.wish.segment]?.removeAll { job.wanted.contains($0) }
    if bySegment[job.wish.segment]?.isEmpty == true { bySegment[job.wish.segment] = nil }
  }

  /// - Parameter arrived: the places whose bodies came; the others are wanted still.
  mutating func end(_ job: SegmentJob, arrived: Set<Int>) {
    running.remove(job.wish.segment)
    guard job.era == era else { return }
    add(job.wanted.filter { !arrived.contains($0.place) })
  }

  /// Nobody has it: the next round asks again.
  mutating func giveUp(_ segment: Int) { givenUp.insert(segment) }
}
