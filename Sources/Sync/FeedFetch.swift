import Feeds
import Foundation
import News
import Store
import Wire

/// One mirror asked once: a conditional request, the verdict on what came, and the feed read and made ready for the store.
struct FeedFetch: Sendable {
  var newsroom: NewsroomID
  var mirror: MirrorID
  var url: String
  /// Where this mirror left off at this URL.
  var cursor: Cursor?
  var limits = WireLimits()

  enum Result: Sendable {
    /// With the transfer's own time.
    case feed(PreparedDelivery, milliseconds: Int?)
    /// 304, or the same bytes. With what is to be noted of it, where validators or the address changed.
    case unchanged(PreparedDelivery?, milliseconds: Int?)
    case failed(Verdict)
    /// A feed whose end is missing: a failure, but what came of it is better than nothing. `isOwnEnd`: all that the server
    /// has came over the wire, so that it is the document that ends there.
    case cut(Verdict, PreparedDelivery, isOwnEnd: Bool)
    /// We gave it up ourselves.
    case cancelled
  }

  enum Step: Sendable {
    case begun
    case body(bytes: Int)
    case received(bytes: Int)
  }

  /// `readers` lets few feeds at once be read, so that memory stays bounded.
  func run(
    over transport: any Transport, readers: Turnstile, clock: any SyncClock, tell: @escaping @Sendable (Step) -> Void
  ) async -> Result {
    var response: WireResponse
    do throws(WireFailure) {
      response = try await transport.exchange(request) { progress in
        switch progress {
        case .begun: tell(.begun)
        case .body(let bytes): tell(.body(bytes: bytes))
        case .sent: break
        }
      }
    } catch {
      return FailureJudge.judge(error).map(Result.failed) ?? .cancelled
    }
    if let verdict = FailureJudge.judge(response, wasConditional: isConditional, now: clock.now) {
      return .failed(verdict)
    }
    if response.status == 304 {
      return .unchanged(
        note(of: response, contentHash: cursor?.contentHash, now: clock.now), milliseconds: response.timings.total)
    }

    tell(.received(bytes: response.body.count))
    await readers.enter()
    let result = Task.isCancelled ? .cancelled : read(&response, now: clock.now)
    await readers.leave()
    return result
  }

  private var isConditional: Bool { cursor?.etag != nil || cursor?.lastModified != nil }

  private var request: WireRequest {
    var headers = [WireHeader("Accept", Self.accept)]
    // RFC 9110, section 13.1: exactly what this mirror gave us, sent to nobody else.
    if let etag = cursor?.etag { headers.append(WireHeader("If-None-Match", etag)) }
    if let date = cursor?.lastModified { headers.append(WireHeader("If-Modified-Since", date)) }
    return WireRequest(url, headers: headers, limits: limits)
  }

  static let accept =
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, application/json;q=0.9, "
    + "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"

  /// Lets go of the body as soon as it is read: two of them at once would be the most that a sync holds.
  private func read(_ response: inout WireResponse, now: Date) -> Result {
    let hash = ContentHash.of(response.body)
    if hash == cursor?.contentHash {
      return .unchanged(note(of: response, contentHash: hash, now: now), milliseconds: response.timings.total)
    }
    let feed: Feed
    do throws(FeedFault) {
      feed = try FeedReader.read(response.body, contentType: response.header("Content-Type"), base: response.url)
    } catch {
      return .failed(FailureJudge.judge(error, of: response))
    }
    let cut = feed.isCut ? FailureJudge.judgeCut(response) : nil
    response.body = []
    let delivery = Self.delivery(
      of: feed, response: response, newsroom: newsroom, mirror: mirror, url: url, hash: hash, now: now)
    if let cut { return .cut(cut, delivery, isOwnEnd: response.hasFramedBody) }
    return .feed(delivery, milliseconds: response.timings.total)
  }

  /// A feed made ready for the store. Of one whose end is missing, the last article may end in mid-word and is left out; where
  /// the wire may have lost the rest, no validator counts: the whole is wanted next time.
  static func delivery(
    of feed: consuming Feed, response: WireResponse, newsroom: NewsroomID, mirror: MirrorID, url: String, hash: [UInt8],
    now: Date
  ) -> PreparedDelivery {
    var delivery = Delivery(
      newsroom: newsroom, mirror: mirror, mirrorURL: response.permanentURL ?? url, cursor: Cursor(),
      permanentURL: response.permanentURL, feedTitle: feed.title, articles: feed.articles, now: now)
    feed.articles = []
    if feed.isCut { delivery.articles.removeLast(min(1, delivery.articles.count)) }
    if !feed.isCut || response.hasFramedBody {
      delivery.cursor = Cursor(
        etag: response.header("ETag"), lastModified: response.header("Last-Modified"),
        contentHash: hash)
    }
    return PreparedDelivery(delivery)
  }

  /// What an unchanged answer asks to be stored: validators that it changed (those that it omits are kept), a new address.
  private func note(of response: WireResponse, contentHash: [UInt8]?, now: Date) -> PreparedDelivery? {
    let fresh = Cursor(
      etag: response.header("ETag") ?? cursor?.etag,
      lastModified: response.header("Last-Modified") ?? cursor?.lastModified,
      contentHash: contentHash)
    guard fresh != cursor || response.permanentURL != nil else { return nil }
    return PreparedDelivery(
      Delivery(
        newsroom: newsroom, mirror: mirror, mirrorURL: response.permanentURL ?? url, cursor: fresh,
        permanentURL: response.permanentURL, articles: [], now: now))
  }
}

extension WireResponse {
  /// The server said how long its body is, so that a loss on the way would have been seen (RFC 9112, section 6.3).
  var hasFramedBody: Bool {
    header("Content-Length") != nil || header("Transfer-Encoding")?.lowercased().contains("chunked") == true
  }
}
