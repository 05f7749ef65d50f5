import Edition
import Foundation
import News
import Seal
import TestSupport
import Testing

@testable import Store
@testable import Sync

/// Letters that are tried: many, hostile, and the one that is meant.
@Suite struct LetterTrialTests {
  private func batch(_ entries: [[UInt8]], _ keys: [ReportKeys]) -> LetterBatch {
    LetterBatch(
      letters: entries.enumerated().map { .init(number: Int64($0 + 1), place: $0, entry: $1) },
      keys: keys.enumerated().map {
        .init(report: ReportNumber(rawValue: Int64($0 + 1)), identity: $1.identity, first: 0, tried: 0)
      })
  }

  private func entry(_ sealed: [UInt8]) -> [UInt8] {
    EntryDraft.letter(sealed, time: Date(timeIntervalSince1970: 1_760_000_000)).bytes
  }

  @Test func hostileLettersAreNobodysAndTheRightOneIsFound() throws {
    let keys = (0..<3).map { _ in ReportKeys() }
    let mine = AgeIdentity(secret: keys[1].identity).recipient
    let good = try #require(try SealedLetter.seal("Well done.", for: mine))
    let many = try AgeSealer.seal(Array("too many".utf8), for: (0..<200).map { _ in AgeIdentity().recipient } + [mine])
    let bytes: [[UInt8]] = [
      entry(Array("no age file".utf8)), entry([]), Array("{}".utf8), [], entry(many), entry(Array(good.dropLast())),
      Array(#"{"v":1,"kind":"letter","id":"x","time":"2026-01-01T00:00:00Z","sealed":"%%%"}"#.utf8), entry(good),
      entry(try AgeSealer.seal(Array("secret".utf8), passphrase: SecretBytes("x"), work: 4)),
    ]
    let found = LetterTrial.open(batch(bytes, keys))
    #expect(found.map(\.letter.text) == ["Well done."] && found.map(\.report.rawValue) == [2])
    #expect(found[0].letter.place == 7 && found[0].letter.time == Date(timeIntervalSince1970: 1_760_000_000))
  }

  /// What stock `age` makes has no padding, and is a letter all the same.
  @Test(.enabled(if: StockAge.path != nil, "no program `age` here: apt-get install age"))
  func aLetterOfTheStockProgramIsRead() throws {
    let age = try #require(StockAge.path)
    let folder = try TemporaryFolder()
    let keys = ReportKeys()
    let text = try folder.write(Array("Call us.\n".utf8), to: "letter")
    let sealed = try StockAge.run(age, ["-r", AgeIdentity(secret: keys.identity).recipient.text, text])
    #expect(LetterTrial.open(batch([entry(sealed)], [keys])).map(\.letter.text) == ["Call us.\n"])
    let own = try #require(try SealedLetter.seal("Ours.", for: AgeIdentity(secret: keys.identity).recipient))
    let key = try folder.write(Array((AgeIdentity(secret: keys.identity).text + "\n").utf8), to: "key")
    let opened = try StockAge.run(age, ["-d", "-i", key, try folder.write(own, to: "own")])
    #expect(opened.count == 1_024 && opened.prefix(5) == Array("Ours.".utf8)[...])
  }

  /// Of 100,000 letters, a slice; all of them with WIRECOPY_LONG=1. Each round tries so many and no more, and the next goes on.
  @Test func manyLettersAreTriedInBoundedSlicesUntilAllAre() async throws {
    let isLong = ProcessInfo.processInfo.environment["WIRECOPY_LONG"] == "1"
    let count = isLong ? 100_000 : 3_000
    let store = try NewsStore.inMemory()
    let newsroom = try await store.addNewsroom(name: "Strike", mirrors: ["https://a.example/"]).id
    try await store.addEdition(mirrors: [], to: newsroom, fingerprint: nil)
    let draft = try await store.beginDraft(Report(title: "T", body: "x"), for: newsroom)
    let report = try await store.file(draft.id, nonce: RandomBytes.make(32)).id
    let keys = try await store.keys(of: report)
    let somebody = AgeIdentity().recipient
    var status = EditionStatus()
    (status.root, status.recipients, status.size) = (1, [somebody.text], count)
    // One letter's bytes stand for all of those for others: each is tried anew all the same.
    let other = entry(try #require(try SealedLetter.seal("For somebody else.", for: somebody)))
    let mine = entry(
      try #require(try SealedLetter.seal("For you.", for: AgeIdentity(secret: keys.identity).recipient)))
    for start in stride(from: 0, to: count, by: 1_000) {
      let entries = (start..<(start + 1_000)).map { place in
        NewEntry(
          place: place, bytes: place == count - 2 ? mine : other, leaf: [UInt8](repeating: 0, count: 32),
          content: .letter)
      }
      try await store.commit(
        EditionDelivery(
          newsroom: newsroom, mirror: MirrorID(rawValue: 1), state: [], status: status, steps: [.entries(entries)],
          now: Date()))
    }
    let clock = ContinuousClock()
    let began = clock.now
    var rounds = 0
    while try await store.untriedLetters(of: newsroom, most: 1) != nil {
      rounds += 1
      _ = try await LetterTrial.run(of: newsroom, in: store, mostTrials: count / 3)
      try #require(rounds < 10)
    }
    let took = began.duration(to: clock.now) / .milliseconds(1)
    print(
      "letters tried: \(count) with one key in \(Int(took)) ms, \(took * 1_000 / Double(count)) µs each, \(rounds) rounds"
    )
    #expect(rounds >= 3 && rounds <= 4)
    #expect(try await store.outboxReport(report)?.letters.map(\.text) == ["For you."])
  }
}
