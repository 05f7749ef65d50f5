import CurlTransport
import MirrorLab
import TLSLab
import Testing
import Wire

/// A mirror over TLS at each of some addresses of `news.lab.example`, all on one port, for the time of a scene.
struct TLSScene {
  /// Made once: it takes a while.
  static let authority = Result { try LabAuthority() }
  static let host = "news.lab.example"

  let labs: [TLSLab]
  let names: NameServer
  let transport: CurlTransport
  let authority: LabAuthority

  var mirrors: [LabMirror] { labs.flatMap(\.mirrors) }
  var mirror: LabMirror { mirrors[0] }
  var url: String { mirror.url("/feed", host: Self.host) }

  /// - Parameter answer: of the resolver; nil for all addresses.
  static func play(
    addresses: [String] = ["127.0.0.1"], reserved: AddressRanges = .none, resolver: NameServer.Answer? = nil,
    _ scene: (TLSScene) async throws -> Void
  ) async throws {
    let authority = try authority.get()
    let labs = try await Row.start(addresses) {
      $0.mirrors[0].port
    } start: { address, ports in
      let site = LabSite(["/feed": .init("news of \(address)")])
      return try await TLSLab.start(site: site, addresses: [address], ports: ports, authority: authority)
    } stop: {
      await $0.stop()
    }
    let names = try NameServer { _, isSix in isSix ? .none : resolver ?? .addresses(addresses) }
    let transport = Scene.transport(reserved: reserved) {
      $0.resolvers = "127.0.0.1:\(names.port)"
      $0.certificates = authority.root
    }
    do {
      try await scene(TLSScene(labs: labs, names: names, transport: transport, authority: authority))
    } catch {
      Issue.record(error)
    }
    transport.close()
    names.stop()
    for lab in labs { await lab.stop() }
  }

  func ask(_ route: WireRoute = WireRoute(), isFresh: Bool = false, limits: WireLimits = Scene.limits())
    async throws(WireFailure) -> WireResponse
  {
    try await transport.exchange(WireRequest(url, limits: limits, route: route, isFresh: isFresh))
  }

  func failure(
    _ route: WireRoute = WireRoute(), limits: WireLimits = Scene.limits(),
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> WireFailure {
    try await Scene.failure(of: url, by: transport, limits: limits, route: route, sourceLocation: sourceLocation)
  }
}
