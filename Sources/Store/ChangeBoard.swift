/// Hands changes to those who listen, and looks for those of other processes while someone does.
actor ChangeBoard {
  private var listeners: [Int: AsyncStream<StoreChange>.Continuation] = [:]
  private var last = 0
  private var watch: Task<Void, Never>?

  /// `version` gives a number that only other processes' writes change.
  func join(_ listener: AsyncStream<StoreChange>.Continuation, version: @escaping @Sendable () async -> Int?) {
    last += 1
    let id = last
    listeners[id] = listener
    listener.onTermination = { _ in Task { await self.leave(id) } }
    listener.yield(.everything)
    if watch == nil { watch = Task { await self.watchOthers(version) } }
  }

  func post(_ change: StoreChange) {
    for listener in listeners.values {
      // One place is kept: what lies there untaken is added to the new change.
      if case .dropped(let untaken) = listener.yield(change) { listener.yield(change.union(untaken)) }
    }
  }

  private func leave(_ id: Int) {
    listeners[id] = nil
    guard listeners.isEmpty else { return }
    watch?.cancel()
    watch = nil
  }

  private func watchOthers(_ version: @Sendable () async -> Int?) async {
    var known = await version()
    while (try? await Task.sleep(for: .seconds(1))) != nil {
      guard let now = await version(), !Task.isCancelled else { continue }
      if let known, known != now { post(.everything) }
      known = now
    }
  }
}
