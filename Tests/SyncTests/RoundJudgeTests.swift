import Foundation
import News
import Testing
import Wire

@testable import Sync

/// Rounds as they come to the judge.
enum JudgedRound {
  static let served = "https://de1.example/feed"

  static func report(_ outcomes: MirrorOutcome...) -> RoundReport {
    RoundReport(
      newsroom: NewsroomID(rawValue: 1), name: "Base21", started: Date(timeIntervalSince1970: 0), mirrors: outcomes)
  }

  static func failed(_ id: Int64, _ verdict: Verdict, url: String = "https://kr1.example/feed") -> MirrorOutcome {
    MirrorOutcome(mirror: MirrorID(rawValue: id), url: url, kind: .failed, verdict: verdict)
  }

  static func witness(_ url: String = served, id: Int64 = 99, at time: Int = 1_000, network: Int = 1) -> Witness {
    Witness(mirror: MirrorID(rawValue: id), url: url, milliseconds: time, network: network)
  }

  /// A failure in the handshake at this address.
  static func doubtful(_ symptom: Verdict.Symptom, at address: String = "192.0.2.1", source: String = "resolver")
    -> Verdict
  {
    var attempt = Verdict.Try(address, source: source)
    attempt.failure = BlockCheck.failure(of: symptom)?.rawValue
    var verdict = Verdict(symptom)
    verdict.evidence.tries = [attempt]
    return verdict
  }

  static let pages = Verdict(.notAFeed, weight: .hard, confidence: .likely)
}

@Suite struct RoundJudgeTests {
  private typealias Round = JudgedRound
  private let first = MirrorID(rawValue: 1)

  private func judged(
    _ outcome: MirrorOutcome, _ witnesses: [Witness] = [JudgedRound.witness()], now: Int = 2_000,
    filtered: [MirrorID: Bool] = [:]
  ) -> Verdict? {
    RoundJudge.judge(
      JudgedRound.report(outcome), witnesses: witnesses, network: 1, now: now, filtered: filtered
    ).mirrors[0].verdict
  }

  @Test(
    arguments: [
      Verdict(.unknownIssuer, weight: .hard), Verdict(.pinMismatch, weight: .hard), JudgedRound.pages,
      Verdict(.legalReasons),
    ])
  func withAWitnessInterceptionABlockPageAnd451AreCalledBlocked(verdict: Verdict) {
    let judgement = judged(Round.failed(1, verdict))
    #expect(judgement?.isBlocked == true)
    #expect(judgement?.evidence.witness == Round.served)
    #expect(judged(Round.failed(1, verdict), [])?.isBlocked == false)
  }

  @Test func aWitnessIsAnotherMirrorOnThisNetworkWithinAMinute() {
    let outcome = Round.failed(1, Verdict(.legalReasons))
    #expect(judged(outcome, [Round.witness(at: 1_000)], now: 61_000)?.isBlocked == true)
    #expect(judged(outcome, [Round.witness(at: 1_000)], now: 61_001)?.isBlocked == false)
    #expect(judged(outcome, [Round.witness(at: 2_001)], now: 2_000)?.isBlocked == false)
    #expect(judged(outcome, [Round.witness(network: 2)])?.isBlocked == false)
    #expect(judged(outcome, [Round.witness(id: 1)])?.isBlocked == false)
    #expect(judged(outcome, [Round.witness("https://kr1.example/other")])?.isBlocked == false, "the same host")
  }

  @Test(arguments: [Verdict.Symptom.resetInHello, .closedInHello, .tlsSwallowed])
  func afterTheHelloOnlyTheControlMakesItBlocked(symptom: Verdict.Symptom) {
    let outcome = Round.failed(1, Round.doubtful(symptom))
    #expect(judged(outcome)?.isBlocked == false)
    #expect(judged(outcome, filtered: [first: false])?.isBlocked == false)
    #expect(judged(outcome, filtered: [first: false])?.evidence.answersNameless == false)
    let verdict = judged(outcome, filtered: [first: true])
    #expect(verdict?.isBlocked == true)
    #expect(verdict?.confidence == .confirmed)
    #expect(verdict?.evidence.answersNameless == true)
    #expect(judged(outcome, [], filtered: [first: true])?.isBlocked == false)
  }

  @Test(arguments: [
    "https://192.0.2.1/feed", "https://[2001:db8::1]/feed", "https://abc.onion/feed", "http://kr1.example/",
  ])
  func whatHasNoNameToFilterIsNeverBlockedByIt(url: String) {
    let outcome = Round.failed(1, Round.doubtful(.resetInHello), url: url)
    #expect(judged(outcome, filtered: [first: true])?.isBlocked == false)
    #expect(RoundJudge.doubts(Round.report(outcome), witnesses: [Round.witness()], network: 1, now: 2_000).isEmpty)
  }

