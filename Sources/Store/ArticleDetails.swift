import Foundation
import GRDB
import News

/// What an article's row says beside its words: it follows the shown revision.
struct ArticleDetails: Equatable {
  var title: String
  var link: String?
  var byline: String?
  var published: Int64?
  var updated: Int64?
  var language: String?
  /// Names, parted by U+001F.
  var sections: String?
  /// JSON.
  var enclosures: String?
  var pictures: Int
  var inReplyTo: String?
  var isUrgent: Bool
  /// The address of the feed of its comments.
  var comments: String?
  var commentCount: Int?

  static let selection = """
    SELECT title, link, byline, published, updated, language, sections, enclosures, pictures, inReplyTo, isUrgent, comments,
      commentCount
    FROM article WHERE id = ?
    """

  init(_ article: PreparedArticle) {
    let given = article.article
    title = given.title
    link = given.link
    byline = given.authors.isEmpty ? nil : given.authors.joined(separator: ", ")
    published = given.published?.milliseconds
    updated = given.updated?.milliseconds
    language = given.language
    sections = article.sections.isEmpty ? nil : article.sections.joined(separator: "\u{1F}")
    enclosures = given.enclosures.isEmpty ? nil : JSONColumn.text(given.enclosures)
    pictures = article.pictures
    inReplyTo = given.inReplyTo
    isUrgent = given.isUrgent
    comments = given.comments?.url
    commentCount = given.comments?.count
  }

  init(row: Row) {
    title = row[0]
    link = row[1]
    byline = row[2]
    published = row[3]
    updated = row[4]
    language = row[5]
    sections = row[6]
    enclosures = row[7]
    pictures = row[8]
    inReplyTo = row[9]
    isUrgent = row[10]
    comments = row[11]
    commentCount = row[12]
  }
}
