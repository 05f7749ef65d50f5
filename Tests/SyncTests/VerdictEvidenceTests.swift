import News
import Sync
import Testing

@Suite struct VerdictEvidenceTests {
  private func lines(_ verdict: Verdict) -> [String] {
    VerdictEvidence.lines(verdict).map(Phrasebook.english.callAsFunction)
  }

  @Test func theEvidenceIsShownLineByLineAndNothingThatWasNotSeen() {
    var verdict = Verdict(.refused)
    verdict.evidence.addresses = ["192.0.2.1", "2001:db8::1"]
    verdict.evidence.code = 7
    verdict.evidence.errno = 111
    verdict.evidence.resolved = 4
    #expect(
      lines(verdict) == [
        "may pass by itself", "addresses tried: 192.0.2.1, 2001:db8::1", "reached after: DNS 4 ms",
        "libcurl's result: 7", "system error: 111",
      ])
  }

  @Test func everyAddressHasALineWithItsTimesAndItsEnd() {
    var first = Verdict.Try("10.0.0.1", source: "resolver")
    (first.failure, first.errno, first.total) = ("connectTimedOut", 110, 4_000)
    var second = Verdict.Try("192.0.2.1", source: "given")
    (second.failure, second.connected, second.total) = ("resetInTLS", 12, 31)
    var third = Verdict.Try("192.0.2.2", source: "resolver")
    (third.connected, third.secured, third.firstByte) = (9, 30, 55)
    let fourth = Verdict.Try("192.0.2.3", source: "elsewhere")
    var verdict = Verdict(.resetInHello, confidence: .likely)
    verdict.evidence.tries = [first, second, third, fourth]
    verdict.evidence.answers = [.init("192.0.2.2", isReserved: false), .init("10.0.0.1", isReserved: true)]
    #expect(
      lines(verdict) == [
        "may pass by itself", "the cause is likely, not certain", "DNS says it is at: 192.0.2.2",
        "DNS says it is at, where no public server is: 10.0.0.1",
        "10.0.0.1 (from DNS, reserved): no connection · end 4000 ms · errno 110",
        "192.0.2.1 (given): reset after the TLS hello · TCP 12 ms · end 31 ms",
        "192.0.2.2 (from DNS): answered · TCP 9 ms · TLS 30 ms · HTTP 55 ms", "192.0.2.3 (elsewhere): answered",
      ])
  }

  @Test func whatMakesItBlockedIsShownFirst() {
    var verdict = Verdict(.resetInHello, confidence: .confirmed, isBlocked: true)
    verdict.evidence.witness = "https://de1.example/feed"
    verdict.evidence.answersNameless = true
    #expect(
      lines(verdict) == [
        "may pass by itself", "the cause is certain", "meanwhile, on the same network, this one served: de1.example",
        "its address answers while it is not named, and fails each time it is",
      ])
    verdict.evidence.answersNameless = false
    #expect(lines(verdict)[3] == "asked with and without its name, its address shows no filter")
  }

  @Test func aCertificateIsShownWithItsKeyAndOurClock() {
    var verdict = Verdict(.certificateTime)
    verdict.evidence.clockOff = -90_000
    verdict.evidence.certificate = .init(
      subject: "CN = kr1.example", issuer: "CN = Authority", notBefore: "Nov 21 05:00:00 2026 GMT",
      notAfter: "Nov 22 05:00:00 2026 GMT", key: "sha256//AAAA")
    #expect(
      lines(verdict) == [
        "may pass by itself", "by another mirror's word, your clock is slow by 1 day",
        "it showed a certificate for: CN = kr1.example", "issued by: CN = Authority",
        "valid from Nov 21 05:00:00 2026 GMT to Nov 22 05:00:00 2026 GMT", "with the key: sha256//AAAA",
      ])
  }

  @Test func thePageThatStoodThereIsOneLine() {
    var verdict = Verdict(.notAFeed, weight: .hard)
    verdict.evidence.status = 200
    verdict.evidence.found = "Warning"
    verdict.evidence.firstBytes = "<html>\r\n\t<b>100 %1</b>\u{1B}[2J"
    #expect(
      lines(verdict) == [
        "will hardly pass by itself", "HTTP status: 200", "found there: Warning",
        "it begins with: <html> <b>100 %1</b>\u{1B}[2J",
      ])
  }

  @Test func whatAServingMirrorLacksIsNotHeldAgainstIt() {
    var verdict = Verdict(.stale, weight: .none)
    verdict.evidence.behind = 7_200
    verdict.evidence.articles = 2
    verdict.evidence.from = 65_536
    #expect(
      lines(verdict) == [
        "not held against the mirror", "older than the newest known by: 120 min",
        "articles with other words than elsewhere: 2", "asked for the rest from this byte on: 65,536",
      ])
  }
}
