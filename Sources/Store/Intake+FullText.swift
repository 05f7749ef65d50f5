import Foundation
import GRDB
import News

extension Intake {
  /// Keeps a full text beside the article's words, and brings the index up to it. False where the one that is kept is as good: of
  /// one date, the first counts, so that two mirrors don't take turns.
  mutating func keep(_ text: PreparedFullText, of article: Int64) throws -> Bool {
    guard try text.write(of: article, index: index, db) else { return false }
    try sorter.sortAgain(article, db, &tally)
    return true
  }

  /// Marks articles as taken back, unless they were changed since; one that is not there is remembered.
  mutating func withdraw(
    _ delivery: PreparedDelivery, _ folders: [MirrorFolder], _ result: inout DeliveryResult
  ) throws {
    for withdrawal in delivery.withdrawals where !withdrawal.ref.isEmpty {
      let article = Article(guid: withdrawal.ref, title: "")
      let identity = ArticleIdentity(article, words: 0, mirrors: folders)
      let name = ArticleNaming.Name(identity: identity)
      let when = min(withdrawal.when?.milliseconds ?? delivery.now.milliseconds, delivery.now.milliseconds)
      guard let known = try rows.find(name, newsroom: delivery.newsroom.rawValue) else {
        try early?.remember(identity, at: when)
        continue
      }
      guard known.withdrawn == nil, known.stamp <= when else { continue }
      try rows.withdraw(known.id, at: when)
      result.withdrawn += 1
    }
    try early?.bound()
  }
}

extension ArticleRows {
  func withdraw(_ article: Int64, at time: Int64) throws {
    try db.execute(sql: "UPDATE article SET withdrawn = ? WHERE id = ?", arguments: [time, article])
  }

  /// It was changed after it was taken back: it stands again.
  func reinstate(_ article: Int64) throws {
    try db.execute(sql: "UPDATE article SET withdrawn = NULL WHERE id = ?", arguments: [article])
  }
}
