import Edition
import Foundation
import News
import Seal
import Store

/// Every reader tries every letter: nothing tells who one is for, and nothing that a reader does tells whether one was for them.
/// All of it happens on this machine, after the letters were proven and stored.
enum LetterTrial {
  /// Letters that are read from the store at once.
  static let together = 500
  /// Trials (a letter with one report's key) of one round and newsroom; the next round goes on from there.
  static let mostTrials = 50_000

  /// Tries what has come since the last time; cancelled, it goes on there the next time.
  /// - Returns: letters that could be opened.
  static func run(
    of newsroom: NewsroomID, in store: NewsStore, mostTrials: Int = mostTrials
  ) async throws(StoreFault) -> Int {
    var opened = 0
    var left = mostTrials
    while left > 0, !Task.isCancelled, let batch = try await store.untriedLetters(of: newsroom, most: together) {
      let found = open(batch)
      try await store.keep(found, of: batch, newsroom: newsroom)
      opened += found.count
      left -= batch.letters.count * batch.keys.count
      await Task.yield()
    }
    return opened
  }

  /// What of a batch is for this reader.
  static func open(_ batch: LetterBatch) -> [(report: ReportNumber, letter: ReportLetter)] {
    let keys = batch.keys.map { (key: $0, identity: AgeIdentity(secret: $0.identity)) }
    return batch.letters.compactMap { letter in
      let own = keys.filter { letter.number > $0.key.tried && letter.place >= $0.key.first }
      guard !own.isEmpty else { return nil }
      let entry = Entry(index: letter.place, bytes: letter.entry)
      guard let head = entry.head, case .letter(let sealed) = entry.content,
        let (text, place) = SealedLetter.open(sealed, with: own.map(\.identity))
      else { return nil }
      return (own[place].key.report, ReportLetter(place: letter.place, time: head.time, text: text))
    }
  }
}

extension SyncEngine {
  /// Looks for answers among the letters that came. That the store can't be read or written is told by the round that needs it:
  /// a letter that was not kept is tried again.
  func readLetters(of newsrooms: [NewsroomID]) async {
    let store = store
    for newsroom in newsrooms where !Task.isCancelled {
      _ = try? await LetterTrial.run(of: newsroom, in: store)
    }
  }
}
