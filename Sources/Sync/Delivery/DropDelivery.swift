public import Foundation
public import News
import Wire

/// One drop's way to the relays: events in, steps out. No await, no clock, no randomness of its own, no sockets.
///
/// ```
/// waiting ──look──▶ sending ──yes──▶ held ──200──▶ confirmed
///    ▲     (where it    │              │ 404
///    │     must be)     │              ▼
///    └── not yet ◀──failed           lost ──▶ again, later
///         409, 422 ▶ refused          413 ▶ tooLarge
/// ```
///
/// Invariants:
/// 1. `keep` of a record that says `sending` comes before its `send`.
/// 2. No relay is asked twice in one delivery, none on a host that holds the drop, none beside another on its host.
/// 3. At most `mostAtOnce` are asked at once; after `finish` nothing follows.
/// 4. It ends when relays on `needed` different hosts hold the drop, or nobody is left to ask; the rest is cancelled.
/// 5. Where there is no network, no record counts it and no relay is charged with it.
/// 6. What was cancelled is waited for: its answer may have come at the same moment.
/// 7. A relay that may have the drop though it did not say so stays `sending`: it can't be said to be without it.
public struct DropDelivery: Sendable {
  /// A relay that may be asked, in the order of the rota.
  public struct Relay: Hashable, Sendable {
    public var url: String
    /// Asked whether it has the drop before the drop is brought: its last verdict was interception, or its address is one
    /// where a portal may stand in between, or the drop is large and may be there already.
    public var asksFirst: Bool
    public init(_ url: String, asksFirst: Bool = false) {
      self.url = url
      self.asksFirst = asksFirst
    }
  }

  /// The time of an event: of the steady clock in milliseconds, and of day.
  public struct Moment: Hashable, Sendable {
    public var milliseconds: Int
    public var date: Date
    public init(_ milliseconds: Int, _ date: Date) {
      self.milliseconds = milliseconds
      self.date = date
    }
  }

  public enum Event: Hashable, Sendable {
    case began
    /// So many bytes of the drop have left, in all.
    case sent(String, bytes: Int)
    /// An answer to `look` or to `confirm`.
    case looked(String, LookAnswer, milliseconds: Int?)
    /// An answer to `send`.
    case answered(String, DropAnswer)
    /// No whole answer to `send`; `isWhole`: all of the drop had left.
    case broke(String, Verdict, isWhole: Bool)
    /// An exchange was given up, mostly because it was cancelled; `isWhole`: all of the drop had left.
    case gaveUp(String, isWhole: Bool)
    /// What was about to be sent to this relay must not be: it was withdrawn meanwhile. Nothing was.
    case recalled(String)
    case timerFired
    case cancelled
  }

  public enum Step: Hashable, Sendable {
    /// Ask whether it has the drop.
    case look(String)
    /// Bring the drop.
    case send(String)
    /// It said yes: ask again.
    case confirm(String)
    /// To the disk, before the next step is begun.
    case keep(RelayRecord)
    /// What is to be remembered of the relay itself; nil that it is well.
    case judge(String, Verdict?, milliseconds: Int?)
    /// Give up what this relay is asked.
    case cancel(String)
    case setTimer(at: Int)
    case finish
  }

  /// Relays asked at once.
  public static let mostAtOnce = 4
  /// Milliseconds without an answer until the next is asked beside.
  public static let patience = 10_000

  enum Stage: Hashable { case looking, sending, confirming }
  /// A relay that is being asked.
  struct Run: Hashable {
    var stage: Stage
    var sent = 0
    /// When bytes left last.
    var moved: Int
    /// What its record was before.
    var before: RelayRecord
  }

  let size: Int
  let needed: Int
  var waiting: [Relay]
  var runs: [String: Run] = [:]
  /// In the order in which they were started.
  var order: [String] = []
  private(set) var records: [String: RelayRecord]
  var nextStart: Int?
  /// What broke for want of a network, perhaps; judged at the end.
  var undecided: [(url: String, verdict: Verdict)] = []
  var isAnswered = false

  /// The rest is cancelled; what it says yet is heard.
  var isStopping = false
  public internal(set) var isFinished = false
  public internal(set) var wasCancelled = false
  /// Nobody is to blame: this machine has no network.
  public internal(set) var isOffline = false

