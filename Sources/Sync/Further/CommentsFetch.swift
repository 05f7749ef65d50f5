import Feeds
import Foundation
public import News
import Store
import Wire

/// What came of asking for the comments of an article.
public enum CommentsOutcome: Hashable, Sendable {
  /// They are in the store, from this address on a mirror: how many are there, and how many of them are new.
  case kept(count: Int, new: Int, url: String)
  /// Nobody has them, or nobody can be asked: why, in a line.
  case refused(Phrase)
  case cancelled
}

/// The feed of one article's comments, asked of the mirrors, and its items made messages that answer the article.
struct CommentsFetch: Sendable {
  /// Bytes on the wire, and milliseconds.
  static let limits = (bytes: 2 << 20, milliseconds: 20_000)
  /// Comments that are kept of one document: the newest stand first.
  static let mostComments = 200

  let ask: MirrorAsk
  let readers: Turnstile

  /// - Parameter guid: of the article.
  func run(_ url: String, guid: String, title: String) async -> MirrorAsk.Result<[Article]> {
    let readers = readers
    return await ask.first(url, accept: FeedFetch.accept, limits: Self.limits) { response in
      await readers.enter()
      let found = Self.read(response, guid: guid, title: title)
      await readers.leave()
      return found
    }
  }

  static func read(_ response: WireResponse, guid: String, title: String) -> Swift.Result<[Article], PageFault> {
    do throws(FeedFault) {
      let feed = try FeedReader.read(
        response.body, contentType: response.header("Content-Type"), base: response.url)
      return .success(messages(of: feed, guid: guid, title: title))
    } catch {
      return .failure(.noPage(error.phrase))
    }
  }

  /// Each answers the article, or another of them where it says so (RFC 4685). The article itself, which some such feeds hold, is none
  /// of its comments.
  static func messages(of feed: Feed, guid: String, title: String) -> [Article] {
    var comments = feed.articles.filter { $0.guid != guid }
    // The last item of a feed without its end may stop in mid-word.
    if feed.isCut { comments.removeLast(min(1, comments.count)) }
    comments = Array(comments.prefix(mostComments))
    let known = Set(comments.compactMap(\.guid))
    return comments.map { comment in
      var message = comment
      if let answered = comment.inReplyTo, known.contains(answered), answered != comment.guid { return message }
      message.inReplyTo = guid
      if message.title.isEmpty { message.title = title }
      return message
    }
  }
}
