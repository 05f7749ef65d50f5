import Foundation
import News
import Seal
import TestSupport
import Testing

@testable import Store

/// What is wrong with a signed newsroom stays until its reader has seen it; what it takes back is marked; who it names is learned.
@Suite struct EditionAlarmTests {
  private let store: NewsStore
  private let newsroom: Newsroom
  private let mirror: Mirror
  private let folder: TemporaryFolder
  private static let noon = Date(timeIntervalSince1970: 1_760_000_000)

  init() async throws {
    folder = try TemporaryFolder()
    store = try NewsStore.open(path: folder.file("home/store.sqlite"))
    newsroom = try await store.addNewsroom(
      name: "Strike", mirrors: [NewMirror(url: "https://a.example/", kind: .edition)], fingerprint: "wc1abc",
      now: Self.noon)
    mirror = try #require(try await store.mirrors(of: newsroom.id).first)
  }

  private func commit(_ steps: EditionDelivery.Step..., change: (inout EditionStatus) -> Void = { _ in }) async throws {
    var status = EditionStatus()
    status.size = 10
    change(&status)
    try await store.commit(
      EditionDelivery(
        newsroom: newsroom.id, mirror: mirror.id, state: [1], status: status, steps: steps, now: Self.noon))
  }

  private func status() async throws -> EditionStatus { try #require(try await store.editionStatus(of: newsroom.id)) }

  private func entry(_ place: Int, _ content: NewEntry.Content, _ json: String = "{}") -> NewEntry {
    let bytes = Array(json.utf8)
    return NewEntry(place: place, bytes: bytes, leaf: Digest.of([0] + bytes), content: content)
  }

  private func article(_ place: Int, _ id: String, _ title: String) -> NewEntry {
    entry(
      place,
      .article(Article(guid: id, title: title, updated: Self.noon + Double(place), text: "words \(place)"), files: []),
      #"{"id":"\#(id)","title":"\#(title)"}"#)
  }

  private func tamper(_ url: String, at seen: Date) async throws {
    try await store.keep(
      EditionEvidence(mirror: url, path: "segment/000000", seen: seen, fault: "altered \(1)", bytes: [1]),
      of: newsroom.id)
  }

  @Test func `a fork that was seen stays seen, and the newsroom stopped, whatever a running round writes`() async throws
  {
    let fork = EditionStatus.Fork(held: "a", other: "b", seen: Self.noon, mirror: "https://a.example/")
    try await commit { $0.fork = fork }
    #expect(try await status().hasAlarm)
    try await store.acknowledgeAlarms(of: newsroom.id, now: Self.noon + 60)
    #expect(try await !status().hasAlarm)
    try await commit { $0.fork = EditionStatus.Fork(held: "a", other: "b", seen: Self.noon + 100) }
    let after = try await status()
    #expect(!after.hasAlarm && after.fork?.seen == Self.noon && after.fork?.mirror == "https://a.example/")
    // Another fork is another alarm.
    try await commit { $0.fork = EditionStatus.Fork(held: "a", other: "c", seen: Self.noon + 200) }
    #expect(try await status().hasAlarm)
    try await commit()
    #expect(try await status().fork == nil)
  }

  @Test func `a mirror that tampers is told of once, again after a week, and another one at once`() async throws {
    try await commit()
    try await tamper(mirror.url, at: Self.noon)
    let first = try #require(try await status().tampering.first)
    #expect(first.mirror == mirror.url && first.fault == "altered \(1)" && !first.isAcknowledged)
    try await store.acknowledgeAlarms(of: newsroom.id, now: Self.noon + 60)
    try await tamper(mirror.url, at: Self.noon + 3_600)
    #expect(try await !status().hasAlarm)
    try await tamper(mirror.url, at: Self.noon + EditionStatus.quiet + 61)
    #expect(try await status().hasAlarm)
    try await store.acknowledgeAlarms(of: newsroom.id, now: Self.noon + EditionStatus.quiet + 62)
    // Nobody's mirror any more, or not yet.
    try await tamper("https://b.example/", at: Self.noon + EditionStatus.quiet + 63)
    #expect(try await !status().hasAlarm)
    try await store.addEdition(
      mirrors: [NewMirror(url: "https://b.example/", kind: .edition)], to: newsroom.id, fingerprint: nil)
    #expect(try await status().hasAlarm)
    #expect(try await status().tampering.map(\.mirror) == ["https://b.example/", mirror.url])
  }

  @Test func `what was taken back is marked, whichever comes first, and a newer wording stands again`() async throws {
    let taken = entry(4, .retraction(of: "a", note: "It was not so", time: Self.noon + 99))
    try await commit(.entries([taken]))
    try await commit(.entries([article(1, "a", "One"), article(2, "b", "Two")]))
    let rows = try await store.headlines(.all, limit: 5)
    #expect(rows.first { $0.title == "One" }?.withdrawn == Self.noon + 99)
    #expect(rows.first { $0.title == "Two" }?.withdrawn == nil)
    let one = try #require(rows.first { $0.title == "One" })
    #expect(try await store.proof(of: one.id)?.withdrawal == "It was not so")
    try await commit(.entries([article(6, "a", "One, as it was")]))
    let again = try #require(try await store.headlines(ids: [one.id]).first)
    #expect(again.withdrawn == nil && again.title == "One, as it was")
    #expect(try await store.proof(of: one.id)?.withdrawal == nil)
    // The newer wording is no longer trusted: what was taken back before is so again.
    try await commit(.wentBack(to: 5))
    #expect(try await store.headlines(ids: [one.id]).first?.withdrawn == Self.noon + 99)
    try await commit(.erase([(4, taken.leaf)]))
    #expect(try await store.headlines(ids: [one.id]).first?.withdrawn == nil)
    #expect(try await store.check().isEmpty)
  }

  @Test func `an article that was removed is known as such, with the newsroom's words`() async throws {
    let gone = article(3, "a", "One")
    let removal = entry(
      7, .other,
      #"{"v":1,"kind":"removal","id":"x","time":"2026-01-02T03:04:05Z","index":3,"hash":"00","note":"A name"}"#)
    try await commit(.entries([gone, removal]))
    #expect(try await store.removal(of: 3, in: newsroom.id) == nil)
    try await commit(.erase([(3, gone.leaf)]))
    let found = try #require(try await store.removal(of: 3, in: newsroom.id))
    #expect(found.note == "A name" && found.time?.timeIntervalSince1970 == 1_767_323_045)
    #expect(try await store.removal(of: 99, in: newsroom.id) == nil)
  }

  @Test func `relays are learned from the record, with their addresses, and go with it; the reader's own stay`()
    async throws
  {
    try await store.addRelay(url: "https://own.example/drop", to: newsroom.id)
    let both = SignedMirror(
      url: "https://m.example/strike/", addresses: ["192.0.2.7"], pins: ["sha256//AAAA"],
      capabilities: ["read", "drop"])
    let relay = SignedMirror(url: "https://r.example/in", capabilities: ["drop"])
    let odd = SignedMirror(url: "https://r.example/in?x=1", capabilities: ["drop"])
    try await commit(.entries([entry(1, .mirrors([both, relay, odd]))]))
    func places() async throws -> [String] {
      try await store.mirrors(of: newsroom.id).map { "\($0.kind.rawValue) \($0.url)" }
    }
    #expect(
      try await places() == [
        "edition https://a.example/", "edition https://m.example/strike/", "relay https://own.example/drop",
        "relay https://m.example/strike/", "relay https://r.example/in/",
      ])
    let learned = try await store.mirrors(of: newsroom.id).filter { $0.url == both.url }
    #expect(learned.allSatisfy { $0.signed?.addresses == ["192.0.2.7"] } && learned.count == 2)
    try await commit(.entries([entry(2, .mirrors([]))]))
    #expect(try await places() == ["edition https://a.example/", "relay https://own.example/drop"])
  }

  @Test func `titles of boards and sections are read by language`() async throws {
    try await commit(
      .entries([
        entry(1, .lists("boards", [SignedList(name: "open", titles: ["en": "Open board", "ko": "열린 게시판"])])),
        entry(2, .lists("sections", [SignedList(name: "labor", titles: ["ko": "노동"]), SignedList(name: "raw")])),
      ]))
    #expect(
      try await store.signedTitles()[newsroom.id]
        == ["open": ["en": "Open board", "ko": "열린 게시판"], "labor": ["ko": "노동"]])
  }

  @Test func `keys that were compared are vouched for`() async throws {
    let other = try await store.addNewsroom(
      name: "First seen", mirrors: [NewMirror(url: "https://c.example/", kind: .edition)], fingerprint: nil,
      now: Self.noon)
    var seen = EditionStatus()
    (seen.fingerprint, seen.isFirstSeen) = ("wc1xyz", true)
    try await store.addEdition(mirrors: [], to: other.id, fingerprint: nil)
    try await store.commit(
      EditionDelivery(newsroom: other.id, mirror: mirror.id, state: [], status: seen, steps: [], now: Self.noon))
    #expect(try await store.editionStatus(of: other.id)?.wantsComparison == true)
    await #expect(throws: StoreFault.self) { try await store.vouch(for: other.id, fingerprint: "wc1other") }
    try await store.vouch(for: other.id, fingerprint: "wc1xyz")
    #expect(try await store.editionStatus(of: other.id)?.wantsComparison == false)
  }

  @Test func `a status of before is read without what it did not know`() throws {
    let old =
      #"{"fingerprint":"wc1x","isFirstSeen":true,"languages":[],"root":1,"recipients":[],"size":7,"held":7,"first":0,"isComplete":true,"missingTexts":0,"missingFiles":0,"unknown":0,"removed":0,"bytes":0}"#
    let status: EditionStatus = try #require(JSONColumn.value(old))
    #expect(status.size == 7 && status.editors.isEmpty && status.fingerprint == "wc1x" && !status.hasAlarm)
  }
}
