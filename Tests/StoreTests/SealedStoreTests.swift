import Foundation
import News
import Seal
import TestSupport
import Testing

@testable import Store

/// One-time keys, receipts and letters, as they are kept and as they go.
@Suite struct SealedStoreTests {
  private func sign(_ scene: Scene, size: Int = 0, _ steps: EditionDelivery.Step...) async throws {
    try await scene.store.addEdition(mirrors: [], to: scene.newsroom.id, fingerprint: nil)
    var status = EditionStatus()
    (status.root, status.recipients, status.size) = (1, ["age1desk"], size)
    try await scene.store.commit(
      EditionDelivery(
        newsroom: scene.newsroom.id, mirror: MirrorID(rawValue: 1), state: [], status: status, steps: steps,
        now: Scene.noon))
  }

  private func letter(_ place: Int) -> NewEntry {
    let bytes = Array("letter \(place)".utf8)
    return NewEntry(place: place, bytes: bytes, leaf: Digest.of([0] + bytes), content: .letter)
  }

  private func untried(_ scene: Scene) async throws -> LetterBatch? {
    try await scene.store.untriedLetters(of: scene.newsroom.id, most: 10)
  }

  @Test func aReportHasOnePairOfKeysAndItsVersionsShareIt() async throws {
    let scene = try await Scene(onDisk: true)
    let first = try await scene.filed()
    let keys = try await scene.store.keys(of: first.id)
    let again = try await scene.otherProcess().keys(of: first.id)
    #expect(again.seed.isEqual(to: keys.seed.withBytes { Array($0) }))
    let drop = try scene.packed("one")
    try await scene.store.setDrop(first.id, name: drop.name, size: drop.size, sealedTo: ["age1desk"])
    try await scene.store.record(first.id, RelayRecord(url: "https://r.example/", state: .held))
    let second = try await scene.store.revise(first.id)
    try await scene.store.file(second.id, nonce: Scene.nonce)
    let shared = try await scene.store.keys(of: second.id)
    #expect(shared.identity.isEqual(to: keys.identity.withBytes { Array($0) }))
    let other = try await scene.store.keys(of: try await scene.filed("Other").id)
    #expect(!other.seed.isEqual(to: keys.seed.withBytes { Array($0) }))
  }

  @Test func lettersAreHandedOutOnceInTheOrderInWhichTheyCame() async throws {
    let scene = try await Scene()
    try await sign(scene, size: 5, .entries([letter(3)]))
    #expect(try await untried(scene) == nil, "nobody here may be meant")
    let report = try await scene.filed()
    _ = try await scene.store.keys(of: report.id)
    #expect(try await untried(scene) == nil, "what came before it was written does not answer it")
    // Older entries fill in behind the newer ones.
    try await sign(scene, size: 9, .entries([letter(8)]))
    try await sign(scene, size: 9, .entries([letter(4), letter(6)]))
    let batch = try #require(try await untried(scene))
    #expect(batch.letters.map(\.place) == [8, 4, 6] && batch.keys.map(\.report) == [report.id])
    #expect(batch.keys[0].first == 5)
    let text = "Come at nine."
    try await scene.store.keep(
      [(report.id, ReportLetter(place: 6, time: Scene.noon, text: text))], of: batch, newsroom: scene.newsroom.id)
    #expect(try await untried(scene) == nil)
    #expect(try await scene.store.outboxReport(report.id)?.letters.map(\.text) == [text])
    // The newsroom removes the entry: its words go here, too.
    try await sign(scene, size: 9, .erase([(6, letter(6).leaf)]))
    #expect(try await scene.store.outboxReport(report.id)?.letters == [])
  }

  @Test func keysGoWithTheReportAndByThemselvesAfterTheReceipt() async throws {
    let scene = try await Scene(onDisk: true)
    let report = try await scene.filed()
    let keys = try await scene.store.keys(of: report.id)
    let drop = try scene.packed("one")
    try await scene.store.setDrop(report.id, name: drop.name, size: drop.size, sealedTo: ["age1desk"])
    let hash = ReceiptHash.of(nonce: Scene.nonce, drop: try #require(Hexadecimal.read(drop.name.utf8)))
    let bytes = Array("receipt".utf8)
    try await sign(
      scene, size: 1,
      .entries([
        NewEntry(
          place: 0, bytes: bytes, leaf: Digest.of([0] + bytes), content: .receipt([hash], time: Scene.noon))
      ]))
    let received = try #require(try await scene.store.outboxReport(report.id))
    #expect(received.state == .received && received.received == Scene.noon)
    let rows = "SELECT count(*) FROM reportKey"
    try await scene.store.expireKeys(now: Scene.noon + 89 * 86_400)
    #expect(try await scene.store.number(rows) == 1)
    try await scene.store.expireKeys(now: Scene.noon + 91 * 86_400)
    #expect(try await scene.store.number(rows) == 0)
    #expect(try await scene.store.number("SELECT count(*) FROM report WHERE nonce IS NOT NULL") == 0)
    let file = try Data(contentsOf: URL(fileURLWithPath: scene.store.path))
    let secret = keys.seed.withBytes { Data($0) }
    #expect(file.range(of: secret) == nil)
    #expect(try await scene.store.outboxReport(report.id)?.state == .received)

    let other = try await scene.filed("Other")
    let gone = try await scene.store.keys(of: other.id)
    try await scene.store.forget(other.id)
    for end in ["", "-wal"] {
      let left = FileManager.default.contents(atPath: scene.store.path + end) ?? Data()
      #expect(left.range(of: gone.identity.withBytes { Data($0) }) == nil, "the key lies about in \(end)")
    }
  }

  @Test func aSecondDropKeepsTheNameOfOneThatMayBeOutAndForgetsWhatRelaysSaidOfIt() async throws {
    let scene = try await Scene()
    let report = try await scene.filed()
    let drops = try ["one", "two", "three"].map { try scene.packed($0) }
    try await scene.store.setDrop(report.id, name: drops[0].name, size: drops[0].size)
    try await scene.store.setDrop(report.id, name: drops[1].name, size: drops[1].size, sealedTo: ["age1a"])
    #expect(try await scene.store.outboxReport(report.id)?.formerDrops == [], "nobody had it")
    try await scene.store.record(report.id, RelayRecord(url: "https://r.example/", state: .sending))
    try await scene.store.setDrop(report.id, name: drops[2].name, size: drops[2].size, sealedTo: ["age1b"])
    let now = try #require(try await scene.store.outboxReport(report.id))
    #expect(now.formerDrops == [drops[1].name] && now.relays.isEmpty && now.sealedTo == ["age1b"])
    #expect(try scene.names(in: scene.store.dropsFolder) == [drops[2].name])
    await #expect(throws: StoreFault.self) { try await scene.store.withdraw(report.id) }
  }
}
