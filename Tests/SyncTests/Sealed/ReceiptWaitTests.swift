import Foundation
import News
import Seal
import Store
import TestSupport
import Testing

@testable import Sync

/// Relays that said yes, and a desk that gives no receipt.
@Suite struct ReceiptWaitTests {
  private static let desk = AgeIdentity()

  /// Makes the scene's newsroom a signed one, whose keys name the desk, and whose newest state was signed then.
  private func sign(
    _ scene: DeliveryScene, signed: Date, to recipients: [String] = [desk.recipient.text], root: Int = 1,
    steps: [EditionDelivery.Step] = []
  ) async throws {
    try await scene.store.addEdition(mirrors: [], to: scene.newsroom.id, fingerprint: nil)
    var status = EditionStatus()
    (status.root, status.origin, status.fingerprint) = (root, "news.example", SealedDropTests.to)
    (status.recipients, status.signed) = (recipients, signed)
    try await scene.store.commit(
      EditionDelivery(
        newsroom: scene.newsroom.id, mirror: MirrorID(rawValue: 1), state: [], status: status, steps: steps,
        now: scene.clock.now))
  }

  @Test func aReportGoesToAnotherRelayWhenTheDeskHasPublishedWithoutAReceipt() async throws {
    let urls = ["https://r1.example/", "https://r2.example/", "https://r3.example/"]
    let scene = try await DeliveryScene(relays: urls, consent: .none)
    let start = scene.clock.now
    try await sign(scene, signed: start)
    let report = try await scene.file()
    for url in urls { scene.script(url, report) }
    try await scene.deliver()
    #expect(try await scene.report(report)?.state == .relayed)
    #expect(try await scene.sentence(report) == "2 relays hold it, sealed; the desk's receipt is to come")

    // Three days without a publication: the relays are not to blame.
    scene.clock.advance(to: scene.clock.milliseconds + 3 * 86_400_000)
    try await scene.deliver()
    #expect(try await scene.report(report)?.state == .relayed && scene.methods(urls[2], report).isEmpty)
    #expect(try await scene.sentence(report) == "2 relays hold it, sealed; no receipt of the desk for 3 days")

    try await sign(scene, signed: start.addingTimeInterval(2 * 86_400))
    try await scene.deliver()
    let after = try #require(try await scene.report(report))
    #expect(after.state == .relayed && scene.relays[urls[2]]?.drops.keys.first == report.drop)
    #expect(after.relays.map(\.state) == [.doubtful, .doubtful, .confirmed])
    let line = Phrasebook.english(OutboxSentence.relay(after.relays[0], now: scene.clock.now))
    #expect(line == "r1.example: says that it holds it; the desk has published since, and gave no receipt")

    // There is nobody else: it stays as it is, and says so.
    scene.clock.advance(to: scene.clock.milliseconds + 3 * 86_400_000)
    try await sign(scene, signed: scene.clock.now)
    let asked = urls.map { scene.methods($0, report).count }
    try await scene.deliver()
    #expect(try await scene.report(report)?.state == .relayed)
    #expect(urls.map { scene.methods($0, report).count } == asked)
  }

  @Test func aReceiptEndsTheWaitAndAThiefsIsTakenBackWithTheThief() async throws {
    let scene = try await DeliveryScene(consent: .none)
    try await sign(scene, signed: scene.clock.now)
    let report = try await scene.file()
    for url in scene.relays.keys { scene.script(url, report) }
    try await scene.deliver()
    let filing = try #require(try await scene.store.filing(report.id))
    let drop = try #require(Hexadecimal.read((report.drop ?? "").utf8))
    let hash = ReceiptHash.of(nonce: filing.nonce, drop: drop)
    let entry = { (place: Int, hashes: [[UInt8]]) in
      NewEntry(
        place: place, bytes: Array("receipt \(place)".utf8), leaf: [UInt8](repeating: 0, count: 32),
        content: .receipt(hashes, time: Date(timeIntervalSince1970: 1_000)))
    }
    let dummies = (0..<15).map { _ in RandomBytes.make(32) }
    try await sign(scene, signed: scene.clock.now, steps: [.entries([entry(0, dummies)])])
    #expect(try await scene.report(report)?.state == .relayed, "dummies are nobody's")
    try await sign(scene, signed: scene.clock.now, steps: [.entries([entry(1, dummies + [hash])])])
    let received = try #require(try await scene.report(report))
    #expect(received.state == .received && received.received == Date(timeIntervalSince1970: 1_000))

    try await sign(scene, signed: scene.clock.now, steps: [.wentBack(to: 1)])
    #expect(try await scene.report(report)?.state == .filed)
    try await sign(scene, signed: scene.clock.now, steps: [.entries([entry(1, dummies + [hash])])])
    #expect(try await scene.report(report)?.state == .received)
  }

