import Foundation
import News
import Store
import TestSupport
import Testing
import Wire

@testable import Sync

/// A mirror's file as a server with ranges gives it.
private func served(
  _ bytes: [UInt8], type: String = "image/jpeg", etag: String = "\"a\"", before: @escaping @Sendable () -> Void = {}
) -> ScriptedTransport.Answer {
  .respond { request in
    before()
    let wanted = request.headers.first { $0.name == "Range" }?.value.dropFirst(6).split(separator: "-").compactMap {
      Int($0)
    }
    let ifRange = request.headers.first { $0.name == "If-Range" }?.value
    guard let wanted, wanted.count == 2, ifRange == nil || ifRange == etag else {
      return WireResponse(
        status: 200, headers: [WireHeader("Content-Type", type), WireHeader("ETag", etag)], body: bytes,
        url: request.url)
    }
    let end = min(wanted[1], bytes.count - 1)
    return WireResponse(
      status: 206,
      headers: [
        WireHeader("Content-Type", type), WireHeader("ETag", etag),
        WireHeader("Content-Range", "bytes \(wanted[0])-\(end)/\(bytes.count)"),
      ], body: Array(bytes[wanted[0]...end]), url: request.url)
  }
}

struct FilePrefetchTests {
  private static let address = "https://closed.example/pictures/march.jpg"

  /// A newsroom of two mirrors with one article that has a picture on a host that is gone.
  private func scene(_ policy: KeepingPolicy = KeepingPolicy(fetchesAhead: true)) async throws -> (
    EngineScene, ArticleID
  ) {
    let scene = try EngineScene()
    let newsroom = try await scene.newsroom(hosts: "a.example", "b.example")
    let mirror = try await scene.store.mirrors(of: newsroom.id)[0]
    try await scene.store.commit(
      Delivery(
        newsroom: newsroom.id, mirror: mirror.id, mirrorURL: mirror.url, cursor: Cursor(),
        articles: [
          Article(
            guid: "1", title: "March", published: scene.clock.now,
            enclosures: [Enclosure(url: Self.address, type: "image/jpeg")])
        ], now: scene.clock.now))
    try await scene.store.setKeeping(policy, for: nil)
    let id = try #require(try await scene.store.headlines(.all, limit: 1).first?.id)
    return (scene, id)
  }

  private func fetch(_ scene: EngineScene) async throws -> FilesReport {
    try await scene.engine.fetchFiles(now: scene.clock.now, pictures: { _ in [] })
  }

