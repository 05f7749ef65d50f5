import Feeds
import News
import Store

/// What a feed says of what is beyond it.
extension Feed {
  /// Where the pages of older articles begin; nil where it names none.
  ///
  /// A WordPress site whose feed gives excerpts has them whole in its REST API; one whose feed is whole has it in pages.
  /// - Parameter base: the URL that the feed came from.
  func older(base: String) -> ArchiveTrail.Step? {
    let api = wordpressAPI(base: base)
    if let next { return .page(url: next) }
    if isExcerpt, let api { return .posts(api: api, number: 1, feed: base) }
    return api == nil || isArchive ? nil : .paged(feed: base, number: 2)
  }

  /// The root of the site's REST API, where the feed gives excerpts.
  func posts(base: String) -> String? { isExcerpt ? wordpressAPI(base: base) : nil }

  var withdrawals: [Withdrawal] { deleted.map { Withdrawal(ref: $0.ref, when: $0.when) } }
}