  /// By the record's order, whatever the order in which its entries come.
  @Test(arguments: [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
  func theDesksLastWordCountsAndGoesWithAThief(order: [Int]) async throws {
    let scene = try await DeliveryScene(consent: .none)
    try await sign(scene, signed: scene.clock.now)
    let report = try await scene.file()
    for url in scene.relays.keys { scene.script(url, report) }
    try await scene.deliver()
    let filing = try #require(try await scene.store.filing(report.id))
    let drop = try #require(Hexadecimal.read((report.drop ?? "").utf8))
    let words: [ReceiptHash.Word] = [.received, .published, .declined]
    #expect(Set(words.map { ReceiptHash.of(nonce: filing.nonce, drop: drop, saying: $0) }).count == 3)
    func say(_ place: Int, _ word: ReceiptHash.Word) async throws {
      let hashes = (0..<15).map { _ in RandomBytes.make(32) }
      let hash = ReceiptHash.of(nonce: filing.nonce, drop: drop, saying: word)
      let entry = NewEntry(
        place: place, bytes: Array("receipt \(place)".utf8), leaf: [UInt8](repeating: 0, count: 32),
        content: .receipt(hashes + [hash], time: Date(timeIntervalSince1970: Double(1_000 * (place + 1)))))
      try await sign(scene, signed: scene.clock.now, steps: [.entries([entry])])
    }
    for place in order { try await say(place, words[place]) }
    let declined = try #require(try await scene.report(report))
    #expect(declined.state == .declined && declined.decided == Date(timeIntervalSince1970: 3_000))
    #expect(declined.received == Date(timeIntervalSince1970: 1_000))
    #expect(
      try await scene.sentence(report)
        == "the desk has it, and doesn't publish it: its word of 1970-01-01 00:50 UTC")
    // Nothing is sent again, and nobody waits any more.
    try await scene.deliver()
    #expect(try await scene.report(report)?.state == .declined)

    try await sign(scene, signed: scene.clock.now, steps: [.wentBack(to: 2)])
    #expect(try await scene.report(report)?.state == .received)
    try await say(2, .published)
    #expect(try await scene.sentence(report) == "published, by the desk's word of 1970-01-01 00:50 UTC")
    try await sign(scene, signed: scene.clock.now, steps: [.wentBack(to: 0)])
    let again = try #require(try await scene.report(report))
    #expect(again.state == .filed && again.decided == nil && again.received == nil)
  }

  @Test func aNewsroomWhoseKeysNameNobodyAsksAsOneOfFeeds() async throws {
    let scene = try await DeliveryScene(consent: .none)
    try await sign(scene, signed: scene.clock.now, to: [])
    let report = try await scene.file()
    for url in scene.relays.keys { scene.script(url, report) }
    let delivery = try await scene.deliver()
    #expect(delivery.waitingForConsent == [report.id] && report.sealing == .unsealed && report.sealedTo == nil)
    // Its editors name somebody: what was packed unsealed is not sent so, nor asked about.
    try await sign(scene, signed: scene.clock.now, root: 2)
    let sealed = try await scene.engine.pack(report.id).get()
    #expect(sealed.drop != report.drop && sealed.sealedTo == [Self.desk.recipient.text])
    for url in scene.relays.keys { scene.script(url, sealed) }
    try await scene.deliver()
    #expect(try await scene.report(report)?.state == .relayed)
    #expect(scene.relays.values.allSatisfy { $0.drops.keys.sorted() == [sealed.drop] })
    // And a key that we can't seal to is said, and nothing goes to half of the desk.
    let next = try await scene.file("Another")
    try await sign(scene, signed: scene.clock.now, to: [Self.desk.recipient.text, "age1pq1whatever"], root: 3)
    let refused = try await scene.deliver([next.id])
    #expect(refused.troubles[next.id] == ReportPackFault.noRecipient.phrase)
  }

  @Test func plainHTTPIsLeftOutWhereThereIsAnotherWay() async throws {
    let urls = ["http://plain.example/", "https://r1.example/"]
    let scene = try await DeliveryScene(relays: urls, consent: .none)
    try await sign(scene, signed: scene.clock.now)
    let report = try await scene.file()
    for url in urls { scene.script(url, report) }
    try await scene.deliver()
    #expect(try await scene.report(report)?.state == .relayed)
    #expect(scene.methods(urls[0], report).isEmpty && scene.relays[urls[1]]?.drops.count == 1)
    let alone = try await DeliveryScene(relays: [urls[0]], consent: .none)
    try await sign(alone, signed: alone.clock.now)
    let other = try await alone.file()
    alone.script(urls[0], other)
    try await alone.deliver()
    #expect(try await alone.report(other)?.state == .relayed)
  }
}
