import Foundation
import News
import Sync
import Testing

@Suite struct SentenceTests {
  private func report(_ change: (inout RoundReport) -> Void) -> RoundReport {
    var report = RoundReport(
      newsroom: NewsroomID(rawValue: 1), name: "Base21", started: Date(timeIntervalSince1970: 0), milliseconds: 300)
    change(&report)
    return report
  }
  private func outcome(
    _ id: Int64, _ url: String, _ kind: MirrorOutcome.Kind, _ verdict: Verdict? = nil, ms: Int = 240, behind: Int? = nil
  ) -> MirrorOutcome {
    MirrorOutcome(
      mirror: MirrorID(rawValue: id), url: url, kind: kind, verdict: verdict, milliseconds: ms, behindSeconds: behind)
  }

  @Test func oneLineSaysWhoServedAndWhatWasWrongWithTheOthers() {
    let line = RoundSentence.line(
      report {
        $0.served = MirrorID(rawValue: 2)
        $0.servedURL = "https://de1.example/feed"
        $0.new = 12
        $0.mirrors = [
          outcome(1, "https://kr1.example/feed", .failed, Verdict(.refused)),
          outcome(2, "https://de1.example/feed", .served), outcome(3, "https://us1.example/feed", .lost),
        ]
      })
    #expect(line == "Base21: 12 new from de1.example (240 ms) · kr1.example: connection refused")
  }

  @Test func aMirrorThatLagsIsNamed() {
    let line = RoundSentence.line(
      report {
        $0.served = MirrorID(rawValue: 2)
        $0.servedURL = "https://de1.example/feed"
        $0.revised = 2
        $0.mirrors = [
          outcome(1, "http://127.0.0.1:8080/feed", .served, behind: 3 * 86_400),
          outcome(2, "https://de1.example/feed", .unchanged, ms: 31),
        ]
      })
    #expect(line == "Base21: 2 changed, from de1.example (31 ms) · 127.0.0.1:8080: its news is 3 days behind")
  }

  @Test func offlineBlamesNobody() {
    let line = RoundSentence.line(
      report {
        $0.isOffline = true
        $0.mirrors = [outcome(1, "https://kr1.example/feed", .failed, Verdict(.offline, weight: .none))]
      })
    #expect(line == "Base21: offline; what you have stays readable")
  }

