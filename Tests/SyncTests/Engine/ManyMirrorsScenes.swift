import Foundation
import News
import Store
import Sync
import TestSupport
import Testing
import Wire

@Suite(.timeLimit(.minutes(1))) struct ManyMirrorsScenes {
  /// A newsroom with a thousand mirrors.
  private func scene() async throws -> (EngineScene, Newsroom) {
    let scene = try EngineScene()
    let list = (0..<1_000).map { "https://m\($0).example/feed" }
    let newsroom = try await scene.store.addNewsroom(name: "Base21", mirrors: [list[0]], now: scene.clock.now)
    let report = try await scene.engine.importMirrors(list.joined(separator: "\n"), to: newsroom.id)
    #expect(report.added.count == 999 && report.known == [list[0]] && report.refused.isEmpty)
    #expect(scene.network.requests.isEmpty, "nothing is asked")
    return (scene, newsroom)
  }

  @Test func ofAThousandThatNeverAnswerEightAreAskedAndItEndsInTenSeconds() async throws {
    let (scene, newsroom) = try await scene()
    for place in 0..<1_000 { scene.script("m\(place).example", .never) }
    async let reports = scene.engine.sync([newsroom.id])
    for start in 1...7 { await scene.clock.pass(start * 250) }
    await scene.clock.pass(SyncRound.patience)
    let report = try #require(try await reports.first)
    #expect(report.served == nil && report.milliseconds == SyncRound.patience)
    #expect(report.mirrors.count == 8 && scene.network.mostAtOnce == 8)
  }

  @Test func theOneHonestOfAThousandIsFoundAndAskedFirstFromThenOn() async throws {
    let (scene, newsroom) = try await scene()
    for place in 0..<1_000 { scene.script("m\(place).example", .fail(WireFailure(.refused))) }
    scene.script("m700.example", .feed(SampleFeed.march))
    let report = try #require(try await scene.engine.sync([newsroom.id]).first)
    #expect(report.servedURL == "https://m700.example/feed")
    #expect(report.mirrors.count == 701 && scene.network.mostAtOnce <= 8)
    let asked = scene.network.requests.count
    #expect(try await scene.engine.sync([newsroom.id]).first?.served == report.served)
    #expect(scene.network.requests.count == asked + 1)
  }

  @Test func fiveHundredNewsroomsAreServed() async throws {
    let scene = try EngineScene()
    let list = (0..<500).map { place in
      scene.script("m\(place).example", .feed(SampleFeed.march))
      return place
    }
    for place in list { try await scene.newsroom("N\(place)", hosts: "m\(place).example") }
    let reports = try await scene.sync()
    #expect(reports.count == 500 && reports.allSatisfy { $0.served != nil && $0.new == 1 })
    #expect(scene.network.mostAtOnce <= 32)
  }

  @Test func aListThatIsPassedOnMakesTheSameMirrorsElsewhere() async throws {
    let scene = try EngineScene()
    let one = try await scene.newsroom("One", hosts: "kr1.example", "de1.example")
    let two = try await scene.newsroom("Two", hosts: "de1.example")
    try await scene.engine.addRelay("https://r1.example/", to: one.id)
    let id = try #require(try await scene.mirror("kr1.example")).id
    try await scene.engine.setRoute(of: id, "tor address 192.0.2.1")
    let text = try await scene.engine.exportMirrors(of: one.id)
    #expect(!text.contains("socks5h"))
    let report = try await scene.engine.importMirrors(text + "nonsense here\n", to: two.id)
    #expect(report.added.map(\.url) == [EngineScene.url("kr1.example"), "https://r1.example/"])
    #expect(report.known == [EngineScene.url("de1.example")])
    #expect(report.refused.map(\.line) == [4])
    #expect(
      report.sentences.map(Phrasebook.english.callAsFunction) == [
        "2 mirrors added", "1 was there already", "line 4: “here” is none of relay, address=… and pin=…",
      ])
    let route = try await scene.store.mirrors(of: two.id, now: scene.clock.now).first { $0.url.contains("kr1") }?.route
    #expect(route == MirrorRoute(addresses: ["192.0.2.1"]))
    #expect(try await scene.engine.importMirrors(text, to: two.id).added.isEmpty, "twice is once")
  }
}
