import Edition
import Foundation
import MirrorLab
import News
import Store
import Sync
import Testing
import Wire

/// Pictures and texts that are large, or said to be.
@Suite(.serialized, .timeLimit(.minutes(2))) struct EditionSizeTests {
  /// An article with a picture, of which the entry says this size.
  private func publish(_ picture: [UInt8], saying size: Int, by newsroom: EditionNewsroom) throws -> BlobName {
    var name = BlobName(of: picture)
    try newsroom.publish(1) {
      name = try $0.add(blob: picture)
      try $0.add(
        .article(
          EntryArticle(
            title: "The march", sections: [],
            media: [EntryMedia(name: name, type: "image/png", size: size)]), time: newsroom.now))
    }
    return name
  }

  @Test func aPictureMayBeLongerThanAnyOtherAnswer() async throws {
    let newsroom = try EditionNewsroom()
    let picture = [UInt8](repeating: 7, count: 300 << 10)
    let name = try publish(picture, saying: picture.count, by: newsroom)
    try await withScene(newsroom) { scene in
      var limits = WireLimits()
      limits.wireBytes = 100 << 10
      limits.bodyBytes = 100 << 10
      let engine = SyncEngine(store: scene.store, transport: scene.transport, limits: limits)
      let report = try #require(try await engine.sync([scene.followed.id]).first)
      #expect(report.new == 2 && report.mirrors.allSatisfy { $0.verdict == nil }, "\(report)")
      #expect(scene.store.blobPath(name.text).flatMap { FileManager.default.contents(atPath: $0) } == Data(picture))
      #expect(try await scene.status().isWhole)
    }
  }

  @Test func whoeverSendsMoreThanIsSignedIsCutOffAndTheNextIsAsked() async throws {
    let newsroom = try EditionNewsroom()
    let name = try publish([1, 2, 3], saying: 3, by: newsroom)
    try await withScene(newsroom, mirrors: 2) { scene in
      let garbage = LabSite.File(bytes: [UInt8](repeating: 7, count: 3 << 20), type: "image/png")
      scene.lab.mirrors[0].site["/" + TreePath.blob(name).text] = garbage
      scene.lab.mirrors[1].fault = .slow(milliseconds: 300)
      let report = try await scene.sync()
      #expect(report.new == 2 && !report.isUnsafe, "\(report)")
      #expect(scene.store.blobPath(name.text) != nil)
      #expect(try await scene.status().isWhole)
      #expect(try await scene.store.evidence(of: scene.followed.id).isEmpty)
    }
  }

  @Test func aPictureThatIsLongerThanItsNewsroomSaysIsNobodysForgery() async throws {
    let newsroom = try EditionNewsroom()
    let name = try publish([UInt8](repeating: 7, count: 200 << 10), saying: 1, by: newsroom)
    try newsroom.publish(1, pictures: true)
    try await withScene(newsroom) { scene in
      let report = try await scene.sync()
      #expect(report.new == 3 && report.servedURL == scene.lab.mirrors[0].url("/"), "\(report)")
      #expect(report.mirrors.allSatisfy { $0.verdict?.weight != .hard }, "\(report)")
      #expect(scene.store.blobPath(name.text) == nil)
      let status = try await scene.status()
      // The other one came.
      #expect(status.missingFiles == 1 && status.missingTexts == 0)
      // News goes on coming.
      try newsroom.publish(1)
      try scene.serve()
      #expect(try await scene.sync().new == 1)
    }
  }

  @Test func longTextsAreStoredWholeAndFound() async throws {
    let newsroom = try EditionNewsroom()
    let words = (0..<20_000).map { "word\($0)" }.joined(separator: " ")
    try newsroom.publish(0) { writer in
      for number in 0..<3 {
        let body = try writer.add(body: Array("<p>Long \(number). \(words)</p>".utf8), type: "text/html")
        try writer.add(.article(EntryArticle(title: "Long \(number)", body: body), time: newsroom.now))
      }
    }
    try await withScene(newsroom) { scene in
      #expect(try await scene.sync().new == 3)
      for number in 0..<3 {
        let article = try await scene.article("Long \(number)")
        let isWhole = article.text == "Long \(number). \(words)"
        #expect(isWhole, "\(article.text.utf8.count)")
      }
      #expect(try await scene.store.search("word19999", scope: .all, limit: 9).count == 3)
      #expect(try await scene.status().isWhole)
      #expect(try await scene.store.check().isEmpty)
    }
  }
}
