import Edition
import Foundation
import Press
import Seal
import Testing

/// The newsroom's side of reports: receipts, letters, and who opens reports.
@Suite struct DeskTests {
  private func entries(_ desk: PressDesk) throws -> [Entry] {
    var all: [Entry] = []
    let size = try #require(try desk.newsroom.published()).point.size
    try PublishedTree(folder: desk.newsroom.tree, size: size).each { all.append($0) }
    return all
  }

  @Test func eachOpenedDropGetsOneReceiptAmongDummies() throws {
    let desk = try PressDesk()
    let receipts = ["aa", "bb", "cc"].map { ($0, RandomBytes.make(32)) }
    #expect(try desk.newsroom.acknowledge(Dictionary(uniqueKeysWithValues: receipts.prefix(2).map { $0 })) == 2)
    // A process that ended in between forgets nothing.
    let again = try NewsroomFolder(desk.path, isReading: true)
    #expect(again.receiptsWaiting == 2)
    try desk.publish()
    #expect(desk.newsroom.receiptsWaiting == 0)
    guard case .receipt(let first) = try entries(desk)[0].content else { return #expect(Bool(false), "no receipt") }
    #expect(first.count == 16 && Set(receipts.prefix(2).map(\.1)).isSubset(of: first))
    // Fetched again, the two are known.
    #expect(try desk.newsroom.acknowledge(Dictionary(uniqueKeysWithValues: receipts)) == 1)
    try desk.publish(60)
    guard case .receipt(let second) = try entries(desk)[1].content else { return #expect(Bool(false), "no receipt") }
    #expect(second.count == 16 && second.contains(receipts[2].1) && !second.contains(receipts[0].1))
    // Nothing new: no entry says that there was nothing.
    try desk.publish(120)
    #expect(try entries(desk).count == 2)
    let mode = try FileManager.default.attributesOfItem(atPath: desk.path + "/receipts.json")[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func whatBecameOfAReportIsAHashAmongOthersAndTheLastWordCounts() throws {
    let desk = try PressDesk()
    let (nonce, drop) = (RandomBytes.make(32), RandomBytes.make(32))
    let hash = { ReceiptHash.of(nonce: nonce, drop: drop, saying: $0) }
    let about = { (word: ReceiptHash.Word) in [drop.hex: hash(word)] }
    let receipts = { (place: Int) throws -> [[UInt8]] in
      guard case .receipt(let all) = try entries(desk)[place].content else { return [] }
      return all
    }
    try desk.newsroom.acknowledge(about(.received))
    #expect(try desk.newsroom.decide(.declined, about(.declined)))
    // Said otherwise before it was out: the other was never said.
    #expect(try desk.newsroom.decide(.published, about(.published)))
    #expect(try !desk.newsroom.decide(.published, about(.published)) && desk.newsroom.receiptsWaiting == 2)
    try desk.publish()
    let first = try receipts(0)
    #expect(first.count == 16 && first.contains(hash(.received)) && first.contains(hash(.published)))
    #expect(!first.contains(hash(.declined)))
    #expect(try desk.newsroom.decide(.declined, about(.declined)))
    try desk.publish(60)
    #expect(try receipts(1).contains(hash(.declined)) && receipts(1).count == 16)
    #expect(try desk.newsroom.decide(.published, about(.published)), "the last word counts, as often as it changes")
    try desk.publish(120)
    #expect(try receipts(2).contains(hash(.published)))
    // Nothing in the record is what anybody else knows.
    for entry in try entries(desk) { #expect(!String(decoding: entry.bytes, as: UTF8.self).contains(drop.hex)) }
  }

  @Test func besideAnArticleThereAreReceiptsWhetherAReportWasBehindItOrNot() throws {
    let desk = try PressDesk()
    _ = try desk.add("# Before any report\n\nText.\n")
    try desk.publish()
    #expect(try entries(desk).count == 1)
    try desk.newsroom.acknowledge([RandomBytes.make(32).hex: RandomBytes.make(32)])
    try desk.publish(60)
    _ = try desk.add("# Of a report, or not\n\nText.\n", later: 120)
    try desk.publish(120)
    let kinds = try entries(desk).map { entry in if case .receipt(let all) = entry.content { all.count } else { 0 } }
    #expect(kinds == [0, 16, 0, 16], "an entry of dummies alone stands beside the article")
    try desk.publish(180)
    #expect(try entries(desk).count == 4)
  }

  @Test func aLetterIsReadByOneAndTellsNobodyWhoThatIs() throws {
    let desk = try PressDesk()
    let (writer, other) = (AgeIdentity(), AgeIdentity())
    try desk.newsroom.answer("Meet us.", to: writer.recipient, now: desk.now)
    try desk.newsroom.answer(String(repeating: "가", count: 300), to: other.recipient, now: desk.now)
    try desk.publish()
    let letters = try entries(desk).compactMap { entry in
      if case .letter(let sealed) = entry.content { sealed } else { nil }
    }
    #expect(letters.count == 2 && letters[0].count == letters[1].count, "padded to one size")
    #expect(SealedLetter.open(letters[0], with: [other, writer]).map { $0.text + "\($0.identity)" } == "Meet us.1")
    #expect(SealedLetter.open(letters[0], with: [other]) == nil && SealedLetter.open(letters[1], with: [other]) != nil)
    for entry in try entries(desk) {
      let text = String(decoding: entry.bytes, as: UTF8.self)
      #expect(!text.contains(writer.recipient.text) && !text.contains("Meet"))
    }
    for words in ["", String(repeating: "x", count: SealedLetter.mostText + 1)] {
      #expect(throws: PressFault.self) { try desk.newsroom.answer(words, to: writer.recipient, now: desk.now) }
    }
    let full = String(repeating: "x", count: SealedLetter.mostText)
    try desk.newsroom.answer(full, to: writer.recipient, now: desk.now)
    try desk.publish(60)
    guard case .letter(let long) = try entries(desk)[2].content else { return #expect(Bool(false), "no letter") }
    #expect(SealedLetter.open(long, with: [writer])?.text == full)
  }

  @Test func aStolenDeskKeyIsReplacedAndTheOldOneStillOpensWhatWasSealedToIt() throws {
    let desk = try PressDesk(editors: 1)
    let other = AgeIdentity()
    let old = try desk.newsroom.identity("desk.key", passphrase: SecretBytes("of desk.key"))
    #expect(desk.newsroom.roots.newest?.recipients == [old.recipient])
    try desk.newsroom.rotate(
      signers: [desk.key("editor-1.key")], newHead: nil, recipients: [other.recipient], newDesk: SecretBytes("new"),
      trunk: nil, now: desk.now, work: 4)
    let new = try desk.newsroom.identity("desk.key", passphrase: SecretBytes("new"))
    #expect(desk.newsroom.roots.newest?.recipients == [new.recipient, other.recipient])
    let kept = try desk.newsroom.identity("desk-1.key.old", passphrase: SecretBytes("of desk.key"))
    #expect(kept.recipient == old.recipient)
    try desk.newsroom.rotate(
      signers: [desk.key("editor-1.key")], newHead: nil, recipients: [new.recipient], trunk: nil, now: desk.now, work: 4
    )
    #expect(desk.newsroom.roots.newest?.recipients == [new.recipient])
    #expect(throws: PressFault.self) {
      try desk.newsroom.identity("head.key", passphrase: SecretBytes("of head.key"))
    }
  }
}
