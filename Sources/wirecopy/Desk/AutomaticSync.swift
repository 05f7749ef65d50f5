import Foundation
import News
import Store
import Sync

/// What the desk fetches by the clock, and where it waits: on a line that the settings call metered.
///
/// While it does, it holds a lock of its own, which tells `sync` from cron that the work is in good hands; of several
/// desks, one does it.
@MainActor
final class AutomaticSync {
  private let store: NewsStore
  private let settings: Settings.Syncing
  private var timer: SyncTimer
  private let started = ContinuousClock.now
  private var lock: SyncLock?
  /// The line is metered, and nothing goes out that nobody asked for.
  private(set) var isWaiting = false

  init(store: NewsStore, settings: Settings.Syncing) {
    self.store = store
    self.settings = settings
    timer = SyncTimer { settings.interval(of: $0.name) }
  }

  /// Looks at the line again: it may be another one by now.
  func look() async {
    let rule = settings.metered
    isWaiting = await Self.isMetered(rule)
    if isWaiting { lock = nil }
  }

  /// Away from the loop: it reads files of the kernel's.
  @concurrent
  private static func isMetered(_ rule: MeteredRule) async -> Bool { rule.isMetered(NetworkInterface.outward()) }

  /// The newsrooms whose time has come. Only asked while the desk is to be online at all.
  func due() async -> [NewsroomID] {
    guard settings.isAutomatic, !isWaiting, isOurs(), let newsrooms = try? await store.newsrooms() else { return [] }
    return timer.due(newsrooms, at: started.duration(to: .now)) { .random(in: 0..<1) }
  }

  /// Rounds of these are over, whoever asked for them.
  func synced(_ ids: [NewsroomID]) async {
    guard settings.isAutomatic, let newsrooms = try? await store.newsrooms() else { return }
    timer.synced(newsrooms.filter { ids.contains($0.id) }, at: started.duration(to: .now)) { .random(in: 0..<1) }
  }

  func stop() { lock = nil }

  private func isOurs() -> Bool {
    if lock == nil { lock = try? SyncLock.take(path: Self.lockPath(besideStore: store.path)) }
    return lock != nil
  }

  nonisolated static func lockPath(besideStore path: String) -> String { path + ".desk" }

  /// Whether a desk is open that fetches the news by itself.
  nonisolated static func isAtWork(on store: NewsStore) -> Bool {
    do throws(SyncLockFault) {
      _ = try SyncLock.take(path: lockPath(besideStore: store.path))
      return false
    } catch {
      return error == .held
    }
  }
}
