public import News
import Screen

/// What is said of an article's comments: a line above its text where it has some, and what came of asking for them.
public enum CommentsMark {
  static func lines(_ article: StoredArticle, width: Int, _ common: Common) -> [StyledLine] {
    guard let comments = article.comments, comments.count != 0 else { return [] }
    let what: Phrase =
      comments.count.map { Phrase($0, one: "%1 comment", many: "%1 comments") } ?? "it may have comments"
    let mark: Phrase =
      "\(what) · \(common.key(.comments, on: .reader)) fetches them, \(common.key(.boards, on: .reader)) shows them"
    return StyledText("» " + common.text(mark), style: Style(.dim)).lines(width: width)
  }

  /// - Parameters:
  ///   - count: comments that a mirror has.
  ///   - new: those of them that were not here.
  public static func phrase(count: Int, new: Int, from host: String) -> Phrase {
    guard count > 0 else { return "\(host): nobody has written about this article" }
    let all = Phrase(count, one: "%1 comment", many: "%1 comments")
    return "\(host): \(all), of which \(new) are new; they stand on the board, below the article"
  }
}

extension Common {
  mutating func askForComments(of id: ArticleID) {
    want(.further(.comments(id)))
    say("asking the mirrors for the comments on this article…")
  }
}
