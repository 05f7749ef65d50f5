import Foundation
import GRDB
import News

/// What a newsroom takes back stays, and is marked: as it is where a feed says so. The log's order counts, whatever the order in
/// which its entries come: an article that is written anew after it was taken back stands again.
extension EditionIntake {
  /// The `id`s that anything of the record takes back: few.
  func retracted() throws -> Set<String> {
    Set(
      try String.fetchAll(
        db, sql: "SELECT DISTINCT of FROM retraction WHERE newsroom = ?", arguments: [newsroom]))
  }

  /// Sets the article's mark to what the record says of it now.
  ///
  /// - Parameter id: the entry's `id`.
  func settleRetraction(of id: String) throws {
    try db.cachedStatement(
      sql: """
        UPDATE article SET withdrawn = (
          SELECT r.time FROM retraction r WHERE r.newsroom = ?1 AND r.of = ?2
          AND r.place > ifnull((SELECT max(e.place) FROM entry e WHERE e.article = article.id), -1)
          ORDER BY r.place DESC LIMIT 1)
        WHERE newsroom = ?1 AND key = ?3 AND EXISTS (SELECT 1 FROM entry e WHERE e.article = article.id)
        """
    ).execute(arguments: [newsroom, id, ArticleIdentity.key(guid: id)])
  }
}
