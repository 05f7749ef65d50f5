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

/// Subscription lists (OPML 2.0, http://opml.org/spec2.opml).
///
/// The first mirror is the outline's `xmlUrl`, which every reader knows; the others are in our own attribute
/// `wirecopy:mirrors` (`xmlns:wirecopy="urn:wirecopy:opml"`), URLs parted by spaces, which other readers pass over.
public enum OPML {
  static let maximumSubscriptions = 10_000
  static let namespace = "urn:wirecopy:opml"

  /// Outlines without a feed are folders. At most 10,000 subscriptions; the rest is left out.
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
      let strict = OutlineReader()
      if XMLEvents.read(body, into: strict) == .done { return .success(strict.subscriptions) }
      let mended = XMLMender(body, entities: prolog.entities).result
      let lenient = OutlineReader()
      let reading = mended.withUnsafeBufferPointer { XMLEvents.read($0, into: lenient) }
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

/// Takes outlines from a list.
private final class OutlineReader: XMLReceiver {
  private(set) var subscriptions: [Subscription] = []
  /// Names of the open folders; nil for any other open element.
  private var open: [String?] = []

  func start(_ element: XMLElement) -> Bool {
    open.append(nil)
    guard element.name.isWord("outline") else { return true }
    let url = element.value("xmlurl").map { MarkedText.folded($0) }.flatMap { $0.isEmpty ? nil : $0 }
    let name = [element.value("text"), element.value("title")].lazy.compactMap { $0 }.map { MarkedText.folded($0) }
      .first { !$0.isEmpty }
    guard let url, let link = LinkBase.link(url, base: nil), LinkBase(link) != nil else {
      if url == nil, let name { open[open.count - 1] = name.replacing("/", with: "∕") }
      return true
    }
    var mirrors = [link]
    let others = element.value("mirrors", prefix: "wirecopy").map { MarkedText.folded($0) } ?? ""
    for other in others.split(separator: " ").prefix(64)
    where !mirrors.contains(String(other)) && LinkBase(String(other)) != nil {
      mirrors.append(String(other))
    }
    let folders = open.compactMap { $0 }
    subscriptions.append(
      Subscription(name: name ?? url, mirrors: mirrors, folder: folders.isEmpty ? nil : folders.joined(separator: "/")))
    return subscriptions.count < OPML.maximumSubscriptions
  }

  func text(_ bytes: Bytes) {}

  func end(_ name: Bytes) -> Bool {
    open.removeLast()
    return true
  }
}
