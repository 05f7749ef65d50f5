import Feeds
import Foundation
import News
import Sync
import Testing
import Wire

@Suite struct FailureJudgeTests {
  let now = Date(timeIntervalSince1970: 1_750_000_000)

  private func answer(_ status: Int, _ headers: [WireHeader] = [], body: String = "") -> WireResponse {
    WireResponse(
      status: status, headers: headers, body: Array(body.utf8), url: "https://kr1.example/feed", address: "192.0.2.1",
      timings: WireTimings(connected: 12, firstByte: 40, total: 41))
  }

  @Test(
    arguments: [
      (.noSuchName, .noSuchName, .soft), (.resolverRefused, .resolverFailed, .soft),
      (.resolverSilent, .resolverSilent, .soft), (.refused, .refused, .soft), (.unreachable, .unreachable, .soft),
      (.connectTimedOut, .swallowed, .soft), (.resetInTLS, .resetInHello, .soft), (.closedInTLS, .closedInHello, .soft),
      (.tlsTimedOut, .tlsSwallowed, .soft), (.tlsRefused, .tlsRefused, .soft), (.notTLS, .plainTextOnTLS, .soft),
      (.unknownIssuer, .unknownIssuer, .hard), (.wrongName, .wrongCertificate, .hard),
      (.certificateTime, .certificateTime, .soft), (.pinMismatch, .pinMismatch, .hard), (.noFirstByte, .silent, .soft),
      (.stalled, .stalled, .soft), (.tooSlow, .tooSlow, .soft), (.tooLarge, .tooLarge, .hard),
      (.badEncoding, .badEncoding, .soft), (.tooManyRedirects, .redirected, .soft), (.notHTTP, .other, .soft),
    ] as [(WireFailure.Kind, Verdict.Symptom, Verdict.Weight)])
  func aFailureHasItsRowOfTheTable(kind: WireFailure.Kind, symptom: Verdict.Symptom, weight: Verdict.Weight) {
    let verdict = FailureJudge.judge(WireFailure(kind))
    #expect(verdict?.symptom == symptom)
    #expect(verdict?.weight == weight)
  }

