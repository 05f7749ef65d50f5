import News

/// One call of `sync`, from round to round: what is finished, and what waits to be understood.
struct SyncPass {
  /// What follows from a round's end.
  enum Next {
    /// It can be written as it is.
    case settle(RoundReport)
    /// What its failures mean is to be found out.
    case judge(RoundPlan, RoundReport)
    /// That can't be said before all rounds are over.
    case wait
  }

  /// Reports whose doubts are looked into.
  static let mostControlled = 4

  /// How many rounds there are.
  let all: Int
  /// So many are over.
  private(set) var done = 0
  /// Written, or given up.
  private(set) var settled: [RoundReport] = []
  /// All that are no longer in doubt about the network.
  private var heard: [RoundReport] = []
  /// Failures that may turn out to be this machine's: whether it is offline is known when all rounds are over.
  private var undecided: [(plan: RoundPlan, report: RoundReport)] = []
  /// Nobody was verified who could speak for them yet.
  private var unwitnessed: [(plan: RoundPlan, report: RoundReport)] = []

  private var controlled = 0

  init(of all: Int) { self.all = all }

  /// - Parameter isWitnessed: somebody was verified on this network lately.
  mutating func take(_ report: RoundReport, of plan: RoundPlan, isWitnessed: Bool) -> Next {
    guard !report.mayBeOffline else {
      undecided.append((plan, report))
      return .wait
    }
    heard.append(report)
    done += 1
    // A resolver that was proven to lie is told of, too, though the mirror served by another address.
    let isDoubtful = report.mirrors.contains { $0.kind == .failed || $0.verdict?.symptom == .falseAnswer }
    guard !report.wasCancelled, isDoubtful else { return .settle(report) }
    if isWitnessed { return .judge(plan, report) }
    unwitnessed.append((plan, report))
    return .wait
  }

  /// All rounds are over: what becomes of those that waited. `finished` are those of them whose end was not told yet.
  mutating func close() -> (next: [Next], finished: [RoundReport]) {
    let isOffline = FailureJudge.isOffline(heard + undecided.map(\.report))
    let decided = undecided.map { ($0.plan, isOffline ? $0.report.offline : $0.report) }
    let next =
      unwitnessed.map { Next.judge($0.plan, $0.report) }
      + decided.map { isOffline ? Next.settle($1) : Next.judge($0, $1) }
    (undecided, unwitnessed) = ([], [])
    return (next, decided.map(\.1))
  }

  /// Whether the doubts of one more report may be looked into: where everything is blocked, some of it is proof enough.
  mutating func mayControl() -> Bool {
    controlled += 1
    return controlled <= Self.mostControlled
  }

  /// One more is over.
  mutating func count() -> Int {
    done += 1
    return done
  }

  mutating func settle(_ report: RoundReport) { settled.append(report) }
}
