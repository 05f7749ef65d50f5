import Foundation
import News
import Testing

@testable import Store

struct ManyMirrorsTests {
  private func urls(_ range: Range<Int>) -> [String] { range.map { "https://m\($0).example/feed.xml" } }

  private func isRefused(_ work: () async throws -> Void) async -> Bool {
    do {
      try await work()
      return false
    } catch StoreFault.refused {
      return true
    } catch {
      return false
    }
  }

  @Test func aListOfMirrorsIsAddedInItsOrderWithoutThoseThatAreThere() async throws {
    let scene = try await Scene(mirrors: ["http://a.example/"])
    let route = MirrorRoute(addresses: ["192.0.2.1"], pins: ["sha256//abc="])
    let added = try await scene.store.addMirrors(
      [
        NewMirror(url: "http://b.example/", route: route), NewMirror(url: "http://a.example/"),
        NewMirror(url: "http://a.example", kind: .relay), NewMirror(url: "http://b.example/"),
        NewMirror(url: "http://a.example/", kind: .relay), NewMirror(url: "http://c.example/"),
      ], to: scene.newsroom.id)
    #expect(added.map(\.url) == ["http://b.example/", "http://a.example", "http://c.example/"])
    let known = try await scene.store.mirrors(of: scene.newsroom.id)
    #expect(known.map(\.url) == ["http://a.example/", "http://b.example/", "http://c.example/", "http://a.example"])
    #expect(known[1].route == route && known[2].route.isDefault && known[3].kind == .relay)
    #expect(Set(known) == Set(scene.mirrors + added))
    #expect(
      try await scene.store.addMirrors(added.map { NewMirror(url: $0.url, kind: $0.kind) }, to: scene.newsroom.id)
        .isEmpty)
    await #expect(throws: StoreFault.notFound("newsroom 99")) {
      try await scene.store.addMirrors([], to: NewsroomID(rawValue: 99))
    }
  }

  @Test func aRouteIsKeptAndMakesAnEndOfTheRest() async throws {
    let scene = try await Scene(onDisk: true)
    let one = scene.mirrors[0]
    let route = MirrorRoute(
      proxy: "direct", names: "https://dns.example/dns-query 192.0.2.53", addresses: ["192.0.2.1", "2001:db8::1"],
      pins: ["sha256//abc="])
    try await scene.store.record(
      test: MirrorOutcome(mirror: one.id, url: one.url, kind: .failed, verdict: Verdict(.pinMismatch, weight: .hard)),
      at: Scene.noon)
    try await scene.store.setRoute(one.id, route)
    let known = try await scene.otherProcess().mirrors(of: scene.newsroom.id, now: Scene.noon)[0]
    #expect(known.route == route && known.memory.breaker.isClosed && known.memory.tries == [false])
    try await scene.store.setRoute(one.id, MirrorRoute())
    #expect(try await scene.store.mirrors(now: Scene.noon)[0].route.isDefault)
    #expect(try await scene.store.number("SELECT count(*) FROM mirror WHERE route IS NOT NULL") == 0)
    await #expect(throws: StoreFault.notFound("mirror 99")) {
      try await scene.store.setRoute(MirrorID(rawValue: 99), route)
    }
  }

  @Test func anAcceptedOfferBeginsWithoutTheOldAddresssPast() async throws {
    let scene = try await Scene()
    let one = scene.mirrors[0]
    try await scene.store.record(
      test: MirrorOutcome(mirror: one.id, url: one.url, kind: .failed, verdict: Verdict(.redirected, weight: .hard)),
      at: Scene.noon)
    try await scene.store.setOffer(
      one.id, MovedOffer(url: "https://new.example/feed.xml", found: .feed(title: "Strike", isSame: true)))
    try await scene.store.acceptOffer(one.id)
    #expect(try await scene.store.mirrors(now: Scene.noon)[0].memory == MirrorMemory())
  }

  @Test func aNewsroomHasAThousandMirrorsAndRelaysAtMost() async throws {
    let scene = try await Scene(mirrors: [])
    let (store, id) = (scene.store, scene.newsroom.id)
    try await store.addMirrors(urls(0..<998).map { NewMirror(url: $0) }, to: id)
    try await store.addRelay(url: "https://r.example/", to: id)
    #expect(await isRefused { try await store.addMirrors(urls(998..<1_000).map { NewMirror(url: $0) }, to: id) })
    #expect(try await store.mirrors().count == 999)
    try await store.addMirror(url: "https://last.example/", to: id)
    #expect(await isRefused { try await store.addMirror(url: "https://more.example/", to: id) })
    #expect(await isRefused { try await store.addRelay(url: "https://more.example/", to: id) })
    await #expect(throws: StoreFault.exists("https://last.example/")) {
      try await store.addMirror(url: "https://last.example/", to: id)
    }
    #expect(try await store.addMirrors([NewMirror(url: "https://last.example/")], to: id).isEmpty)
    #expect(await isRefused { try await store.addNewsroom(name: "large", mirrors: urls(0..<1_001)) })
    #expect(try await store.newsrooms().count == 1)
    #expect(try await store.mirrors().count == 1_000)
    #expect(try await store.check().isEmpty)
  }

  @Test func fiveHundredNewsroomsAreFollowedAtMost() async throws {
    let scene = try await Scene(mirrors: [])
    for number in 1..<NewsStore.mostNewsrooms {
      try await scene.store.addNewsroom(name: "n\(number)", mirrors: ["https://n\(number).example/"])
    }
    #expect(await isRefused { try await scene.store.addNewsroom(name: "more", mirrors: []) })
    await #expect(throws: StoreFault.exists("n7")) { try await scene.store.addNewsroom(name: "n7", mirrors: []) }
    #expect(try await scene.store.newsrooms().count == 500)
  }

  @Test func aRoundThatAskedAThousandMirrorsIsRecordedAndForgiven() async throws {
    let scene = try await Scene(mirrors: urls(0..<1_000))
    let report = RoundReport(
      newsroom: scene.newsroom.id, name: "strike", started: Scene.noon,
      mirrors: scene.mirrors.map {
        MirrorOutcome(mirror: $0.id, url: $0.url, kind: .failed, verdict: Verdict(.resetInHello), milliseconds: 3)
      })
    for _ in 0..<3 { try await scene.store.record(report) }
    let resting = try await scene.store.mirrors(now: Scene.noon)
    #expect(resting.allSatisfy { !$0.memory.breaker.isClosed && $0.verdict?.symptom == .resetInHello })
    #expect(try await scene.store.rounds(limit: 1) == [report])
    try await scene.store.forgiveBreakers(of: nil)
    #expect(try await scene.store.mirrors(now: Scene.noon).allSatisfy { $0.memory.breaker.isClosed })
  }
}
