import ArgumentParser
import Feeds
import Foundation
import News
import Press
import Wire

struct EditionImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Keep an existing site as the source: any feed with its archive pages, or WordPress.",
    discussion: """
      Run it again at any time: what is new is added, what changed becomes a revision, the rest is left alone. What the site \
      gives no more stays published, unless --retract is said; that needs a source which can be read whole: WordPress, a feed \
      with pages of older articles, or one that says it is complete (RFC 5005).
      """)

  @Flag(help: "Take back what the site gave once and gives no more.") var retract = false
  @Option(help: "Pages of older articles that are followed.") var pages = 1_000
  @Argument(help: "The newsroom's folder.") var folder: String
  @Argument(help: "The address of a feed, or a file.") var source: String

  func run() async throws {
    let session = Session.current
    try await EditionErrand.run("edition import") {
      let newsroom = try EditionErrand.folder(folder)
      let (articles, isWhole) = try await read(session)
      if retract, !isWhole {
        throw Failure(
          "edition import: this is not all that the site has, so nothing can be said to be gone: --retract needs WordPress, a feed with pages of older articles, or one that says it is complete; --pages follows more"
        )
      }
      let report = try newsroom.take(articles, retracts: retract, now: Date())
      for link in report.leftOut {
        Output.complaint(session("edition import: \(link) is longer than an entry may be, and was left out"))
      }
      Output.line(
        session(
          "new: \(report.added) · changed: \(report.changed) · as before: \(report.unchanged) · taken back: \(report.retracted)"
        ))
    }
  }

  /// All articles, the newest first, and whether that is everything that the site has: a feed of the newest alone says nothing of
  /// the older ones, and a page that did not come says nothing at all.
  private func read(_ session: Session) async throws -> (articles: [Article], isWhole: Bool) {
    let isWeb = source.lowercased().hasPrefix("http://") || source.lowercased().hasPrefix("https://")
    guard isWeb else {
      let feed = try parse(try InputFile.read(source, for: "edition import", isCommand: true), base: nil)
      return (feed.articles, feed.isComplete && feed.isUncut)
    }
    let fetch = try EditionFetch(session)
    defer { fetch.close() }
    guard let bytes = try await fetch.bytes(source, most: FeedReader.maximumBytes) else {
      throw Failure("edition import: nothing is at \(BareAddress.of(source))", status: .unreached)
    }
    let first = try parse(bytes, base: source)
    // No link has the user and the password that the site is asked with; what is on the same server is asked with them, too.
    if let api = first.wordpressAPI(base: source),
      let posts = try await wordpress(WireURL.asked(api, from: source), fetch)
    {
      return posts
    }
    var articles = first.articles
    var next = first.next
    var isWhole = first.isUncut && (first.isComplete || next != nil)
    var seen: Set<String> = [BareAddress.of(source)]
    while let link = next, seen.count < pages, seen.insert(link).inserted {
      let url = WireURL.asked(link, from: source)
      guard let bytes = try await fetch.bytes(url, most: FeedReader.maximumBytes) else { break }
      let page = try parse(bytes, base: url)
      articles += page.articles
      isWhole = isWhole && page.isUncut
      next = page.next
    }
    return (articles, isWhole && next == nil)
  }

  /// All posts; nil where the site has no such API. Whoever answers with an error in the middle has not been read whole, and what
  /// is not there is not gone: it is thrown.
  private func wordpress(_ api: String, _ fetch: EditionFetch) async throws -> (articles: [Article], isWhole: Bool)? {
    var articles: [Article] = []
    for page in 1...max(1, pages) {
      let url = WordPressPosts.url(api: api, page: page, per: WordPressPosts.mostPerPage)
      let answer = try await fetch.answer(url, most: FeedReader.maximumBytes)
      // A page behind the last one is an error of WordPress's.
      if page > 1, answer.status == 400 { return (articles, true) }
      guard answer.status == 200 else {
        if page == 1, (400..<500).contains(answer.status) { return nil }
        throw EditionFetch.failure(answer, url)
      }
      let feed: Feed
      do throws(FeedFault) {
        feed = try WordPressPosts.read(answer.body, base: url)
      } catch {
        if page == 1 { return nil }
        throw Failure("edition import \(BareAddress.of(url)): \(Session.current(error.phrase))")
      }
      articles += feed.articles
      let last = answer.header("X-WP-TotalPages").flatMap { Int($0) }
      guard last.map({ page < $0 }) ?? (feed.articles.count >= WordPressPosts.mostPerPage) else {
        return (articles, feed.isUncut)
      }
    }
    return (articles, false)
  }

  private func parse(_ bytes: [UInt8], base: String?) throws(Failure) -> Feed {
    do throws(FeedFault) {
      return try FeedReader.read(bytes, contentType: nil, base: base)
    } catch {
      throw Failure("edition import \(BareAddress.of(source)): \(Session.current(error.phrase))")
    }
  }
}

extension Feed {
  /// All of the document was read.
  fileprivate var isUncut: Bool { leftOut == 0 && !isCut }
}