  @Test func aPinShowsTheWayOut() {
    let line = RoundSentence.line(
      report {
        $0.trouble = RoundTrouble.pinnedFailed.rawValue
        $0.mirrors = [outcome(1, "https://kr1.example/feed", .failed, Verdict(.silent))]
      })
    #expect(
      line
        == "Base21: no mirror served · only the pinned mirror was asked; unpin it to try the others · kr1.example: not answering"
    )
  }

  @Test func aThousandFailuresAreStillOneLine() {
    let parts = RoundSentence.parts(
      report { $0.mirrors = (1...1_000).map { outcome($0, "https://m\($0).example/", .failed, Verdict(.refused)) } })
    #expect(parts.count == 5)
    #expect(Phrasebook.english(parts[4]) == "997 more mirrors failed")
  }

  @Test(arguments: Verdict.Symptom.allCases) func everySymptomHasASentenceThatNamesTheHostAndSpeaksPlainly(
    symptom: Verdict.Symptom
  ) {
    let text = Phrasebook.english(VerdictSentence.phrase(Verdict(symptom), url: "https://kr1.example/feed"))
    #expect(text.hasPrefix("kr1.example: "))
    #expect(text.count > 20)
    #expect(!text.contains("blocked"), "nobody is called blocked without the rule for it")
    #expect(!text.contains("%") && !text.contains("Optional"))
  }

  @Test func theSentenceOfABlockPageNamesThePage() {
    var verdict = Verdict(.notAFeed, weight: .hard)
    verdict.evidence.found = "Warning 100 %1"
    #expect(
      Phrasebook.english(VerdictSentence.phrase(verdict, url: "https://kr1.example:8443/"))
        == "kr1.example:8443: served a block page or captive portal: a web page titled “Warning 100 %1” instead of a feed"
    )
  }

  @Test func everyRowIsReadInSeventyColumns() {
    for kind in [MirrorKind.feed, .relay, .edition] {
      for symptom in Verdict.Symptom.allCases where symptom != .redirected {
        for isBlocked in [false, true] {
          var verdict = Verdict(symptom, isBlocked: isBlocked)
          verdict.evidence.bytes = 700 << 10
          let text = Phrasebook.english(VerdictSentence.phrase(verdict, url: "https://kr1.example/feed", kind: kind))
          #expect(text.count <= 74, "\(text)")
          #expect(kind == .feed || symptom == .empty || symptom == .badEncoding || !text.contains("feed"), "\(text)")
        }
      }
    }
  }

  @Test func aPageInPlaceOfAnEditionIsNotSaidToStandInPlaceOfAFeed() {
    func line(_ isBlocked: Bool, _ title: String) -> String {
      var verdict = Verdict(.notAFeed, weight: .hard, isBlocked: isBlocked)
      verdict.evidence.found = title
      let outcome = MirrorOutcome(
        mirror: MirrorID(rawValue: 1), url: "https://kr1.example/", kind: .failed, verdict: verdict, serves: .edition)
      let other = self.outcome(2, "https://de1.example/", .failed, Verdict(.silent))
      let report = report { $0.mirrors = [outcome, other] }
      return RoundSentence.parts(report).map(Phrasebook.english.callAsFunction)[1]
    }
    #expect(line(false, "") == "kr1.example: a block page or captive portal in place of the edition")
    #expect(
      line(false, "Log in")
        == "kr1.example: a block page or captive portal in place of the edition: a web page titled “Log in”")
    #expect(line(true, "") == "kr1.example blocked: a web page in place of the edition")
    #expect(line(true, "Sorry") == "kr1.example blocked: a web page in place of the edition, “Sorry”")
  }

  @Test(
    arguments: [
      (.resetInHello, "kr1.example blocked: the connection is reset once its name is seen"),
      (.closedInHello, "kr1.example blocked: the connection is closed once its name is seen"),
      (.tlsSwallowed, "kr1.example blocked: nothing comes back once its name is seen"),
      (.falseAnswer, "kr1.example blocked: DNS gives a false address for it"),
      (.unknownIssuer, "kr1.example blocked: somebody else answers for it (certificate)"),
      (.pinMismatch, "kr1.example blocked: somebody else answers for it (not the pinned key)"),
      (.legalReasons, "kr1.example blocked: withheld for legal reasons (451)"),
      (.notAFeed, "kr1.example blocked: a web page in place of the feed"),
    ] as [(Verdict.Symptom, String)])
  func whatIsBlockedSaysSoAndHow(symptom: Verdict.Symptom, sentence: String) {
    let verdict = Verdict(symptom, weight: .hard, isBlocked: true)
    #expect(Phrasebook.english(VerdictSentence.phrase(verdict, url: "https://kr1.example/feed")) == sentence)
  }

  private func sentence(_ symptom: Verdict.Symptom, _ change: (inout Verdict) -> Void) -> String {
    var verdict = Verdict(symptom)
    change(&verdict)
    return Phrasebook.english(VerdictSentence.phrase(verdict, url: "https://kr1.example/feed"))
  }

  @Test func aWaitIsSaidAsPeopleSayIt() {
    #expect(sentence(.askedToWait) { $0.evidence.retryAfter = 90 } == "kr1.example: asked us to wait 90 s")
    #expect(sentence(.askedToWait) { $0.evidence.retryAfter = 720 } == "kr1.example: asked us to wait 12 min")
    #expect(sentence(.askedToWait) { _ in } == "kr1.example: asked us to come back later (429)")
    let broken = sentence(.broken) { ($0.evidence.status, $0.evidence.retryAfter) = (503, 1_800) }
    #expect(broken == "kr1.example: its server is broken (503) and asked us to wait 30 min")
  }

  @Test func aClockThatIsOffIsNamedByItsDays() {
    #expect(
      sentence(.certificateTime) { $0.evidence.clockOff = 90_000 }
        == "kr1.example: no secure connection, as your clock is 1 day fast")
    #expect(
      sentence(.certificateTime) { $0.evidence.clockOff = -700_000 }
        == "kr1.example: no secure connection, as your clock is 8 days slow")
  }

  @Test func aLieOfTheResolverThatWasOvercomeSaysBoth() {
    let remark = Verdict(.falseAnswer, weight: .none, confidence: .confirmed)
    #expect(
      sentence(.falseAnswer) { $0 = remark } == "kr1.example: DNS gives a false address for it; a known one was used")
    #expect(
      sentence(.falseAnswer) {
        $0 = remark
        $0.isBlocked = true
      } == "kr1.example blocked: DNS gives a false address; reached by a known one")
  }

  private let page = Verdict(.notAFeed, weight: .hard)

  @Test func whereEveryMirrorServedAPageTheNetworkMayWantALogin() {
    let portal = "Base21: no mirror served · captive portal or block page: does this network want a login?"
    var mirrors = [
      outcome(1, "https://kr1.example/feed", .failed, page), outcome(2, "https://de1.example/feed", .failed, page),
    ]
    #expect(RoundSentence.line(report { $0.mirrors = mirrors }) == portal)
    var elsewhere = Verdict(.redirected, weight: .hard)
    elsewhere.evidence.location = "http://login.example/?from=1"
    for index in mirrors.indices { mirrors[index].verdict = elsewhere }
    #expect(RoundSentence.line(report { $0.mirrors = mirrors }) == portal)
    #expect(!RoundSentence.line(report { $0.mirrors = [mirrors[0]] }).contains("login?"), "one mirror has moved")
    mirrors[1].verdict = Verdict(.refused)
    #expect(!RoundSentence.line(report { $0.mirrors = mirrors }).contains("login?"))
    mirrors[1].verdict = page
    mirrors[1].verdict?.isBlocked = true
    #expect(!RoundSentence.line(report { $0.mirrors = mirrors }).contains("login?"))
  }

  @Test func aProxyThatFailedIsNamedOnce() {
    let line = RoundSentence.line(
      report {
        $0.mirrors = (1...3).map {
          outcome($0, "https://m\($0).example/", .failed, Verdict(.proxyFailed, weight: .none))
        }
      })
    #expect(line == "Base21: no mirror served · the proxy in the settings does not answer")
  }

  @Test func whoDisagreesIsNamedAndOneArticleIsOne() {
    var two = outcome(2, "https://de1.example/feed", .served)
    two.disagreeing = 1
    let line = RoundSentence.line(
      report {
        ($0.served, $0.servedURL, $0.mirrors) = (two.mirror, two.url, [two])
      })
    #expect(
      line
        == "Base21: nothing new from de1.example (240 ms) · de1.example: has other words than another mirror in 1 article"
    )
  }

  @Test func theStoresOwnWordsAreNoPattern() {
    #expect(Phrasebook.english(RoundTrouble.phrase("no room for 100 %1")) == "no room for 100 %1")
  }
}
