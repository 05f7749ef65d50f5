import MirrorLab
import News
import Store
import Sync
import Testing

extension GoldenRow {
  /// Plays the row: the mirror alone; again, when another one was verified a moment ago; and before an honest one.
  func play() async throws {
    try await Stage.play {
      ($0.isSecure, $0.older) = (isSecure, FeedText.site(days: 10...10))
      limits(&$0.limits)
    } _: { stage in
      let alone = try await stage.newsroom("Alone", 0, route: route(stage))
      let both = try await stage.newsroom(
        "Both", urls: [stage.url(0, FeedText.path + "?both"), stage.url(1)], route: route(stage))
      if isKnown { _ = try await stage.sync(alone, both) }
      try await make(stage)
      try await playAlone(alone, stage)
      try await playWitnessed(alone, stage)
      try await playTested(alone, stage)
      try await playBoth(both, stage)
    }
  }

  private func playAlone(_ newsroom: Newsroom, _ stage: Stage) async throws {
    let report = try #require(try await stage.sync(newsroom).first, "\(name)")
    try await check(report, says: alone, isBlocked: false, of: newsroom, stage)
    #expect(report.isOffline == (alone == .offline), "\(name)")
    #expect((report.served == nil) == isFailure, "\(name)")
  }

  /// Without weight, the mirror served, or nobody could.
  private var isFailure: Bool { alone.map { $0.weight != .none || $0 == .offline || then == .next } ?? false }

  private func playWitnessed(_ newsroom: Newsroom, _ stage: Stage) async throws {
    let witness = try await stage.newsroom("Witness", 2)
    let witnesses = try await stage.sync(witness)
    #expect(witnesses.first?.served != nil, "\(name)")
    // In one sync with the witness: nobody is offline.
    let report = try #require(try await stage.retry(newsroom, witness).first { $0.newsroom == newsroom.id }, "\(name)")
    try await check(report, says: witnessed, isBlocked: isBlocked, of: newsroom, stage)
    #expect(!report.isOffline, "\(name)")
    #expect(stage.judged.map(\.mirror) == (isBlocked ? report.mirrors.map(\.mirror) : []), "\(name)")
  }

  /// A test outside a round says the same.
  private func playTested(_ newsroom: Newsroom, _ stage: Stage) async throws {
    let mirror = try #require(try await stage.mirror(stage.url(0), of: newsroom))
    let outcome = try #require(try await stage.engine.test([mirror.id]).first, "\(name)")
    #expect(outcome.verdict.map(Word.init) == tested ?? witnessed, "\(name), tested")
    #expect((outcome.verdict?.isBlocked ?? false) == isBlocked, "\(name), tested")
    #expect(try await stage.mirror(stage.url(0), of: newsroom)?.verdict == outcome.verdict, "\(name), tested")
  }

  private func check(
    _ report: RoundReport, says word: Word?, isBlocked: Bool, of newsroom: Newsroom, _ stage: Stage
  ) async throws {
    let outcome = try #require(report.mirrors.first, "\(name): \(report.trouble ?? "nobody was asked")")
    #expect(report.mirrors.count == 1, "\(name)")
    #expect(outcome.verdict.map(Word.init) == word, "\(name): \(String(describing: outcome.verdict))")
    #expect((outcome.verdict?.isBlocked ?? false) == isBlocked, "\(name), blocked")
    // Kept: with the mirror unless it is nobody's fault, and in the log.
    let mirror = try await stage.mirror(outcome.url, of: newsroom)
    #expect(mirror?.verdict == (report.isOffline ? nil : outcome.verdict), "\(name), at the mirror")
    let logged = try await stage.store.rounds(limit: 10).first { $0.newsroom == newsroom.id }
    #expect(logged?.mirrors.first?.verdict == outcome.verdict, "\(name), in the log")
    guard let verdict = outcome.verdict else { return }
    #expect(shows(verdict.evidence), "\(name): \(verdict.evidence)")
    // Put in words.
    let sentence = Phrasebook.english(VerdictSentence.phrase(verdict, url: outcome.url))
    #expect(sentence.hasPrefix(Stage.host(0)), "\(name)")
    #expect(
      sentence.hasPrefix("\(Stage.host(0)):\(stage.mirrors[0].port) blocked: ") == isBlocked, "\(name): \(sentence)")
    #expect(isBlocked || sentence.contains(self.words(for: word)), "\(name): \(sentence)")
    #expect(!VerdictEvidence.lines(verdict).isEmpty, "\(name)")
    let line = RoundSentence.line(report)
    #expect(
      line.contains(report.isOffline ? "offline" : (isBlocked ? nil : common) ?? sentence), "\(name): \(line)")
  }

  private func words(for word: Word?) -> String {
    switch word?.symptom {
    case .offline: "offline"
    case .contentFilter: "filtered by content"
    default: words
    }
  }

  private func playBoth(_ newsroom: Newsroom, _ stage: Stage) async throws {
    stage.forgetRequests()
    let report = try #require(try await stage.sync(newsroom).first, "\(name)")
    let kinds = report.mirrors.map(\.kind)
    let asked = stage.mirrors[1].requestCount
    switch then {
    case .next:
      #expect(kinds == [.failed, .served], "\(name): \(kinds)")
      #expect(asked == 1 && report.servedURL == stage.url(1), "\(name)")
    case .overtaken:
      #expect(kinds == [.lost, .served] || kinds == [.failed, .served], "\(name): \(kinds)")
      #expect(asked == 1 && report.servedURL == stage.url(1), "\(name)")
    case .itself:
      #expect(kinds == [.served] || kinds == [.unchanged], "\(name): \(kinds)")
      #expect(asked == 0, "\(name)")
    case .newer:
      #expect(kinds == [.served, .served] || kinds == [.served, .unchanged], "\(name): \(kinds)")
      #expect(asked == 1 && report.servedURL == stage.url(1), "\(name)")
    }
    #expect(report.milliseconds < 2_000, "\(name)")
    #expect(try await stage.store.count(.newsroom(newsroom.id)) == 3, "\(name)")
  }
}
