import CurlTransport
import Foundation
import MirrorLab
import News
import Store
import Sync
import Testing
import Wire

/// Rounds over real loopback sockets, through libcurl, against mirrors that fail.
@Suite(.serialized, .timeLimit(.minutes(2))) struct FallbackOnSocketsTests {
  /// What a mirror does, what is said of it, and milliseconds until the honest mirror's news is in the store. A mirror that is
  /// only slow loses the race and is not blamed.
  static let faults: [(Fault, Verdict.Symptom?, Int)] = [
    (.refuse, .refused, 500), (.resetOnAccept, .reset, 500), (.reset, .reset, 500), (.swallow, nil, 1_000),
    (.drip(bytesPerSecond: 40), nil, 1_000), (.cut(at: 300), .cutOff, 500), (.resetAt(300), .cutOff, 500),
    (.stall(after: 300), nil, 1_000), (.status(451), .legalReasons, 500), (.status(404), .notFound, 500),
    (.status(503), .broken, 500), (.blockPage, .notAFeed, 500), (.redirect("http://127.0.0.9:9/"), .redirected, 500),
    (.empty, .empty, 500), (.garbage, .notAFeed, 500), (.notHTTP, .other, 500),
    (.slow(milliseconds: 5_000), nil, 1_000),
  ]

  private func newsroom(_ mirrors: [LabMirror], in store: NewsStore) async throws -> Newsroom {
    try await store.addNewsroom(name: "Base21", mirrors: mirrors.map { $0.url("/news.atom") })
  }

  private var site: LabSite {
    LabSite([
      "/news.atom": LabSite.File(
        SampleFeed.atom([SampleFeed.march, SampleFeed.strike, SampleFeed.talks]), etag: "\"1\"")
    ])
  }

  @Test(arguments: faults) func newsArrivesFromTheHonestMirrorInTime(
    fault: Fault, symptom: Verdict.Symptom?, milliseconds: Int
  ) async throws {
    let lab = try await Lab.start(mirrors: 2, site: site)
    let transport = CurlTransport()
    let store = try NewsStore.inMemory()
    let newsroom = try await newsroom(lab.mirrors, in: store)
    lab.mirrors[0].fault = fault
    let engine = SyncEngine(store: store, transport: transport)
    let reports = try await engine.sync([newsroom.id])
    await lab.stop()
    transport.close()
    let report = try #require(reports.first)
    #expect(report.servedURL == lab.mirrors[1].url("/news.atom"))
    #expect(report.new == 3)
    #expect(report.milliseconds < milliseconds)
    #expect(report.mirrors.first?.kind == (symptom == nil ? .lost : .failed))
    #expect(report.mirrors.first?.verdict?.symptom == symptom)
    #expect(lab.mirrors[1].requestCount == 1)
  }

  @Test(
    arguments: [
      (.swallow, .silent), (.stall(after: 300), .stalled), (.drip(bytesPerSecond: 40), .tooSlow),
      (.slow(milliseconds: 5_000), .silent), (.endless, .tooLarge), (.gzipBomb, .tooLarge), (.refuse, .refused),
    ] as [(Fault, Verdict.Symptom)])
  func whenThereIsNoOtherMirrorTheVerdictIsTheRightOne(fault: Fault, symptom: Verdict.Symptom) async throws {
    let lab = try await Lab.start(mirrors: 1, site: site)
    let transport = CurlTransport()
    let store = try NewsStore.inMemory()
    let newsroom = try await newsroom(lab.mirrors, in: store)
    lab.mirrors[0].fault = fault
    var limits = WireLimits()
    limits.firstByte = 400
    limits.stall = 400
    limits.total = 2_000
    limits.wireBytes = 1 << 20
    limits.bodyBytes = 1 << 20
    let reports = try await SyncEngine(store: store, transport: transport, limits: limits).sync([newsroom.id])
    await lab.stop()
    transport.close()
    let report = try #require(reports.first)
    #expect(report.served == nil && report.new == 0)
    #expect(report.mirrors.map(\.verdict?.symptom) == [symptom])
    #expect(try await store.count(.all) == 0)
  }

  @Test func aHealthyBestMirrorGetsExactlyOneConnectionAndOneRequest() async throws {
    let lab = try await Lab.start(mirrors: 3, site: site)
    let transport = CurlTransport()
    let store = try NewsStore.inMemory()
    let newsroom = try await newsroom(lab.mirrors, in: store)
    let engine = SyncEngine(store: store, transport: transport)
    let reports = try await engine.sync([newsroom.id])
    let again = try await engine.sync([newsroom.id])
    await lab.stop()
    transport.close()
    #expect(reports.first?.new == 3)
    #expect(again.first?.mirrors.map(\.kind) == [.unchanged])
    #expect(lab.mirrors.map(\.connections) == [1, 0, 0])
    #expect(lab.mirrors.map(\.requestCount) == [2, 0, 0])
    #expect(lab.mirrors[0].requests.map { $0.header("If-None-Match") } == [nil, "\"1\""])
  }

  @Test func sevenOfEightBlockedInDifferentWaysAndTheNewsIsThereInTwoSeconds() async throws {
    let lab = try await Lab.start(mirrors: 8, site: site)
    let transport = CurlTransport()
    let store = try NewsStore.inMemory()
    let newsroom = try await newsroom(lab.mirrors, in: store)
    let faults: [Fault] = [
      .swallow, .reset, .blockPage, .stall(after: 200), .status(451), .swallow, .cut(at: 300),
    ]
    for (mirror, fault) in zip(lab.mirrors, faults) { mirror.fault = fault }
    let reports = try await SyncEngine(store: store, transport: transport).sync([newsroom.id])
    await lab.stop()
    transport.close()
    let report = try #require(reports.first)
    #expect(report.servedURL == lab.mirrors[7].url("/news.atom"))
    #expect(report.milliseconds < 2_000)
    #expect(report.new == 3)
  }

  @Test func anOlderSnapshotIsOvertakenByTheNextMirrorAndTakesNothingAway() async throws {
    let older = LabSite(["/news.atom": LabSite.File(SampleFeed.atom([SampleFeed.march]), etag: "\"0\"")])
    let lab = try await Lab.start(mirrors: 2, site: site, older: older)
    let transport = CurlTransport()
    let store = try NewsStore.inMemory()
    let newsroom = try await newsroom(lab.mirrors, in: store)
    let engine = SyncEngine(store: store, transport: transport)
    _ = try await engine.sync([newsroom.id])
    lab.mirrors[0].fault = .oldSnapshot
    let reports = try await engine.sync([newsroom.id])
    await lab.stop()
    transport.close()
    #expect(reports.first?.servedURL == lab.mirrors[1].url("/news.atom"))
    #expect(reports.first?.mirrors.first?.behindSeconds == 2 * 86_400)
    #expect(try await store.count(.all) == 3)
  }

  @Test func whenAllMirrorsRefuseItSaysSoAtOnceAndDoesNotCallItOffline() async throws {
    let lab = try await Lab.start(mirrors: 3, site: site)
    let transport = CurlTransport()
    let store = try NewsStore.inMemory()
    let newsroom = try await newsroom(lab.mirrors, in: store)
    for mirror in lab.mirrors { mirror.fault = .refuse }
    let reports = try await SyncEngine(store: store, transport: transport).sync([newsroom.id])
    await lab.stop()
    transport.close()
    let report = try #require(reports.first)
    #expect(report.served == nil && !report.isOffline)
    #expect(report.mirrors.map(\.verdict?.symptom) == [.refused, .refused, .refused])
    #expect(report.milliseconds < 1_000)
  }
}
