import Foundation
import News
import Store

/// Calls for the reader when an alert comes: once for each, whichever process brought it.
///
/// Invariant: an alert is marked as told before it is called out, so that none calls twice.
@MainActor
final class AlertCaller {
  /// Alerts that are looked at: those on top of the list of all.
  private static let most = 256
  /// What is older is no alarm any more when it comes, as with a newsroom that is followed anew.
  static let oldest = 86_400.0

  private let store: NewsStore
  private let told: ToldAlerts
  private let call: @MainActor (AlertPace.Call) -> Void
  private let complain: @MainActor (Phrase) -> Void
  private var pace = AlertPace()
  private let started = ContinuousClock.now
  private var looking: Task<Void, Never>?
  private var isStirred = false
  private var alarm: Task<Void, Never>?
  private var hasComplained = false

  init(
    _ store: NewsStore, call: @escaping @MainActor (AlertPace.Call) -> Void,
    complain: @escaping @MainActor (Phrase) -> Void
  ) {
    self.store = store
    told = ToldAlerts(besideStore: store.path)
    self.call = call
    self.complain = complain
  }

  /// Something changed in the store: looks, one look at a time.
  func stir() {
    isStirred = true
    guard looking == nil else { return }
    looking = Task { [weak self] in
      while let self, self.isStirred, !Task.isCancelled {
        self.isStirred = false
        await self.look()
      }
      self?.looking = nil
    }
  }

  func stop() {
    looking?.cancel()
    alarm?.cancel()
  }

  private func look() async {
    do {
      pace.add(try await Self.fresh(in: store, told))
      callOut()
    } catch let failure as Failure {
      // Once: the disk may be full, and every change of the store would say so again.
      if !hasComplained, let phrase = failure.phrase { complain(phrase) }
      hasComplained = true
    } catch {
      // What the store can't read now, it says elsewhere; the next change looks again.
    }
  }

  /// The words of alerts that nobody has told of; they count as told.
  static func fresh(in store: NewsStore, _ told: ToldAlerts, now: Date = Date()) async throws -> [AlertWord] {
    let waiting = try await store.headlines(.all, limit: most).prefix { $0.isUrgent && !$0.isAcknowledged }
    let fresh = try await told.claim(waiting.map(\.id))
    return waiting.filter { fresh.contains($0.id) && now.timeIntervalSince($0.time) < oldest }
      .map { AlertWord(title: $0.title, newsroom: $0.newsroomName) }
  }

  private func callOut() {
    let now = started.duration(to: .now)
    for call in pace.calls(at: now) { self.call(call) }
    alarm?.cancel()
    guard let due = pace.due else { return }
    alarm = Task { [weak self] in
      guard (try? await Task.sleep(for: max(.zero, due - now))) != nil else { return }
      self?.callOut()
    }
  }
}
