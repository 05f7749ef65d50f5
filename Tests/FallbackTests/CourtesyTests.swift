import Foundation
import MirrorLab
import News
import Store
import Sync
import Testing
import Wire

/// What a mirror asks for, offers, or lags behind, and what the next round makes of it.
@Suite("What mirrors ask for and offer", .serialized, .timeLimit(.minutes(2))) struct CourtesyTests {
  @Test("Who asks to be left alone for a while is, and is asked again when it is over", arguments: [false, true])
  func retryAfter(isDate: Bool) async throws {
    try await Stage.play { stage in
      let newsroom = try await stage.newsroom("Lab", 0, 1)
      let end = Int(stage.clock.now.timeIntervalSince1970) + 120
      stage.mirrors[0].fault = isDate ? .askedToWait(until: end) : .status(429, retryAfter: 120)
      let report = try #require(try await stage.sync(newsroom).first)
      #expect(report.new == 3 && report.mirrors.first?.verdict?.symptom == .askedToWait)
      #expect((115...120).contains(report.mirrors.first?.verdict?.evidence.retryAfter ?? 0))
      stage.mirrors[0].fault = .none
      // The other fails, and still it is left alone.
      stage.mirrors[1].fault = .refuse
      stage.forgetRequests()
      stage.clock.jump(seconds: 60)
      let meanwhile = try #require(try await stage.sync(newsroom).first)
      #expect(meanwhile.served == nil && stage.mirrors[0].requestCount == 0)
      stage.clock.jump(seconds: 70)
      let after = try #require(try await stage.sync(newsroom).first)
      #expect(after.servedURL == stage.url(0))
    }
  }

  @Test("The only mirror is left alone, too, unless its reader wants it now") func retryNow() async throws {
    try await Stage.play { stage in
      let newsroom = try await stage.newsroom("Lab", 0)
      stage.mirrors[0].fault = .status(503, retryAfter: 600)
      #expect(try await stage.sync(newsroom).first?.mirrors.first?.verdict?.symptom == .broken)
      stage.mirrors[0].fault = .none
      stage.forgetRequests()
      let meanwhile = try #require(try await stage.sync(newsroom).first)
      #expect(meanwhile.served == nil && meanwhile.mirrors.isEmpty && stage.mirrors[0].requestCount == 0)
      #expect(!RoundSentence.line(meanwhile).isEmpty)
      #expect(try await stage.retry(newsroom).first?.new == 3)
    }
  }

  @Test("Nobody is left alone for longer than an hour") func atMostAnHour() async throws {
    try await Stage.play { stage in
      let newsroom = try await stage.newsroom("Lab", 0)
      stage.mirrors[0].fault = .status(429, retryAfter: 86_400)
      let report = try #require(try await stage.sync(newsroom).first)
      #expect(report.mirrors.first?.verdict?.evidence.retryAfter == 3_600)
      stage.mirrors[0].fault = .none
      stage.clock.jump(seconds: 3_601)
      #expect(try await stage.sync(newsroom).first?.new == 3)
    }
  }

  @Test("A redirect to another host is not followed; what stands there is offered", arguments: [true, false])
  func offered(isSame: Bool) async throws {
    try await Stage.play { stage in
      let newsroom = try await stage.newsroom("Lab", 0, 1)
      stage.mirrors[0].fault = .redirect(stage.url(2), status: 301)
      if !isSame { stage.mirrors[2].fault = .blockPage }
      let report = try #require(try await stage.sync(newsroom).first)
      #expect(report.new == 3 && report.mirrors.first?.verdict?.symptom == .redirected)
      #expect(report.mirrors.first?.verdict?.isBlocked == false)
      let offer = try #require(try await stage.mirror(stage.url(0), of: newsroom)?.offer)
      #expect(offer.url == stage.url(2))
      let title = MovedOffer.Found.feed(title: "The lab", isSame: true)
      #expect((offer.found == title) == isSame)
      #expect(stage.events.contains { if case .offered = $0 { true } else { false } })
    }
  }

  @Test("Two mirrors with other words for one article under one date: both are kept, and it is said")
  func disagreeing() async throws {
    try await Stage.play { stage in
      let newsroom = try await stage.newsroom("Lab", 0, 1)
      #expect(try await stage.sync(newsroom).first?.servedURL == stage.url(0))
      stage.mirrors[0].fault = .refuse
      stage.mirrors[1].fault = .altered("What happened on day 11", into: "What they say of day 11")
      let report = try #require(try await stage.sync(newsroom).first)
      let outcome = try #require(report.mirrors.last)
      #expect(report.servedURL == stage.url(1) && outcome.disagreeing == 1)
      #expect(outcome.verdict?.symptom == .disagrees && outcome.verdict?.weight == Verdict.Weight.none)
      #expect(outcome.verdict?.evidence.articles == 1 && outcome.verdict?.isBlocked == false)
      #expect(try await stage.mirror(stage.url(1), of: newsroom)?.verdict == outcome.verdict)
      #expect(RoundSentence.line(report).contains("other words"))
      let headlines = try await stage.store.headlines(.newsroom(newsroom.id), offset: 0, limit: 10)
      #expect(headlines.map(\.revisions).sorted() == [1, 1, 2])
    }
  }

  @Test("An onion address is passed over, with a word, where there is no way to it; and asked where there is")
  func onion() async throws {
    let onion = "abcdefghijklmnopabcdefghijklmnopabcdefghijklmnopabcdefgh.onion"
    try await Stage.play {
      $0.isSecure = false
    } _: { stage in
      let url = stage.mirrors[0].url(FeedText.path, host: onion)
      let (both, alone) = (
        try await stage.newsroom("Both", urls: [url, stage.url(1)]), try await stage.newsroom("Alone", urls: [url])
      )
      let passed = try #require(try await stage.sync(both).first)
      #expect(passed.mirrors.map(\.url) == [stage.url(1)])
      let report = try #require(try await stage.sync(alone).first)
      let verdict = try #require(report.mirrors.first?.verdict)
      #expect(verdict.symptom == .onionNeedsProxy && verdict.weight == .none && !verdict.isBlocked)
      #expect(RoundSentence.line(report).contains("Tor"))
      #expect(stage.names.questions.allSatisfy { $0.name == Stage.host(1) })
      stage.proxy.routes = [onion: stage.mirrors[0].address]
      await stage.engine.setRoute(WireRoute(proxy: WireRoute.Proxy(stage.proxy.url)))
      let through = try #require(try await stage.sync(alone).first)
      #expect(through.new == 3 && stage.proxy.questions.map(\.host) == [onion])
    }
  }

  @Test("Two mirrors that are cut off at the same byte of the document: what is in it is filtered")
  func contentFilter() async throws {
    try await Stage.play {
      ($0.mirrors, $0.isSecure, $0.site) = (3, false, FeedText.site(days: 1...20, words: 60))
    } _: { stage in
      let newsroom = try await stage.newsroom("Lab", 0, 1, 2)
      stage.mirrors[0].fault = .filter(at: 24_000)
      stage.mirrors[1].fault = .filter(at: 24_000)
      let report = try #require(try await stage.sync(newsroom).first)
      #expect(report.new == 20 && report.servedURL == stage.url(2))
      #expect(report.mirrors.prefix(2).allSatisfy { $0.verdict?.symptom == .contentFilter })
      #expect(report.mirrors.allSatisfy { $0.verdict?.isBlocked != true })
    }
  }
}
