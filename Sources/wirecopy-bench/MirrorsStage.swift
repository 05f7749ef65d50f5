import CurlTransport
import Feeds
import Foundation
import MirrorLab
import News
import Store
import Sync

/// Mirrors of the lab, a resolver, and rounds on fresh stores: what the mirrors' promises are measured on.
struct MirrorsStage {
  static let path = "/news.atom"
  let lab: Lab
  let names: LabNames
  let resolver: LabResolver
  let folder: String
  let site: LabSite

  /// A stage that is cleared away whatever happens on it. `bytes`: about as many has the feed.
  static func with<Value>(
    mirrors: Int, articles: Int = 20, bytes: Int = 40_000, _ body: (MirrorsStage) async throws -> Value
  ) async throws -> Value {
    let stage = try await MirrorsStage(mirrors: mirrors, articles: articles, bytes: bytes)
    let result: Result<Value, any Error>
    do {
      result = .success(try await body(stage))
    } catch {
      result = .failure(error)
    }
    await stage.lab.stop()
    await stage.resolver.stop()
    try? FileManager.default.removeItem(atPath: stage.folder)
    return try result.get()
  }

  private init(mirrors: Int, articles: Int, bytes: Int) async throws {
    site = LabSite([Self.path: .init(bytes: Self.feed(articles, bytes: bytes), etag: "\"bench\"")])
    lab = try await Lab.start(mirrors: mirrors, site: site, addresses: Lab.loopbacks)
    names = LabNames()
    resolver = try await LabResolver.start(names)
    folder = FileManager.default.temporaryDirectory.appending(path: "wirecopy-bench-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  /// The same with one more article.
  var changedSite: LabSite {
    var site = site
    let count = 1 + (site[Self.path]?.bytes.count ?? 0) / 2_000
    site[Self.path] = .init(bytes: Self.feed(count, bytes: count * 2_000), etag: "\"changed\"")
    return site
  }

  /// A reader who has never synced, with these mirrors.
  func reader(_ urls: [String]) async throws -> Reader {
    let store = try NewsStore.open(path: "\(folder)/\(UUID().uuidString)/store.sqlite")
    let newsroom = try await store.addNewsroom(name: "Bench", mirrors: urls)
    var settings = CurlTransport.Settings()
    settings.resolvers = resolver.endpoint
    let transport = CurlTransport(settings)
    return Reader(
      store: store, newsroom: newsroom.id, transport: transport, engine: SyncEngine(store: store, transport: transport))
  }

  /// Words that don't repeat much, so that nothing is gained by packing them.
  private static func feed(_ count: Int, bytes: Int) -> [UInt8] {
    var draw = BenchDraw(seed: 4)
    let now = Date(timeIntervalSince1970: 1_750_000_000)
    let articles = (0..<count).map { number in
      let words = (0..<max(1, bytes / count / 8)).map { _ in String(draw.next() % 9_999_999) }
      return Article(
        guid: "urn:bench:\(number)", link: "https://newsroom.example/\(number)", title: "Article \(number)",
        published: now.addingTimeInterval(Double(-number * 600)), content: "<p>\(words.joined(separator: " "))</p>")
    }
    return FeedWriter.atom(
      articles, title: "Bench", id: "urn:bench", link: "https://newsroom.example/", updated: now)
  }
}

/// One who follows a newsroom, with a store and a connection of their own.
struct Reader {
  let store: NewsStore
  let newsroom: NewsroomID
  let transport: CurlTransport
  let engine: SyncEngine

  struct Round {
    /// From the beginning to the news in the store; nil where none came.
    var news: Double?
    /// To the round's end.
    var whole: Double
    var report: RoundReport
  }

  func round() async throws -> Round {
    let began = ContinuousClock.now
    let (steps, tell) = AsyncStream.makeStream(of: Double.self)
    let reports = try await engine.sync {
      if case .served = $0 { tell.yield(began.duration(to: .now).inSeconds) }
    }
    let whole = began.duration(to: .now).inSeconds
    tell.finish()
    var news: Double?
    for await time in steps where news == nil { news = time }
    guard let report = reports.first else { throw Child.Fault(description: "no round was made") }
    return Round(news: news, whole: whole, report: report)
  }

  func close() { transport.close() }
}

/// Numbers that are the same in each run (SplitMix64, G. Steele et al.).
struct BenchDraw: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
