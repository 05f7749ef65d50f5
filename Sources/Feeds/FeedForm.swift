import Markup

/// What a document is, by its first element; where that is none of a feed's, by the feed that stands further in: warnings
/// of a program in front of it, a page wrapped round it, its markup escaped for show.
indirect enum FeedForm {
  case xml(Feed.Format, XMLProlog)
  /// JSON from this offset on; what the document is `otherwise`, where that is no feed.
  case json(Int, otherwise: FeedForm?)
  /// A feed whose markup is escaped, from this offset on.
  case escaped(Int)
  case page
  /// Something else, in words.
  case other(String)

  /// How far in a feed is looked for.
  private static let reach = 256 * 1024
  /// How far in a feed may begin that is escaped: it is all that the page shows.
  private static let reachOfEscaped = 2048
  /// How far in JSON is looked for.
  private static let reachOfJSON = 4096

  init(_ bytes: Bytes) {
    let first = bytes.firstIndex { !$0.isSpace } ?? 0
    if let byte = bytes.dropFirst(first).first, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
      self = .json(first, otherwise: nil)
      return
    }
    let prolog = XMLProlog(bytes)
    if let format = Self.format(of: prolog) {
      self = .xml(format, prolog)
      return
    }
    let plain: FeedForm =
      prolog.root == nil
      ? .other(FileKind.name(of: bytes)) : Self.isPage(prolog) ? .page : .other(Self.name(of: prolog, bytes))
    self = Self.inner(bytes, otherwise: plain) ?? plain
  }

  private static func format(of prolog: XMLProlog) -> Feed.Format? {
    guard prolog.root != nil else { return nil }
    return switch prolog.localName {
    case "rss", "item": .rss
    case "feed", "entry": .atom
    case "rdf": .rdf
    case "channel": prolog.name == "CHANNEL" ? .cdf : .rss
    default: nil
    }
  }

  private static func isPage(_ prolog: XMLProlog) -> Bool {
    switch prolog.localName {
    case "html", "head", "body", "script", "meta", "title", "div", "p": true
    default: false
    }
  }

  private static func name(of prolog: XMLProlog, _ bytes: Bytes) -> String {
    let kind = FileKind.name(of: bytes)
    return kind == "text" ? "an XML document <\(SafeText.clean(prolog.name))>" : kind
  }

  /// A feed further in.
  private static func inner(_ bytes: Bytes, otherwise: FeedForm) -> FeedForm? {
    let head = bytes[at: 0..<min(bytes.count, reach)]
    var declaration: Int?
    var marks = FeedMarks()
    var i = 0
    while let mark = head.firstIndex(from: i, where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) {
      i = mark + 1
      if head.hasWord("<?xml", at: mark) || head.hasWord("<!doctype", at: mark) && declaration == nil {
        declaration = mark
      } else if head.hasFeed(at: mark, &marks) {
        for start in [declaration, mark].compactMap({ $0 }) {
          let prolog = XMLProlog(bytes, from: start)
          if let format = format(of: prolog) { return .xml(format, prolog) }
        }
      } else if mark < reachOfEscaped, head.hasEscapedFeed(at: mark, &marks) {
        return .escaped(mark)
      }
    }
    let start = head.prefix(reachOfJSON).indices.first { head.hasWord("{\"", at: $0) || head.hasWord("[{", at: $0) }
    return start.map { .json($0, otherwise: otherwise) }
  }
}

extension UnsafeBufferPointer where Element == UInt8 {
  fileprivate func firstIndex(from start: Int, where isWanted: (UInt8) -> Bool) -> Int? {
    var i = start
    while i < count, !isWanted(self[i]) { i += 1 }
    return i < count ? i : nil
  }

  /// A feed's root with what a feed has next: not a word of a page's script.
  fileprivate func hasFeed(at offset: Int, _ marks: inout FeedMarks) -> Bool {
    let isRSS = hasWord("<rss", at: offset) || hasWord("<rdf:rdf", at: offset)
    guard isRSS || hasWord("<feed ", at: offset) else { return false }
    return isRSS ? marks.channel.isNear(offset, in: self) : marks.atom.isNear(offset, in: self)
  }

  /// The same, escaped, with nothing but tags and white space right before it.
  fileprivate func hasEscapedFeed(at offset: Int, _ marks: inout FeedMarks) -> Bool {
    let starts: [StaticString] = ["&lt;?xml", "&lt;rss", "&lt;rdf:rdf", "&lt;feed "]
    guard starts.contains(where: { hasWord($0, at: offset) }) else { return false }
    guard self[..<offset].last(where: { !$0.isSpace }) == UInt8(ascii: ">") else { return false }
    return marks.escapedChannel.isNear(offset, in: self) || marks.atom.isNear(offset, in: self)
  }
}

/// What tells a feed's root from a word of a page's script.
private struct FeedMarks {
  var channel = NextPlace("<channel")
  var escapedChannel = NextPlace("&lt;channel")
  var atom = NextPlace("http://www.w3.org/2005/atom")
}

/// Where a word stands next, for places that are asked of in their order: the bytes are gone through once, however many roots a
/// hostile document begins.
private struct NextPlace {
  private static let nearness = 4096
  private let word: StaticString
  private var place = -1

  init(_ word: StaticString) { self.word = word }

  mutating func isNear(_ offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if place < offset {
      place = offset
      while place < bytes.count, !bytes.hasWord(word, at: place) { place += 1 }
    }
    return place < bytes.count && place - offset < Self.nearness
  }
}
