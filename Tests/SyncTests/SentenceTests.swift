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

  @Test func theEvidenceIsShownLineByLineAndNothingThatWasNotSeen() {
    var verdict = Verdict(.refused)
    verdict.evidence.addresses = ["192.0.2.1", "2001:db8::1"]
    verdict.evidence.code = 7
    verdict.evidence.errno = 111
    verdict.evidence.resolved = 4
    #expect(
      VerdictEvidence.lines(verdict).map(Phrasebook.english.callAsFunction) == [
        "may pass by itself", "addresses tried: 192.0.2.1, 2001:db8::1", "reached after: DNS 4 ms",
        "libcurl's result: 7",
        "system error: 111",
      ])
  }

  @Test func theStoresOwnWordsAreNoPattern() {
    #expect(Phrasebook.english(RoundTrouble.phrase("no room for 100 %1")) == "no room for 100 %1")
  }
}
