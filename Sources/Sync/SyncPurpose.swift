/// Why a sync is run.
public enum SyncPurpose: Hashable, Sendable {
  /// Somebody waits for the news: the best mirror comes first.
  case wanted
  /// A timer, cron: now and then, one that was not tried for long comes first.
  case background
}
