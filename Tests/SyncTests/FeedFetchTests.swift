import News
import TestSupport
import Testing
import Wire

@testable import Sync

@Suite struct FeedFetchTests {
  private func fetch(_ answer: ScriptedTransport.Answer, route: WireRoute = WireRoute()) async -> (
    FeedFetch.Result, [WireRequest]
  ) {
    let network = ScriptedTransport()
    let url = "https://kr1.example/feed"
    network.script(url, answer)
    var fetch = FeedFetch(newsroom: .init(rawValue: 1), mirror: .init(rawValue: 1), url: url)
    fetch.route = route
    let result = await fetch.run(over: network, readers: Turnstile(places: 1), clock: network.clock) { _ in }
    return (result, network.requests)
  }

  @Test func aPartThatNobodyAskedForIsNoFeed() async throws {
    let (result, requests) = await fetch(.respond { LongFeed.part($0.url, from: 0) })
    guard case .failed(let verdict) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(verdict.symptom == .status && verdict.evidence.status == 206)
    #expect(requests.count == 1)
  }

  @Test func everyRequestGoesByTheMirrorsRoute() async throws {
    let route = WireRoute(proxy: .socks5h(host: "127.0.0.1", port: 9050), addresses: ["192.0.2.1"])
    let (_, requests) = await fetch(.respond(LongFeed.honest), route: route)
    #expect(requests.map(\.route) == [route])
  }

  @Test func aRouteIsReadAsItWasWritten() {
    let pin = "sha256//" + String(repeating: "A", count: 43) + "="
    let route = WireRoute(
      MirrorRoute(
        proxy: "direct", names: "system", addresses: ["192.0.2.1", "kr1.example", "2001:db8::1"], pins: [pin]))
    #expect(route == WireRoute(proxy: .direct, names: .system, addresses: ["192.0.2.1", "2001:db8::1"], pins: [pin]))
    #expect(WireRoute(MirrorRoute()) == WireRoute())
  }

  @Test func whoChoseAWayThatCannotBeReadIsNotLedAnotherOne() {
    let route = WireRoute(
      MirrorRoute(proxy: "socks5://10.0.0.1:9050", names: "https://dns.example/", pins: ["sha1//x"]))
    #expect(route.proxy == .socks5h(host: "127.0.0.1", port: 9))
    #expect(route.names == .https(url: "https://127.0.0.1:9/", addresses: []))
    #expect(route.pins == ["sha1//x"], "the transport refuses it")
  }
}
