import Foundation
import News
import TestSupport
import Testing

@testable import Store

struct RelayTests {
  @Test func relaysStandBehindTheMirrorsOfTheirNewsroom() async throws {
    let scene = try await Scene(mirrors: ["http://a.example/", "http://b.example/"])
    let store = scene.store
    let one = try await store.addRelay(url: "https://r1.example/", to: scene.newsroom.id)
    let two = try await store.addRelay(url: "https://r2.example", to: scene.newsroom.id)
    let late = try await store.addMirror(url: "http://c.example/", to: scene.newsroom.id)
    #expect(one.kind == .relay && one.takesDrops && !one.servesNews)
    let ids = scene.mirrors.map(\.id)
    let order = { try await store.mirrors(of: scene.newsroom.id).map(\.id) }
    #expect(try await order() == [ids[0], ids[1], late.id, one.id, two.id])
    #expect(try await store.mirrors().map(\.id) == order())
    try await store.moveMirror(two.id, to: 0)
    #expect(try await order() == [ids[0], ids[1], late.id, two.id, one.id])
    try await store.moveMirror(ids[0], to: 4)
    #expect(try await order() == [ids[1], late.id, ids[0], two.id, one.id])
    try await store.moveMirror(two.id, to: 4)
    try await store.moveMirror(late.id, to: 0)
    #expect(try await order() == [late.id, ids[1], ids[0], one.id, two.id])
    try await store.setPinned(ids[0], true)
    try await store.setPinned(one.id, true)
    try await store.setPinned(two.id, true)
    #expect(try await Set(store.mirrors().filter(\.isPinned).map(\.id)) == [ids[0], two.id])
  }

  @Test func aRelayMayStandWhereAMirrorStands() async throws {
    let scene = try await Scene(mirrors: ["http://a.example/"])
    let relay = try await scene.store.addRelay(url: "http://a.example/", to: scene.newsroom.id)
    for url in ["http://a.example/", "http://a.example"] {
      await #expect(throws: StoreFault.exists(url)) {
        try await scene.store.addRelay(url: url, to: scene.newsroom.id)
      }
    }
    await #expect(throws: StoreFault.exists("http://a.example/")) {
      try await scene.store.addMirror(url: "http://a.example/", to: scene.newsroom.id)
    }
    #expect(try await scene.store.mirrors().map(\.id) == [scene.mirrors[0].id, relay.id])
    await #expect(throws: StoreFault.notFound("newsroom 99")) {
      try await scene.store.addRelay(url: "http://r.example/", to: NewsroomID(rawValue: 99))
    }
  }

  @Test func whatARelayDidIsRemembered() async throws {
    let scene = try await Scene()
    let relay = try await scene.store.addRelay(url: "https://r.example/", to: scene.newsroom.id)
    let find = {
      try await scene.store.mirrors(of: scene.newsroom.id, now: Scene.at(10)).first { $0.id == relay.id }
    }
    let verdict = Verdict(.reset, weight: .soft, confidence: .likely)
    try await scene.store.record(relay: relay.id, verdict: verdict, at: Scene.at(1), milliseconds: nil)
    var known = try #require(try await find())
    #expect(known.verdict == verdict && known.lastTried == Scene.at(1) && known.lastGood == nil)
    try await scene.store.record(relay: relay.id, verdict: nil, at: Scene.at(2), milliseconds: 120)
    try await scene.store.record(relay: relay.id, verdict: nil, at: Scene.at(3), milliseconds: nil)
    known = try #require(try await find())
    #expect(known.state == .up && known.lastGood == Scene.at(3) && known.latencyMilliseconds == 120)
  }

  @Test func roundsAndCountsKnowNothingOfRelays() async throws {
    let scene = try await Scene(mirrors: ["http://a.example/feed.xml"])
    // Its address is none that an article's name leaves out, as a mirror's is.
    let relay = try await scene.store.addRelay(url: "https://r.example/", to: scene.newsroom.id)
    try await scene.deliver([article("One", link: "http://a.example/1", published: -5)])
    try await scene.deliver([article("Two", link: "https://r.example/1", published: -4)])
    #expect(try await scene.titles() == ["Two", "One"])
    #expect(try await scene.store.scopes().map(\.total) == [2, 0, 2])
    let outcome = MirrorOutcome(mirror: scene.mirrors[0].id, url: scene.mirrors[0].url, kind: .served, milliseconds: 9)
    try await scene.store.record(
      RoundReport(
        newsroom: scene.newsroom.id, name: "strike", started: Scene.noon, served: outcome.mirror, mirrors: [outcome]))
    let known = try await scene.store.mirrors(of: scene.newsroom.id, now: Scene.at(1))
    #expect(known.map(\.state) == [.up, .unknown])
    try await scene.store.removeMirror(relay.id)
    #expect(try await scene.store.mirrors().count == 1)
  }
}
