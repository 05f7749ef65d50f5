import Markup
import News

/// Feed bytes to articles: Atom 1.0 and 0.3, RSS 0.9x, 1.0 and 2.0, CDF, JSON Feed 1.0 and 1.1.
///
/// A well-formed document is read once, strictly, by libxml2. A broken one is mended (`XMLMender`) and read again. Neither
/// ever sees a document type, so nothing external is fetched and no entity grows.
public enum FeedReader {
  /// Articles that are read of one document; the rest is counted.
  public static let maximumArticles = 100_000
  /// Bytes that are read of one document.
  public static let maximumBytes = 256 * 1_048_576

  /// The feed, its text safe and its links absolute.
  /// - Parameters:
  ///   - contentType: the HTTP header, for its charset.
  ///   - base: the URL that the document came from, on which relative links rest.
  public static func read(_ bytes: [UInt8], contentType: String?, base: String?) throws(FeedFault) -> Feed {
    guard bytes.count <= maximumBytes else { throw .tooLarge(bytes: bytes.count) }
    guard !bytes.withUnsafeBufferPointer(\.isBlank) else { throw .empty }
    let document = CharacterSets.utf8(bytes, contentType: contentType, kind: .xml)
    switch form(of: document) {
    case .json: return try JSONFeed.read(document, base: base)
    case .xml(let format, let prolog): return try read(document, as: format, after: prolog, base: base)
    case .page:
      let page = PageReader.read(bytes, contentType: contentType, base: base ?? "")
      throw .html(title: page?.title)
    case .other(let found): throw .notAFeed(found: found)
    }
  }

  private enum Form {
    case json
    case xml(Feed.Format, XMLProlog)
    case page
    case other(String)
  }

  /// What the document is, by its root.
  private static func form(of document: [UInt8]) -> Form {
    document.withUnsafeBufferPointer { bytes in
      let first = bytes.first { !$0.isSpace }
      if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return .json }
      let prolog = XMLProlog(bytes)
      guard prolog.root != nil else { return .other(FileKind.name(of: bytes)) }
      switch prolog.localName {
      case "rss": return .xml(.rss, prolog)
      case "feed": return .xml(.atom, prolog)
      case "rdf": return .xml(.rdf, prolog)
      case "channel": return .xml(prolog.name == "CHANNEL" ? .cdf : .rss, prolog)
      case "html", "head", "body", "script", "meta", "title", "div", "p": return .page
      default:
        return .other(
          FileKind.name(of: bytes) == "text"
            ? "an XML document <\(SafeText.clean(prolog.name))>" : FileKind.name(of: bytes))
      }
    }
  }

  private static func read(_ document: [UInt8], as format: Feed.Format, after prolog: XMLProlog, base: String?)
    throws(FeedFault) -> Feed
  {
    let outcome: Result<Feed, FeedFault> = document.withUnsafeBufferPointer { bytes in
      let root = bytes[at: (prolog.root ?? 0)..<bytes.count]
      if prolog.entities.isEmpty {
        let builder = FeedBuilder(format: format, base: base)
        if XMLEvents.read(root, into: builder) == .done { return .success(builder.finish(isCut: false)) }
      }
      let mender = XMLMender(root, entities: prolog.entities)
      let builder = FeedBuilder(format: format, base: base)
      let reading = mender.result.withUnsafeBufferPointer { XMLEvents.read($0, into: builder) }
      let feed = builder.finish(isCut: mender.isCut)
      if case .broken(let line, let reason) = reading, feed.articles.isEmpty {
        return .failure(.unreadable(line: line, reason: reason))
      }
      return .success(feed)
    }
    return try outcome.get()
  }
}
