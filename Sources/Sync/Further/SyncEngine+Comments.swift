import Foundation
public import News
public import Store
import Wire

extension SyncEngine {
  /// Fetches the comments of an article from a mirror, by the path of the feed that the article names, and keeps them as messages that
  /// answer it: its newsroom has a board from then on. At most 200.
  ///
  /// - Throws: `notFound` where the store has no such article, and what it refuses.
  public func comments(of id: ArticleID) async throws(StoreFault) -> CommentsOutcome {
    do throws(StoreFault) {
      return try await fetchComments(of: id)
    } catch .cancelled {
      return .cancelled
    } catch {
      throw error
    }
  }

  private func fetchComments(of id: ArticleID) async throws(StoreFault) -> CommentsOutcome {
    guard let article = try await store.article(id) else { throw .notFound("article \(id.rawValue)") }
    guard let comments = article.comments else { return .refused("this article names no feed of its comments") }
    let headline = article.headline
    guard let guid = try await store.guid(of: id) else {
      return .refused("this article has no id that its comments could answer")
    }
    let ask = try await ask(of: headline.newsroom)
    guard !ask.mirrors.isEmpty else { return .refused(ask.nobody) }
    switch await CommentsFetch(ask: ask, readers: readers).run(comments.url, guid: guid, title: headline.title) {
    case .taken(let answer):
      let delivery = Delivery(
        .comments, newsroom: headline.newsroom, mirror: answer.mirror.id, mirrorURL: answer.mirror.url,
        cursor: Cursor(), articles: answer.value, now: clock.now)
      let result = try await store.commit(delivery)
      return .kept(count: answer.value.count, new: result.new, url: answer.mirror.url)
    case .refused(let refusals, _):
      let reasons: Phrase = PageSentence.list(refusals) ?? "its address is none that a mirror could have"
      return .refused("no mirror carries the comments of this article: \(reasons)")
    case .cancelled: return .cancelled
    }
  }
}
