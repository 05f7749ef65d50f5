import Foundation
import MirrorLab
import News
import Store
import Sync
import Testing

/// What stands in the place of an edition's head and is none: in words that are true of editions.
@Suite(.serialized, .timeLimit(.minutes(2))) struct EditionPageTests {
  /// A page of so many bytes; most are longer than a head may be.
  private func page(_ bytes: Int) -> LabSite.File {
    let text = "<!DOCTYPE html><html><head><title>Guest network</title></head><body>"
    return LabSite.File(text + String(repeating: "x", count: max(0, bytes - text.utf8.count)), type: "text/html")
  }

  @Test(arguments: [300, 20_000]) func aPageInPlaceOfTheHeadIsSaidToBeThat(bytes: Int) async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(3)
    try await withScene(newsroom, mirrors: 2) { scene in
      scene.lab.mirrors[0].site["/checkpoint"] = page(bytes)
      scene.lab.mirrors[1].fault = .slow(milliseconds: 300)
      let report = try await scene.sync()
      #expect(report.new == 3 && report.servedURL == scene.lab.mirrors[1].url("/"), "\(report)")
      let outcome = try #require(report.mirrors.first { $0.url == scene.lab.mirrors[0].url("/") })
      #expect(outcome.serves == .edition && outcome.verdict?.symptom == .notAFeed && outcome.verdict?.weight == .hard)
      let name = MirrorName(outcome.url).description
      let line = RoundSentence.line(report)
      #expect(line.hasSuffix("\(name) blocked: a web page in place of the edition, “Guest network”"), "\(line)")
      // As the log has it, and as the mirror's own row has it.
      let kept = try #require(try await scene.store.rounds(limit: 1).first)
      #expect(RoundSentence.line(kept) == line)
      let mirror = try #require(
        try await scene.store.mirrors(of: scene.followed.id, now: .now).first { $0.url == outcome.url })
      #expect(mirror.verdict?.evidence.found == "Guest network")
      #expect(try await scene.store.evidence(of: scene.followed.id).isEmpty)
      #expect(try await scene.status().tampering.isEmpty)
    }
  }

  @Test(arguments: [300, 60_000], ["/tile/0", "/tile/entries", "/segment"])
  func aPageInPlaceOfAnotherFileIsNoForgeryEither(bytes: Int, place: String) async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(3)
    try await withScene(newsroom, mirrors: 2) { scene in
      let replaced = scene.lab.mirrors[0].site.files.keys.filter { $0.hasPrefix(place) }
      try #require(!replaced.isEmpty)
      for path in replaced { scene.lab.mirrors[0].site[path] = page(bytes) }
      scene.lab.mirrors[1].fault = .slow(milliseconds: 300)
      let report = try await scene.sync()
      #expect(report.new == 3 && !report.isUnsafe, "\(report)")
      let outcome = try #require(report.mirrors.first { $0.url == scene.lab.mirrors[0].url("/") })
      #expect(outcome.verdict?.symptom == .notAFeed && outcome.verdict?.weight == .hard, "\(report)")
      #expect(outcome.verdict?.evidence.found == "Guest network")
      #expect(try await scene.store.evidence(of: scene.followed.id).isEmpty)
      #expect(try await scene.status().tampering.isEmpty)
    }
  }

  @Test func aTestOfThatMirrorSaysTheSame() async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(3)
    try await withScene(newsroom) { scene in
      scene.lab.mirrors[0].site["/checkpoint"] = page(20_000)
      let mirror = try #require(try await scene.store.mirrors(of: scene.followed.id, now: .now).first)
      let outcomes = try await scene.engine.test([mirror.id])
      let verdict = try #require(outcomes.first?.verdict)
      #expect(outcomes.first?.serves == .edition)
      #expect(
        Phrasebook.english(VerdictSentence.phrase(verdict, url: mirror.url, kind: .edition))
          == "\(MirrorName(mirror.url)): a block page or captive portal in place of the edition: a web page titled “Guest network”"
      )
    }
  }

  @Test func anEmptyHeadIsNobodysForgery() async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(3)
    try await withScene(newsroom) { scene in
      scene.lab.mirrors[0].site["/checkpoint"] = LabSite.File(bytes: [], type: nil)
      let report = try await scene.sync()
      #expect(report.mirrors.map(\.verdict?.symptom) == [.empty] && !report.isUnsafe, "\(report)")
      #expect(try await scene.store.evidence(of: scene.followed.id).isEmpty)
      #expect(RoundSentence.line(report).hasSuffix("sent nothing in place of the edition"))
      scene.lab.mirrors[0].site["/checkpoint"] = LabSite.File(bytes: Array(repeating: 7, count: 20_000), type: nil)
      let long = try await scene.sync()
      #expect(long.mirrors.map(\.verdict?.symptom) == [.tooLarge] && !long.isUnsafe, "\(long)")
      #expect(RoundSentence.line(long).hasSuffix("sends more than a piece of an edition can be"))
    }
  }
}
