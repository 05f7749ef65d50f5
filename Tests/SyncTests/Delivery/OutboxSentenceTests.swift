import Foundation
import News
import Sync
import Testing

@Suite struct OutboxSentenceTests {
  private let now = Date(timeIntervalSince1970: 1_750_000_000)
  private let r1 = "https://relay.example/"
  private let r2 = "https://kr1.example/"

  private func report(
    _ records: [RelayRecord] = [], state: OutboxReport.State = .filed, consent: UnsealedConsent = .overTLS,
    name: String = "Base21", isCarried: Bool = false
  ) -> OutboxReport {
    OutboxReport(
      id: ReportNumber(rawValue: 1), newsroom: NewsroomID(rawValue: 1), newsroomName: name, report: Report(title: "x"),
      state: state, filed: now, relays: records, isCarried: isCarried, consent: consent)
  }

  private func mirrors(_ urls: [String], isDisabled: Bool = false) -> [Mirror] {
    let feed = Mirror(id: MirrorID(rawValue: 1), newsroom: NewsroomID(rawValue: 1), url: "https://f.example/feed")
    return [feed]
      + urls.enumerated().map { place, url in
        Mirror(
          id: MirrorID(rawValue: Int64(place) + 2), newsroom: NewsroomID(rawValue: 1), url: url, kind: .relay,
          position: place, isDisabled: isDisabled)
      }
  }

  private func sentence(_ report: OutboxReport, _ urls: [String], isDisabled: Bool = false) -> String {
    Phrasebook.english(OutboxSentence.sentence(report, relays: mirrors(urls, isDisabled: isDisabled), now: now))
  }
  private func line(_ record: RelayRecord) -> String { Phrasebook.english(OutboxSentence.relay(record, now: now)) }

  @Test func eachStateHasItsSentence() {
    #expect(sentence(report(state: .withdrawn), [r1]) == "taken back before any relay had it: it is not sent")
    #expect(sentence(report(state: .received), [r1]) == "the desk has it")
    #expect(sentence(report(state: .published), [r1]) == "published")
    #expect(sentence(report(state: .declined), [r1]) == "the desk has it, and doesn't publish it")
    let both = [RelayRecord(url: r1, state: .held), RelayRecord(url: r2, state: .confirmed)]
    #expect(sentence(report(both, state: .relayed), [r1, r2]) == "2 relays hold it")
    #expect(sentence(report([both[0]], state: .relayed), [r1]) == "1 relay holds it")
  }

  @Test func whatWaitsSaysForWhat() {
    #expect(sentence(report(), [r1, r2]) == "on this disk, not yet sent")
    let offline = RelayRecord(url: r1, verdict: Verdict(.offline, weight: .none))
    #expect(sentence(report([offline]), [r1, r2]) == "on this disk, not yet sent: no network")
    let reset = RelayRecord(
      url: r2, attempts: 3, lastTried: now, nextTry: now + 240, verdict: Verdict(.resetInHello))
    #expect(
      sentence(report([reset]), [r1, r2])
        == "on this disk, not yet sent; next try in 4 min: kr1.example: reset after the TLS hello")
    #expect(
      sentence(report([RelayRecord(url: r1, state: .confirmed), reset]), [r1, r2])
        == "1 of 2 relays holds it (relay.example); next try in 4 min: kr1.example: reset after the TLS hello")
    #expect(sentence(report(consent: .none), [r1]) == "waits for your word: it can't be sealed, see review")
    #expect(
      sentence(report(consent: .none, isCarried: true), [r1])
        == "its writer has not agreed to send it unsealed: it is kept, and not sent")
    #expect(
      sentence(report(name: "Kim's Daily"), [])
        == "no relay is known for Kim's Daily: wirecopy mirrors add --relay 'Kim'\\''s Daily' URL")
    var carried = report(isCarried: true)
    carried.newsroom = nil
    #expect(
      sentence(carried, [])
        == "no relay is known for Base21 here: follow it, and import the file again with --newsroom")
    #expect(
      sentence(report(), [r1], isDisabled: true)
        == "all relays of Base21 are disabled: enable one, wirecopy mirrors enable")
  }

  @Test func heldAtItsWordAndConfirmedAreToldApart() {
    #expect(line(RelayRecord(url: r1, state: .held)) == "relay.example: says that it holds it")
    #expect(line(RelayRecord(url: r1, state: .confirmed)) == "relay.example: holds it: asked again")
    #expect(
      line(RelayRecord(url: r1, state: .lost, nextTry: now + 45))
        == "relay.example: said that it held it, and keeps nothing; next try in 45 s")
    #expect(line(RelayRecord(url: r1, state: .sending)) == "relay.example: may have it already, asked again")
    #expect(
      line(RelayRecord(url: r1, state: .sending, nextTry: now + 120, verdict: Verdict(.silent)))
        == "relay.example: may have it already, asked again in 2 min: relay.example: not answering")
    #expect(line(RelayRecord(url: r1)) == "relay.example: not asked yet")
    #expect(
      line(RelayRecord(url: r1, nextTry: now + 3_600, verdict: Verdict(.refused)))
        == "relay.example: connection refused; next try in 60 min")
  }

  @Test func hostsAreCountedNotAddresses() {
    let one = [RelayRecord(url: r1, state: .held), RelayRecord(url: r1 + "b", state: .held)]
    #expect(OutboxSentence.held(report(one), relays: mirrors([r1, r1 + "b", r2])) == (1, 2))
    #expect(OutboxSentence.held(report(one), relays: mirrors([r1, r1 + "b"])) == (1, 1))
    #expect(OutboxSentence.held(report(), relays: mirrors([r1, r2])) == (0, 2))
    #expect(OutboxSentence.held(report()) == (0, 1))
    #expect(
      OutboxSentence.held(report(), relays: mirrors([r1, "http://clear.example/"])) == (0, 1), "not without a word")
  }

  @Test(arguments: Verdict.Symptom.allCases) func everySymptomOfARelayHasASentenceThatFitsARelay(
    symptom: Verdict.Symptom
  ) {
    let text = Phrasebook.english(
      VerdictSentence.phrase(Verdict(symptom), url: "https://relay.example/", kind: .relay))
    #expect(text.hasPrefix("relay.example: ") && text.count > 25)
    if symptom != .empty && symptom != .badEncoding { #expect(!text.contains("feed")) }
    #expect(!text.contains("%") && !text.contains("Optional"))
  }

  @Test func aPhraseWithinAPhraseIsTranslatedToo() {
    let korean = Phrasebook { one, _, _ in
      switch one {
      case "on this disk, not yet sent; %1": "이 디스크에만 있음; %1"
      case "next try %1: %2": "%1 다시: %2"
      case "in %1 min": "%1분 뒤"
      case "%1: connection refused": "%1: 연결 거부"
      default: one
      }
    }
    let record = RelayRecord(url: r1, nextTry: now + 240, verdict: Verdict(.refused))
    #expect(
      korean(OutboxSentence.sentence(report([record]), relays: mirrors([r1]), now: now))
        == "이 디스크에만 있음; 4분 뒤 다시: relay.example: 연결 거부")
  }
}
