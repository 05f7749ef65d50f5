import Edition
import Feeds
import Foundation
public import News
import Store
import Wire

extension SyncEngine {
  /// Follows a newsroom: the URLs are its mirrors. A page's feeds are discovered; what is no feed is refused with what was
  /// found there; the first articles are stored at once.
  ///
  /// - Parameter name: what the user calls it; else the feed's title, else its host.
  /// - Parameter keepUnreachable: keep addresses that nobody answers at, unseen: for a network that is cut off now.
  public func follow(
    _ urls: [String], name: String? = nil, keepUnreachable: Bool = false
  ) async -> FollowReport {
    var report = FollowReport()
    do throws(StoreFault) {
      let signed: [NewsroomLink]?
      do throws(SignedLinkFault) {
        signed = try Self.signedLinks(urls)
      } catch {
        report.refused = [.init(asked: error.asked, reason: error.phrase, isUnreachable: false)]
        return report
      }
      if let signed { return try await follow(signed: signed, name: name, keepUnreachable: keepUnreachable) }
      let found = try await look(at: urls, keepUnreachable: keepUnreachable, into: &report)
      // Where somebody answered, and no feed stands at the very address, a signed record may: its site names a feed for others.
      let pages = report.kept.filter { !AskedAddress.candidates($0.asked).contains($0.url) }.map(\.asked)
      let others = report.refused.filter { !$0.isUnreachable }.map(\.asked)
      if pages.count == report.kept.count, !(pages + others).isEmpty {
        let links = await signedAmong(pages + others)
        if !links.isEmpty { return try await follow(signed: links, name: name, keepUnreachable: keepUnreachable) }
      }
      guard !report.kept.isEmpty, !Task.isCancelled else { return report }
      let title = report.kept.first { $0.title != nil }?.title
      let newsroom = try await addNewsroom(
        named: name, else: title ?? MirrorName(report.kept[0].url).description, title: title,
        mirrors: report.kept.map(\.url))
      do throws(StoreFault) {
        report.new = try await store(found, in: newsroom)
      } catch {
        // Nothing is left half done: as if it had not been asked for.
        try? await store.removeNewsroom(newsroom.id)
        throw error
      }
      report.newsroom = newsroom
    } catch {
      report.trouble = error.phrase
    }
    return report
  }

  /// Adds a mirror to a newsroom, by the same rules. A link with a fingerprint, or a folder, is one of its signed record: a newsroom
  /// that had feeds alone becomes signed by it.
  public func addMirror(
    _ url: String, to newsroom: NewsroomID, keepUnreachable: Bool = false
  ) async -> FollowReport {
    var report = FollowReport()
    do throws(StoreFault) {
      guard let own = try await store.newsrooms().first(where: { $0.id == newsroom }) else {
        throw .notFound("newsroom \(newsroom.rawValue)")
      }
      if let links = try await signedMirror(url, of: own) {
        return try await sign(own, by: links, keepUnreachable: keepUnreachable)
      }
      let found = try await look(at: [url], keepUnreachable: keepUnreachable, into: &report)
      guard let kept = report.kept.first, !Task.isCancelled else { return report }
      if let feed = found.first?.feed {
        let known = try await store.headlines(.newsroom(newsroom), offset: 0, limit: 1_000)
        report.kept[0].isUnlike = !known.isEmpty && !SameFeed.holds(feed.articles, known: known)
      }
      try await store.addMirror(url: kept.url, to: newsroom)
      report.new = try await store(found, in: own)
      report.newsroom = own
    } catch {
      report.trouble = error.phrase
    }
    return report
  }

  /// Nil where the address is a feed's, by what it says and by what stands there.
  private func signedMirror(_ url: String, of newsroom: Newsroom) async throws(StoreFault) -> [NewsroomLink]? {
    do throws(SignedLinkFault) {
      if let links = try Self.signedLinks([url]) { return links }
    } catch {
      throw .refused(error.phrase)
    }
    guard try await store.edition(of: newsroom.id) != nil else { return nil }
    let links = await signedAmong([url])
    return links.isEmpty ? nil : links
  }

  /// Of two newsrooms with one name the second is told apart by a number, unless the user chose the name.
  private func addNewsroom(
    named name: String?, else usual: String, title: String?, mirrors: [String]
  ) async throws(StoreFault) -> Newsroom {
    if let name { return try await store.addNewsroom(name: name, title: title, mirrors: mirrors, now: clock.now) }
    let taken = Set(try await store.newsrooms().map(\.name))
    let free = Self.free(usual, among: taken)
    return try await store.addNewsroom(name: free, title: title, mirrors: mirrors, now: clock.now)
  }

  /// Stores what was read while looking, and notes that these mirrors work. Returns how many articles are new.
  private func store(_ found: [FoundFeed], in newsroom: Newsroom) async throws(StoreFault) -> Int {
    guard !found.isEmpty else { return 0 }
    let mirrors = try await store.mirrors(of: newsroom.id, now: clock.now).filter(\.servesNews)
    let ids = Dictionary(mirrors.map { ($0.url, $0.id) }) { a, _ in a }
    var report = RoundReport(newsroom: newsroom.id, name: newsroom.name, started: clock.now)
    var deliveries: [PreparedDelivery] = []
    for one in found {
      guard let id = ids[one.url] else { continue }
      deliveries.append(one.delivery(to: newsroom.id, mirror: id, now: clock.now))
      report.mirrors.append(
        MirrorOutcome(mirror: id, url: one.url, kind: .served, milliseconds: one.response.timings.total ?? 0))
    }
    let results = try await store.commit(deliveries)
    for (place, result) in results.enumerated() { report.mirrors[place].behindSeconds = result.behindSeconds }
    report.new = results.reduce(0) { $0 + $1.new }
    report.revised = results.reduce(0) { $0 + $1.revised }
    report.served = report.mirrors.first?.mirror
    report.servedURL = report.mirrors.first?.url
    report.milliseconds = report.mirrors.first?.milliseconds ?? 0
    try await store.record(report)
    return report.new
  }
}
