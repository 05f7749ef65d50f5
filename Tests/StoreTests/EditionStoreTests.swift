import Foundation
import GRDB
import News
import Seal
import TestSupport
import Testing

@testable import Store

/// What is kept of a signed newsroom: bodies once, in the member that they came in; all of it or nothing of it.
@Suite struct EditionStoreTests {
  private let store: NewsStore
  private let newsroom: Newsroom
  private let mirror: Mirror
  private let folder: TemporaryFolder
  private static let noon = Date(timeIntervalSince1970: 1_760_000_000)
  /// `<p>Words of the body</p>` as a gzip member.
  private static let content = Array("<p>Words of the body, and more of them, and more of them.</p>".utf8)

  init() async throws {
    folder = try TemporaryFolder()
    store = try NewsStore.open(path: folder.file("home/store.sqlite"))
    newsroom = try await store.addNewsroom(
      name: "Strike", mirrors: [NewMirror(url: "https://a.example/", kind: .edition)], fingerprint: "wc1abc",
      now: Self.noon)
    mirror = try #require(try await store.mirrors(of: newsroom.id).first)
  }

  private func entry(_ place: Int, id: String, title: String, hasBody: Bool = true) -> NewEntry {
    NewEntry(
      place: place, bytes: Array("{\"id\":\"\(id)\",\"title\":\"\(title)\"}".utf8),
      leaf: Digest.of([0] + Array("{\"id\":\"\(id)\",\"title\":\"\(title)\"}".utf8)),
      content: .article(
        Article(guid: id, title: title, updated: Self.noon.addingTimeInterval(Double(place)), text: ""), files: []),
      body: hasBody
        ? NewBody(
          segment: 0, start: place * 100, length: member.count, sha256: "00", type: "text/html",
          frame: BodyFrame(html: "<figure></figure>", text: "caption")) : nil)
  }

  private func delivery(_ steps: EditionDelivery.Step...) -> EditionDelivery {
    var status = EditionStatus()
    status.size = 10
    return EditionDelivery(
      newsroom: newsroom.id, mirror: mirror.id, state: [1, 2, 3], status: status, steps: steps, now: Self.noon)
  }

