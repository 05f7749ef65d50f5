import News

/// Who was verified lately, on the network that this machine is on now. In memory alone.
struct Witnesses {
  /// So many are enough to speak of any mirror.
  static let most = 64

  /// Counts the networks: what was seen on another one says nothing here.
  private(set) var network = 0
  private var all: [MirrorID: Witness] = [:]

  mutating func note(_ outcomes: [MirrorOutcome], at now: Int) {
    for outcome in outcomes {
      guard let witness = Witness(outcome, at: now, network: network) else { continue }
      all[witness.mirror] = witness
      if all.count > Self.most, let oldest = all.values.min(by: { $0.milliseconds < $1.milliseconds }) {
        all[oldest.mirror] = nil
      }
    }
  }

  /// Those whose word still counts, the last first.
  func fresh(at now: Int) -> [Witness] {
    all.values.filter { (0...Witness.freshMilliseconds).contains(now - $0.milliseconds) }
      .sorted { ($1.milliseconds, $0.mirror) < ($0.milliseconds, $1.mirror) }
  }

  mutating func networkChanged() {
    network += 1
    all = [:]
  }
}
