public import Feeds
public import News
public import Store

/// What came of a subscription list.
public struct ImportReport: Hashable, Sendable {
  public var added: [Newsroom] = []
  /// Newsrooms that were there already and have further mirrors now.
  public var extended: [Newsroom] = []
  /// Names of those that were there already, with all their mirrors.
  public var known: [String] = []
  /// Addresses that can't be asked.
  public var refused: [String] = []
}

extension SyncEngine {
  /// Follows what a subscription list names, without a network: whether the mirrors work shows at the first sync.
  public func importSubscriptions(_ subscriptions: [Subscription]) async throws(StoreFault) -> ImportReport {
    var report = ImportReport()
    var newsrooms = Dictionary(try await store.newsrooms().map { ($0.id, $0) }) { first, _ in first }
    var names = Set(newsrooms.values.map(\.name))
    var owners = Dictionary(
      try await store.mirrors(now: clock.now).filter(\.servesNews)
        .map { (AskedAddress.normal($0.url) ?? $0.url, $0.newsroom) }
    ) { first, _ in first }
    for subscription in subscriptions {
      var urls: [String] = []
      for url in subscription.mirrors {
        guard let normal = AskedAddress.candidates(url).first else {
          report.refused.append(url)
          continue
        }
        if !urls.contains(normal) { urls.append(normal) }
      }
      guard !urls.isEmpty else { continue }
      let fresh = urls.filter { owners[$0] == nil }
      if let owner = urls.lazy.compactMap({ owners[$0] }).first, let newsroom = newsrooms[owner] {
        for url in fresh {
          try await store.addMirror(url: url, to: owner)
          owners[url] = owner
        }
        if fresh.isEmpty { report.known.append(newsroom.name) } else { report.extended.append(newsroom) }
        continue
      }
      let usual = subscription.name.isEmpty ? MirrorName(urls[0]).description : subscription.name
      let name = Self.free(usual, among: names)
      let newsroom = try await store.addNewsroom(name: name, mirrors: urls, now: clock.now)
      newsrooms[newsroom.id] = newsroom
      names.insert(newsroom.name)
      for url in urls { owners[url] = newsroom.id }
      report.added.append(newsroom)
    }
    return report
  }

  /// The name itself, or with the first number that tells it apart.
  static func free(_ usual: String, among taken: Set<String>) -> String {
    let name = String(usual.prefix(60))
    guard taken.contains(name) else { return name }
    return (2...taken.count + 2).lazy.map { "\(name) \($0)" }.first { !taken.contains($0) } ?? name
  }
}
