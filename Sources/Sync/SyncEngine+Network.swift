public import News
public import Store
public import Wire

extension SyncEngine {
  /// Whether onion addresses can be reached by what says nothing itself.
  var hasProxy: Bool { if case .socks5h? = route.proxy { true } else { false } }

  /// How everything is reached that says nothing itself, from now on.
  public func setRoute(_ route: WireRoute) {
    self.route = route
    transport.setRoute(route)
  }

  /// This machine is on another network, or awake again: what was learnt of the old one says nothing here, and mirrors that
  /// failed softly there are asked again. Those that asked to be left alone still are.
  public func networkChanged() async {
    transport.networkChanged()
    witnesses.networkChanged()
    probes.forget()
    blocked = [:]
    // A store that can't be written now leaves some mirrors to rest: no reason to stop anything.
    try? await store.forgiveBreakers(of: nil)
  }

  /// The user wants the news now: forgets the rests of mirrors that failed softly, or asked to be left alone, and syncs.
  @discardableResult
  public func retryNow(
    _ which: [NewsroomID]? = nil, progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
  ) async throws(StoreFault) -> [RoundReport] {
    probes.forget()
    if let which {
      for newsroom in which { try await store.forgiveBreakers(of: newsroom, evenAsked: true) }
    } else {
      try await store.forgiveBreakers(of: nil, evenAsked: true)
    }
    return try await sync(which, progress: progress)
  }
}
