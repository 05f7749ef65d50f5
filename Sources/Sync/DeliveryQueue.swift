import News
import Store

/// What finished rounds want written: those that queue up share a transaction.
///
/// Writing is not cancelled with the round that asked for it: a page of news is stored whole or not begun.
actor DeliveryQueue {
  private struct Entry {
    var delivery: PreparedDelivery
    var answer: CheckedContinuation<Result<DeliveryResult, StoreFault>, Never>
  }
  private let commit: @Sendable ([PreparedDelivery]) async throws(StoreFault) -> [DeliveryResult]
  private let record: @Sendable ([RoundReport]) async throws(StoreFault) -> Void
  private var entries: [Entry] = []
  private var reports: [RoundReport] = []
  private var writing: Task<Void, Never>?
  private var reportFault: StoreFault?

  /// Deliveries in one transaction: enough that its cost is shared, few enough that nobody waits long for the first.
  private static let mostTogether = 16
  /// Articles from which on a delivery is enough for a transaction: rounds that wait for a longer one would leave nobody to
  /// make the next deliveries ready meanwhile.
  private static let enoughArticles = 500

  init(store: NewsStore, draws: Draws) {
    self.init(
      commit: { deliveries throws(StoreFault) in try await store.commit(deliveries) },
      record: { reports throws(StoreFault) in try await store.record(reports, draw: { draws.fraction() }) })
  }

  /// The two writes that it queues up for; each is one transaction.
  init(
    commit: @escaping @Sendable ([PreparedDelivery]) async throws(StoreFault) -> [DeliveryResult],
    record: @escaping @Sendable ([RoundReport]) async throws(StoreFault) -> Void
  ) {
    self.commit = commit
    self.record = record
  }

  /// Returns when the delivery is in the store, or why it is not.
  func commit(_ delivery: PreparedDelivery) async -> Result<DeliveryResult, StoreFault> {
    await withCheckedContinuation { answer in
      entries.append(Entry(delivery: delivery, answer: answer))
      write()
    }
  }

  /// Puts a report into the log, at the next opportunity.
  func record(_ report: RoundReport) {
    reports.append(report)
    write()
  }

  /// Waits until everything is written. Returns why a report could not be.
  func flush() async -> StoreFault? {
    while let writing { await writing.value }
    defer { reportFault = nil }
    return reportFault
  }

  private func write() {
    guard writing == nil else { return }
    writing = Task {
      // What is ready at the same moment comes along.
      await Task.yield()
      while !entries.isEmpty || !reports.isEmpty {
        if entries.isEmpty { await writeReports() } else { await writeEntries() }
      }
      writing = nil
    }
  }

  private func writeEntries() async {
    var articles = 0
    let batch = Array(
      entries.prefix(Self.mostTogether).prefix { entry in
        defer { articles += entry.delivery.count }
        return articles < Self.enoughArticles
      })
    entries.removeFirst(batch.count)
    do throws(StoreFault) {
      let results = try await commit(batch.map(\.delivery))
      for (index, entry) in batch.enumerated() {
        entry.answer.resume(returning: .success(index < results.count ? results[index] : DeliveryResult()))
      }
    } catch {
      if batch.count == 1 {
        batch[0].answer.resume(returning: .failure(error))
        return
      }
      // One that can't be stored is no reason to lose the others.
      for entry in batch { entry.answer.resume(returning: await commitAlone(entry.delivery)) }
    }
  }

  private func commitAlone(_ delivery: PreparedDelivery) async -> Result<DeliveryResult, StoreFault> {
    do throws(StoreFault) {
      return .success(try await commit([delivery]).first ?? DeliveryResult())
    } catch {
      return .failure(error)
    }
  }

  private func writeReports() async {
    let batch = reports
    reports = []
    do throws(StoreFault) {
      try await record(batch)
    } catch {
      reportFault = error
    }
  }
}
