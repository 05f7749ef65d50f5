import CurlTransport
import Foundation
import MirrorLab
import News
import Store
import Sync
import Wire

/// Mirrors on loopback with a newsroom of pages, a store in memory and an engine over libcurl between them.
struct FurtherScene {
  let lab: Lab
  let store: NewsStore
  let engine: SyncEngine
  let newsroom: Newsroom

  /// Plays a scene and takes the lab down.
  static func play(
    mirrors: Int = 1, feed: String = "/feed.xml", site: LabSite,
    _ scene: (FurtherScene) async throws -> Void
  ) async throws {
    let lab = try await Lab.start(mirrors: mirrors, site: site)
    let transport = CurlTransport()
    do {
      let store = try NewsStore.inMemory()
      let newsroom = try await store.addNewsroom(name: "Base21", mirrors: lab.mirrors.map { $0.url(feed) })
      try await scene(
        FurtherScene(
          lab: lab, store: store, engine: SyncEngine(store: store, transport: transport), newsroom: newsroom))
    } catch {
      transport.close()
      await lab.stop()
      throw error
    }
    transport.close()
    await lab.stop()
  }

  /// A round, without what follows it.
  @discardableResult func sync() async throws -> RoundReport {
    let reports = try await engine.sync([newsroom.id])
    return reports.first ?? RoundReport(newsroom: newsroom.id, name: "", started: .distantPast)
  }

  @discardableResult func further() async throws -> FurtherReport? {
    await engine.further(after: [try await sync()]).first
  }

  func titles() async throws -> [String] { try await store.headlines(.all, limit: 1_000).map(\.title) }

  func article(_ title: String) async throws -> StoredArticle? {
    guard let headline = try await store.headlines(.all, limit: 1_000).first(where: { $0.title == title }) else {
      return nil
    }
    return try await store.article(headline.id)
  }

  func found(_ query: String) async throws -> [String] {
    try await store.search(query, limit: 10).map(\.headline.title)
  }

  /// Targets that a mirror was asked for, without the feed.
  func asked(_ mirror: Int = 0) -> [String] {
    lab.mirrors[mirror].requests.map(\.path).filter { $0 != "/feed.xml" }
  }
}

/// What its site holds.
enum FurtherSite {
  /// A day of May 2025 for each article; links name a site that is closed.
  static func item(_ day: Int, isWordPress: Bool = false) -> String {
    """
    <item><title>Day \(day) of the strike</title><link>http://closed.example/2025/05/\(day)/</link>
    <guid isPermaLink="false">\(isWordPress ? "http://closed.example/?p=\(day)" : "tag:closed.example,2025:\(day)")</guid>
    <pubDate>\(day < 10 ? "0" : "")\(day) May 2025 09:00:00 +0000</pubDate>
    <description>On day \(day) workers met at the harbour gate, and the talks with the owners began […]</description></item>
    """
  }

  static func rss(_ days: [Int], next: String? = nil, isWordPress: Bool = false) -> LabSite.File {
    let link = next.map { "<atom:link rel=\"next\" href=\"\($0)\"/>" } ?? ""
    let generator = isWordPress ? "<generator>https://wordpress.org/?v=6.5</generator>" : ""
    return LabSite.File(
      """
      <?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Base21</title>
      <link>http://closed.example/</link>\(link)\(generator)\(days.map { item($0, isWordPress: isWordPress) }.joined())</channel></rss>
      """, type: "application/rss+xml", etag: "\"\(days.first ?? 0)\"")
  }

  /// The page of an article, as a web site has it.
  static func page(_ day: Int) -> LabSite.File {
    let words = (1...12).map {
      "On day \(day) workers met at the harbour gate, and speaker \($0) told the crowd about the lanterns, the long night, and what the owners had offered."
    }
    return LabSite.File(
      """
      <!DOCTYPE html><html><head><title>Day \(day) of the strike – Base21</title></head><body>
      <nav><a href="/">Home</a> <a href="/about">About</a> <a href="/shop">Shop</a></nav>
      <article><h1>Day \(day) of the strike</h1>\(words.map { "<p>\($0)</p>" }.joined())</article>
      <footer>Subscribe to our newsletter</footer></body></html>
      """, type: "text/html")
  }

  static func posts(_ days: [Int], pages: Int = 1) -> LabSite.File {
    let posts = days.map { day in
      let date = "2025-05-\(day < 10 ? "0" : "")\(day)T09:00:00"
      return """
        {"id":\(day),"date_gmt":"\(date)","modified_gmt":"\(date)",
        "guid":{"rendered":"http://closed.example/?p=\(day)"},"link":"http://closed.example/2025/05/\(day)/",
        "title":{"rendered":"Day \(day) of the strike"},
        "content":{"rendered":"<p>On day \(day) workers met at the harbour gate, and all of the lanterns were lit until morning came.</p>"},
        "excerpt":{"rendered":"<p>On day \(day) workers met at the harbour gate [&hellip;]</p>"},
        "_embedded":{"author":[{"name":"Kim"}],"wp:term":[[{"name":"Labor","taxonomy":"category"}]]}}
        """
    }
    var file = LabSite.File("[\(posts.joined(separator: ","))]", type: "application/json")
    file.headers = [.init(name: "X-WP-Total", value: "99"), .init(name: "X-WP-TotalPages", value: "\(pages)")]
    return file
  }
}
