import Markup

/// A newsroom as a subscription list names it.
public struct Subscription: Sendable, Hashable {
  /// What the user calls it.
  public var name: String
  /// Feed URLs of its mirrors, in order; at least one.
  public var mirrors: [String]
  /// The folder's path, outermost first, joined by `/`.
  public var folder: String?

  public init(name: String, mirrors: [String], folder: String? = nil) {
    self.name = name
    self.mirrors = mirrors
    self.folder = folder
  }
}

/// Subscription lists (OPML 2.0, http://opml.org/spec2.opml), as newsboat, FreshRSS, NetNewsWire, Feedly, Inoreader and
/// others write them.
///
/// The first mirror is the outline's `xmlUrl`, which every reader knows; the others are in our own attribute
/// `wirecopy:mirrors` (`xmlns:wirecopy="urn:wirecopy:opml"`), URLs parted by spaces, which other readers pass over.
public enum OPML {
  static let maximumSubscriptions = 10_000

  /// Outlines without a feed are folders; so are the paths in the attribute `category` of one that is in none. A feed that
  /// is listed in several folders is one subscription, in the first. What is no feed, such as newsboat's queries over
  /// others, is left out. At most 10,000 subscriptions.
  public static func read(_ bytes: [UInt8]) throws(FeedFault) -> [Subscription] {
    guard bytes.count <= FeedReader.maximumBytes else { throw .tooLarge(bytes: bytes.count) }
    guard !bytes.withUnsafeBufferPointer(\.isBlank) else { throw .empty }
    let document = CharacterSets.utf8(bytes, contentType: nil, kind: .xml)
    let outcome: Result<[Subscription], FeedFault> = document.withUnsafeBufferPointer { bytes in
      let prolog = XMLProlog(bytes)
      guard let root = prolog.root, prolog.localName == "opml" else {
        return .failure(
          .notAFeed(
            found: prolog.root == nil ? FileKind.name(of: bytes) : "an XML document <\(SafeText.clean(prolog.name))>"))
      }
      let body = bytes[at: root..<bytes.count]
      let head = body[at: 0..<min(body.count, 512)]
      let isOurs = head.indices.contains { head.hasWord("urn:wirecopy:opml", at: $0) }
      let strict = OutlineReader(isOurs: isOurs)
      if XMLEvents.read(WholeSource(body), into: strict) == .done { return .success(strict.subscriptions) }
      let lenient = OutlineReader(isOurs: isOurs)
      let reading = XMLEvents.read(MendedSource(XMLMender(body, entities: prolog.entities)), into: lenient)
      if case .broken(let line, let reason) = reading, lenient.subscriptions.isEmpty {
        return .failure(.unreadable(line: line, reason: reason))
      }
      return .success(lenient.subscriptions)
    }
    return try outcome.get()
  }

  /// A list that `read` gives back as it was. UTF-8.
  public static func write(_ subscriptions: [Subscription]) -> [UInt8] {
    var out = XMLText()
    out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\" xmlns:wirecopy=\"urn:wirecopy:opml\">\n")
    out.raw("<head><title>Wirecopy</title></head>\n<body>\n")
    var folder: [String] = []
    for subscription in subscriptions {
      let path = subscription.folder.map { $0.split(separator: "/").map(String.init) } ?? []
      let shared = zip(folder, path).prefix { $0 == $1 }.count
      for _ in shared..<folder.count { out.raw("</outline>\n") }
      for name in path[shared...] {
        out.open("outline", [("text", name)])
        out.raw(">\n")
      }
      folder = path
      write(subscription, to: &out)
    }
    for _ in folder { out.raw("</outline>\n") }
    out.raw("</body>\n</opml>\n")
    return out.bytes
  }

  private static func write(_ subscription: Subscription, to out: inout XMLText) {
    guard let first = subscription.mirrors.first else { return }
    var attributes: [(StaticString, String)] = [
      ("type", "rss"), ("text", subscription.name), ("title", subscription.name), ("xmlUrl", first),
    ]
    if subscription.mirrors.count > 1 {
      attributes.append(("wirecopy:mirrors", subscription.mirrors.dropFirst().joined(separator: " ")))
    }
    out.empty("outline", attributes)
    out.raw("\n")
  }
}
