import Foundation
import News
import Store
import Sync
import Synchronization
import TestSupport
import Testing
import Wire

@Suite(.timeLimit(.minutes(1))) struct ProbeScenes {
  /// When a mirror was asked.
  private final class Times: Sendable {
    private let times = Mutex<[Int]>([])
    var all: [Int] { times.withLock { $0 } }
    func note(_ time: Int) { times.withLock { $0.append(time) } }
  }

  /// kr1 answers with a block page until then, and is honest from then on; de1 is honest.
  private func scene(blockedUntil end: Int, _ times: Times) async throws -> EngineScene {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example")
    let clock = scene.clock
    let feed = Array(SampleFeed.atom([SampleFeed.march]).utf8)
    scene.script(
      "kr1.example",
      .respond { request in
        times.note(clock.milliseconds)
        let isBlocked = clock.milliseconds < end
        return WireResponse(
          status: 200, headers: isBlocked ? [WireHeader("Content-Type", "text/html")] : [],
          body: isBlocked ? Array("<html><title>Stop</title></html>".utf8) : feed, url: request.url)
      })
    scene.script("de1.example", .feed(SampleFeed.march, SampleFeed.strike))
    _ = try await scene.sync()
    return scene
  }

  @Test(arguments: [1_000, 16_000, 61_000, 125_000, 290_000, 400_000])
  func aMirrorThatIsBackIsInUseWithinAMinute(unblocked: Int) async throws {
    let times = Times()
    let scene = try await scene(blockedUntil: unblocked, times)
    #expect(try await scene.mirror("kr1.example")?.memory.breaker.isClosed == false)
    var served: Int?
    for time in stride(from: 10_000, through: unblocked + 120_000, by: 10_000) {
      scene.clock.advance(to: time)
      let outcomes = try await scene.engine.probe()
      if outcomes.contains(where: { $0.kind == .served }) { served = served ?? time }
    }
    #expect(try #require(served) - unblocked <= 60_000)
    let mirror = try #require(try await scene.mirror("kr1.example"))
    #expect(mirror.memory.breaker.isClosed && mirror.state == .up, "two good answers, and it stands as before")
    let asked = times.all.count
    scene.clock.advance(to: scene.clock.milliseconds + 60_000)
    #expect(try await scene.engine.probe().isEmpty)
    #expect(times.all.count == asked, "a mirror that is well is not probed")
  }

  @Test func probesAreTwoAMinuteAndLaterOneAnHour() async throws {
    let times = Times()
    let scene = try await scene(blockedUntil: .max, times)
    for time in stride(from: 10_000, through: 6 * 3_600_000, by: 10_000) {
      scene.clock.advance(to: time)
      _ = try await scene.engine.probe()
    }
    for time in times.all { #expect(times.all.count { (time..<time + 60_000).contains($0) } <= 2) }
    let late = times.all.filter { $0 > 900_000 }
    for time in late { #expect(late.count { (time..<time + 3_590_000).contains($0) } == 1) }
    #expect((4...6).contains(late.count))
  }

  @Test func aProbeIsChargedToNobodyWhereThereIsNoNetwork() async throws {
    let scene = try await scene(blockedUntil: .max, Times())
    scene.script("kr1.example", .fail(WireFailure(.unreachable)))
    scene.clock.advance(to: 61_000)
    let before = try await scene.mirror("kr1.example")
    let outcomes = try await scene.engine.probe()
    #expect(outcomes.map(\.verdict?.symptom) == [.offline])
    #expect(try await scene.mirror("kr1.example") == before)
  }

  @Test func whereAnotherOneWasVerifiedItIsTheMirrorsOwn() async throws {
    let scene = try await scene(blockedUntil: .max, Times())
    scene.script("kr1.example", .fail(WireFailure(.unreachable)))
    scene.clock.advance(to: 45_000)
    #expect(try await scene.engine.probe().map(\.verdict?.symptom) == [.unreachable])
    #expect(try await scene.mirror("kr1.example")?.verdict?.symptom == .unreachable)
  }

  @Test func aNewsroomThatHasARoundIsNotProbed() async throws {
    let scene = try await scene(blockedUntil: .max, Times())
    scene.clock.advance(to: 45_000)
    scene.script("de1.example", .never)
    let sync = Task { try await scene.sync() }
    await scene.clock.sleeper(until: 45_250)
    #expect(try await scene.engine.probe().isEmpty)
    sync.cancel()
    _ = try await sync.value
    #expect(try await scene.engine.probe().count == 1)
  }

  @Test func whatAProbeBringsIsStored() async throws {
    let scene = try await scene(blockedUntil: 20_000, Times())
    let extra = SampleFeed.atom([SampleFeed.talks])
    scene.script("kr1.example", .status(200, body: extra))
    scene.clock.advance(to: 45_000)
    _ = try await scene.engine.probe()
    #expect(try await scene.titles().first == "The talks")
  }
}
