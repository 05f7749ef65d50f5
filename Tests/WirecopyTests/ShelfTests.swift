import Desk
import Foundation
import News
import Store
import Testing
import Wire

@testable import wirecopy

/// What the desk shows of mirrors, brought together from the store.
@Suite struct ShelfTests {
  private func store(_ count: Int) async throws -> NewsStore {
    let store = try NewsStore.inMemory()
    let urls = (1...count).map { "https://mirror\($0).example/feed" }
    let newsroom = try await store.addNewsroom(name: "Strike", mirrors: [urls[0]], now: Date())
    try await store.addMirrors(
      urls.dropFirst().map { NewMirror(url: $0, kind: .feed, route: MirrorRoute()) }, to: newsroom.id)
    return store
  }

  @Test func eachMirrorHasItsPlaceItsWayAndItsRest() async throws {
    let store = try await store(3)
    let mirrors = try await store.mirrors()
    try await store.setRoute(mirrors[1].id, MirrorRoute(proxy: "socks5h://127.0.0.1:9050"))
    for _ in 0..<3 {
      let outcome = MirrorOutcome(
        mirror: mirrors[0].id, url: mirrors[0].url, kind: .failed, verdict: Verdict(.refused), milliseconds: 3)
      try await store.record(test: outcome, at: Date(), draw: { 0.5 })
    }
    let shelf = try await Shelf.load(store, route: WireRoute(proxy: .socks5h(host: "127.0.0.1", port: 9_050)))
    #expect(shelf.network != nil)
    #expect(shelf.mirrors.allSatisfy { !$0.why.isEmpty })
    #expect(shelf.mirrors[0].rest.map { $0 > Date() } == true)
    #expect(shelf.mirrors[1].route != nil && shelf.mirrors[2].route == nil && shelf.mirrors[2].rest == nil)
    #expect(try await Shelf.load(store, route: WireRoute()).network == nil)
  }

  @Test func aThousandMirrorsAreThereSoon() async throws {
    let store = try await store(1_000)
    let start = ContinuousClock.now
    let shelf = try await Shelf.load(store, route: WireRoute())
    let time = start.duration(to: .now)
    print("a shelf of 1,000 mirrors: \(time)")
    #expect(shelf.mirrors.count == 1_000)
    #expect(time < .seconds(3))
  }
}
