import Foundation
import News
import Store

/// What a delivery writes. It is written whether or not the delivery was cancelled meanwhile: a relay's answer is not lost
/// because somebody pressed a key.
struct DeliveryJournal: Sendable {
  let store: NewsStore
  let draws: Draws

  func record(_ number: ReportNumber, _ relay: RelayRecord) async throws(StoreFault) {
    try await uncancelled { store throws(StoreFault) in try await store.record(number, relay) }
  }

  func judge(
    _ relay: MirrorID, _ verdict: Verdict?, at date: Date, milliseconds: Int?
  ) async throws(StoreFault) {
    let draws = draws
    do throws(StoreFault) {
      try await uncancelled { store throws(StoreFault) in
        try await store.record(
          relay: relay, verdict: verdict, at: date, milliseconds: milliseconds, draw: { draws.fraction() })
      }
    } catch {
      // A relay that was removed meanwhile has nothing to remember.
      guard case .notFound = error else { throw error }
    }
  }

  func report(_ number: ReportNumber) async throws(StoreFault) -> OutboxReport? {
    try await uncancelled { store throws(StoreFault) in try await store.outboxReport(number) }
  }

  /// In a task of its own, which nobody cancels.
  func uncancelled<Value: Sendable>(
    _ work: @escaping @Sendable (NewsStore) async throws(StoreFault) -> Value
  ) async throws(StoreFault) -> Value {
    let store = store
    let task = Task { () async -> Result<Value, StoreFault> in
      do throws(StoreFault) { return .success(try await work(store)) } catch { return .failure(error) }
    }
    return try await task.value.get()
  }
}
