import Desk
import Foundation
import News
import Store
import Sync

/// Deliveries of the desk: one at a time, by its own clock when a relay is to be asked again.
extension EffectRunner {
  /// So long until another process that holds the lock is asked for it again.
  private static let lockPatience = 15.0

  /// Sends what is due, or these reports now. `isWanted`: by the user, who hears of it in any case.
  func deliver(_ which: [ReportNumber]? = nil, isWanted: Bool) {
    // What is filed while another report is on its way has its turn right after it.
    guard delivering == nil else {
      isDeliveredAgain = true
      isAgainWanted = isAgainWanted || isWanted
      return
    }
    do throws(Failure) {
      guard try lock.hold() else {
        if isWanted {
          loop.post(.report(.delivered("another Wirecopy is delivering; the outbox shows it", isGood: true)))
        }
        return deliverLater(in: Self.lockPatience)
      }
    } catch {
      if let phrase = error.phrase { loop.post(.failed(phrase)) }
      return
    }
    alarm?.cancel()
    let (news, feed) = AsyncStream.makeStream(of: DeliveryProgress.self, bufferingPolicy: .bufferingNewest(64))
    let engine = engine
    let work = Task {
      defer { feed.finish() }
      return try await engine.deliver(which, hurry: isWanted) { feed.yield($0) }
    }
    delivering = Task { [self] in
      await withTaskCancellationHandler {
        for await progress in news { tell(progress) }
        do {
          let report = try await work.value
          if isWanted || !report.reports.isEmpty { loop.post(.report(DeliverySentence.news(report))) }
          if let due = report.nextDue { deliverLater(in: max(1, due.timeIntervalSinceNow)) }
        } catch let fault as StoreFault {
          if fault != .cancelled { loop.post(.failed(fault.phrase)) }
        } catch {
          loop.post(.failed("\(String(describing: error))"))
        }
        delivering = nil
        lock.letGo()
        let (isAgain, isWanted) = (isDeliveredAgain && !Task.isCancelled, isAgainWanted)
        (isDeliveredAgain, isAgainWanted) = (false, false)
        if isAgain { deliver(isWanted: isWanted) }
      } onCancel: {
        work.cancel()
      }
    }
  }

  private func deliverLater(in seconds: Double) {
    alarm?.cancel()
    alarm = Task { [weak self] in
      do {
        try await Task.sleep(for: .seconds(seconds))
        self?.deliver(isWanted: false)
      } catch {
        // Another alarm was set, or the desk closes.
      }
    }
  }

  private func tell(_ progress: DeliveryProgress) {
    switch progress {
    case .sent(let number, let relay, let bytes, let size):
      loop.post(.report(.delivering(number, relay: MirrorName(relay).description, sent: bytes, of: size)))
    case .asking(let number, let relay):
      loop.post(.report(.delivering(number, relay: MirrorName(relay).description, sent: 0, of: 0)))
    case .packing, .answered, .finished: break
    }
  }
}
