import CurlTransport
import Foundation
import MirrorLab
import News
import Store
import Sync
import Synchronization
import TLSLab
import Wire

/// Mirrors on loopback with a name each, a resolver that knows the names, a proxy; and between them and a store in memory the
/// engine over libcurl: what the program has, but for the screen.
final class Stage: Sendable {
  /// Made once: it takes a while.
  static let authority = Result { try LabAuthority() }

  let mirrors: [LabMirror]
  let names: LabNames
  let resolver: LabResolver
  let proxy: LabProxy
  let transport: CurlTransport
  let store: NewsStore
  let engine: SyncEngine
  let clock: JumpingClock
  let authority: LabAuthority
  private let told = Mutex<[SyncProgress]>([])
  private let stopLab: @Sendable () async -> Void

  /// The address that a resolver gives and no public server has.
  static let reserved = "127.0.0.53"

  /// As the program makes it, with the lab's root and resolvers.
  static func transport(resolvers: String) throws -> CurlTransport {
    var settings = CurlTransport.Settings()
    settings.resolvers = resolvers
    settings.certificates = try authority.get().root
    return CurlTransport(settings, reserved: AddressRanges(["\(reserved)/32"]) ?? .none)
  }

  private init(_ setting: Setting) async throws {
    authority = try Self.authority.get()
    let addresses = (0..<setting.mirrors).map { Lab.loopbacks[($0 + 1) % Lab.loopbacks.count] }
    if setting.isSecure {
      let lab = try await TLSLab.start(
        onOnePortOf: addresses, site: setting.site, older: setting.older, authority: authority)
      (mirrors, stopLab) = (lab.mirrors, { await lab.stop() })
    } else {
      let lab = try await Lab.start(onOnePortOf: addresses, site: setting.site, older: setting.older)
      (mirrors, stopLab) = (lab.mirrors, { await lab.stop() })
    }
    names = LabNames()
    for (place, mirror) in mirrors.enumerated() { names[Self.host(place)] = .addresses([mirror.address]) }
    resolver = try await LabResolver.start(names)
    proxy = try await LabProxy.start()
    transport = try Self.transport(resolvers: resolver.endpoint)
    store = try NewsStore.inMemory()
    clock = JumpingClock(speed: setting.speed)
    engine = SyncEngine(
      store: store, transport: transport, clock: clock, limits: setting.limits, route: setting.route(proxy))
  }

  /// What a stage is made of.
  struct Setting {
    /// On 127.0.0.2 and the following, all on one port.
    var mirrors = 4
    var isSecure = true
    var site = FeedText.site()
    var older: LabSite?
    var limits = WireLimits()
    /// Of the engine's clock.
    var speed = 1
    /// Of all requests.
    var route: (LabProxy) -> WireRoute = { _ in WireRoute() }
  }

  /// Plays a scene on a stage, and takes the stage down.
  static func play<Result>(
    _ change: (inout Setting) -> Void = { _ in }, _ scene: (Stage) async throws -> Result
  ) async throws -> Result {
    var setting = Setting()
    change(&setting)
    let stage = try await Stage(setting)
    do {
      let result = try await scene(stage)
      await stage.stop()
      return result
    } catch {
      await stage.stop()
      throw error
    }
  }

  private func stop() async {
    transport.close()
    await stopLab()
    await resolver.stop()
    await proxy.stop()
  }

  // MARK: Mirrors

  /// No two of them share more than `example`: what is said of one is said of no other.
  static func host(_ place: Int) -> String { "m\(place).lab.example" }

  func url(_ place: Int, _ path: String = FeedText.path) -> String { mirrors[place].url(path, host: Self.host(place)) }

  /// A newsroom with these mirrors, in this order.
  @discardableResult func newsroom(_ name: String, _ places: Int..., route: MirrorRoute = MirrorRoute()) async throws
    -> Newsroom
  {
    try await newsroom(name, urls: places.map { url($0) }, route: route)
  }

  /// - Parameter route: of its first mirror.
  @discardableResult func newsroom(_ name: String, urls: [String], route: MirrorRoute = MirrorRoute()) async throws
    -> Newsroom
  {
    let newsroom = try await store.addNewsroom(name: name, mirrors: urls, now: clock.now)
    if route != MirrorRoute(), let first = try await store.mirrors(of: newsroom.id, now: clock.now).first {
      try await store.setRoute(first.id, route)
    }
    return newsroom
  }

  func mirror(_ url: String, of newsroom: Newsroom) async throws -> Mirror? {
    try await store.mirrors(of: newsroom.id, now: clock.now).first { $0.url == url }
  }

  // MARK: Rounds

  func sync(_ newsrooms: Newsroom...) async throws -> [RoundReport] {
    try await engine.sync(newsrooms.map(\.id)) { self.note($0) }
  }

  /// As by the key "retry": what is resting is asked, too.
  func retry(_ newsrooms: Newsroom...) async throws -> [RoundReport] {
    try await engine.retryNow(newsrooms.map(\.id)) { self.note($0) }
  }

  func note(_ event: SyncProgress) { told.withLock { $0.append(event) } }

  /// All that was told while syncing.
  var events: [SyncProgress] { told.withLock { $0 } }

  /// The mirrors that were told to be blocked.
  var judged: [MirrorOutcome] {
    events.compactMap { event in
      if case .judged(_, let outcome) = event { outcome } else { nil }
    }
  }

  func forgetRequests() {
    for mirror in mirrors { mirror.forgetRequests() }
    names.forgetQuestions()
    proxy.forgetQuestions()
    told.withLock { $0 = [] }
  }
}
