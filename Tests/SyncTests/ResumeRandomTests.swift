import News
import Store
import TestSupport
import Testing
import Wire

@testable import Sync

/// Rounds over mirrors that break, lie or crawl at drawn places: as long as one is honest, the news is whole.
@Suite(.timeLimit(.minutes(2))) struct ResumeRandomTests {
  @Test func theNewsIsWholeWhereverBodiesBreakAndLittleComesTwice() async throws {
    var draw = SeededNumbers(seed: 41)
    for _ in 0..<8 {
      let scene = try EngineScene()
      try await scene.newsroom(hosts: "m1.example", "m2.example", "m3.example", "m4.example")
      var came = 0
      for host in ["m1.example", "m2.example", "m3.example"] {
        let bytes = Int.random(in: 20_000..<90_000, using: &draw)
        came += bytes
        let kind: WireFailure.Kind = Bool.random(using: &draw) ? .reset : .stalled
        scene.script(
          host, .fail(WireFailure(kind)).amid(LongFeed.honest).telling([(at: 0, bytes: bytes)]))
      }
      scene.script("m4.example", .respond(LongFeed.honest))
      let report = try #require(try await scene.sync().first)
      #expect(report.new == LongFeed.count)
      let bytes = report.mirrors.compactMap(\.bytes).reduce(0, +)
      #expect(bytes == LongFeed.bytes.count + 3 * BodyResume.overlap)
      #expect(scene.network.requests.count == 4)
    }
  }

  @Test func aMirrorThatLiesAboutItsRestIsAskedOnceMoreAndTheNewsIsWhole() async throws {
    var draw = SeededNumbers(seed: 43)
    for _ in 0..<8 {
      let scene = try EngineScene()
      try await scene.newsroom(hosts: "m1.example", "m2.example", "m3.example")
      let bytes = Int.random(in: 20_000..<200_000, using: &draw)
      scene.script(
        "m1.example", .fail(WireFailure(.cutOff)).amid(LongFeed.honest).telling([(at: 0, bytes: bytes)]))
      let lie = Int.random(in: 0..<BodyResume.overlap, using: &draw)
      let isFeedAfterAll = Bool.random(using: &draw)
      scene.script(
        "m2.example",
        .respond { request in
          var response = LongFeed.honest(request)
          guard request.rangeStart != nil else {
            return isFeedAfterAll ? response : WireResponse(status: 200, body: Array("<html>".utf8), url: request.url)
          }
          response.body[lie] ^= 0xFF
          return response
        })
      scene.script("m3.example", .respond(LongFeed.honest))
      let report = try #require(try await scene.sync().first)
      #expect(report.new == LongFeed.count)
      let asked = scene.network.requests(of: EngineScene.url("m2.example")).map { $0.rangeStart != nil }
      #expect(asked == [true, false])
      #expect(report.mirrors.map(\.kind) == (isFeedAfterAll ? [.failed, .served] : [.failed, .failed, .served]))
    }
  }
}