  /// - Parameter relays: those that may have it, the best first.
  /// - Parameter records: all that is known of this drop, of other relays too.
  /// - Parameter needed: on how many hosts it is to be.
  /// - Parameter hurry: the waits of earlier failures don't count.
  public init(
    _ relays: [Relay], records: [RelayRecord] = [], needed: Int, size: Int, now: Date, hurry: Bool = false
  ) {
    self.size = size
    self.needed = max(1, needed)
    let known = Dictionary(records.map { ($0.url, $0) }) { first, _ in first }
    self.records = known
    waiting = relays.filter { relay in
      known[relay.url].map { Self.isDue($0, now: now, hurry: hurry) } ?? true
    }
  }

  /// Whether a relay is to be asked again.
  static func isDue(_ record: RelayRecord, now: Date, hurry: Bool) -> Bool {
    switch record.state {
    case .held, .confirmed, .refused: return false
    case .tooLarge, .doubtful: return hurry
    case .waiting, .sending, .lost:
      guard !hurry, let next = record.nextTry else { return true }
      // No wait is longer than an hour: a clock that was set back is no reason to wait for longer.
      return next <= now || next.timeIntervalSince(now) > DropBackoff.most + 60
    }
  }

  /// Hosts that have the drop. A yes counts once it was asked again.
  public var heldHosts: Set<String> {
    Set(records.values.filter { $0.holds && runs[$0.url] == nil }.map { RelayAddress.host($0.url) })
  }
  public var isRelayed: Bool { heldHosts.count >= needed }
  /// Whether there is anybody to ask now.
  public var hasWork: Bool { !isRelayed && next() != nil }

  /// When the next of these relays is to be asked again; nil when there is none, or no need.
  public func nextDue(of relays: [Relay], now: Date) -> Date? {
    guard !isRelayed else { return nil }
    let held = heldHosts
    return relays.filter { !held.contains(RelayAddress.host($0.url)) }.compactMap { relay in
      guard let record = records[relay.url] else { return now }
      switch record.state {
      case .waiting, .sending, .lost: return record.nextTry ?? now
      case .held, .confirmed, .refused, .tooLarge, .doubtful: return nil
      }
    }.min()
  }

  /// Takes an event in and says what to do, in this order.
  public mutating func handle(
    _ event: Event, at moment: Moment, using generator: inout some RandomNumberGenerator
  ) -> [Step] {
    guard !isFinished else { return [] }
    switch event {
    case .began: return go(startNext: true, at: moment)
    case .sent(let url, let bytes):
      if let run = runs[url], bytes > run.sent {
        runs[url]?.sent = bytes
        runs[url]?.moved = moment.milliseconds
      }
      return []
    case .looked(let url, let answer, let milliseconds):
      return take(answer, from: url, milliseconds, at: moment, using: &generator)
    case .answered(let url, let answer): return take(answer, from: url, at: moment, using: &generator)
    case .broke(let url, let verdict, let isWhole):
      guard let run = runs[url], run.stage == .sending else { return [] }
      // Without the whole of it, it keeps nothing: the name is the hash of all bytes.
      return fail(url, verdict, mayHold: isWhole || run.sent >= size, at: moment, using: &generator)
        + go(startNext: true, at: moment)
    case .gaveUp(let url, let isWhole): return giveUp(url, isWhole: isWhole) + go(startNext: false, at: moment)
    case .recalled(let url):
      guard let run = runs.removeValue(forKey: url) else { return [] }
      return [keep(run.before)] + stop()
    case .timerFired: return go(startNext: false, at: moment)
    case .cancelled:
      wasCancelled = true
      return stop()
    }
  }

  mutating func keep(_ record: RelayRecord) -> Step {
    records[record.url] = record
    return .keep(record)
  }

  /// Cancels what is left, and finishes when all of it has ended.
  mutating func stop() -> [Step] {
    var steps: [Step] = []
    if !isStopping {
      isStopping = true
      waiting = []
      for url in order {
        guard let run = runs[url] else { continue }
        steps.append(.cancel(url))
        // A question leaves nothing behind.
        if run.stage != .sending { runs[url] = nil }
      }
    }
    guard runs.isEmpty else { return steps }
    isFinished = true
    return steps + settle() + [.finish]
  }
}
