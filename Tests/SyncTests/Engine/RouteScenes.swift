import Foundation
import News
import Store
import Sync
import TestSupport
import Testing
import Wire

/// Whoever chose a way for a mirror is never led beside it.
@Suite(.timeLimit(.minutes(1))) struct RouteScenes {
  private let pin = "sha256//" + String(repeating: "A", count: 43) + "="
  private let nobody = "https://r1.example/drop/" + String(repeating: "0", count: 64)
  private var words: String { "tor address 192.0.2.7 pin \(pin)" }
  private var route: WireRoute {
    WireRoute(proxy: .socks5h(host: "127.0.0.1", port: 9_050), addresses: ["192.0.2.7"], pins: [pin])
  }

  @Test func everyRequestToAMirrorGoesByItsWay() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example")
    scene.script("kr1.example", .fail(WireFailure(.refused)))
    scene.script("de1.example", .feed(SampleFeed.march))
    let id = try #require(try await scene.mirror("kr1.example")).id
    try await scene.engine.setRoute(of: id, words)
    // A round, a test, a probe after its rest.
    _ = try await scene.sync()
    _ = try await scene.engine.test([id])
    _ = try await scene.engine.test([id])
    scene.clock.advance(to: 61_000)
    #expect(try await scene.engine.probe().count == 1)
    let requests = scene.network.requests(of: EngineScene.url("kr1.example"))
    #expect(requests.count == 4 && requests.allSatisfy { $0.route == route })
    let others = scene.network.requests.filter { !$0.url.contains("kr1") }
    #expect(!others.isEmpty && others.allSatisfy { $0.route == WireRoute() }, "the others go by the settings' way")
  }

  @Test func aLookAtWhereItRedirectsToGoesByItsProxyAndWithoutItsAddresses() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example")
    scene.script("kr1.example", .status(301, [WireHeader("Location", "https://new.example/feed")]))
    scene.script("de1.example", .feed(SampleFeed.march))
    scene.network.script("https://new.example/feed", .feed(SampleFeed.march))
    try await scene.engine.setRoute(of: try #require(try await scene.mirror("kr1.example")).id, words)
    _ = try await scene.sync()
    #expect(scene.network.requests(of: "https://new.example/feed").map(\.route) == [WireRoute(proxy: route.proxy)])
  }

  @Test func theControlOfADoubtGoesByTheMirrorsResolverWay() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example")
    scene.script("kr1.example", .fail(WireFailure(.resetInTLS, addresses: ["192.0.2.1"])))
    scene.script("de1.example", .feed(SampleFeed.march))
    scene.network.script("https://kr1.example:443/", .fail(WireFailure(.resetInTLS)))
    scene.network.script("https://192.0.2.1:443/", .fail(WireFailure(.wrongName)))
    try await scene.engine.setRoute(of: try #require(try await scene.mirror("kr1.example")).id, "direct system")
    _ = try await scene.sync()
    let controls = scene.network.requests.filter { $0.url.contains(":443/") }
    #expect(!controls.isEmpty)
    #expect(controls.allSatisfy { $0.route.proxy == .direct && $0.route.names == .system })
  }

  @Test func reportsGoToTheirRelayByItsWay() async throws {
    let relay = "https://r1.example/"
    let scene = try await DeliveryScene(relays: [relay, "https://r2.example/"])
    let id = try #require(try await scene.store.mirrors(now: scene.clock.now).first { $0.url == relay }).id
    try await scene.engine.setRoute(of: id, words)
    let report = try await scene.file()
    for relay in [relay, "https://r2.example/"] { scene.script(relay, report) }
    try await scene.deliver()
    scene.network.script(nobody, .status(404))
    _ = try await scene.engine.test([id])
    let requests = scene.network.requests.filter { $0.url.hasPrefix(relay) }
    #expect(requests.map(\.method) == [.put, .head, .head])
    #expect(requests.allSatisfy { $0.route == route })
    let others = scene.network.requests.filter { !$0.url.hasPrefix(relay) }
    #expect(!others.isEmpty && others.allSatisfy { $0.route == WireRoute() })
  }

  @Test func theDeskFetchesDropsByTheRelaysWay() async throws {
    let scene = try await DeliveryScene(relays: ["https://r1.example/"])
    let id = try #require(try await scene.store.mirrors(now: scene.clock.now).first(where: \.takesDrops)).id
    try await scene.engine.setRoute(of: id, words)
    let folder = try TemporaryFolder()
    let reader = InboxReader(
      transport: scene.network, folder: folder.path, relays: try await scene.store.mirrors(now: scene.clock.now),
      clock: scene.clock)
    let double = try #require(scene.relays["https://r1.example/"])
    let report = try await scene.file()
    double.keep([UInt8](try Data(contentsOf: URL(filePath: scene.store.dropsFolder + "/" + (report.drop ?? "")))))
    scene.network.script("https://r1.example/drop/", double.listing)
    scene.script("https://r1.example/", report)
    let inbox = await reader.fetch(["https://r1.example"])
    #expect(inbox.fetched == 1)
    #expect(scene.network.requests.count == 2 && scene.network.requests.allSatisfy { $0.route == route })
  }

  @Test func pagesOlderPagesAndPostsComeByTheWayOfTheirMirror() async throws {
    let scene = try EngineScene()
    let newsroom = try await scene.newsroom(hosts: "kr1.example", "de1.example")
    scene.script("kr1.example", .feed(SampleFeed.march))
    scene.script("de1.example", .feed(SampleFeed.march))
    let page = (1...12).map { "<p>What happened, part \($0): they met at the harbour gate, and stayed there.</p>" }
    let html = "<html><article><h1>The march</h1>\(page.joined())</article></html>"
    scene.network.script("https://kr1.example/march", .page(html))
    try await scene.engine.setRoute(of: try #require(try await scene.mirror("kr1.example")).id, words)
    _ = try await scene.sync()
    let article = try #require(try await scene.store.headlines(.all, limit: 1).first)
    #expect(try await scene.engine.fullText(of: article.id) == .kept(url: "https://kr1.example/march"))
    _ = try await scene.engine.older(newsroom)
    let requests = scene.network.requests.filter { $0.url.contains("kr1") }
    #expect(requests.contains { $0.url.hasSuffix("/march") })
    #expect(requests.allSatisfy { $0.route == route })
    #expect(scene.network.requests.allSatisfy { $0.url.contains("kr1") || $0.url.contains("de1") })
  }

  @Test func whatCantBeReadChangesNoRoute() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example")
    let id = try #require(try await scene.mirror("kr1.example")).id
    try await scene.engine.setRoute(of: id, "tor")
    await #expect(throws: StoreFault.self) { try await scene.engine.setRoute(of: id, "socks5://127.0.0.1:9050") }
    #expect(try await scene.mirror("kr1.example")?.route.proxy == RouteWords.tor)
    await #expect(throws: StoreFault.self) { try await scene.engine.setRoute(of: MirrorID(rawValue: 99), "tor") }
  }
}
