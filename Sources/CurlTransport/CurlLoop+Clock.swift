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
      guard running[transfer.id] != nil else { continue }
      if let asked = transfer.resolving, asked.after(milliseconds: transfer.request.limits.dns) <= now {
        end(transfer, .failure(transfer.failure(.resolverSilent, detail: "no answer to the name")))
      } else if let ends = transfer.totalEnds, ends <= now {
        runOut(transfer)
      } else if let next = staggerEnds(transfer), next <= now {
        tryNext(transfer)
      }
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
      return end(transfer, .failure(transfer.failure(.resolverSilent, detail: "no answer to the name")))
    }
    var reading = attempt.reading(CURLE_OPERATION_TIMEDOUT)
    reading.text = "out of time"
    let kind = reading.phase == .answering || reading.phase == .sending ? .tooSlow : reading.kind
    end(transfer, .failure(transfer.failure(kind, of: attempt, reading: reading)))
  }

  /// When the next address is due beside the one that is being tried; nil when there is none, or no need.
  private func staggerEnds(_ transfer: Transfer) -> Moment? {
    guard transfer.winner == nil, transfer.plan?.isEmpty == false, let latest = transfer.tries.last else { return nil }
    let wait = transfer.tries.contains { $0.phase == .securing } ? Self.secureStagger : Self.stagger
    return latest.started.after(milliseconds: wait)
  }

  /// Sleeps until a socket stirs, mail comes, or the next limit is due.
  func sleep() {
    let now = Moment.now
    var next = resolver.deadline(now: now) ?? Moment(microseconds: .max)
    for transfer in running.values {
      for attempt in transfer.tries {
        next = min(next, attempt.silenceEnds)
        if attempt.phase == .sending { next = min(next, now.after(milliseconds: Self.uploadPoll)) }
      }
      if let asked = transfer.resolving { next = min(next, asked.after(milliseconds: transfer.request.limits.dns)) }
      if let ends = transfer.totalEnds { next = min(next, ends) }
      if let due = staggerEnds(transfer) { next = min(next, due) }
    }
    var waits = resolver.waits()
    let wait = Int32(next.pollMilliseconds(from: now, atMost: Self.longestPoll))
    curl_multi_poll(multi, &waits, UInt32(waits.count), wait, nil)
    resolver.work(waits)
  }
}
