import Foundation
import GRDB
public import News

extension NewsStore {
  /// What vouches for the article's shown words; nil for one that is not signed, or not any more.
  public func proof(of article: ArticleID) async throws(StoreFault) -> ArticleProof? {
    try await read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT e.place, e.bytes, e.newsroom, EXISTS (
            SELECT 1 FROM wantedBody w WHERE w.newsroom = e.newsroom AND w.place = e.place),
            (SELECT max(place) FROM entry WHERE article = a.id)
          FROM article a JOIN revision r ON r.id = a.shown
          JOIN entry e ON e.newsroom = a.newsroom AND e.place = r.stamp - 1 AND e.article = a.id WHERE a.id = ?
          """, arguments: [article.rawValue])
      guard let row, let words = SignedWords(row[1]) else { return nil }
      let newsroom: Int64 = row[2]
      let status = try EditionStatus.fetch(newsroom, db)
      // Between two histories nothing is proven to belong to the one that counts.
      guard (row[0] as Int) < status?.size ?? 0 else { return nil }
      let retraction = try Row.fetchOne(
        db,
        sql: """
          SELECT note, time FROM retraction WHERE newsroom = ? AND of = ? AND place > ? ORDER BY place DESC LIMIT 1
          """, arguments: [newsroom, words.id, row[4] as Int])
      var proof = ArticleProof(
        newsroom: NewsroomID(rawValue: newsroom), place: row[0], size: status?.size ?? 0, entry: words.id)
      proof.time = words.time.flatMap(SignedWords.date)
      proof.signer = status?.origin
      proof.fingerprint = status?.fingerprint
      proof.wantsComparison = status?.wantsComparison ?? false
      proof.signed = status?.signed
      proof.textHash = words.body?.sha256
      proof.correction = words.note
      proof.withdrawn = (retraction?[1] as Int64?).map { Date(milliseconds: $0) }
      proof.withdrawal = retraction?[0]
      proof.location = words.place
      proof.lacksText = row[3]
      proof.files = words.media ?? []
      return proof
    }
  }
}

/// What of an entry's words is read again from its signed bytes, where it is kept in no row.
struct SignedWords: Decodable {
  struct Body: Decodable { var sha256: String? }
  var id: String
  var time: String?
  var note: String?
  var place: String?
  var body: Body?
  var media: [SignedFile]?

  /// A fraction of a second is nothing that anybody shows.
  static func date(_ text: String) -> Date? { try? Date(String(text.prefix(19) + "Z"), strategy: .iso8601) }

  init?(_ bytes: Data) {
    guard let words = try? JSONDecoder().decode(SignedWords.self, from: bytes) else { return nil }
    self = words
  }
}
