import CurlTransport
import MirrorLab
import News
import Store
import Sync
import TLSLab
import Testing
import Wire

/// The rows that need packets: in a network of their own, where a router drops and rejects.
@Suite(
  "The table of verdicts, by packets", .serialized, .timeLimit(.minutes(3)),
  .enabled(if: LabNetwork.isAllowed, "\(LabNetwork.why)"))
struct GoldenNetworkTests {
  /// The mirror's name leads there.
  private static func row(
    _ name: String, _ address: String, _ word: GoldenRow.Word, words: String, errno: Int? = nil
  ) -> GoldenRow {
    GoldenRow(name, word, words: words) { $0.names[Stage.host(0)] = .addresses([address]) }.with {
      $0.shows = { $0.addresses == [address] && $0.errno == errno }
    }
  }

  private static let rows = [
    row("Dropped", LabNetwork.dropped, .init(.swallowed), words: "not answering").with {
      $0.limits = { $0.connect = GoldenTable.short }
      $0.then = .overtaken
    },
    // The kernel rejects no more than some at once, and is silent about the others at first.
    row("Host unreachable", LabNetwork.unreachable, .init(.unreachable), words: "no way", errno: 113).with {
      ($0.alone, $0.then) = (.offline, .overtaken)
    },
    row("Prohibited", LabNetwork.prohibited, .init(.unreachable), words: "no way", errno: 113).with {
      ($0.alone, $0.then) = (.offline, .overtaken)
    },
    row("Refused by the router", LabNetwork.refusing, .init(.refused), words: "connection refused", errno: 111),
    row("No route", LabNetwork.unrouted, .init(.unreachable), words: "no way", errno: 101).with { $0.alone = .offline },
  ]

  @Test("Swallowed, rejected and without a route") func routed() async throws {
    try await LabNetwork.routed.scene {
      for row in Self.rows { try await row.play() }
    }
  }

  @Test("A mirror's packets are dropped in the middle of its TLS handshake, for all names: it is not blocked")
  func droppedInTheHandshake() async throws {
    try await LabNetwork.offline.scene {
      try await Stage.play {
        $0.limits.tls = GoldenTable.short
        $0.limits.connect = GoldenTable.short
      } _: { stage in
        let (newsroom, witness) = (try await stage.newsroom("Dropped", 0), try await stage.newsroom("Witness", 2))
        #expect(try await stage.sync(newsroom, witness).allSatisfy { $0.served != nil })
        try await LabNetwork.drop(from: stage.mirrors[0].address)
        await stage.engine.networkChanged()
        _ = try await stage.sync(witness)
        let report = try #require(try await stage.sync(newsroom).first)
        let verdict = try #require(report.mirrors.first?.verdict)
        #expect([.swallowed, .tlsSwallowed].contains(verdict.symptom) && !verdict.isBlocked)
        try await LabNetwork.pass(from: stage.mirrors[0].address)
        #expect(try await stage.retry(newsroom).first?.served != nil)
      }
    }
  }

  @Test("Without a network nobody is to blame, and it is said in one line") func offline() async throws {
    try await LabNetwork.offline.scene { try await Self.playOffline() }
  }

  @Test("Without even loopback, too") func bare() async throws {
    try await LabNetwork.bare.scene { try await Self.playOffline() }
  }

  /// Newsrooms by name and by address; the resolver is where the network is not.
  private static func playOffline() async throws {
    let store = try NewsStore.inMemory()
    let transport = try Stage.transport(resolvers: "192.0.2.53:53")
    defer { transport.close() }
    var limits = WireLimits()
    limits.dns = GoldenTable.short
    let engine = SyncEngine(store: store, transport: transport, limits: limits)
    try await store.addNewsroom(
      name: "By name", mirrors: ["https://a.example/feed", "https://b.example/feed", "https://192.0.2.7/feed"])
    try await store.addNewsroom(name: "By address", mirrors: ["https://203.0.113.5/feed", "http://[2001:db8::5]/feed"])
    let reports = try await engine.sync()
    #expect(reports.count == 2)
    for report in reports {
      #expect(report.isOffline && report.served == nil)
      #expect(report.mirrors.allSatisfy { $0.verdict.map(GoldenRow.Word.init) == .offline })
      #expect(report.milliseconds < 10_000)
      #expect(RoundSentence.line(report).contains("offline"))
    }
    for mirror in try await store.mirrors() {
      #expect(mirror.verdict == nil && mirror.memory.tries.isEmpty && mirror.memory.breaker.isClosed)
    }
  }

  @Test("The network goes and comes back: offline in between, and the news at once after it")
  func goesAndComes() async throws {
    try await LabNetwork.offline.scene {
      try await Stage.play {
        $0.limits.dns = GoldenTable.short
      } _: { stage in
        let newsroom = try await stage.newsroom("Lab", 0, 1)
        try await LabNetwork.connect(false)
        await stage.engine.networkChanged()
        #expect(try await stage.sync(newsroom).first?.isOffline == true)
        try await LabNetwork.connect(true)
        await stage.engine.networkChanged()
        let report = try #require(try await stage.sync(newsroom).first)
        #expect(report.new == 3 && report.mirrors.map(\.kind) == [.served] && report.milliseconds < 1_000)
      }
    }
  }
}