  /// Deflated by hand: one stored block (RFC 1951, 3.2.4) in a gzip member.
  private var member: [UInt8] {
    let count = UInt8(Self.content.count)
    var crc = UInt32.max
    for byte in Self.content {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
    }
    crc = ~crc
    var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1, count, 0, ~count, 255]
    bytes += Self.content
    for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: crc >> UInt32(shift))) }
    return bytes + [count, 0, 0, 0]
  }

  private func arrive() async throws {
    let wanted = try await store.wantedBodies(of: newsroom.id)
    try await store.keep(
      wanted.map {
        ArrivedBody(
          wanted: $0, member: member, content: Self.content, html: String(decoding: Self.content, as: UTF8.self),
          text: "Words of the body, and more of them, and more of them.")
      }, of: newsroom.id)
  }

  private func members() async throws -> [[UInt8]] {
    try await store.withTree(of: newsroom.id) { tree in try tree.members(of: 0).map(\.bytes) }
  }

  @Test func aBodyIsKeptOnceAndReadFromItsMember() async throws {
    try await store.commit(delivery(.entries([entry(0, id: "a", title: "One")])))
    let before = try #require(try await store.headlines(.all, limit: 1).first)
    #expect(try await store.proof(of: before.id)?.lacksText == true)
    try await arrive()
    let article = try #require(try await store.article(before.id))
    #expect(article.text == "Words of the body, and more of them, and more of them.\ncaption")
    #expect(article.html == String(decoding: Self.content, as: UTF8.self) + "<figure></figure>")
    #expect(article.revisions.count == 1 && article.headline.title == "One")
    #expect(try await store.search("more", limit: 5).map(\.id) == [before.id])
    #expect(try await members() == [member])
    let kept = try await store.read { db in
      try Row.fetchOne(db, sql: "SELECT (SELECT length(body) FROM revision), (SELECT count(bytes) FROM member)")
        .map { row in [row[0] as Int, row[1] as Int] }
    }
    // The member and little more.
    #expect((kept?[0] ?? .max) < member.count + 70 && kept?[1] == 0)
    #expect(try await store.editionStatus(of: newsroom.id)?.missingTexts == 0)
  }

  @Test func whoeverLetsARevisionGoTheMemberStays() async throws {
    try await store.commit(delivery(.entries([entry(0, id: "a", title: "One")])))
    try await arrive()
    try await store.write(.articles) { db in
      try SearchIndex(db).remove(newsroom: 1)
      try db.execute(sql: "DELETE FROM article")
    }
    #expect(try await members() == [member])
  }

  @Test func storingTwiceChangesNothing() async throws {
    let delivery = delivery(.entries([entry(0, id: "a", title: "One"), entry(1, id: "a", title: "One, corrected")]))
    try await store.commit(delivery)
    try await arrive()
    let once = try await store.editionStatus(of: newsroom.id)
    let again = try await store.commit(delivery)
    #expect(again == EditionResult())
    #expect(try await store.editionStatus(of: newsroom.id) == once)
    #expect(try await store.count(.all) == 1)
    let article = try #require(try await store.headlines(.all, limit: 1).first)
    #expect(article.title == "One, corrected" && article.revisions == 2)
  }

  @Test func whatComesLateIsTheOlderRevision() async throws {
    try await store.commit(delivery(.entries([entry(5, id: "a", title: "New")])))
    try await store.commit(delivery(.entries([entry(2, id: "a", title: "Old")])))
    try await arrive()
    let headline = try #require(try await store.headlines(.all, limit: 1).first)
    #expect(headline.title == "New")
    #expect(try await store.article(headline.id)?.revisions.map(\.title) == ["New", "Old"])
    #expect(try await store.proof(of: headline.id)?.place == 5)
  }

  @Test func erasingLeavesTheLeafAndTheOtherRevision() async throws {
    let (first, second) = (entry(0, id: "a", title: "First"), entry(1, id: "a", title: "Second"))
    try await store.commit(delivery(.entries([first, second])))
    try await arrive()
    // Another leaf is another entry: nothing happens.
    try await store.commit(delivery(.erase([(1, first.leaf)])))
    #expect(try await store.headlines(.all, limit: 1).first?.title == "Second")
    try await store.commit(delivery(.erase([(1, second.leaf)])))
    #expect(try await store.headlines(.all, limit: 1).first?.title == "First")
    #expect(try await store.search("body", limit: 5).count == 1)
    let entries = try await store.withTree(of: newsroom.id) { try $0.entries(0..<2) }
    #expect(entries == [.kept(first.bytes), .removed(leaf: second.leaf)])
    #expect(try await members().count == 1)
    try await store.commit(delivery(.erase([(0, first.leaf)])))
    #expect(try await store.count(.all) == 0)
    #expect(try await store.search("body", limit: 5).isEmpty)
    #expect(try await members().isEmpty)
    #expect(try await store.editionStatus(of: newsroom.id)?.removed == 2)
    #expect(try await store.check().isEmpty)
  }

  @Test func goingBackWithdrawsWhatStandsBehind() async throws {
    try await store.commit(
      delivery(.entries((0..<4).map { entry($0, id: "id\($0)", title: "Title \($0)") })))
    try await arrive()
    try await store.commit(delivery(.wentBack(to: 2)))
    #expect(Set(try await store.headlines(.all, limit: 9).map(\.title)) == ["Title 0", "Title 1"])
    #expect(try await members().count == 2)
    #expect(try await store.count(.newsroom(newsroom.id)) == 2)
    // They come back when they are proven again.
    try await store.commit(delivery(.entries([entry(2, id: "id2", title: "Title 2")])))
    #expect(try await store.count(.all) == 3)
  }

  @Test func aNewsroomIsForgottenWithItsRecord() async throws {
    try await store.commit(delivery(.entries([entry(0, id: "a", title: "One")])))
    try await arrive()
    try await store.removeNewsroom(newsroom.id)
    let rest = try await store.read { db in
      try ["entry", "member", "wantedBody", "edition", "revision", "entryFile"].map {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM \($0)") ?? -1
      }
    }
    #expect(rest == [0, 0, 0, 0, 0, 0])
  }

  @Test func evidenceIsBounded() async throws {
    for number in 0..<12 {
      try await store.keep(
        EditionEvidence(
          mirror: "https://a.example/", path: "checkpoint", seen: Self.noon, fault: "\(number)",
          bytes: [UInt8](repeating: 7, count: 100_000)), of: newsroom.id)
    }
    let kept = try await store.evidence(of: newsroom.id)
    #expect(kept.count == 8 && kept.first.map { Phrasebook.english($0.fault) } == "11")
    #expect(kept.allSatisfy { $0.bytes.count == 65_536 })
  }
}
