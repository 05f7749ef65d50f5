import Markup

/// Takes the outlines from a subscription list.
final class OutlineReader: XMLReceiver {
  private static let maximumDepth = 16
  private static let maximumMirrors = 64

  /// Our own list escapes names once; some other programs do it twice.
  private let isOurs: Bool

  private(set) var subscriptions: [Subscription] = []
  /// Where a feed stands in `subscriptions`, by its URL.
  private var places: [String: Int] = [:]
  /// Names of the open folders; nil for any other open element.
  private var open: [String?] = []

  init(isOurs: Bool) { self.isOurs = isOurs }

  func start(_ element: XMLElement) -> Bool {
    open.append(nil)
    guard element.name.isWord("outline") else { return true }
    let names = [element.value("title"), element.value("text")].map { name in
      name.map { isOurs ? MarkedText.folded($0) : MarkedText.folded(CharacterReference.decoded($0)) } ?? ""
    }
    let name = names.first { !$0.isEmpty }
    guard let url = element.value("xmlurl").map({ MarkedText.folded($0) }), !url.isEmpty else {
      // A page without a feed is no folder.
      if let name, element.value("htmlurl")?.isBlank ?? true { open[open.count - 1] = Self.folder(name) }
      return true
    }
    // FreshRSS's `HTML+XPath` and the like are pages and rules to take them apart.
    guard element.value("type")?.contains(UInt8(ascii: "+")) != true, let link = Self.feed(url) else { return true }
    var mirrors = [link]
    let others = element.value("mirrors", prefix: "wirecopy").map { MarkedText.folded($0) } ?? ""
    for other in others.split(separator: " ").prefix(Self.maximumMirrors)
    where !mirrors.contains(String(other)) && LinkBase(String(other)) != nil {
      mirrors.append(String(other))
    }
    var folders = open.compactMap { $0 }.prefix(Self.maximumDepth).joined(separator: "/")
    if folders.isEmpty, let category = element.value("category") { folders = Self.path(MarkedText.folded(category)) }
    add(Subscription(name: name ?? link, mirrors: mirrors, folder: folders.isEmpty ? nil : folders))
    return subscriptions.count < OPML.maximumSubscriptions
  }

  func text(_ bytes: Bytes) {}

  func end(_ name: Bytes) -> Bool {
    open.removeLast()
    return true
  }

  private func add(_ subscription: Subscription) {
    guard let link = subscription.mirrors.first else { return }
    guard let place = places[link] else {
      places[link] = subscriptions.count
      subscriptions.append(subscription)
      return
    }
    if subscriptions[place].folder == nil { subscriptions[place].folder = subscription.folder }
    for mirror in subscription.mirrors
    where !subscriptions[place].mirrors.contains(mirror)
      && subscriptions[place].mirrors.count <= Self.maximumMirrors
    {
      subscriptions[place].mirrors.append(mirror)
    }
  }

  /// The absolute URL of a feed: `feed:` in front, which old readers wrote, is taken off; a bare host gets its scheme.
  private static func feed(_ url: String) -> String? {
    var url = url
    let start = url.prefix(12).lowercased()
    if start.hasPrefix("feed://") {
      url = "http://" + url.dropFirst(7)
    } else if start.hasPrefix("feed:http") {
      url = String(url.dropFirst(5))
    } else if !start.contains(":"), url.prefix(while: { $0 != "/" }).contains("."), !url.contains(" ") {
      url = "http://" + url
    }
    return LinkBase.link(url, base: nil, keepsUser: true).flatMap { LinkBase($0) == nil ? nil : $0 }
  }

  /// One folder's name: `/` parts names.
  private static func folder(_ name: String) -> String { name.replacing("/", with: "∕") }

  /// The first path of OPML's `category`: `/Boston/Weather,/Harvard`.
  private static func path(_ category: String) -> String {
    let first = category.split(separator: ",").first ?? ""
    return first.split(separator: "/").prefix(maximumDepth)
      .map { MarkedText.folded(Array($0.utf8)) }.filter { !$0.isEmpty }.joined(separator: "/")
  }
}
