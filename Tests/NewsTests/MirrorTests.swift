import Foundation
import News
import Testing

@Suite struct MirrorTests {
  private func mirror(_ change: (inout Mirror) -> Void) -> Mirror {
    var mirror = Mirror(id: MirrorID(rawValue: 1), newsroom: NewsroomID(rawValue: 1), url: "https://kr1.example/")
    change(&mirror)
    return mirror
  }

  @Test func aMirrorThatNobodyTriedIsUnknown() { #expect(mirror { _ in }.state == .unknown) }

  @Test func aMirrorThatServedIsUpUntilAVerdictSaysOtherwise() {
    let now = Date(timeIntervalSince1970: 0)
    #expect(mirror { $0.lastGood = now }.state == .up)
    let failed = mirror {
      $0.lastGood = now
      $0.verdict = Verdict(.refused)
    }
    #expect(failed.state == .resting)
  }

  @Test func aDisabledMirrorIsDisabledWhateverItDid() {
    let disabled = mirror {
      $0.verdict = Verdict(.refused)
      $0.isDisabled = true
    }
    #expect(disabled.state == .disabled)
  }

  @Test func aVerdictKeepsItsEvidenceThroughItsStoredForm() throws {
    var verdict = Verdict(.resetInHello, weight: .soft, confidence: .likely)
    verdict.evidence.addresses = ["192.0.2.1"]
    verdict.evidence.errno = 104
    let stored = try JSONEncoder().encode(verdict)
    #expect(try JSONDecoder().decode(Verdict.self, from: stored) == verdict)
  }

  @Test func aHeadlineIsOrderedByItsDateElseByItsArrival() {
    let arrived = Date(timeIntervalSince1970: 300)
    var headline = Headline(
      id: ArticleID(rawValue: 1), newsroom: NewsroomID(rawValue: 1), newsroomName: "N", title: "T", arrived: arrived)
    #expect(headline.time == arrived)
    headline.updated = Date(timeIntervalSince1970: 200)
    #expect(headline.time == headline.updated)
    headline.published = Date(timeIntervalSince1970: 100)
    #expect(headline.time == headline.published)
  }
}
