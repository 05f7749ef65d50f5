import MirrorLab
import News
import Store
import Sync
import TLSLab
import Testing
import Wire

/// With a SOCKS proxy for everything, nothing goes beside it.
@Suite("Nothing goes beside the proxy", .serialized, .timeLimit(.minutes(2))) struct LeakTests {
  /// A stage whose last mirror is a trap: its address leads elsewhere through the proxy, and to it beside the proxy.
  private func play(_ scene: (Stage) async throws -> Void) async throws {
    try await Stage.play {
      ($0.mirrors, $0.older) = (5, FeedText.site(days: 10...10))
      $0.route = { WireRoute(proxy: WireRoute.Proxy($0.url)) }
    } _: { stage in
      let trap = stage.mirrors[4]
      for (place, mirror) in stage.mirrors.prefix(4).enumerated() {
        stage.proxy.routes[Stage.host(place)] = mirror.address
      }
      stage.proxy.routes[trap.address] = stage.mirrors[0].address
      try await scene(stage)
      #expect(stage.names.questions.isEmpty, "\(stage.names.questions)")
      #expect(trap.connections == 0)
      for (place, mirror) in stage.mirrors.prefix(4).enumerated() {
        let asked = stage.proxy.questions.count {
          $0.host == Stage.host(place) || (place == 0 && $0.host == trap.address)
        }
        #expect(mirror.connections <= asked, "mirror \(place) was reached beside the proxy")
      }
      #expect(stage.proxy.questionCount < 1_000 && !stage.proxy.questions.isEmpty)
    }
  }

  private func literal(_ stage: Stage) -> String { stage.mirrors[4].url(FeedText.path) }

  @Test("Rounds, tests, probes and tries again, with mirrors that fail in every way", arguments: 0..<3)
  func rounds(_ number: Int) async throws {
    try await play { stage in
      let named = try await stage.newsroom("Named", 0, 1, 2, 3)
      let literal = try await stage.newsroom("Literal", urls: [literal(stage)])
      #expect(try await stage.sync(named, literal).allSatisfy { $0.served != nil })
      var draw = Draw(seed: 40 + number)
      for place in 0..<3 {
        let fault = draw.one(of: [
          Fault.resetAfterHello, .closeAfterHello, .certificate(.unknownIssuer), .certificate(.wrongName), .blockPage,
          .status(451), .redirect(stage.url(3)), .cut(at: 500), .oldSnapshot, .refuse,
        ])
        stage.mirrors[place].filteredNames = [Stage.host(place)]
        stage.mirrors[place].fault = fault
      }
      for _ in 0..<3 {
        _ = try await stage.sync(named, literal)
        _ = try await stage.retry(named, literal)
        stage.clock.jump(seconds: 40)
        _ = try await stage.engine.probe { stage.note($0) }
      }
      _ = try await stage.engine.test(try await stage.store.mirrors().map(\.id)) { stage.note($0) }
      await stage.engine.networkChanged()
      _ = try await stage.sync(named, literal)
    }
  }

  @Test("Routes of a mirror's own that leave the proxy open: resolvers over HTTPS, addresses, pins")
  func mirrorRoutes() async throws {
    try await play { stage in
      stage.mirrors[3].names = LabNames(otherwise: .addresses(["127.0.0.2"]))
      let resolver = try await stage.newsroom(
        "Resolver", urls: [stage.url(0)], route: MirrorRoute(names: stage.mirrors[3].url(LabMirror.namesPath)))
      let address = try await stage.newsroom(
        "Address", urls: [stage.url(1)],
        route: MirrorRoute(addresses: [stage.mirrors[1].address], pins: [stage.authority.pin]))
      #expect(try await stage.sync(resolver, address).allSatisfy { $0.new == 3 })
      #expect(stage.mirrors[3].requestCount == 0)
    }
  }

  @Test("Following, and looking where a redirect leads") func following() async throws {
    try await play { stage in
      let report = await stage.engine.follow([stage.url(0), stage.url(1)], name: "Lab")
      #expect(report.kept.count == 2)
      let newsroom = try #require(try await stage.store.newsrooms().first)
      stage.mirrors[0].fault = .redirect(stage.url(2), status: 301)
      stage.mirrors[1].fault = .redirect(stage.url(3), status: 301)
      _ = try await stage.retry(newsroom)
      #expect(stage.events.contains { if case .offered = $0 { true } else { false } })
    }
  }

  @Test("What is fetched beside the feeds: full texts, older pages, posts of a REST API") func further() async throws {
    try await play { stage in
      let head = "<updated>2025-06-30T09:00:00Z</updated>"
      let page = (1...12).map {
        "<p>What happened on day 12, part \($0): they met at the harbour gate, and stayed there.</p>"
      }
      var site = FeedText.site()
      site[FeedText.path] = LabSite.File(
        FeedText.atom(days: 10...12).replacing(head, with: head + "<link rel=\"next\" href=\"/2.atom\"/>"))
      site["/2.atom"] = LabSite.File(FeedText.atom(days: 7...9))
      site["/12"] = LabSite.File("<html><article><h1>Day 12</h1>\(page.joined())</article></html>", type: "text/html")
      let date = "2025-06-05T09:00:00"
      site["/wp/feed"] = LabSite.File(
        """
        <rss version="2.0"><channel><title>Posts</title><generator>https://wordpress.org/?v=6</generator><item><title>Day 5</title>
        <guid>https://lab.example/?p=5</guid><link>https://lab.example/5</link><description>On day 5 […]</description></item></channel></rss>
        """)
      site["/wp/wp-json/wp/v2/posts"] = LabSite.File(
        """
        [{"id":5,"date_gmt":"\(date)","modified_gmt":"\(date)","guid":{"rendered":"https://lab.example/?p=5"},"link":"https://lab.example/5",
        "title":{"rendered":"Day 5"},"content":{"rendered":"<p>On day 5 all of them came.</p>"},"excerpt":{"rendered":"<p>On day 5 […]</p>"}}]
        """, type: "application/json")
      for mirror in stage.mirrors.prefix(4) { mirror.site = site }
      let named = try await stage.newsroom("Named", 0, 1)
      let literal = try await stage.newsroom("Literal", urls: [literal(stage)])
      let posts = try await stage.newsroom("Posts", urls: [stage.url(2, "/wp/feed")])
      let rounds = try await stage.sync(named, literal, posts)
      #expect(rounds.allSatisfy { $0.served != nil })
      stage.mirrors[0].fault = .resetAfterHello
      let reports = await stage.engine.further(after: rounds)
      #expect(reports.contains { $0.name == "Posts" && $0.fullTexts == 1 })
      #expect(reports.contains { $0.name == "Named" && $0.older?.new == 3 })
      stage.mirrors[0].fault = .none
      for newsroom in [named, literal] {
        let article = try #require(
          try await stage.store.headlines(.newsroom(newsroom.id), limit: 9).first { $0.title == "Day 12" })
        guard case .kept = try await stage.engine.fullText(of: article.id) else {
          Issue.record("no full text")
          continue
        }
      }
      // A proxy that is gone is not gone round.
      stage.proxy.fault = .refuse
      let article = try #require(
        try await stage.store.headlines(.newsroom(named.id), limit: 9).first { $0.title == "Day 11" })
      guard case .refused = try await stage.engine.fullText(of: article.id) else {
        Issue.record("it came without the proxy")
        return
      }
    }
  }

  @Test("Reports that are brought to relays, and relays that are tested") func delivering() async throws {
    try await play { stage in
      let newsroom = try await stage.newsroom("Lab", 0)
      for relay in [stage.url(1, "/"), stage.mirrors[4].url("/")] {
        try await stage.engine.addRelay(relay, to: newsroom.id)
      }
      try await stage.store.setConsent(newsroom.id, .overTLS)
      let draft = try await stage.store.beginDraft(Report(title: "The march", body: "They came."), for: newsroom.id)
      let filed = try await stage.store.file(draft.id, nonce: [UInt8](repeating: 7, count: 32))
      _ = try await stage.engine.pack(filed.id).get()
      _ = try await stage.engine.deliver(nil) { _ in }
      let relays = try #require(try await stage.store.outboxReport(filed.id)?.relays)
      #expect(relays.count == 2 && stage.mirrors.prefix(2).allSatisfy { $0.requests.contains { $0.method == "PUT" } })
      _ = try await stage.engine.test(try await stage.store.mirrors().map(\.id)) { stage.note($0) }
    }
  }

  @Test("Where the proxy is gone, nobody is asked at all", arguments: [ProxyFault.refuse, .reset, .noLogin, .reply(1)])
  func noProxy(_ fault: ProxyFault) async throws {
    try await Stage.play {
      $0.route = { WireRoute(proxy: WireRoute.Proxy($0.url)) }
    } _: { stage in
      let named = try await stage.newsroom("Named", 0, 1)
      let literal = try await stage.newsroom("Literal", urls: [stage.mirrors[2].url(FeedText.path)])
      stage.proxy.fault = fault
      let reports = try await stage.sync(named, literal)
      for outcome in reports.flatMap(\.mirrors) {
        #expect(outcome.verdict?.symptom == .proxyFailed && outcome.verdict?.weight == Verdict.Weight.none)
      }
      #expect(reports.allSatisfy { $0.served == nil && RoundSentence.line($0).contains("proxy") })
      #expect(stage.mirrors.allSatisfy { $0.connections == 0 } && stage.names.questions.isEmpty)
      for mirror in try await stage.store.mirrors() { #expect(mirror.memory.tries.isEmpty) }
    }
  }
}