  @Test func aProvenLieOfTheResolverIsCalledBlockedThoughTheMirrorServed() {
    let remark = Verdict(.falseAnswer, weight: .none, confidence: .confirmed)
    let outcome = MirrorOutcome(mirror: first, url: "https://kr1.example/feed", kind: .served, verdict: remark)
    #expect(judged(outcome)?.isBlocked == true)
    #expect(judged(outcome)?.weight == Verdict.Weight.none)
    #expect(judged(outcome, [])?.isBlocked == false)
    #expect(judged(Round.failed(1, Verdict(.falseAnswer, confidence: .likely)))?.isBlocked == false)
  }

  @Test func aPortalThatSaysSoAndAProxysEndAreNotBlocked() {
    var portal = Round.pages
    portal.evidence.status = 511
    #expect(judged(Round.failed(1, portal))?.isBlocked == false)
    for var verdict in [Round.pages, Verdict(.unknownIssuer, weight: .hard)] {
      verdict.evidence.tries = [Verdict.Try("127.0.0.1", source: "proxy")]
      #expect(judged(Round.failed(1, verdict))?.isBlocked == false)
    }
  }

  @Test func offlineIsLeftAsItIs() {
    var report = Round.report(Round.failed(1, Verdict(.legalReasons)))
    report.isOffline = true
    #expect(RoundJudge.judge(report, witnesses: [Round.witness()], network: 1, now: 2_000) == report)
    #expect(RoundJudge.doubts(report, witnesses: [Round.witness()], network: 1, now: 2_000).isEmpty)
  }

  @Test func aCertificatesTimeIsComparedWithWhatOthersSayOfOurClock() {
    let outcome = Round.failed(1, Verdict(.certificateTime))
    var witness = Round.witness()
    #expect(judged(outcome, [witness])?.evidence.clockOff == nil)
    witness.clockOff = -259_200
    #expect(judged(outcome, [witness])?.evidence.clockOff == -259_200)
    #expect(judged(Round.failed(1, Verdict(.refused)), [witness])?.evidence.clockOff == nil)
  }

  @Test func oneAddressForUnrelatedMirrorsThatAllFailedIsAFalseAnswer() {
    func verdict(_ symptom: Verdict.Symptom, _ addresses: String...) -> Verdict {
      var verdict = Verdict(symptom, confidence: .observed)
      verdict.evidence.answers = addresses.map { .init($0, isReserved: false) }
      return verdict
    }
    func symptoms(_ outcomes: MirrorOutcome..., filtered: [MirrorID: Bool] = [:]) -> [Verdict.Symptom?] {
      var report = Round.report()
      report.mirrors = outcomes
      return RoundJudge.judge(report, witnesses: [], network: 1, now: 0, filtered: filtered).mirrors.map {
        $0.verdict?.symptom
      }
    }
    let one = Round.failed(1, verdict(.swallowed, "192.0.2.1"), url: "https://kr1.example/")
    let two = Round.failed(2, verdict(.wrongCertificate, "192.0.2.1"), url: "https://news.test/")
    #expect(symptoms(one, two) == [.falseAnswer, .falseAnswer])
    let sister = Round.failed(2, verdict(.swallowed, "192.0.2.1"), url: "https://www.kr1.example/")
    #expect(symptoms(one, sister) == [.swallowed, .swallowed], "one site")
    let another = Round.failed(2, verdict(.swallowed, "192.0.2.2"), url: "https://news.test/")
    #expect(symptoms(one, another) == [.swallowed, .swallowed])
    let hosted = Round.failed(2, verdict(.swallowed, "192.0.2.1", "192.0.2.2"), url: "https://news.test/")
    #expect(symptoms(one, hosted) == [.swallowed, .swallowed], "a large hoster's")
    let reset = Round.failed(2, verdict(.resetInHello, "192.0.2.1"), url: "https://news.test/")
    #expect(symptoms(one, reset) == [.swallowed, .resetInHello])
    #expect(symptoms(one, reset, filtered: [MirrorID(rawValue: 2): false]) == [.falseAnswer, .falseAnswer])
  }

