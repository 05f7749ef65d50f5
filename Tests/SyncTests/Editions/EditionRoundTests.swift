import Edition
import Foundation
import MirrorLab
import News
import Store
import Sync
import TestSupport
import Testing

/// Rounds of a signed newsroom over real sockets, with mirrors that do as they should.
@Suite(.serialized, .timeLimit(.minutes(3))) struct EditionRoundTests {
  @Test func aFirstVisitBringsEverythingAndSaysWhatVouchesForIt() async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(300, pictures: true)
    try await withScene(newsroom) { scene in
      let report = try await scene.sync()
      #expect(report.new == 300 && report.trouble == nil && report.servedURL == scene.lab.mirrors[0].url("/"))
      let status = try await scene.status()
      #expect(status.isWhole && status.size == 300 && status.held == 300 && status.first == 0)
      #expect(status.fingerprint == newsroom.fingerprint && !status.isFirstSeen && status.title == "Strike 파업")
      #expect(status.signed == newsroom.now && status.bytes > 100_000)
      let article = try await scene.article("Article 7 기사")
      #expect(article.text.contains("Article 7 기사. word") && article.text.contains("the march"))
      #expect(article.html.hasPrefix("<p>Article 7") && article.html.contains("<figcaption>the march</figcaption>"))
      let proof = try #require(try await scene.store.proof(of: article.id))
      #expect(proof.place == 7 && proof.size == 300 && proof.signer == "test.example/strike" && !proof.lacksText)
      #expect(proof.location == "Seoul" && proof.files.first?.alt == "people")
      let picture = try #require(proof.files.first)
      let path = try #require(scene.store.blobPath(picture.sha256))
      #expect(FileManager.default.contents(atPath: path) == Data("picture 7".utf8))
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
      #expect(try await scene.store.search("word\(7 * 7919 % 1000)", scope: .all, limit: 5).count >= 1)
      #expect(try await scene.store.check().isEmpty)
      #expect(scene.asked.first == "checkpoint")
    }
  }

  @Test func whereNothingChangedOneRequestIsMade() async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(40)
    try await withScene(newsroom, mirrors: 2) { scene in
      try await scene.sync()
      let report = try await scene.sync()
      #expect(scene.asked == ["checkpoint"])
      #expect(report.new == 0 && report.mirrors.map(\.kind) == [.unchanged])
      let headers = try #require(scene.lab.mirrors.flatMap(\.requests).first).headers.map { $0.name.lowercased() }
      #expect(!headers.contains("cookie") && !headers.contains("referer") && !headers.contains("if-none-match"))
    }
  }

  @Test func tenNewArticlesTakeThreeRequestsAndFiveAcrossEdges() async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(100)
    try await withScene(newsroom) { scene in
      try await scene.sync()
      try newsroom.publish(10)
      try scene.serve()
      let report = try await scene.sync()
      #expect(report.new == 10)
      #expect(scene.asked.count == 3, "\(scene.asked)")
      #expect(scene.lab.mirrors[0].requests.dropFirst().allSatisfy { $0.header("Range") != nil })
      // 256 is where a bundle ends.
      try newsroom.publish(141)
      try scene.serve()
      try await scene.sync()
      try newsroom.publish(10)
      try scene.serve()
      let across = try await scene.sync()
      #expect(across.new == 10)
      #expect(scene.asked.count <= 5, "\(scene.asked)")
      #expect(try await scene.status().isWhole)
    }
  }

  @Test func aCorrectionIsARevisionAndARetractionIsMarkedWithItsNote() async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(3)
    try await withScene(newsroom) { scene in
      try await scene.sync()
      let before = try await scene.article("Article 1 기사")
      _ = try await scene.store.setRead([before.id], true)
      try newsroom.publish(0) { writer in
        let body = try writer.add(body: Array("<p>Corrected words</p>".utf8), type: "text/html")
        try writer.add(
          .article(
            EntryArticle(title: "Article 1, corrected", body: body, note: "The hall was another"),
            id: newsroom.ids[1], time: newsroom.now))
        try writer.add(.retraction(of: newsroom.ids[2], note: "It was not so", time: newsroom.now))
      }
      try scene.serve()
      let report = try await scene.sync()
      #expect(report.new == 0 && report.revised == 1)
      let after = try await scene.article("Article 1, corrected")
      #expect(after.id == before.id && after.revisions.count == 2 && after.headline.isRead)
      #expect(after.text == "Corrected words" && after.revisions.last?.text.contains("word") == true)
      #expect(try await scene.store.proof(of: after.id)?.correction == "The hall was another")
      let withdrawn = try await scene.article("Article 2 기사")
      let proof = try #require(try await scene.store.proof(of: withdrawn.id))
      #expect(proof.withdrawal == "It was not so" && proof.withdrawn == withdrawn.headline.withdrawn)
      #expect(withdrawn.headline.withdrawn != nil && after.headline.withdrawn == nil)
    }
  }

  @Test func aMessageStandsOnItsBoardBelowWhatItAnswers() async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(1) { writer in
      try writer.add(
        .message(
          EntryMessage(board: "open", title: "Solidarity", text: "연대합니다", parent: "urn:uuid:of-another"), time: .now))
    }
    try await withScene(newsroom) { scene in
      try await scene.sync()
      let message = try await scene.article("Solidarity")
      #expect(message.text == "연대합니다" && message.headline.sections == ["open"])
      #expect(try await scene.store.proof(of: message.id)?.place == 1)
    }
  }

  @Test func theMirrorListIsLearnedFromTheRecordAndTheReadersOwnStay() async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(2) { writer in
      try writer.add(
        .mirrors(
          [
            EntryMirror(
              url: "http://m1.invalid/strike", operatorName: "Union", country: "DE", addresses: ["192.0.2.7"],
              pins: ["sha256//rPTpgjbpEW3eMJlFEBZTcQGRRVZLjJSQZbfw7CMWHwY="]),
            EntryMirror(url: "file:///etc/"), EntryMirror(url: "http://m2.invalid/"),
          ], time: .now))
    }
    try await withScene(newsroom) { scene in
      try await scene.sync()
      var mirrors = try await scene.store.mirrors(of: scene.followed.id)
      #expect(mirrors.map(\.url) == [scene.lab.mirrors[0].url("/"), "http://m1.invalid/strike/", "http://m2.invalid/"])
      #expect(mirrors.map { $0.signed?.operatorName } == [nil, "Union", nil])
      #expect(mirrors[1].signed?.addresses == ["192.0.2.7"] && mirrors[1].kind == .edition)
      // A later list without the second: it came from the record and goes with it.
      try newsroom.publish(1) { try $0.add(.mirrors([EntryMirror(url: "http://m1.invalid/strike/")], time: .now)) }
      try scene.serve()
      try await scene.sync()
      mirrors = try await scene.store.mirrors(of: scene.followed.id)
      #expect(mirrors.map(\.url) == [scene.lab.mirrors[0].url("/"), "http://m1.invalid/strike/"])
    }
  }

  @Test func aFeedNewsroomThatBecomesSignedKeepsWhatItsReaderDid() async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(1, source: "https://old.example/a/1")
    try newsroom.publish(1)
    try await withScene(newsroom) { scene in
      let old = try await scene.store.addNewsroom(name: "Old", mirrors: ["https://old.example/feed"])
      let mirror = try #require(try await scene.store.mirrors(of: old.id).first)
      try await scene.store.commit(
        Delivery(
          newsroom: old.id, mirror: mirror.id, mirrorURL: mirror.url, cursor: Cursor(),
          articles: [
            Article(guid: "http://old.example/a/1", title: "As the feed had it", updated: .now, text: "Unsigned words")
          ], now: .now))
      let before = try #require(try await scene.store.headlines(.newsroom(old.id), offset: 0, limit: 5).first)
      _ = try await scene.store.setStarred([before.id], true)
      _ = try await scene.store.setRead([before.id], true)
      try await scene.store.addEdition(
        mirrors: [NewMirror(url: scene.lab.mirrors[0].url("/"), kind: .edition)], to: old.id,
        fingerprint: newsroom.fingerprint)
      let report = try #require(try await scene.engine.sync([old.id]).first)
      #expect(report.new == 1 && report.mirrors.count == 1)
      let after = try await scene.store.headlines(.newsroom(old.id), offset: 0, limit: 5)
      #expect(Set(after.map(\.title)) == ["Article 0 기사", "Article 1 기사"])
      let kept = try #require(after.first { $0.id == before.id })
      #expect(kept.title == "Article 0 기사" && kept.isStarred && kept.isRead)
      #expect(try await scene.store.proof(of: kept.id)?.place == 0)
    }
  }

  @Test(.enabled(if: SharedFiles.has("vectors/edition/tree/checkpoint"), "needs ../shared beside the repository"))
  func theTreeOfAnotherProgramIsReadWhole() async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(1)
    let fingerprint = "wc1bcpqnu6ck6hwwlthlpcsfckbzgsjrjcgnrl2nutskbdufutmn4ua"
    try await withScene(newsroom, wanted: fingerprint) { scene in
      scene.lab.mirrors[0].site = try LabSite(tree: SharedFiles.path("vectors/edition/tree"))
      let report = try await scene.sync()
      #expect(report.trouble == nil && report.served != nil)
      let status = try await scene.status()
      #expect(status.isWhole && status.size == 609 && status.removed == 1 && status.root == 2)
      #expect(status.unknown == 11)
      let corrected = try await scene.article("Report 2 보도 (corrected)")
      #expect(corrected.revisions.count == 2)
      #expect(try await scene.store.check().isEmpty)
      // The newest root is known: nothing but the head is asked for.
      try await scene.sync()
      #expect(scene.asked == ["checkpoint"])
    }
  }
}