  @Test func whatWeGaveUpOurselvesIsNoVerdict() { #expect(FailureJudge.judge(WireFailure(.cancelled)) == nil) }

  @Test func aResetBeforeAnyAnswerIsOneAndLaterTheAnswerWasCutOff() {
    #expect(FailureJudge.judge(WireFailure(.reset, errno: 104))?.symptom == .reset)
    let cut = FailureJudge.judge(WireFailure(.reset, status: 200, bodyBytes: 700))
    #expect(cut?.symptom == .cutOff)
    #expect(cut?.evidence.bytes == 700)
  }

  @Test func aFailuresEvidenceIsWhatWasSeen() {
    let failure = WireFailure(
      .refused, code: 7, errno: 111, addresses: ["192.0.2.1", "192.0.2.2"], timings: WireTimings(resolved: 3, total: 9),
      detail: "Couldn't connect")
    let evidence = FailureJudge.judge(failure)?.evidence
    #expect(evidence?.addresses == ["192.0.2.1", "192.0.2.2"])
    #expect(evidence?.code == 7)
    #expect(evidence?.errno == 111)
    #expect(evidence?.resolved == 3)
    #expect(evidence?.status == nil)
  }

  @Test(
    arguments: [
      (204, .empty), (302, .redirected), (401, .forbidden), (403, .forbidden), (404, .notFound), (410, .notFound),
      (418, .status), (429, .askedToWait), (451, .legalReasons), (500, .broken), (503, .broken), (304, .status),
    ] as [(Int, Verdict.Symptom)])
  func aStatusHasItsVerdict(status: Int, symptom: Verdict.Symptom) {
    #expect(FailureJudge.judge(answer(status), wasConditional: false, now: now)?.symptom == symptom)
  }

  @Test func whatWasAskedForConditionallyMayBeUnchanged() {
    #expect(FailureJudge.judge(answer(304), wasConditional: true, now: now) == nil)
    #expect(FailureJudge.judge(answer(200), wasConditional: true, now: now) == nil)
  }

  @Test func legalReasonsNameWhoAskedForThem() {
    let links = "<https://other.example/>; rel=\"author\", <https://regulator.example/>; rel=\"blocked-by\""
    let verdict = FailureJudge.judge(answer(451, [WireHeader("Link", links)]), wasConditional: false, now: now)
    #expect(verdict?.evidence.blockedBy == "https://regulator.example/")
    #expect(verdict?.confidence == .confirmed)
  }

  @Test(
    arguments: [
      ("120", 120), ("999999", 3_600), ("-5", 0), ("Sun, 15 Jun 2025 15:07:40 GMT", 60), ("soon", nil),
    ] as [(String, Int?)])
  func theWaitIsAtMostAnHour(text: String, seconds: Int?) {
    let verdict = FailureJudge.judge(answer(429, [WireHeader("retry-after", text)]), wasConditional: false, now: now)
    #expect(verdict?.evidence.retryAfter == seconds)
  }

  @Test func aRedirectToAnotherHostSaysWhere() {
    let verdict = FailureJudge.judge(
      answer(301, [WireHeader("Location", "https://new.example/feed")]), wasConditional: false, now: now)
    #expect(verdict?.weight == .hard)
    #expect(verdict?.evidence.location == "https://new.example/feed")
  }

  @Test func aPageInPlaceOfAFeedIsABlockPageOrACaptivePortal() {
    let verdict = FailureJudge.judge(.html(title: "Warning"), of: answer(200, body: "<html>"))
    #expect(verdict.symptom == .notAFeed)
    #expect(verdict.weight == .hard)
    #expect(verdict.evidence.found == "Warning")
    #expect(verdict.evidence.bytes == 6)
  }

  @Test func otherThingsThatAreNoFeedAreNotCalledABlockPage() {
    for fault in [FeedFault.notAFeed(found: "a picture"), .unreadable(line: 3, reason: "not XML")] {
      let verdict = FailureJudge.judge(fault, of: answer(200))
      #expect(verdict.weight == .soft)
      #expect(!Phrasebook.english(VerdictSentence.phrase(verdict, url: "https://a.example/")).contains("block page"))
    }
    #expect(FailureJudge.judge(.empty, of: answer(200)).symptom == .empty)
  }

  private func report(_ outcomes: [(String, Verdict.Symptom?)]) -> RoundReport {
    RoundReport(
      newsroom: NewsroomID(rawValue: 1), name: "N", started: now,
      mirrors: outcomes.enumerated().map { index, outcome in
        MirrorOutcome(
          mirror: MirrorID(rawValue: Int64(index)), url: outcome.0, kind: outcome.1 == nil ? .served : .failed,
          verdict: outcome.1.map { Verdict($0) })
      })
  }

  @Test func offlineIsWhenEveryMirrorFailsForWantOfANameOrARoute() {
    let names = report([("https://a.example/", .noSuchName), ("https://b.example/", .noSuchName)])
    #expect(FailureJudge.isOffline([names]))
    #expect(FailureJudge.isOffline([report([("https://a.example/", .resolverFailed)])]))
    #expect(FailureJudge.isOffline([names, report([("http://192.0.2.1/", .unreachable)])]))
  }

  @Test func oneAnswerOfAnyKindMeansThatThereIsANetwork() {
    let names = report([("https://a.example/", .noSuchName), ("https://b.example/", .noSuchName)])
    #expect(!FailureJudge.isOffline([names, report([("https://c.example/", nil)])]))
    #expect(!FailureJudge.isOffline([names, report([("https://c.example/", .refused)])]))
    #expect(!FailureJudge.isOffline([names, report([("https://c.example/", .swallowed)])]))
    #expect(!FailureJudge.isOffline([report([])]))
  }

  @Test func aSingleNameThatDoesNotExistIsItsOwnFault() {
    #expect(!FailureJudge.isOffline([report([("https://a.example/", .noSuchName)])]))
    #expect(
      !FailureJudge.isOffline([report([("https://a.example/x", .noSuchName), ("https://a.example/y", .noSuchName)])]))
  }
}
