import Edition
public import Foundation
import News
public import Seal

/// The desk: reports that it opened, and what it answers.
extension NewsroomFolder {
  /// Receipts of one entry: a few dozen KiB.
  static let mostReceipts = 512

  /// A key that opens reports: one of this folder by its name, or any by its path.
  public func identity(_ name: String, passphrase: SecretBytes) throws(PressFault) -> AgeIdentity {
    guard case .opening(let identity) = try key(name, passphrase: passphrase) else {
      throw .newsroom("\(name) is no key that opens reports")
    }
    return identity
  }

  /// Notes that these drops were opened: the next publication tells their writers.
  /// - Parameter receipts: `ReceiptHash` by the drop's name.
  /// - Returns: how many receipts wait.
  @discardableResult public func acknowledge(_ receipts: [String: [UInt8]]) throws(PressFault) -> Int {
    var kept = try receiptBook()
    let fresh = receipts.filter { !kept.done.contains($0.key) && kept.waiting[$0.key] == nil }
    guard !fresh.isEmpty else { return kept.waiting.count }
    for (drop, hash) in fresh { kept.waiting[drop] = hash.hex }
    try save(kept)
    return kept.waiting.count
  }

  /// Notes what became of a report: the next publication tells its writer, and nobody else. The last word counts.
  /// - Parameter hashes: `ReceiptHash` of that word, by the drop's name.
  /// - Returns: false where that was said already.
  @discardableResult public func decide(
    _ word: ReceiptHash.Word, _ hashes: [String: [UInt8]]
  ) throws(PressFault) -> Bool {
    var kept = try receiptBook()
    let fresh = hashes.filter { kept.words?[$0.key] != word }
    guard !fresh.isEmpty else { return false }
    for (drop, hash) in fresh {
      kept.words = (kept.words ?? [:]).merging([drop: word]) { $1 }
      kept.waiting[ReceiptBook.key(ofWordAbout: drop)] = hash.hex
    }
    try save(kept)
    return true
  }

  /// How many receipts wait for the next publication.
  public var receiptsWaiting: Int { (try? receiptBook())?.waiting.count ?? 0 }

  /// Puts what waits into the queue, as entries among dummies. A kill in between publishes a receipt twice, which harms nobody.
  ///
  /// A newsroom that has acknowledged anything ever puts one of dummies alone beside all else that it publishes: that there is one
  /// beside an article must not say that a report was behind it.
  func enqueueReceipts(now: Date) throws(PressFault) {
    var kept = try receiptBook()
    if kept.waiting.isEmpty, !kept.done.isEmpty, !queueNames.isEmpty {
      try enqueue(QueuedItem(time: now, kind: "receipt", members: EntryDraft.receipt([], time: now).members))
    }
    guard !kept.waiting.isEmpty else { return }
    // Not in the order of the drops' names: a relay knows those.
    var hashes = kept.waiting.values.compactMap { Hexadecimal.read($0.utf8) }.shuffled()[...]
    while !hashes.isEmpty {
      let some = Array(hashes.prefix(Self.mostReceipts))
      hashes = hashes.dropFirst(some.count)
      try enqueue(QueuedItem(time: now, kind: "receipt", members: EntryDraft.receipt(some, time: now).members))
    }
    kept.done.formUnion(kept.waiting.keys)
    kept.waiting = [:]
    try save(kept)
  }

  /// Adds a letter to who wrote a report; it waits for the next publication. Nobody can tell whom it is for.
  /// - Parameter recipient: the one-time recipient that the report brought along.
  public func answer(_ text: String, to recipient: AgeRecipient, now: Date) throws(PressFault) {
    let sealed: [UInt8]?
    do throws(AgeFault) { sealed = try SealedLetter.seal(text, for: recipient) } catch {
      throw .newsroom("the report brought no recipient that an answer can be sealed to")
    }
    guard let sealed else {
      throw .newsroom("a letter has words, and no more than \(SealedLetter.mostText >> 10) KiB of them")
    }
    try enqueue(QueuedItem(time: now, kind: "letter", members: EntryDraft.letter(sealed, time: now).members))
  }

  private func receiptBook() throws(PressFault) -> ReceiptBook {
    guard let bytes = FileManager.default.contents(atPath: path + "/receipts.json") else { return ReceiptBook() }
    guard let kept = try? JSONDecoder().decode(ReceiptBook.self, from: bytes) else {
      throw .newsroom("\(path)/receipts.json is damaged; move it away to go on")
    }
    return kept
  }

  private func save(_ kept: ReceiptBook) throws(PressFault) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    guard let bytes = try? encoder.encode(kept) else { throw .newsroom("receipts.json can't be written") }
    try write([UInt8](bytes), to: "receipts.json")
  }
}
