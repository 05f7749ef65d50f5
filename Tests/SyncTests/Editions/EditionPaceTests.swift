import Edition
import Foundation
import MirrorLab
import News
import Store
import Sync
import TestSupport
import Testing

/// A mirror whose line is throttled in the middle of pieces, over real sockets.
@Suite(.serialized, .timeLimit(.minutes(2))) struct EditionPaceTests {
  /// Words that no compression makes short: a segment of some length.
  private func publish(_ newsroom: EditionNewsroom, _ articles: Int) throws {
    var random = SplitMix(seed: 11)
    try newsroom.publish(0) { writer in
      for number in 0..<articles {
        let words = (0..<120).map { _ in String(random.next(), radix: 36) }.joined(separator: " ")
        let body = try writer.add(body: Array("<p>\(words)</p>".utf8), type: "text/html")
        try writer.add(.article(EntryArticle(title: "Article \(number)", body: body), time: newsroom.now))
      }
    }
  }

  @Test func theRestOfASlowPieceIsTakenElsewhereAndNoByteIsCountedTwice() async throws {
    let newsroom = try EditionNewsroom()
    try publish(newsroom, 80)
    try await withScene(newsroom, mirrors: 2) { scene in
      let site = try newsroom.site()
      let segment = try #require(site.files["/segment/000000"]).bytes.count
      #expect(segment > 60_000)
      // The first wins with its head, and sends the longer pieces at 400 bytes a second after their beginning.
      scene.lab.mirrors[0].fault = .throttle(after: 40_000, bytesPerSecond: 400)
      scene.lab.mirrors[1].fault = .slow(milliseconds: 400)
      let (slow, quick) = (scene.lab.mirrors[0].url("/"), scene.lab.mirrors[1].url("/"))
      let began = ContinuousClock.now
      let report = try await scene.sync()
      #expect(report.new == 80 && report.trouble == nil, "\(report)")
      #expect(try await scene.status().isWhole)
      #expect(ContinuousClock.now - began < .seconds(15))
      // What came and was proven is kept: the second is asked for the rest alone.
      let ranges = scene.lab.mirrors[1].requests.filter { $0.path == "/segment/000000" }.compactMap {
        $0.header("Range")
      }
      let starts = ranges.compactMap { range in Int(range.drop { $0 != "=" }.dropFirst().prefix { $0 != "-" }) }
      let from = try #require(starts.min())
      #expect(from > 30_000 && from < segment, "\(ranges)")
      let told = scene.told.all.compactMap { step in
        if case .downloading(_, _, let bytes) = step { bytes } else { nil }
      }
      let all = site.files.values.reduce(0) { $0 + $1.bytes.count }
      #expect((told.last ?? 0) <= all && (told.last ?? 0) >= segment / 2 && told == told.sorted(), "\(told) \(all)")
      // It served the head; that it was slow is remarked, and another was fast.
      let outcome = try #require(report.mirrors.first { $0.url == slow })
      #expect(outcome.verdict?.symptom == .tooSlow, "\(report)")
      #expect(report.mirrors.contains { $0.url == quick && $0.kind != .failed })
      #expect(try await scene.store.check().isEmpty)
    }
  }

  @Test func whereNobodyElseIsThereASlowOneIsLeftInPeace() async throws {
    let newsroom = try EditionNewsroom()
    try publish(newsroom, 4)
    try await withScene(newsroom) { scene in
      scene.lab.mirrors[0].fault = .throttle(after: 1_500, bytesPerSecond: 700)
      let report = try await scene.sync()
      #expect(report.new == 4 && report.mirrors.map(\.verdict?.symptom) == [nil], "\(report)")
      #expect(try await scene.status().isWhole)
      #expect(scene.asked.filter { $0 == "segment/000000" }.count == 1)
    }
  }
}

/// Numbers that are the same each time.
private struct SplitMix {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
