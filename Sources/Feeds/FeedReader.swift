import Markup
public import News

/// Feed bytes to articles: Atom 1.0 and 0.3, RSS 0.9x, 1.0 and 2.0, CDF, JSON Feed 1.0 and 1.1.
///
/// A well-formed document is read once, strictly, by libxml2. A broken one is mended (`XMLMender`) and read again. Neither
/// ever sees a document type, so nothing external is fetched and no entity grows.
public enum FeedReader {
  /// Articles that are read of one document; the rest is counted.
  public static let maximumArticles = 100_000
  /// Articles taken back that are read of one document.
  public static let maximumTombstones = 10_000
  /// Bytes that are read of one document.
  public static let maximumBytes = 256 * 1_048_576

  /// The feed, its text safe and its links absolute.
  /// - Parameters:
  ///   - contentType: the HTTP header, for its charset.
  ///   - base: the URL that the document came from, on which relative links rest.
  public static func read(_ bytes: [UInt8], contentType: String?, base: String?) throws(FeedFault) -> Feed {
    var articles: [Article] = []
    var feed = try read(bytes, contentType: contentType, base: base) { articles.append($0) }
    feed.articles = articles
    return feed
  }

  /// The same, its articles handed out as they come, in the document's order: none of them is kept, and those of the
  /// feed that is returned are none. Where it throws, it has handed out nothing.
  public static func read(
    _ bytes: [UInt8], contentType: String?, base: String?, each: (Article) -> Void
  ) throws(FeedFault) -> Feed {
    guard bytes.count <= maximumBytes else { throw .tooLarge(bytes: bytes.count) }
    guard !bytes.withUnsafeBufferPointer(\.isBlank) else { throw .empty }
    let document = document(bytes, contentType: contentType)
    return try withoutActuallyEscaping(each) { each in
      read(document, base: base, isEscaped: false, each: each) {
        .html(title: PageReader.read(bytes, contentType: contentType, base: base ?? "")?.title)
      }
    }.get()
  }

  /// `document`: UTF-8. `isEscaped`: it was escaped in another. `page`: the fault of a page.
  private static func read(
    _ document: [UInt8], base: String?, isEscaped: Bool, each: @escaping (Article) -> Void, page: () -> FeedFault
  ) -> Result<Feed, FeedFault> {
    let form = document.withUnsafeBufferPointer { FeedForm($0) }
    return read(document, form, base: base, isEscaped: isEscaped, each: each, page: page)
  }

  private static func read(
    _ document: [UInt8], _ form: FeedForm, base: String?, isEscaped: Bool, each: @escaping (Article) -> Void,
    page: () -> FeedFault
  ) -> Result<Feed, FeedFault> {
    switch form {
    case .xml(let format, let prolog): return read(document, as: format, after: prolog, base: base, each: each)
    case .json(let start, let otherwise):
      let json = start == 0 ? document : Array(document[start...])
      if let posts = WordPressPosts.posts(in: json, base: base, isEmptyRead: false, each: each) {
        return .success(posts)
      }
      let feed = JSONFeed.read(json, base: base, each: each)
      // Braces in something else.
      if case .failure = feed, let otherwise {
        return read(document, otherwise, base: base, isEscaped: isEscaped, each: each, page: page)
      }
      return feed
    case .escaped(let start) where !isEscaped:
      let inner = document.withUnsafeBufferPointer { CharacterReference.decoded($0[at: start..<$0.count]) }
      return read(inner, base: base, isEscaped: true, each: each, page: page)
    case .page, .escaped: return .failure(page())
    case .other(let found): return .failure(.notAFeed(found: found))
    }
  }

  /// As UTF-8; the same array where it is already, which is not kept twice.
  private static func document(_ bytes: [UInt8], contentType: String?) -> [UInt8] {
    let document = CharacterSets.utf8(bytes, contentType: contentType, kind: .xml)
    return document == bytes ? bytes : document
  }

  private static func read(
    _ document: [UInt8], as format: Feed.Format, after prolog: XMLProlog, base: String?,
    each: @escaping (Article) -> Void
  ) -> Result<Feed, FeedFault> {
    document.withUnsafeBufferPointer { bytes in
      let root = bytes[at: (prolog.root ?? 0)..<bytes.count]
      var taken = 0
      if prolog.entities.isEmpty {
        let builder = FeedBuilder(format: format, base: base, each: each)
        if XMLEvents.read(WholeSource(root), into: builder) == .done { return .success(builder.finish(isCut: false)) }
        taken = builder.taken
      }
      // Articles before the place where it broke are the same when mended.
      let builder = FeedBuilder(format: format, base: base, past: taken, each: each)
      let mended = MendedSource(XMLMender(root, entities: prolog.entities))
      let reading = XMLEvents.read(mended, into: builder)
      let feed = builder.finish(isCut: mended.isCut)
      if case .broken(let line, let reason) = reading, builder.taken == 0 {
        return .failure(.unreadable(line: line, reason: reason))
      }
      return .success(feed)
    }
  }
}
