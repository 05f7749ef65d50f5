public import Foundation
import GRDB
public import News

extension NewsStore {
  /// Articles that hold every word and "phrase" of the query and pass its filters, best first; without words, newest first. What is
  /// muted is left out, unless the query asks for it.
  ///
  /// Every substring of two or more Han, Kana or Hangul characters is found; of other scripts words, `prefix*`, and the last word
  /// as a prefix. Case, marks of Latin and Arabic letters and full width don't matter. One Han, Kana or Hangul character is
  /// found where it begins a run or has another after it. A wrong query is `StoreFault.badQuery`; `ArticleQuery` says where.
  public func search(
    _ query: String, scope: Scope = .all, limit: Int, now: Date = Date()
  ) async throws(StoreFault) -> [SearchHit] {
    let query = try SearchQuery(query)
    return try await read { db in
      let found = try Searcher(query, scope: scope, now: now, db).find(limit: limit)
      let headlines = try Headline.fetch(db, ids: found.map { ArticleID(rawValue: $0.id) })
      let byID = Dictionary(uniqueKeysWithValues: headlines.map { ($0.id.rawValue, $0) })
      return found.compactMap { found in
        byID[found.id].map {
          SearchHit(headline: $0, snippet: Snippet.make(found.text, query), rank: found.score)
        }
      }
    }
  }
}
