import Feeds
import Foundation
import News
import Testing
import Wire

@testable import Sync

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
      (.proxyFailed, .proxyFailed, .none), (.proxyRefused, .proxyFailed, .none),
      (.onionNeedsProxy, .onionNeedsProxy, .none),
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

  @Test func everyAddressThatWasTriedIsKeptAndNoMoreThanSixteen() {
    var failure = WireFailure(.resetInTLS, errno: 104)
    failure.name = WireName(answers: (1...99).map { .init("192.0.2.\($0)", isReserved: $0 == 2) })
    failure.tries = (1...99).map {
      WireTry(
        address: "192.0.2.\($0)", source: $0 == 1 ? .given : .resolver, failure: .resetInTLS, errno: 104,
        timings: WireTimings(connected: 12, total: 30))
    }
    let evidence = FailureJudge.judge(failure)?.evidence
    #expect(evidence?.tries?.count == 16)
    #expect(evidence?.answers?.count == 16)
    #expect(evidence?.answers?[1] == .init("192.0.2.2", isReserved: true))
    var first = Verdict.Try("192.0.2.1", source: "given")
    (first.failure, first.errno, first.connected, first.total) = ("resetInTLS", 104, 12, 30)
    #expect(evidence?.tries?.first == first)
  }

  @Test func aCertificateThatWasTheTroubleIsKept() {
    var failure = WireFailure(.wrongName, code: 60)
    failure.tries = [
      WireTry(
        address: "192.0.2.1", source: .resolver, failure: .wrongName,
        certificate: WireCertificate(subject: "CN = a", issuer: "CN = b", notBefore: "1", notAfter: "2", spki: "k"))
    ]
    #expect(
      FailureJudge.judge(failure)?.evidence.certificate
        == .init(subject: "CN = a", issuer: "CN = b", notBefore: "1", notAfter: "2", key: "k"))
  }

  @Test(
    arguments: [
      ("Sun, 15 Jun 2025 15:06:40 GMT", nil, nil), ("Sat, 14 Jun 2025 15:06:41 GMT", nil, nil),
      ("Sat, 14 Jun 2025 15:06:40 GMT", nil, 86_400), ("Tue, 17 Jun 2025 15:06:40 GMT", nil, -172_800),
      ("Sat, 14 Jun 2025 15:06:40 GMT", "600", nil), ("yesterday", nil, nil),
    ] as [(String, String?, Int?)])
  func aClockIsOffByADayOrMoreOrNotAtAll(date: String, age: String?, off: Int?) {
    let headers = [WireHeader("Date", date)] + (age.map { [WireHeader("Age", $0)] } ?? [])
    #expect(FailureJudge.clockOff(answer(200, headers), now: now) == off)
  }

  @Test func theFirstBytesOfWhatStoodThereAreKeptWithNoCharacterCut() {
    let page = "<html>" + String(repeating: "가", count: 100)
    let kept = FailureJudge.judge(.html(title: nil), of: answer(200, body: page)).evidence.firstBytes
    #expect(kept == "<html>" + String(repeating: "가", count: 83))
    let forbidden = FailureJudge.judge(answer(403, body: "no\u{1B}[2J"), wasConditional: false, now: now)
    #expect(forbidden?.evidence.firstBytes == "no\u{1B}[2J", "made visible when it is shown")
    #expect(FailureJudge.judge(answer(403), wasConditional: false, now: now)?.evidence.firstBytes == nil)
    let binary = WireResponse(status: 500, body: Array(repeating: 0xFF, count: 9_000), url: "https://kr1.example/")
    let bytes = FailureJudge.judge(binary, wasConditional: false, now: now)?.evidence.firstBytes
    #expect((bytes?.unicodeScalars.count ?? 0) <= 256 && bytes?.isEmpty == false)
  }

  @Test(
    arguments: [
      (204, .empty), (302, .redirected), (401, .forbidden), (403, .forbidden), (404, .notFound), (410, .notFound),
      (418, .status), (511, .notAFeed), (429, .askedToWait), (451, .legalReasons), (500, .broken), (503, .broken),
      (304, .status),
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
