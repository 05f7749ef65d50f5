import ArgumentParser
import News
import Store
import Sync
import Wire

/// How mirrors are reached: one of them, or all that say nothing themselves.

struct MirrorsRouteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "route", abstract: "Say how a mirror is reached, or change it for this mirror alone.",
    discussion: """
      Words: `direct`; `tor` (SOCKS at 127.0.0.1:9050); `socks5h://HOST:PORT`; `doh URL ADDRESS…` (names by DNS over \
      HTTPS); `system` (names by this machine's resolver); `address A,A` (where it stands, too) and `no-address`; \
      `pin sha256//…` (the key that its certificate must have) and `no-pin`; `settings` (as everything else again). \
      Several may follow each other.
      """)
  @Argument(help: "The mirror.") var mirror: String
  @Argument(help: "How it is to be reached.") var words: [String] = []
  @Flag(help: "Print one JSON object.") var json = false

  struct Shape: Encodable {
    var url: String
    var route: RouteShape
    var network: RouteShape
  }

  func run() async throws {
    let session = Session.current
    let settings = try session.settings()
    let store = try session.store()
    var mirror = try await store.mirror(meant: mirror, of: nil)
    if !words.isEmpty {
      let line = session.line(to: store, settings)
      defer { line.close() }
      let (id, words) = (mirror.id, words.joined(separator: " "))
      do throws(StoreFault) {
        _ = try RouteWords.read(words, onto: mirror.route)
      } catch {
        throw Failure("mirrors route \(mirror.url): \(error.phrase)", status: .usage)
      }
      try await telling("mirrors route \(mirror.url)") { try await line.engine.setRoute(of: id, words) }
      mirror = try await store.mirror(meant: String(id.rawValue), of: nil)
    }
    if json {
      return try Output.json(
        Shape(
          url: mirror.url, route: RouteShape(mirror.route) ?? RouteShape(),
          network: RouteShape(settings.network) ?? RouteShape()))
    }
    let usual = session(NetworkWords.phrase(settings.network))
    let way: Phrase = RouteWords.phrase(mirror.route) ?? "as everything: \(usual)"
    Output.line("\(mirror.url): \(session(way))")
  }
}

struct MirrorsNetworkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "network", abstract: "Say how everything is reached, or change it in the settings.",
    discussion: """
      Words: `direct`; `tor` (SOCKS at 127.0.0.1:9050); `socks5h://HOST:PORT`; `doh URL ADDRESS…` (names by DNS over \
      HTTPS); `system` (names by this machine's resolver). A mirror with a route of its own (`mirrors route`) keeps it. \
      The line in the settings file is changed, its other lines stay. Exit status 1 when the proxy does not answer; \
      it is set all the same, and nothing goes out beside it.
      """)
  @Argument(help: "How everything is to be reached.") var words: [String] = []
  @Flag(help: "Don't ask whether the proxy answers.") var offline = false
  @Flag(help: "Print one JSON object.") var json = false

  func run() async throws {
    let session = Session.current
    var route = try session.settings().network
    if !words.isEmpty {
      let words = words.joined(separator: " ")
      do throws(StoreFault) {
        route = try NetworkWords.change(words, of: route)
      } catch {
        throw Failure("mirrors network \(words): \(session(error.phrase))", status: .usage)
      }
      try await NetworkWords.keep(route, in: session.places)
    }
    let phrase = NetworkWords.phrase(route)
    if json { try Output.json(RouteShape(route) ?? RouteShape()) } else { Output.line(session(phrase)) }
    guard !offline, case .socks5h(let host, let port)? = route.proxy else { return }
    let greeting = await ProxyGreeting.of(host: host, port: port)
    if let complaint = greeting.complaint(of: route.proxy?.description ?? "") {
      throw Failure("mirrors network: \(session(complaint))")
    }
  }
}

extension RouteShape {
  /// Nil for the route that says nothing.
  init?(_ route: MirrorRoute) {
    if route.isDefault { return nil }
    self.init(
      proxy: route.proxy, resolver: route.names, addresses: route.addresses.isEmpty ? nil : route.addresses,
      pins: route.pins.isEmpty ? nil : route.pins)
  }

  init?(_ route: WireRoute) {
    if route.proxy == nil, route.names == nil { return nil }
    self.init(proxy: route.proxy?.description, resolver: route.names?.description)
  }
}
