import CurlTransport
import MirrorLab
import News
import Store
import Sync
import Testing
import Wire

/// Bodies that break or crawl, on real loopback sockets through libcurl.
@Suite(.serialized, .timeLimit(.minutes(2))) struct FallbackOnSocketsResumeTests {
  private func round(
    _ faults: [Fault], limits: WireLimits = WireLimits(), ask: Int = 1
  ) async throws -> (reports: [RoundReport], mirrors: [LabMirror], stored: Int) {
    let file = LabSite.File(bytes: LongFeed.bytes, etag: "\"1\"")
    let lab = try await Lab.start(mirrors: faults.count, site: LabSite(["/news.atom": file]))
    let transport = CurlTransport()
    let store = try NewsStore.inMemory()
    for (mirror, fault) in zip(lab.mirrors, faults) { mirror.fault = fault }
    let newsroom = try await store.addNewsroom(name: "Base21", mirrors: lab.mirrors.map { $0.url("/news.atom") })
    let engine = SyncEngine(store: store, transport: transport, limits: limits)
    var reports: [RoundReport] = []
    for _ in 0..<ask { reports += try await engine.sync([newsroom.id]) }
    await lab.stop()
    transport.close()
    return (reports, lab.mirrors, try await store.count(.all))
  }

  /// Faults in mid-body, and milliseconds until the news is in the store: at once after a reset, within two looks of a stall.
  static let faults: [(Fault, Int)] = [
    (.resetAt(150_000), 1_000), (.cut(at: 150_000), 1_000), (.filter(at: 150_000), 1_000),
    (.stall(after: 150_000), 2_500), (.throttle(after: 150_000, bytesPerSecond: 1_000), 2_500),
  ]

  @Test(arguments: faults) func theRestComesFromTheNextMirrorInTime(fault: Fault, milliseconds: Int) async throws {
    let (reports, mirrors, stored) = try await round([fault, .none])
    let report = try #require(reports.first)
    #expect(stored == LongFeed.count)
    #expect(report.servedURL == mirrors[1].url("/news.atom"))
    #expect(report.milliseconds < milliseconds)
    #expect(mirrors.map(\.requestCount) == [1, 1])
    let request = try #require(mirrors[1].requests.first)
    let from = request.header("Range").flatMap { Int($0.dropFirst(6).dropLast()) }
    // A throttled one has sent a little more by then.
    #expect(from.map { (145_904...148_500).contains($0) } == true)
    #expect(request.header("If-Range") == "\"1\"")
    #expect(request.header("Accept-Encoding") == "identity")
    let bytes = report.mirrors.compactMap(\.bytes).reduce(0, +)
    #expect(bytes >= LongFeed.bytes.count && bytes <= LongFeed.bytes.count + 65_536)
  }

  @Test func aStallOfTheOnlyMirrorEndsByTheTransportsOwnWatchdogAndTheRestComesFromItself() async throws {
    var limits = WireLimits()
    limits.stall = 400
    let (reports, mirrors, stored) = try await round([.stall(after: 150_000)], limits: limits)
    let report = try #require(reports.first)
    #expect(stored == LongFeed.count)
    #expect(report.mirrors.map(\.kind) == [.served])
    #expect(mirrors[0].requests.map { $0.header("Range") != nil } == [false, true])
    #expect(report.milliseconds < 4_000)
  }

  @Test func aFilterOfContentAtEveryMirrorIsCalledThat() async throws {
    let (reports, mirrors, stored) = try await round([.filter(at: 150_000), .filter(at: 150_000)])
    let report = try #require(reports.first)
    #expect(stored == 0)
    #expect(report.mirrors.map(\.verdict?.symptom) == [.contentFilter, .contentFilter])
    #expect(report.mirrors[1].verdict?.evidence.from == 150_000 - 4_096)
    #expect(mirrors.map(\.requestCount).reduce(0, +) <= 3)
  }

  @Test func aHealthyFirstMirrorOfALongFeedIsAskedOnceAndNobodyElse() async throws {
    let (reports, mirrors, stored) = try await round([.none, .none], ask: 2)
    #expect(stored == LongFeed.count)
    #expect(mirrors.map(\.connections) == [1, 0])
    #expect(mirrors.map(\.requestCount) == [2, 0])
    #expect(reports.map(\.mirrors.first?.kind) == [.served, .unchanged])
    #expect(mirrors[0].requests.allSatisfy { $0.header("Range") == nil })
    #expect(reports[0].mirrors[0].bytes == LongFeed.bytes.count)
  }

  @Test func anotherStateOfTheFeedIsTakenWhole() async throws {
    let other = LabSite.File(bytes: LongFeed.bytes, etag: "\"2\"")
    let lab = try await Lab.start(
      mirrors: 2, site: LabSite(["/news.atom": .init(bytes: LongFeed.bytes, etag: "\"1\"")]))
    lab.mirrors[0].fault = .resetAt(150_000)
    lab.mirrors[1].site = LabSite(["/news.atom": other])
    let transport = CurlTransport()
    let store = try NewsStore.inMemory()
    let newsroom = try await store.addNewsroom(name: "Base21", mirrors: lab.mirrors.map { $0.url("/news.atom") })
    let reports = try await SyncEngine(store: store, transport: transport).sync([newsroom.id])
    await lab.stop()
    transport.close()
    #expect(reports.first?.new == LongFeed.count)
    #expect(lab.mirrors.map(\.requestCount) == [1, 1])
    #expect(lab.mirrors[1].requests.first?.header("If-Range") == "\"1\"")
  }
}
