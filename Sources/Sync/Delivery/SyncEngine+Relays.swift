public import News
public import Store
import Wire

extension SyncEngine {
  /// Tells a newsroom's relay: an http or https address, as people write it. Nothing is asked there yet.
  ///
  /// - Throws: `refused` for an address that is none, or that has a user or password in it; `exists` for one that is there.
  @discardableResult
  public func addRelay(_ url: String, to newsroom: NewsroomID) async throws(StoreFault) -> Mirror {
    guard let asked = AskedAddress.candidates(url).first, WireAddress(asked) != nil else {
      throw .refused("this is no web address: a relay's begins with https:// or http://")
    }
    let parts = WireURL(asked)
    // Not repeated: there is a password in it.
    guard parts.userInfo == nil else {
      throw .refused(
        "user and password don't belong into the address: put them into the netrc file, and leave them out here")
    }
    guard parts.query == nil else { throw .refused("a relay's address has no question mark: \(asked)") }
    let place = RelayAddress.listURL(asked)
    let known = try await store.mirrors(of: newsroom, now: clock.now)
    if let same = known.first(where: { $0.takesDrops && RelayAddress.listURL($0.url) == place }) {
      throw .exists("a relay at \(same.url)")
    }
    return try await store.addRelay(url: asked, to: newsroom)
  }

  /// Asks a relay after a drop that nobody has. Nil when it was cancelled.
  func ask(
    relay: Mirror, progress: @escaping @Sendable (SyncProgress) -> Void
  ) async -> MirrorOutcome? {
    progress(.mirrorStarted(relay.newsroom, relay.id, url: relay.url, isRaced: false))
    let began = clock.milliseconds
    guard
      let look = await RelayAsk.look(
        at: relay.url, RelayAddress.nobody, route: relay.wireRoute, limits: limits, over: transport,
        clock: clock)
    else { return nil }
    var outcome = MirrorOutcome(mirror: relay.id, url: relay.url, kind: .served, serves: .relay)
    outcome.milliseconds = look.milliseconds ?? (clock.milliseconds - began)
    if case .failed(let verdict) = look.answer {
      outcome.kind = .failed
      outcome.verdict = verdict
    }
    return outcome
  }
}
