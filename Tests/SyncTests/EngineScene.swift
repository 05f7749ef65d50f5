import Foundation
import News
import Store
public import Sync
public import TestSupport
import Wire

extension VirtualClock: SyncClock {}

/// A store in memory, a scripted network and an engine between them.
struct EngineScene {
  let store: NewsStore
  let network: ScriptedTransport
  let engine: SyncEngine
  let told = Told<SyncProgress>()
  var clock: VirtualClock { network.clock }

  init() throws {
    store = try NewsStore.inMemory()
    network = ScriptedTransport()
    engine = SyncEngine(
      store: store, transport: network, clock: network.clock, generator: SeededNumbers(seed: 1))
  }

  /// A newsroom with a mirror on each of these hosts.
  @discardableResult func newsroom(_ name: String = "Base21", hosts: String...) async throws -> Newsroom {
    try await store.addNewsroom(name: name, mirrors: hosts.map(Self.url), now: clock.now)
  }

  static func url(_ host: String) -> String { "https://\(host)/feed" }

  func script(_ host: String, _ answers: ScriptedTransport.Answer...) {
    for answer in answers.prefix(1) where answers.count == 1 { network.script(Self.url(host), answer) }
    if answers.count == 2 { network.script(Self.url(host), answers[0], answers[1]) }
  }

  func sync() async throws -> [RoundReport] { try await engine.sync { told.note($0) } }

  func mirror(_ host: String) async throws -> Mirror? {
    try await store.mirrors(now: clock.now).first { $0.url == Self.url(host) }
  }

  func titles() async throws -> [String] {
    try await store.headlines(.all, offset: 0, limit: 100).map(\.title)
  }
}

/// A feed as text.
enum SampleFeed {
  struct Item {
    var id: String
    var title: String
    /// Days of June 2025.
    var day: Int
    var body = "What happened."
  }

  static func atom(_ items: [Item], host: String = "newsroom.example") -> String {
    let entries = items.map { item in
      let date = "2025-06-\(item.day < 10 ? "0" : "")\(item.day)T09:00:00Z"
      return """
        <entry><id>tag:newsroom.example,2025:\(item.id)</id><title>\(item.title)</title>
        <link href="https://\(host)/\(item.id)"/><published>\(date)</published><updated>\(date)</updated>
        <content type="html">&lt;p&gt;\(item.body)&lt;/p&gt;</content></entry>
        """
    }
    return """
      <?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom"><title>Base21</title><id>tag:newsroom.example,2025:feed</id>
      <updated>2025-06-12T09:00:00Z</updated>
      \(entries.joined(separator: "\n"))
      </feed>
      """
  }

  static let march = Item(id: "march", title: "The march", day: 10)
  static let strike = Item(id: "strike", title: "The strike", day: 11)
  static let talks = Item(id: "talks", title: "The talks", day: 12)
}

extension ScriptedTransport.Answer {
  /// A feed of these items; with an ETag it honours conditional requests.
  static func feed(_ items: SampleFeed.Item..., etag: String? = nil, host: String = "newsroom.example") -> Self {
    let text = SampleFeed.atom(items, host: host)
    return .respond { request in
      var headers = [WireHeader("Content-Type", "application/atom+xml")]
      if let etag { headers.append(WireHeader("ETag", etag)) }
      let asked = request.headers.first { $0.name == "If-None-Match" }?.value
      if let etag, asked == etag { return WireResponse(status: 304, headers: headers, url: request.url) }
      return WireResponse(status: 200, headers: headers, body: Array(text.utf8), url: request.url)
    }
  }

  static func status(_ status: Int, _ headers: [WireHeader] = [], body: String = "") -> Self {
    .respond { WireResponse(status: status, headers: headers, body: Array(body.utf8), url: $0.url) }
  }

  static func page(_ html: String) -> Self { .status(200, [WireHeader("Content-Type", "text/html")], body: html) }
}
