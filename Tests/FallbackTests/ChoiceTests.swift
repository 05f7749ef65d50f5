import MirrorLab
import News
import Store
import Sync
import Testing

/// Who is asked, and who is left alone, after what was seen.
@Suite("Who is asked next", .serialized, .timeLimit(.minutes(2))) struct ChoiceTests {
  @Test(
    "Where a name is filtered, one without a name is asked next",
    arguments: [Fault.resetAfterHello, .closeAfterHello])
  func nameless(_ fault: Fault) async throws {
    try await Stage.play { stage in
      let literal = stage.mirrors[2].url(FeedText.path)
      let newsroom = try await stage.newsroom("Lab", urls: [stage.url(0), stage.url(1), literal])
      GoldenTable.filter(stage, fault)
      let report = try #require(try await stage.sync(newsroom).first)
      #expect(report.new == 3 && report.mirrors.map(\.url) == [stage.url(0), literal])
      #expect(stage.mirrors[1].requestCount == 0)
    }
  }

  @Test("A pinned mirror that fails brings no other in by itself, says so, and the others are asked when wanted")
  func pinned() async throws {
    try await Stage.play { stage in
      let newsroom = try await stage.newsroom("Lab", 0, 1)
      let pinned = try #require(try await stage.mirror(stage.url(0), of: newsroom))
      try await stage.store.setPinned(pinned.id, true)
      stage.mirrors[0].fault = .blockPage
      let report = try #require(try await stage.sync(newsroom).first)
      #expect(report.served == nil && stage.mirrors[1].requestCount == 0)
      #expect(RoundSentence.line(report).contains("pinned"))
      let others = try #require(try await stage.engine.sync([newsroom.id], ignoringPins: true).first)
      #expect(others.new == 3 && others.servedURL == stage.url(1))
      #expect(try await stage.mirror(stage.url(0), of: newsroom)?.isPinned == true)
    }
  }

  @Test("Who failed three times rests; another network, or the reader's wish, forgives what may pass by itself")
  func rest() async throws {
    try await Stage.play { stage in
      let (soft, hard) = (try await stage.newsroom("Soft", 0, 1), try await stage.newsroom("Hard", 2, 3))
      stage.mirrors[0].fault = .status(503)
      stage.mirrors[2].fault = .certificate(.unknownIssuer)
      for _ in 0..<3 { _ = try await stage.retry(soft, hard) }
      func isResting(_ place: Int, _ newsroom: Newsroom) async throws -> Bool? {
        try await stage.mirror(stage.url(place), of: newsroom).map { !$0.memory.breaker.isClosed }
      }
      #expect(try await isResting(2, hard) == true)
      stage.forgetRequests()
      _ = try await stage.sync(hard)
      #expect(stage.mirrors.map(\.requestCount) == [0, 0, 0, 1])
      for _ in 0..<3 {
        _ = try await stage.engine.test([try #require(try await stage.mirror(stage.url(0), of: soft)).id])
      }
      #expect(try await isResting(0, soft) == true)
      await stage.engine.networkChanged()
      #expect(try await isResting(0, soft) == false)
      #expect(try await isResting(2, hard) == true)
    }
  }

  @Test("All rest: they are raced all the same, and the one that is well again brings the news")
  func panic() async throws {
    try await Stage.play { stage in
      let newsroom = try await stage.newsroom("Lab", 0, 1, 2)
      for mirror in stage.mirrors { mirror.fault = .certificate(.selfSigned) }
      #expect(try await stage.sync(newsroom).first?.served == nil)
      stage.mirrors[2].fault = .none
      let report = try #require(try await stage.sync(newsroom).first)
      #expect(report.new == 3 && report.servedURL == stage.url(2) && report.mirrors.count == 3)
    }
  }
}
