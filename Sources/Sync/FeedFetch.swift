import Feeds
import Foundation
import News
import Store
import Wire

/// One mirror asked once: a conditional request, the verdict on what came, and the feed read and made ready for the store.
/// Where a body was begun elsewhere, it is asked for the rest first, and for the whole only if that doesn't fit.
struct FeedFetch: Sendable {
  var newsroom: NewsroomID
  var mirror: MirrorID
  var url: String
  /// Where this mirror left off at this URL.
  var cursor: Cursor?
  var limits = WireLimits()
  var route = WireRoute()
  /// What it is to go on with, and where what comes of a body that breaks is left for others.
  var ticket: ResumeTicket?

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
    /// So many bytes of body came from this mirror, in all; the document is here up to `place`.
    case body(bytes: Int, place: Int)
    /// What came of the body is enough for others to go on with.
    case resumable
    /// The answer goes on where these mirrors' bodies end: with the byte behind the first `at` of the last one.
    case continues(after: [MirrorID], at: Int)
    /// The answer is whole.
    case received(bytes: Int)
    /// It was of no use, and the whole is asked for.
    case askedAgain
    /// The last answer is over, or failed: bytes of body that this mirror sent in all, a remark on it, and by how much our
    /// clock is off by its word.
    case answered(bytes: Int, remark: Verdict?, clockOff: Int?)
  }

  /// `readers` lets few feeds at once be read, so that memory stays bounded.
  func run(
    over transport: any Transport, readers: Turnstile, clock: any SyncClock, tell: @escaping @Sendable (Step) -> Void
  ) async -> Result {
    var sent = 0
    do throws(WireFailure) {
      if let resume = ticket?.resume {
        if let result = try await goOn(with: resume, over: transport, readers, clock, &sent, tell) { return result }
        tell(.askedAgain)
      }
      if Task.isCancelled { return .cancelled }
      var response = try await exchange(nil, over: transport, sent: sent, tell: tell)
      return await take(&response, wasConditional: isConditional, sent: sent + response.wireBytes, readers, clock, tell)
    } catch {
      tell(.answered(bytes: sent + error.bodyBytes, remark: nil, clockOff: nil))
      guard var verdict = FailureJudge.judge(error) else { return .cancelled }
      if error.status == 206, let resume = ticket?.resume { verdict.evidence.from = resume.from }
      return .failed(verdict)
    }
  }

  /// Asks for the rest; nil where what comes is of no use. `sent`: bytes of body that came.
  private func goOn(
    with resume: BodyResume, over transport: any Transport, _ readers: Turnstile, _ clock: any SyncClock,
    _ sent: inout Int, _ tell: @escaping @Sendable (Step) -> Void
  ) async throws(WireFailure) -> Result? {
    var response: WireResponse
    do throws(WireFailure) {
      response = try await exchange(resume, over: transport, sent: 0, tell: tell)
    } catch  where error.kind == .tooLarge {
      // For a rest: the whole may still be what it should be.
      sent = error.bodyBytes
      return nil
    }
    sent = response.wireBytes
    switch resume.fit(WireHead(status: response.status, headers: response.headers)) {
    case .whole: return await take(&response, wasConditional: false, sent: sent, readers, clock, tell)
    case .rest:
      tell(.received(bytes: response.body.count))
      return await join(&response, to: resume, readers, clock, tell)
    case .none: return nil
    }
  }

  private func exchange(
    _ resume: BodyResume?, over transport: any Transport, sent: Int, tell: @escaping @Sendable (Step) -> Void
  ) async throws(WireFailure) -> WireResponse {
    let watch = ResumeWatch(of: mirror, ticket, resume, sent: sent, tell: tell)
    do throws(WireFailure) {
      let response = try await transport.exchange(request(resume)) { watch.take($0) }
      watch.end(nil)
      return response
    } catch {
      watch.end(error.partial)
      throw error
    }
  }

  /// Judges and reads a whole answer.
  private func take(
    _ response: inout WireResponse, wasConditional: Bool, sent: Int, _ readers: Turnstile, _ clock: any SyncClock,
    _ tell: @Sendable (Step) -> Void
  ) async -> Result {
    tellAnswer(response, bytes: sent, now: clock.now, tell)
    if let verdict = FailureJudge.judge(response, wasConditional: wasConditional, now: clock.now) {
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

  /// Reads a document of which this mirror sent the rest; nil where the parts don't fit, or make no whole feed together: that
  /// is not held against this mirror.
  private func join(
    _ response: inout WireResponse, to resume: BodyResume, _ readers: Turnstile, _ clock: any SyncClock,
    _ tell: @Sendable (Step) -> Void
  ) async -> Result? {
    guard let ticket, let beginning = await ticket.shelf.beginning(ticket.after), !Task.isCancelled,
      let body = resume.join(beginning.bytes, response.body), Self.beginsPlainly(body)
    else { return nil }
    response.body = body
    response.status = 200
    await readers.enter()
    let result = Task.isCancelled ? .cancelled : read(&response, isOwn: beginning.isOf == mirror, now: clock.now)
    await readers.leave()
    switch result {
    case .failed, .cut: return nil
    case .feed, .unchanged, .cancelled:
      tellAnswer(response, bytes: response.wireBytes, now: clock.now, tell)
      return result
    }
  }

  /// Whether a document begins as one: what two mirrors sent is not mended into anything.
  private static func beginsPlainly(_ body: [UInt8]) -> Bool {
    var rest = body.prefix(256).drop { $0 <= 0x20 || $0 >= 0x80 }
    guard rest.popFirst() == UInt8(ascii: "<"), let next = rest.first else { return body.prefix(256).contains(0x7B) }
    return next != UInt8(ascii: "<") && next > 0x20
  }

  private func tellAnswer(_ response: WireResponse, bytes: Int, now: Date, _ tell: @Sendable (Step) -> Void) {
    tell(
      .answered(
        bytes: bytes, remark: FailureJudge.remark(on: response),
        clockOff: FailureJudge.clockOff(response, now: now)))
  }

  private var isConditional: Bool { cursor?.etag != nil || cursor?.lastModified != nil }

  private func request(_ resume: BodyResume?) -> WireRequest {
    var headers = [WireHeader("Accept", Self.accept)]
    var limits = limits
    if let resume {
      headers += resume.headers
      limits.wireBytes = min(limits.wireBytes, ResumeDocument.mostBytes)
    } else {
      // RFC 9110, section 13.1: exactly what this mirror gave us, sent to nobody else.
      if let etag = cursor?.etag { headers.append(WireHeader("If-None-Match", etag)) }
      if let date = cursor?.lastModified { headers.append(WireHeader("If-Modified-Since", date)) }
    }
    return WireRequest(url, headers: headers, limits: limits, route: route)
  }

  static let accept =
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, application/json;q=0.9, "
    + "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"

  /// Lets go of the body as soon as it is read: two of them at once would be the most that a sync holds.
  ///
  /// - Parameter isOwn: this mirror sent all of it.
  private func read(_ response: inout WireResponse, isOwn: Bool = true, now: Date) -> Result {
    let hash = ContentHash.of(response.body)
    if hash == cursor?.contentHash {
      let note = isOwn ? note(of: response, contentHash: hash, now: now) : nil
      return .unchanged(note, milliseconds: response.timings.total)
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
      of: feed, response: response, newsroom: newsroom, mirror: mirror, url: url, hash: hash, isOwn: isOwn, now: now)
    if let cut { return .cut(cut, delivery, isOwnEnd: response.hasFramedBody) }
    return .feed(delivery, milliseconds: response.timings.total)
  }

  /// A feed made ready for the store. Of one whose end is missing, the last article may end in mid-word and is left out; where
  /// the wire may have lost the rest, no validator counts: the whole is wanted next time. Nor does one of a mirror that sent
  /// only some of it: it would vouch for bytes that came from another.
  static func delivery(
    of feed: consuming Feed, response: WireResponse, newsroom: NewsroomID, mirror: MirrorID, url: String, hash: [UInt8],
    isOwn: Bool = true, now: Date
  ) -> PreparedDelivery {
    var delivery = Delivery(
      newsroom: newsroom, mirror: mirror, mirrorURL: response.permanentURL ?? url, cursor: Cursor(),
      permanentURL: response.permanentURL, feedTitle: feed.title, articles: feed.articles,
      withdrawals: feed.withdrawals, older: feed.older(base: response.url), posts: feed.posts(base: response.url),
      now: now)
    feed.articles = []
    if feed.isCut { delivery.articles.removeLast(min(1, delivery.articles.count)) }
    if !feed.isCut || response.hasFramedBody {
      delivery.cursor = Cursor(
        etag: isOwn ? response.header("ETag") : nil, lastModified: isOwn ? response.header("Last-Modified") : nil,
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
