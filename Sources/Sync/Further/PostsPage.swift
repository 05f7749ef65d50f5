import Feeds
import Foundation
import Markup
import News
import Store
import Wire

/// A page of posts of a WordPress site's REST API, made ready for the store: articles with the words that the site's feed has for them, and
/// their whole texts.
struct PostsPage: Sendable {
  static let accept = "application/json"

  var feed: Feed
  var response: WireResponse

  static func url(api: String, page: Int, per: Int) -> String { WordPressPosts.url(api: api, page: page, per: per) }

  static func read(_ response: WireResponse) -> Swift.Result<PostsPage, PageFault> {
    do throws(FeedFault) {
      let feed = try WordPressPosts.read(response.body, base: response.url)
      var bare = response
      bare.body = []
      return .success(PostsPage(feed: feed, response: bare))
    } catch {
      return .failure(.noPage(error.phrase))
    }
  }

  /// How many pages there are, by the site's word.
  var pages: Int? { response.header("X-WP-TotalPages").flatMap { Int($0) } }

  func delivery(to newsroom: NewsroomID, from mirror: Mirror, now: Date) -> PreparedDelivery {
    var articles: [Article] = []
    var texts: [NewFullText?] = []
    for post in feed.articles {
      var article = post
      guard let content = post.content, let summary = post.summary else {
        articles.append(article)
        texts.append(nil)
        continue
      }
      article.content = nil
      article.text = HTMLCleaner.clean(summary, base: nil).text
      // When it was changed is no date of its excerpt.
      article.updated = nil
      articles.append(article)
      texts.append(
        NewFullText(
          source: .posts, html: content, text: post.text, url: BareAddress.of(response.url),
          updated: post.updated ?? post.published, fetched: now))
    }
    return PreparedDelivery(
      Delivery(
        .posts, newsroom: newsroom, mirror: mirror.id, mirrorURL: mirror.url, cursor: Cursor(), articles: articles,
        fullTexts: texts, now: now))
  }
}
