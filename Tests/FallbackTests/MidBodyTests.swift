import MirrorLab
import News
import Store
import Sync
import Testing
import Wire

/// A mirror breaks while it sends a long feed: the rest comes from elsewhere.
@Suite("In mid-body", .serialized, .timeLimit(.minutes(2))) struct MidBodyTests {
  /// Some 300 KiB.
  private static let site = FeedText.site(days: 1...30, words: 240)

  @Test(
    "The rest is asked of the next, little comes twice, and what is stored is what the honest mirror has",
    arguments: [
      // The lab resets 50 ms after the last byte.
      (.resetAt(150_000), 300 + 50, .cutOff), (.cut(at: 150_000), 300, .cutOff),
      // Its silence is seen before the limit of 5 s: another serves meanwhile, and it is not blamed.
      (.stall(after: 150_000), 500 + 500, nil),
      (.throttle(after: 150_000, bytesPerSecond: 1_000), 500 + 500, nil),
    ] as [(Fault, Int, Verdict.Symptom?)])
  func rest(fault: Fault, milliseconds: Int, symptom: Verdict.Symptom?) async throws {
    try await Stage.play {
      ($0.isSecure, $0.site) = (false, Self.site)
      $0.limits.stall = 500
    } _: { stage in
      let newsroom = try await stage.newsroom("Lab", 0, 1)
      stage.mirrors[0].fault = fault
      let report = try #require(try await stage.sync(newsroom).first)
      #expect(report.new == 30 && report.servedURL == stage.url(1))
      #expect(report.mirrors.map(\.kind) == [symptom == nil ? .lost : .failed, .served])
      #expect(report.mirrors.first?.verdict?.symptom == symptom)
      let request = try #require(stage.mirrors[1].requests.first)
      let range = try #require(request.header("Range"))
      let start = try #require(Int(range.dropFirst("bytes=".count).prefix { $0 != "-" }))
      #expect((150_000 - 65_536...150_000).contains(start), "\(range)")
      #expect(request.header("If-Range") == Self.site[FeedText.path]?.etag)
      #expect(stage.mirrors[1].requests.count == 1)
      let began = try #require(stage.mirrors[0].requests.first?.time)
      #expect(request.time - began <= .milliseconds(milliseconds), "\(request.time - began)")
      let size = try #require(Self.site[FeedText.path]?.bytes.count)
      let sent = stage.mirrors.prefix(2).flatMap(\.requests).reduce(0) { $0 + $1.servedBytes }
      // What a throttled mirror sent until it was given up is not wanted, either.
      #expect(sent <= size + 65_536 + 8_000, "\(sent) bytes for \(size)")
      try await Self.expectExact(stage, newsroom)
    }
  }

  @Test("A mirror that is another document, or answers a range with all of it, is read whole")
  func another() async throws {
    try await Stage.play {
      ($0.isSecure, $0.site) = (false, Self.site)
    } _: { stage in
      let newsroom = try await stage.newsroom("Lab", 0, 1)
      stage.mirrors[0].fault = .resetAt(150_000)
      stage.mirrors[1].site[FeedText.path]?.etag = "\"another\""
      let report = try #require(try await stage.sync(newsroom).first)
      #expect(report.new == 30 && report.servedURL == stage.url(1))
      try await Self.expectExact(stage, newsroom)
    }
  }

  @Test("Bytes that don't fit are not joined: it is asked again, whole") func overlap() async throws {
    try await Stage.play {
      ($0.isSecure, $0.site) = (false, Self.site)
    } _: { stage in
      let newsroom = try await stage.newsroom("Lab", 0, 1)
      // The same tag and length, and other words all over.
      var file = try #require(Self.site[FeedText.path])
      file.bytes = Array(String(decoding: file.bytes, as: UTF8.self).replacing("happened", with: "occurred").utf8)
      stage.mirrors[1].site[FeedText.path] = file
      stage.mirrors[0].fault = .resetAt(150_000)
      let report = try #require(try await stage.sync(newsroom).first)
      #expect(report.new == 30 && report.servedURL == stage.url(1))
      #expect(stage.mirrors[1].requests.map { $0.header("Range") != nil } == [true, false])
      let texts = try await Self.texts(stage, newsroom)
      #expect(texts.allSatisfy { $0.contains("occurred") && !$0.contains("happened") })
    }
  }

  private static func texts(_ stage: Stage, _ newsroom: Newsroom) async throws -> [String] {
    var texts: [String] = []
    for headline in try await stage.store.headlines(.newsroom(newsroom.id), offset: 0, limit: 100) {
      texts.append(try #require(try await stage.store.article(headline.id)).text)
    }
    return texts
  }

  private static func expectExact(_ stage: Stage, _ newsroom: Newsroom) async throws {
    let expected = (1...30).map { day in
      (0..<240).map { "What happened on day \(day), part \($0)." }.joined(separator: " ")
    }
    let texts = try await texts(stage, newsroom).map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    #expect(Set(texts) == Set(expected))
  }
}