  @Test func atMostThreeDoubtsAreLookedIntoAndNoneWithoutAWitness() {
    var report = Round.report()
    report.mirrors = (1...9).map {
      Round.failed($0, Round.doubtful(.closedInHello, at: "192.0.2.\($0)"), url: "https://m\($0).example:8443/feed")
    }
    let routes = [MirrorID(rawValue: 2): WireRoute(proxy: .socks5h(host: "127.0.0.1", port: 9050))]
    let doubts = RoundJudge.doubts(report, routes: routes, witnesses: [Round.witness()], network: 1, now: 2_000)
    #expect(doubts.map(\.mirror.rawValue) == [1, 3, 4], "the proxy's way is another one")
    #expect(doubts[0].address == "192.0.2.1")
    #expect(doubts[0].symptom == .closedInHello)
    #expect(RoundJudge.doubts(report, witnesses: [], network: 1, now: 2_000).isEmpty)
    #expect(RoundJudge.doubts(report, witnesses: [Round.witness()], network: 2, now: 2_000).isEmpty)
    #expect(RoundJudge.doubts(report, witnesses: [Round.witness()], network: 1, now: 70_000).isEmpty)
  }

  @Test func onlyWhatWasVerifiedIsAWitness() {
    var outcome = MirrorOutcome(mirror: first, url: Round.served, kind: .served)
    outcome.clockOff = 90_000
    #expect(Witness(outcome, at: 5, network: 3)?.clockOff == 90_000)
    outcome.verdict = Verdict(.stale, weight: .none)
    #expect(Witness(outcome, at: 5, network: 3) != nil)
    outcome.verdict = Verdict(.cutOff)
    #expect(Witness(outcome, at: 5, network: 3) == nil)
    #expect(Witness(MirrorOutcome(mirror: first, url: Round.served, kind: .lost), at: 5, network: 3) == nil)
    #expect(Witness(Round.failed(1, Verdict(.refused)), at: 5, network: 3) == nil)
  }

  @Test func noSequenceWithoutARightWitnessEverSaysBlocked() {
    var draws = SeededNumbers(seed: 4)
    var blocked = 0
    for _ in 0..<3_000 {
      var report = Round.report()
      report.isOffline = Int.random(in: 0..<10, using: &draws) == 0
      report.mirrors = (0..<Int.random(in: 1...6, using: &draws)).map { _ in drawnOutcome(&draws) }
      let now = Int.random(in: 0..<120_000, using: &draws)
      let witnesses = (0..<Int.random(in: 0...3, using: &draws)).map { _ in
        Round.witness(
          "https://m\(Int.random(in: 1...9, using: &draws)).example/feed", id: .random(in: 1...9, using: &draws),
          at: .random(in: 0..<120_000, using: &draws), network: .random(in: 1...2, using: &draws))
      }
      let filtered = Dictionary(report.mirrors.map { ($0.mirror, Bool.random(using: &draws)) }) { one, _ in one }
      let judged = RoundJudge.judge(report, witnesses: witnesses, network: 1, now: now, filtered: filtered)
      for outcome in judged.mirrors {
        guard let verdict = outcome.verdict else { continue }
        let line = Phrasebook.english(VerdictSentence.phrase(verdict, url: outcome.url))
        #expect(line.contains(" blocked: ") == verdict.isBlocked)
        guard verdict.isBlocked else { continue }
        blocked += 1
        #expect(
          witnesses.contains {
            $0.network == 1 && now >= $0.milliseconds && now - $0.milliseconds <= 60_000 && $0.mirror != outcome.mirror
              && $0.url != outcome.url
          })
        #expect(!report.isOffline)
      }
      let alone = RoundJudge.judge(report, witnesses: [], network: 1, now: now, filtered: filtered)
      #expect(!alone.mirrors.contains { $0.verdict?.isBlocked == true })
      #expect(!RoundSentence.line(alone).contains("blocked"))
    }
    #expect(blocked > 50, "the draws reach the rule")
  }

  private func drawnOutcome(_ draws: inout SeededNumbers) -> MirrorOutcome {
    let symptom = Verdict.Symptom.allCases.randomElement(using: &draws) ?? .other
    let weight = [Verdict.Weight.none, .soft, .hard].randomElement(using: &draws) ?? .soft
    let confidence = [Verdict.Confidence.observed, .likely, .confirmed].randomElement(using: &draws) ?? .observed
    let id = Int64.random(in: 1...9, using: &draws)
    let kind = [MirrorOutcome.Kind.served, .unchanged, .failed, .failed].randomElement(using: &draws) ?? .failed
    // An old verdict that says so already is judged anew, too.
    let verdict = Verdict(symptom, weight: weight, confidence: confidence, isBlocked: false)
    return MirrorOutcome(
      mirror: MirrorID(rawValue: id), url: "https://m\(id).example/feed", kind: kind, verdict: verdict)
  }
}
