import News

/// When each newsroom's news is fetched by itself. Pure: the time is of a clock that only goes forward, also while the
/// machine sleeps.
///
/// Each time is drawn anew between nine tenths and eleven tenths of the interval: readers who opened their desks together
/// don't ask a mirror together, and a line is not watched for a beat.
struct SyncTimer: Sendable {
  /// Of a newsroom; nil is never.
  typealias Interval = @Sendable (Newsroom) -> Duration?

  private var next: [NewsroomID: Duration] = [:]
  private let interval: Interval

  init(_ interval: @escaping Interval) { self.interval = interval }

  /// Those whose time has come; one that is seen for the first time was fetched when it was followed.
  /// - Parameter draw: 0 ..< 1.
  mutating func due(_ newsrooms: [Newsroom], at now: Duration, draw: () -> Double) -> [NewsroomID] {
    let known = Set(newsrooms.map(\.id))
    next = next.filter { known.contains($0.key) }
    var due: [NewsroomID] = []
    for newsroom in newsrooms {
      guard let time = next[newsroom.id] else {
        put(off: newsroom, from: now, draw: draw)
        continue
      }
      if time <= now { due.append(newsroom.id) }
    }
    return due
  }

  /// Rounds of these have just been, whoever asked for them.
  mutating func synced(_ newsrooms: [Newsroom], at now: Duration, draw: () -> Double) {
    for newsroom in newsrooms { put(off: newsroom, from: now, draw: draw) }
  }

  private mutating func put(off newsroom: Newsroom, from now: Duration, draw: () -> Double) {
    next[newsroom.id] = interval(newsroom).map { now + $0 * (0.9 + 0.2 * draw()) }
  }
}
