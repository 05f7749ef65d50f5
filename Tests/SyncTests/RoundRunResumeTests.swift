import News
import Store
import TestSupport
import Testing
import Wire

@testable import Sync

/// Rounds in which a body breaks, or is slow, in virtual time.
@Suite(.timeLimit(.minutes(2))) struct RoundRunResumeTests {
  private let cut = WireFailure(.reset, code: 56, errno: 104)

  /// Breaks after so many bytes of the honest answer.
  private func breaking(at bytes: Int) -> ScriptedTransport.Answer {
    .fail(cut).amid(LongFeed.honest).telling([(at: 0, bytes: bytes)])
  }

  private func scene(_ first: ScriptedTransport.Answer, _ second: ScriptedTransport.Answer) async throws -> EngineScene
  {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example")
    scene.script("kr1.example", first)
    scene.script("de1.example", second)
    return scene
  }

  @Test func theRestComesFromTheNextMirrorAndTheNewsIsWhole() async throws {
    let scene = try await scene(breaking(at: 200_000), .respond(LongFeed.honest))
    let report = try #require(try await scene.sync().first)
    #expect(report.new == LongFeed.count)
    #expect(report.mirrors.map(\.kind) == [.failed, .served])
    #expect(report.mirrors.map(\.bytes) == [200_000, LongFeed.bytes.count - 200_000 + BodyResume.overlap])
    #expect(report.mirrors[0].verdict?.symptom == .cutOff)
    let requests = scene.network.requests(of: EngineScene.url("de1.example"))
    #expect(requests.count == 1)
    #expect(requests[0].rangeStart == 200_000 - BodyResume.overlap)
    #expect(requests[0].header("If-Range") == "\"1\"")
    #expect(requests[0].header("Accept-Encoding") == "identity")
    #expect(requests[0].header("If-None-Match") == nil && requests[0].header("If-Modified-Since") == nil)
    let stored = try await scene.store.headlines(.all, offset: 0, limit: 100)
    #expect(Set(stored.map(\.title)) == Set((1...LongFeed.count).map { "Part \($0)" }))
  }

  @Test func aMirrorDoesNotVouchForBytesThatCameFromAnother() async throws {
    let scene = try await scene(breaking(at: 200_000), .respond(LongFeed.honest))
    _ = try await scene.sync()
    scene.script("kr1.example", .fail(WireFailure(.refused)))
    let report = try #require(try await scene.sync().first)
    let requests = scene.network.requests(of: EngineScene.url("de1.example"))
    #expect(requests.map { $0.header("If-None-Match") } == [nil, nil], "the whole is asked for")
    #expect(report.new == 0)
    #expect(report.mirrors.contains { $0.kind == .unchanged })
    _ = try await scene.sync()
    #expect(scene.network.requests(of: EngineScene.url("de1.example")).last?.header("If-None-Match") == "\"1\"")
  }

  @Test func besideAStalledBodyTheNextIsAskedForTheRestWithinASecond() async throws {
    let stalled = ScriptedTransport.Answer.never.amid(LongFeed.honest).telling([(at: 100, bytes: 200_000)])
    let scene = try await scene(stalled, .respond(LongFeed.honest))
    async let reports = scene.sync()
    await scene.clock.pass(100)
    // Else the clock may run ahead of the word that bytes came at 100.
    await scene.told.wait { $0.contains { if case .downloading = $0 { true } else { false } } }
    await scene.clock.pass(250)
    await scene.clock.pass(750)
    let report = try #require(try await reports.first)
    #expect(report.milliseconds == 750)
    #expect(report.new == LongFeed.count)
    #expect(report.mirrors.map(\.kind) == [.lost, .served])
    #expect(scene.network.cancelled == [EngineScene.url("kr1.example")])
    #expect(scene.network.requests.map(\.rangeStart) == [nil, 200_000 - BodyResume.overlap])
  }

  @Test func theOnlyMirrorIsAskedForTheRestItself() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example")
    scene.script("kr1.example", breaking(at: 100_000), .respond(LongFeed.honest))
    let report = try #require(try await scene.sync().first)
    #expect(report.new == LongFeed.count)
    #expect(report.mirrors.map(\.kind) == [.served])
    #expect(report.mirrors[0].verdict == nil)
    #expect(report.mirrors[0].bytes == LongFeed.bytes.count + BodyResume.overlap)
    let requests = scene.network.requests
    #expect(requests.map(\.rangeStart) == [nil, 100_000 - BodyResume.overlap])
    _ = try await scene.sync()
    #expect(scene.network.requests.last?.header("If-None-Match") == "\"1\"", "all of it was its own")
  }

  @Test func aBodyThatBreaksThreeTimesAtThreeMirrorsIsPutTogether() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example", "de1.example", "fr1.example", "us1.example")
    scene.script("kr1.example", breaking(at: 60_000))
    scene.script("de1.example", breaking(at: 70_000))
    scene.script("fr1.example", breaking(at: 80_000))
    scene.script("us1.example", .respond(LongFeed.honest))
    let report = try #require(try await scene.sync().first)
    #expect(report.new == LongFeed.count)
    let overlap = BodyResume.overlap
    #expect(
      scene.network.requests.map(\.rangeStart) == [
        nil, 60_000 - overlap, 130_000 - 2 * overlap, 210_000 - 3 * overlap,
      ])
    #expect(report.mirrors.compactMap(\.bytes).reduce(0, +) == LongFeed.bytes.count + 3 * overlap)
    let places = scene.told.all.compactMap { if case .downloading(_, _, let bytes) = $0 { bytes } else { nil } }
    #expect(places == places.sorted() && Set(places).count == places.count, "no byte is counted twice")
    #expect((places.last ?? 0) <= LongFeed.bytes.count)
  }

  // MARK: Filters

  @Test func cutOffAtTheSameByteTwiceIsAFilterOfContent() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example")
    scene.script("kr1.example", breaking(at: 100_000), breaking(at: BodyResume.overlap))
    let report = try #require(try await scene.sync().first)
    #expect(report.served == nil)
    let verdict = try #require(report.mirrors.first?.verdict)
    #expect(verdict.symptom == .contentFilter)
    #expect(verdict.weight == .soft && verdict.confidence == .likely && !verdict.isBlocked)
    #expect(verdict.evidence.from == 100_000 - BodyResume.overlap)
    #expect(scene.network.requests.count == 2, "it is not asked a third time")
  }

  @Test func cutOffAtTheSameByteHereAndThereIsAFilterAtBoth() async throws {
    let scene = try await scene(breaking(at: 9_000), breaking(at: 9_000))
    let report = try #require(try await scene.sync().first)
    #expect(report.mirrors.map(\.verdict?.symptom) == [.contentFilter, .contentFilter])
  }

  @Test func cutOffAtTheByteOfLastTimeIsAFilterAndAtAnotherByteIsNone() async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example")
    for (bytes, symptom) in [(9_000, Verdict.Symptom.cutOff), (9_000, .contentFilter), (9_001, .cutOff)] {
      scene.script("kr1.example", breaking(at: bytes))
      let report = try #require(try await scene.sync().first)
      #expect(report.mirrors.map(\.verdict?.symptom) == [symptom])
      scene.clock.advance(to: scene.clock.milliseconds + 7_200_000)
    }
  }

  // MARK: What doesn't fit

  /// What a mirror may answer that was asked for the rest from byte n.
  static let misfits: [@Sendable (WireRequest, Int) -> WireResponse] = [
    { LongFeed.part($0.url, from: $1 + 1) },
    { LongFeed.part($0.url, from: $1, etag: "\"2\"") },
    { LongFeed.part($0.url, from: $1, etag: "W/\"1\"") },
    { LongFeed.part($0.url, from: $1, range: "bytes \($1)-\(LongFeed.bytes.count)/\(LongFeed.bytes.count + 1)") },
    { LongFeed.part($0.url, from: $1, range: "bytes \($1)-99999999999999999999/100000000000000000000") },
    { request, from in
      var response = LongFeed.part(request.url, from: from)
      response.body.removeLast()
      return response
    },
    { request, from in
      var response = LongFeed.part(request.url, from: from)
      response.body[7] ^= 1
      return response
    },
    { request, from in
      var response = LongFeed.part(request.url, from: from)
      response.headers.append(WireHeader("Content-Encoding", "gzip"))
      return response
    },
    { request, _ in WireResponse(status: 206, body: LongFeed.bytes, url: request.url) },
    { request, _ in
      WireResponse(status: 416, headers: [WireHeader("Content-Range", "bytes */5")], url: request.url)
    },
    { request, _ in WireResponse(status: 304, headers: [WireHeader("ETag", "\"1\"")], url: request.url) },
  ]

  @Test(arguments: misfits.indices) func whatDoesNotFitIsAskedForWholeOnce(index: Int) async throws {
    let misfit = Self.misfits[index]
    let answer = ScriptedTransport.Answer.respond { request in
      request.rangeStart.map { misfit(request, $0) } ?? LongFeed.whole(request.url)
    }
    let scene = try await scene(breaking(at: 150_000), answer)
    let report = try #require(try await scene.sync().first)
    #expect(report.new == LongFeed.count)
    #expect(report.mirrors.map(\.kind) == [.failed, .served])
    let requests = scene.network.requests(of: EngineScene.url("de1.example"))
    #expect(requests.map { $0.rangeStart != nil } == [true, false])
  }

  @Test func aWholeAnswerToAQuestionForTheRestIsUsedAsItIs() async throws {
    let scene = try await scene(breaking(at: 150_000), .respond { LongFeed.whole($0.url, etag: "\"other\"") })
    let report = try #require(try await scene.sync().first)
    #expect(report.new == LongFeed.count)
    #expect(scene.network.requests(of: EngineScene.url("de1.example")).count == 1)
  }

  @Test func aRefusalOfTheRestIsARefusal() async throws {
    let scene = try await scene(breaking(at: 150_000), .status(503))
    scene.script("kr1.example", breaking(at: 150_000), .fail(WireFailure(.refused)))
    let report = try #require(try await scene.sync().first)
    #expect(report.mirrors.map(\.verdict?.symptom) == [.refused, .broken])
    #expect(scene.network.requests(of: EngineScene.url("de1.example")).count == 1)
  }

  /// It said that it had the same document, and sent another one, but for the bytes that are compared.
  @Test func aLiarsBeginningIsNotHeldAgainstTheMirrorThatWentOnWithIt() async throws {
    var lie = LongFeed.bytes
    for place in 0..<100_000 { lie[place] = UInt8(ascii: "<") }
    let liar = ScriptedTransport.Answer.fail(cut).amid { [lie] in LongFeed.whole($0.url, bytes: lie) }
      .telling([(at: 0, bytes: 150_000)])
    let scene = try await scene(liar, .respond(LongFeed.honest))
    let report = try #require(try await scene.sync().first)
    #expect(report.new == LongFeed.count)
    #expect(report.mirrors.map(\.kind) == [.failed, .served])
    #expect(scene.network.requests(of: EngineScene.url("de1.example")).map { $0.rangeStart != nil } == [true, false])
  }

  @Test(
    arguments: [
      [WireHeader("ETag", "W/\"1\""), WireHeader("Accept-Ranges", "bytes")], [WireHeader("Accept-Ranges", "bytes")],
      [WireHeader("ETag", "\"1\"")],
      [WireHeader("ETag", "\"1\""), WireHeader("Accept-Ranges", "bytes"), WireHeader("Content-Encoding", "gzip")],
    ] as [[WireHeader]])
  func aBodyThatCannotBeGoneOnWithIsAskedForWhole(headers: [WireHeader]) async throws {
    let length = WireHeader("Content-Length", "\(LongFeed.bytes.count)")
    let first = ScriptedTransport.Answer.fail(cut)
      .amid { WireResponse(status: 200, headers: headers + [length], body: LongFeed.bytes, url: $0.url) }
      .telling([(at: 0, bytes: 150_000)])
    let scene = try await scene(first, .respond(LongFeed.honest))
    let report = try #require(try await scene.sync().first)
    #expect(report.new == LongFeed.count)
    #expect(scene.network.requests.allSatisfy { $0.rangeStart == nil })
  }

  @Test func aTagIsNotShownToAMirrorThatIsReachedThroughAProxy() async throws {
    let scene = try await scene(breaking(at: 150_000), .respond(LongFeed.honest))
    let mirror = try #require(try await scene.mirror("de1.example"))
    try await scene.store.setRoute(mirror.id, MirrorRoute(proxy: "socks5h://127.0.0.1:9050"))
    let report = try #require(try await scene.sync().first)
    #expect(report.new == LongFeed.count)
    let request = try #require(scene.network.requests(of: EngineScene.url("de1.example")).first)
    #expect(request.header("If-Range") == nil && request.rangeStart == nil)
    #expect(request.route.proxy == .socks5h(host: "127.0.0.1", port: 9050))
  }

  // MARK: Remarks

  @Test func oneThatServesOlderNewsIsRemarkedOnAndNotBlamed() async throws {
    let scene = try await scene(.feed(SampleFeed.march, SampleFeed.talks), .feed(SampleFeed.march))
    _ = try await scene.sync()
    scene.script("kr1.example", .fail(WireFailure(.refused)))
    let report = try #require(try await scene.sync().first)
    let outcome = try #require(report.mirrors.last)
    #expect(outcome.kind == .served)
    #expect(outcome.verdict?.symptom == .stale && outcome.verdict?.weight == Verdict.Weight.none)
    #expect(outcome.verdict?.evidence.behind == 2 * 86_400 && outcome.behindSeconds == 2 * 86_400)
  }
}
