import CCurl
import Wire

/// The watchdog: every limit is kept here, from the monotonic clock. libcurl's own low-speed limit was seen to fire late.
extension CurlLoop {
  /// How long an address may take to connect before the next one is tried beside it (RFC 8305, section 5).
  private static let stagger = 250
  /// The same where TCP is up and TLS is not: a slow handshake is commoner than a slow connection.
  private static let secureStagger = 1000
  private static let longestPoll = 3_600_000
  /// How often an upload is looked at: nothing wakes the thread when the other side confirms what the kernel holds.
  private static let uploadPoll = 100

  func watchClock() {
    for transfer in Array(running.values) {
      let now = Moment.now
      for attempt in transfer.tries {
        attempt.look()
        guard attempt.silenceEnds <= now else { continue }
        silenced(attempt)
      }
      if running[transfer.id] != nil { watch(transfer) }
    }
  }

  private func watch(_ transfer: Transfer) {
    let now = Moment.now
    if let ends = transfer.totalEnds, ends <= now { return runOut(transfer) }
    if let look = transfer.look, look.ends <= now { ended(look) }
    guard running[transfer.id] != nil else { return }
    if let asked = transfer.resolving, asked.after(milliseconds: transfer.limits.dns) <= now {
      missName(transfer, .resolverSilent, detail: "no answer to the name")
    } else if let due = givenDue(transfer), due <= now {
      tryGiven(transfer)
    } else if let next = staggerEnds(transfer), next <= now {
      tryNext(transfer)
    }
  }

  private func silenced(_ attempt: AddressTry) {
    var reading = attempt.reading(CURLE_OPERATION_TIMEDOUT)
    reading.text = "silent for too long"
    failed(attempt, reading.kind, reading)
  }

  /// The whole took too long. Where no answer had begun, the phase that it hung in says more.
  private func runOut(_ transfer: Transfer) {
    guard let attempt = transfer.winner ?? transfer.tries.last else {
      // Waiting for a name, or for a certificate only.
      if transfer.resolving != nil { transfer.missName(.resolverSilent, detail: "no answer to the name") }
      return end(transfer, .failure(transfer.lastWord))
    }
    var reading = attempt.reading(CURLE_OPERATION_TIMEDOUT)
    reading.text = "out of time"
    let kind = reading.phase == .answering || reading.phase == .sending ? .tooSlow : reading.kind
    transfer.record(attempt, kind, errno: reading.errno, now: .now)
    end(transfer, .failure(transfer.failure(kind, of: attempt, reading: reading)))
  }

  /// When the addresses of the route are due though the resolver is silent; nil where there are none, or no need.
  private func givenDue(_ transfer: Transfer) -> Moment? {
    guard let asked = transfer.resolving, transfer.plan == nil, !transfer.givenAddresses.isEmpty else { return nil }
    return asked.after(milliseconds: Self.givenWait)
  }

  /// When the next address is due beside the one that is being tried; nil when there is none, or no need.
  private func staggerEnds(_ transfer: Transfer) -> Moment? {
    guard transfer.winner == nil, transfer.plan?.isEmpty == false, let latest = transfer.tries.last else { return nil }
    // Another address of a proxy that is there would lead to the same.
    if transfer.isProxied, transfer.tries.contains(where: { $0.reached != nil }) { return nil }
    let wait = transfer.tries.contains { $0.phase == .securing } ? Self.secureStagger : Self.stagger
    return latest.started.after(milliseconds: wait)
  }

  /// Sleeps until a socket stirs, mail comes, or the next limit is due.
  func sleep() {
    let now = Moment.now
    var next = resolver.deadline(now: now) ?? Moment(microseconds: .max)
    if let deadline = secureNames.deadline { next = min(next, deadline) }
    if secureNames.hasAnswers { next = now }
    for transfer in running.values {
      for attempt in transfer.tries {
        next = min(next, attempt.silenceEnds)
        if attempt.phase == .sending { next = min(next, now.after(milliseconds: Self.uploadPoll)) }
      }
      if let asked = transfer.resolving { next = min(next, asked.after(milliseconds: transfer.limits.dns)) }
      if let due = givenDue(transfer) { next = min(next, due) }
      if let look = transfer.look { next = min(next, look.ends) }
      if let ends = transfer.totalEnds { next = min(next, ends) }
      if let due = staggerEnds(transfer) { next = min(next, due) }
    }
    var waits = resolver.waits()
    let wait = Int32(next.pollMilliseconds(from: now, atMost: Self.longestPoll))
    curl_multi_poll(multi, &waits, UInt32(waits.count), wait, nil)
    resolver.work(waits)
  }
}