  @Test func aFileIsFetchedFromMirrorsAloneInPiecesAndReadBack() async throws {
    let (scene, id) = try await scene()
    let bytes = (0..<(Int(FileFetch.piece) * 2 + 100)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    scene.network.script("https://a.example/pictures/march.jpg", .respond { WireResponse(status: 404, url: $0.url) })
    scene.network.script("https://b.example/pictures/march.jpg", served(bytes))
    let report = try await fetch(scene)
    #expect(report.fetched == 1 && report.bytes == Int64(bytes.count) && report.failed == 0)
    let kept = try #require(try await scene.store.keptFile(Self.address, of: id))
    #expect(try Data(contentsOf: URL(fileURLWithPath: kept.path)) == Data(bytes))
    #expect(kept.type == "image/jpeg")
    #expect(scene.network.requests(of: "https://b.example/pictures/march.jpg").count == 3)
    #expect(scene.network.requests.allSatisfy { !$0.url.contains("closed.example") })
    let before = scene.network.requests.count
    #expect(try await fetch(scene) == FilesReport())
    #expect(scene.network.requests.count == before)
  }

  @Test func aFileThatWasBegunGoesOnWhereItWas() async throws {
    let (scene, id) = try await scene()
    let bytes = (0..<(Int(FileFetch.piece) + 500)).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let place = "https://a.example/pictures/march.jpg"
    scene.network.script(place, served(bytes), .fail(WireFailure(.noSuchName, detail: "gone")))
    scene.network.script("https://b.example/pictures/march.jpg", .fail(WireFailure(.noSuchName, detail: "gone")))
    #expect(try await fetch(scene).failed == 1)
    scene.network.script(place, served(bytes))
    #expect(try await fetch(scene).fetched == 1)
    let last = try #require(scene.network.requests(of: place).last)
    #expect(last.headers.contains(WireHeader("Range", "bytes=\(FileFetch.piece)-\(FileFetch.piece * 2 - 1)")))
    #expect(last.headers.contains(WireHeader("If-Range", "\"a\"")))
    let kept = try #require(try await scene.store.keptFile(Self.address, of: id))
    #expect(try Data(contentsOf: URL(fileURLWithPath: kept.path)) == Data(bytes))
  }

  @Test func aFileThatChangedMeanwhileIsNotPatchedTogether() async throws {
    let (scene, id) = try await scene()
    let old = [UInt8](repeating: 1, count: Int(FileFetch.piece) + 500)
    let new = [UInt8](repeating: 2, count: 900)
    let place = "https://a.example/pictures/march.jpg"
    scene.network.script(place, served(old), .fail(WireFailure(.noSuchName, detail: "gone")))
    #expect(try await fetch(scene).failed == 1)
    scene.network.script(place, served(new, etag: "\"b\""))
    #expect(try await fetch(scene).fetched == 1)
    let kept = try #require(try await scene.store.keptFile(Self.address, of: id))
    #expect(try Data(contentsOf: URL(fileURLWithPath: kept.path)) == Data(new))
  }

  @Test func aPlaceThatGivesAByteAtATimeIsLeftForTheNext() async throws {
    let (scene, _) = try await scene()
    let place = "https://a.example/pictures/march.jpg"
    let bytes = [UInt8](repeating: 3, count: 5000)
    scene.network.script(
      place,
      .respond { request in
        let from = request.headers.first { $0.name == "Range" }?.value.dropFirst(6).prefix { $0 != "-" } ?? "0"
        return WireResponse(
          status: 206,
          headers: [WireHeader("ETag", "\"a\""), WireHeader("Content-Range", "bytes \(from)-\(from)/1000000")],
          body: [1], url: request.url)
      })
    scene.network.script("https://b.example/pictures/march.jpg", served(bytes))
    #expect(try await fetch(scene).fetched == 1)
    #expect(scene.network.requests(of: place).count == 1)
  }

  @Test func aPlaceThatTakesBackWhatItBeganIsAskedFromTheBeginningOnce() async throws {
    let (scene, _) = try await scene()
    let place = "https://a.example/pictures/march.jpg"
    let bytes = [UInt8](repeating: 3, count: Int(FileFetch.piece) * 3)
    let gone = ScriptedTransport.Answer.fail(WireFailure(.noSuchName, detail: "gone"))
    scene.network.script(place, served(bytes), gone)
    scene.network.script("https://b.example/pictures/march.jpg", gone)
    #expect(try await fetch(scene).failed == 1)
    let before = scene.network.requests(of: place).count
    scene.network.script(
      place,
      .respond { request in
        let range = request.headers.first { $0.name == "Range" }?.value ?? ""
        guard range.hasPrefix("bytes=0-") else { return WireResponse(status: 416, url: request.url) }
        return WireResponse(
          status: 206,
          headers: [
            WireHeader("ETag", "\"a\""), WireHeader("Content-Range", "bytes 0-\(FileFetch.piece - 1)/\(bytes.count)"),
          ], body: Array(bytes.prefix(Int(FileFetch.piece))), url: request.url)
      })
    #expect(try await fetch(scene).failed == 1)
    // What was to follow, the beginning, what was to follow again.
    #expect(scene.network.requests(of: place).count == before + 3)
  }

  @Test func whatCameOfAPieceThatBrokeOffIsNotAskedForAgain() async throws {
    let (scene, id) = try await scene()
    let place = "https://a.example/pictures/march.jpg"
    let bytes = (0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let head = WireHead(
      status: 206, headers: [WireHeader("ETag", "\"a\""), WireHeader("Content-Range", "bytes 0-19999/20000")])
    let broken = WireFailure(.tooSlow, partial: WirePartial(head: head, body: Array(bytes.prefix(7000))))
    scene.network.script(place, .fail(broken))
    scene.network.script("https://b.example/pictures/march.jpg", .fail(WireFailure(.noSuchName, detail: "gone")))
    #expect(try await fetch(scene).failed == 1)
    scene.network.script(place, served(bytes))
    #expect(try await fetch(scene).fetched == 1)
    let last = try #require(scene.network.requests(of: place).last)
    #expect(last.headers.contains { $0.name == "Range" && $0.value.hasPrefix("bytes=7000-") })
    let kept = try #require(try await scene.store.keptFile(Self.address, of: id))
    #expect(try Data(contentsOf: URL(fileURLWithPath: kept.path)) == Data(bytes))
  }

  @Test func aSlowPlaceIsLeftAfterAWhileAndTheNextGoesOnWithWhatCame() async throws {
    let (scene, id) = try await scene()
    let (place, next) = ("https://a.example/pictures/march.jpg", "https://b.example/pictures/march.jpg")
    let bytes = (0..<(Int(FileFetch.piece) * 4)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let clock = scene.clock
    scene.network.script(place, served(bytes) { clock.advance(to: clock.milliseconds + 100_000) })
    scene.network.script(next, served(bytes))
    #expect(try await fetch(scene).fetched == 1)
    #expect(scene.network.requests(of: place).count == 2)
    let first = try #require(scene.network.requests(of: next).first)
    #expect(first.headers.contains { $0.name == "Range" && $0.value.hasPrefix("bytes=\(FileFetch.piece * 2)-") })
    let kept = try #require(try await scene.store.keptFile(Self.address, of: id))
    #expect(try Data(contentsOf: URL(fileURLWithPath: kept.path)) == Data(bytes))
  }

  @Test func mirrorsThatTakeTheirTimeToHaveNothingDoNotHoldANewsroomUp() async throws {
    let (scene, _) = try await scene()
    let newsroom = try #require(try await scene.store.newsrooms().first)
    let mirror = try await scene.store.mirrors(of: newsroom.id)[0]
    let names = (1...9).map { "pictures/\($0).jpg" }
    try await scene.store.commit(
      Delivery(
        newsroom: newsroom.id, mirror: mirror.id, mirrorURL: mirror.url, cursor: Cursor(),
        articles: [
          Article(
            guid: "2", title: "April", published: scene.clock.now,
            enclosures: names.map { Enclosure(url: "https://closed.example/\($0)", type: "image/jpeg") })
        ], now: scene.clock.now))
    let clock = scene.clock
    for name in names + ["pictures/march.jpg"] {
      for host in ["a", "b"] {
        scene.network.script(
          "https://\(host).example/\(name)",
          .respond { request in
            clock.advance(to: clock.milliseconds + 50_000)
            return WireResponse(status: 404, url: request.url)
          })
      }
    }
    // Two files of two mirrors take 200 seconds: the rest is for another time.
    #expect(try await fetch(scene).failed == 2)
    #expect(scene.network.requests.count == 4)
  }

  @Test func whatIsTooLargeIsLeftForGoodAndAPageIsNoPicture() async throws {
    let (large, _) = try await scene(KeepingPolicy(fetchesAhead: true, fileBytes: 1000))
    large.network.script("https://a.example/pictures/march.jpg", served([UInt8](repeating: 1, count: 1001)))
    #expect(try await fetch(large).tooLarge == 1)
    #expect(try await fetch(large) == FilesReport())

    let (portal, id) = try await scene()
    for host in ["a", "b"] {
      portal.network.script(
        "https://\(host).example/pictures/march.jpg", served(Array("<html>".utf8), type: "text/html; charset=utf-8"))
    }
    #expect(try await fetch(portal).failed == 1)
    #expect(try await portal.store.keptFile(Self.address, of: id) == nil)
  }

  @Test func nothingIsAskedWhereNothingIsToBeFetchedAhead() async throws {
    let (scene, _) = try await scene(KeepingPolicy())
    #expect(try await fetch(scene) == FilesReport())
    #expect(scene.network.requests.isEmpty)
  }

  @Test(arguments: [
    ("https://closed.example/p/a.jpg", ["https://m.example/p/a.jpg"]),
    ("https://m.example/x/a.jpg?s=1", ["https://m.example/x/a.jpg?s=1"]),
    ("https://s.example/news/p/a.jpg", ["https://m.example/~strike/p/a.jpg", "https://m.example/news/p/a.jpg"]),
    ("https://s.example/p/a.jpg", ["https://m.example/p/a.jpg"]),
    ("https://closed.example//evil.example/a.jpg", []), ("ftp://closed.example/a.jpg", []), ("javascript:alert(1)", []),
    ("https://closed.example/../../etc/passwd", ["https://m.example/etc/passwd"]),
  ])
  func placesLieOnTheMirrorsHostAlone(address: String, places: [String]) {
    let mirror = "https://m.example/~strike/feed.xml"
    let found = FilePlaces.places(of: address, on: mirror, among: [mirror, "https://s.example/news/feed.xml"])
    #expect(found.allSatisfy { $0.hasPrefix("https://m.example/") })
    if !places.isEmpty { #expect(found == places) }
  }
}
