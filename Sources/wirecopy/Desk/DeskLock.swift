import Sync

/// The desk's hold on the right to sync and deliver: rounds and deliveries of this process share it, and let go of it
/// when the last of them is over.
@MainActor
final class DeskLock {
  private let take: @MainActor () throws(Failure) -> SyncLock?
  private var lock: SyncLock?
  private var holders = 0

  init(_ take: @escaping @MainActor () throws(Failure) -> SyncLock?) { self.take = take }

  /// - Returns: false while another process has it.
  func hold() throws(Failure) -> Bool {
    if lock == nil { lock = try take() }
    guard lock != nil else { return false }
    holders += 1
    return true
  }

  func letGo() {
    holders -= 1
    if holders == 0 { lock = nil }
  }
}
