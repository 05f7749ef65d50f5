import CurlTransport
import Foundation
import MirrorLab
import News
import Store
import Sync
import TestSupport
import Testing

/// A reader of a signed newsroom: a store, an engine over libcurl, and mirrors of the lab.
final class EditionScene {
  let newsroom: EditionNewsroom
  let lab: Lab
  let store: NewsStore
  let transport: CurlTransport
  let engine: SyncEngine
  let followed: Newsroom
  let told = Told<SyncProgress>()
  let home: TemporaryFolder

  init(
    _ newsroom: EditionNewsroom, mirrors: Int = 1, wanted: String? = nil, trustsFirst: Bool = false
  ) async throws {
    self.newsroom = newsroom
    lab = try await Lab.start(mirrors: mirrors, site: try newsroom.site())
    home = try TemporaryFolder()
    store = try NewsStore.open(path: home.file("home/store.sqlite"))
    transport = CurlTransport()
    engine = SyncEngine(store: store, transport: transport, generator: SeededNumbers(seed: 1))
    followed = try await store.addNewsroom(
      name: "Strike", mirrors: lab.mirrors.map { NewMirror(url: $0.url("/"), kind: .edition) },
      fingerprint: trustsFirst ? nil : wanted ?? newsroom.fingerprint)
  }

  func serve() throws { for mirror in lab.mirrors { mirror.site = try newsroom.site() } }

  @discardableResult func sync() async throws -> RoundReport {
    for mirror in lab.mirrors { mirror.forgetRequests() }
    let told = told
    let reports = try await engine.sync([followed.id]) { told.note($0) }
    return try #require(reports.first)
  }

  func end() async {
    await lab.stop()
    transport.close()
  }

  func status() async throws -> EditionStatus { try #require(try await store.editionStatus(of: followed.id)) }
  func titles() async throws -> Set<String> {
    Set(try await store.headlines(.newsroom(followed.id), offset: 0, limit: 10_000).map(\.title))
  }
  func article(_ title: String) async throws -> StoredArticle {
    let headlines = try await store.headlines(.newsroom(followed.id), offset: 0, limit: 10_000)
    let found = try #require(headlines.first { $0.title == title })
    return try #require(try await store.article(found.id))
  }
  /// Requests of all mirrors, without the slash before them.
  var asked: [String] { lab.mirrors.flatMap { $0.requests.map { String($0.path.dropFirst()) } } }
}

/// A reader's scene that ends whatever happens in it.
func withScene(
  _ newsroom: EditionNewsroom, mirrors: Int = 1, wanted: String? = nil, trustsFirst: Bool = false,
  _ play: (EditionScene) async throws -> Void
) async throws {
  let scene = try await EditionScene(newsroom, mirrors: mirrors, wanted: wanted, trustsFirst: trustsFirst)
  do {
    try await play(scene)
  } catch {
    await scene.end()
    throw error
  }
  await scene.end()
}
