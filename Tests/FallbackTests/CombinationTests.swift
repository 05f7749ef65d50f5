import MirrorLab
import News
import Sync
import Testing
import Wire

/// Four mirrors, each well or with something wrong, drawn with a fixed seed.
@Suite("Combinations of faults", .serialized, .timeLimit(.minutes(4))) struct CombinationTests {
  static let seed = 20_264

  /// What each mirror suffers from; nil: nothing.
  static func combination(_ number: Int) -> [Ailment?] {
    var draw = Draw(seed: seed + number)
    return (0..<4).map { _ in Int.random(in: 0..<10, using: &draw) < 3 ? nil : draw.one(of: Ailment.all) }
  }

  @Test("The news arrives whenever one is honest; and whenever none is, the true reason is said", arguments: 0..<50)
  func combinations(_ number: Int) async throws {
    let ailments = Self.combination(number)
    try await Stage.play {
      $0.mirrors = 4
      ($0.limits.dns, $0.limits.tls, $0.limits.firstByte, $0.limits.stall) = (400, 400, 400, 400)
    } _: { stage in
      let newsroom = try await stage.newsroom("Lab", 0, 1, 2, 3)
      for (place, ailment) in ailments.enumerated() { ailment?.strike(stage, place) }
      let report = try #require(try await stage.sync(newsroom).first)
      let what = ailments.map { $0?.name ?? "well" }.joined(separator: ", ")
      let honest = ailments.indices.filter { ailments[$0] == nil }.map { stage.url($0) }
      if honest.isEmpty {
        #expect(report.served == nil && report.mirrors.count == 4, "\(what)")
        let isOffline = ailments.allSatisfy { $0.map { $0.symptoms.isSubset(of: Ailment.networkless) } ?? false }
        #expect(report.isOffline == isOffline, "\(what)")
      } else {
        #expect(report.new == 3 && honest.contains(report.servedURL ?? ""), "\(what): \(report.trouble ?? "")")
        #expect(!report.isOffline, "\(what)")
      }
      for outcome in report.mirrors where outcome.kind == .failed && !report.isOffline {
        let ailment = try #require(
          zip(ailments, ailments.indices).first { stage.url($1) == outcome.url }?.0, "\(what): \(outcome.url)")
        let verdict = try #require(outcome.verdict)
        #expect(ailment.symptoms.contains(verdict.symptom), "\(what): \(verdict.symptom) at \(ailment.name)")
        if honest.isEmpty {
          #expect(!verdict.isBlocked, "\(what): \(ailment.name)")
        } else if let isBlocked = ailment.isBlocked {
          #expect(verdict.isBlocked == isBlocked, "\(what): \(ailment.name)")
        }
      }
      // What is said names the first that failed.
      let line = RoundSentence.line(report)
      if let first = report.mirrors.first(where: { $0.kind == .failed }), let verdict = first.verdict,
        !report.isOffline
      {
        #expect(line.contains(Phrasebook.english(VerdictSentence.phrase(verdict, url: first.url))), "\(what): \(line)")
      }
    }
  }

  @Test("The seed draws every fault, and both kinds of round") func seeds() {
    let combinations = (0..<50).map(Self.combination)
    let names = Set(combinations.joined().compactMap { $0?.name })
    #expect(names.count == Ailment.all.count, "\(Set(Ailment.all.map(\.name)).subtracting(names))")
    let dishonest = combinations.count { $0.allSatisfy { $0 != nil } }
    #expect((5...25).contains(dishonest))
  }
}
