import News

/// Who is asked, and when.
extension DropDelivery {
  /// Starts whom it is time to start, and finishes when it is done or nobody is left. `startNext`: one is through, so the
  /// next has its turn.
  mutating func go(startNext: Bool, at moment: Moment) -> [Step] {
    if isStopping || isRelayed { return stop() }
    var steps: [Step] = []
    if startNext || runs.isEmpty {
      steps += start(at: moment)
    } else if let time = nextStart, moment.milliseconds >= time {
      if isWantedBeside(at: moment) {
        steps += start(at: moment)
      } else {
        nextStart = moment.milliseconds + Self.patience
      }
    }
    if runs.isEmpty { return steps + stop() }
    if let time = nextStart, next() != nil, runs.count < Self.mostAtOnce { steps.append(.setTimer(at: time)) }
    return steps
  }

  /// Fewer are asked than are still needed, or nobody's bytes move: a large drop on a slow line is not sent to more relays
  /// at once than it must be.
  private func isWantedBeside(at moment: Moment) -> Bool {
    if runs.count < needed - heldHosts.count { return true }
    return runs.values.allSatisfy { moment.milliseconds - $0.moved >= Self.patience }
  }

  /// The first relay that neither stands on a host that has the drop, nor on one that is being asked.
  func next() -> Relay? {
    let taken = heldHosts.union(runs.keys.map(RelayAddress.host))
    return waiting.first { !taken.contains(RelayAddress.host($0.url)) }
  }

  private mutating func start(at moment: Moment) -> [Step] {
    guard runs.count < Self.mostAtOnce, let relay = next() else { return [] }
    waiting.removeAll { $0.url == relay.url }
    order.append(relay.url)
    nextStart = moment.milliseconds + Self.patience
    let before = records[relay.url] ?? RelayRecord(url: relay.url)
    guard relay.asksFirst else { return send(relay.url, before: before, at: moment) }
    runs[relay.url] = Run(stage: .looking, moved: moment.milliseconds, before: before)
    return [.look(relay.url)]
  }

  mutating func send(_ url: String, before: RelayRecord, at moment: Moment) -> [Step] {
    runs[url] = Run(stage: .sending, moved: moment.milliseconds, before: before)
    var record = before
    record.state = .sending
    record.lastTried = moment.date
    record.nextTry = nil
    record.verdict = nil
    return [keep(record), .send(url)]
  }
}
