import Edition
import Foundation
import MirrorLab
import News
import Seal
import Store
import Sync
import TestSupport
import Testing

/// Mirrors that lie, withhold, lag or break, over real sockets: nothing false is stored, and the honest one is asked for the rest.
@Suite(.serialized, .timeLimit(.minutes(5))) struct EditionAttackTests {
  /// Files of which one byte is changed, by their place in what a first visit asks for.
  static let spoiled = [
    "root/1.json", "checkpoint", "tile/0/000", "tile/1/000.p/1", "tile/0/001.p/44", "tile/entries/000",
    "tile/entries/001.p/44", "segment/000000",
  ]

  private func newsroom() throws -> EditionNewsroom {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(300)
    return newsroom
  }

  @Test(arguments: spoiled) func anAlteredFileIsChargedToItsMirrorAndFetchedFromAnother(path: String) async throws {
    let newsroom = try newsroom()
    try await withScene(newsroom, mirrors: 2) { scene in
      scene.lab.mirrors[0].site = try newsroom.site().spoiled(path, at: 120)
      // Whoever is asked first by chance: both orders must come right.
      let report = try await scene.sync()
      let status = try await scene.status()
      #expect(report.new == 300 && status.isWhole, "\(path) \(status)")
      #expect(report.trouble == nil && report.served != nil)
      let liar = report.mirrors.first { $0.url == scene.lab.mirrors[0].url("/") }
      if let liar, liar.kind == .failed {
        #expect(liar.verdict?.symptom == .tampered && liar.verdict?.weight == .hard, "\(liar)")
        let evidence = try await scene.store.evidence(of: scene.followed.id)
        #expect(evidence.first?.mirror == liar.url && evidence.first?.bytes.isEmpty == false)
      }
      #expect(try await scene.store.check().isEmpty)
    }
  }

  @Test(arguments: spoiled) func whereTheLiarIsTheOnlyOneNothingFalseIsStored(path: String) async throws {
    let newsroom = try newsroom()
    try await withScene(newsroom) { scene in
      scene.lab.mirrors[0].site = try newsroom.site().spoiled(path, at: 120)
      let report = try await scene.sync()
      // The leaves of a full tile are needed only where an entry was removed, and nobody asked for them.
      guard scene.asked.contains(path) else { return }
      #expect(report.mirrors.map(\.verdict?.symptom) == [.tampered], "\(report)")
      #expect(report.mirrors.first?.kind == .failed && report.served == nil && report.isUnsafe)
      for headline in try await scene.store.headlines(.all, offset: 0, limit: 1_000) {
        let article = try #require(try await scene.store.article(headline.id))
        #expect(article.text.isEmpty || article.text.hasPrefix(headline.title))
      }
      // The mirror is put right, and the round goes on where it was.
      scene.lab.mirrors[0].site = try newsroom.site()
      try await scene.sync()
      #expect(try await scene.status().isWhole)
    }
  }

  @Test func aPictureWithOtherBytesIsRefused() async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(1, pictures: true)
    try await withScene(newsroom) { scene in
      let blob = try #require(scene.lab.mirrors[0].site.files.keys.first { $0.hasPrefix("/blob/") })
      scene.lab.mirrors[0].site = try newsroom.site().spoiled(String(blob.dropFirst()), at: 3)
      let report = try await scene.sync()
      #expect(report.new == 1 && report.mirrors.first?.verdict?.symptom == .tampered)
      let status = try await scene.status()
      #expect(status.missingFiles == 1 && status.missingTexts == 0)
      #expect(scene.store.blobPath(String(blob.suffix(64))) == nil)
    }
  }

  @Test func otherKeysThanThoseOfTheFingerprintAreRefused() async throws {
    let (newsroom, other) = (try newsroom(), try newsroom())
    try await withScene(newsroom, wanted: other.fingerprint) { scene in
      let report = try await scene.sync()
      #expect(report.served == nil && report.isUnsafe && report.mirrors.first?.verdict?.symptom == .tampered)
      #expect(try await scene.store.count(.all) == 0)
    }
  }

  @Test func twoEditionsOfOneSizeAreAForkThatStopsTheNewsroom() async throws {
    let newsroom = try newsroom()
    let twin = try newsroom.twin()
    try await withScene(newsroom) { scene in
      try await scene.sync()
      try newsroom.publish(2)
      try twin.publish(0) { for _ in 0..<2 { try $0.add(.retraction(of: "x", note: "y", time: .now)) } }
      try scene.serve()
      try await scene.sync()
      let size = try await scene.status().size
      scene.lab.mirrors[0].site = try twin.site()
      let report = try await scene.sync()
      #expect(report.isUnsafe && report.served == nil && report.trouble == RoundTrouble.forked.rawValue)
      let status = try await scene.status()
      let fork = try #require(status.fork)
      #expect(fork.mirror == scene.lab.mirrors[0].url("/") && status.hasAlarm && status.editors.count == 3)
      #expect(fork.held != fork.other && fork.held.hasPrefix("test.example/strike\n302\n") && status.size == size)
      // From then on nothing but a newer root is asked for.
      scene.lab.mirrors[0].site = try newsroom.site()
      let after = try await scene.sync()
      #expect(after.isUnsafe)
      #expect(try await scene.store.count(.all) == 302)
    }
  }

  @Test func anOlderHeadIsStaleAndTheNextMirrorIsAsked() async throws {
    let newsroom = try newsroom()
    try await withScene(newsroom, mirrors: 2) { scene in
      try await scene.sync()
      let old = try newsroom.site()
      try newsroom.publish(3)
      try scene.serve()
      try await scene.sync()
      for mirror in scene.lab.mirrors { mirror.site = old }
      let stale = try await scene.sync()
      #expect(stale.mirrors.count == 2 && stale.mirrors.allSatisfy { $0.verdict?.symptom == .stale }, "\(stale)")
      #expect(stale.mirrors.allSatisfy { $0.behindSeconds == 3600 })
      #expect(try await scene.status().size == 303)
    }
  }

  @Test func aRemovalErasesTheEntryItsTextAndItsPicture() async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(20, pictures: true)
    try await withScene(newsroom) { scene in
      try await scene.sync()
      let article = try await scene.article("Article 5 기사")
      let proof = try #require(try await scene.store.proof(of: article.id))
      let picture = try #require(proof.files.first)
      try newsroom.publish(1) { try $0.remove(5, note: "A name", time: newsroom.now) }
      try scene.serve()
      let report = try await scene.sync()
      #expect(report.trouble == nil)
      #expect(try await !scene.titles().contains("Article 5 기사"))
      #expect(try await scene.store.search("word\(5 * 7919 % 1000)", scope: .all, limit: 9).isEmpty)
      #expect(scene.store.blobPath(picture.sha256) == nil)
      let status = try await scene.status()
      #expect(status.removed == 1 && status.isWhole && status.size == 22)
      #expect(try await scene.store.count(.newsroom(scene.followed.id)) == 20)
      // Nothing of it is left in the file, not even where SQLite keeps what was deleted.
      for end in ["", "-wal"] {
        let path = scene.home.file("home/store.sqlite" + end)
        let bytes = FileManager.default.contents(atPath: path) ?? Data()
        #expect(bytes.range(of: Data("Article 5 기사".utf8)) == nil, "\(path)")
      }
      // A reader who comes now finds the proof of the others whole.
      try await withScene(newsroom) { late in
        try await late.sync()
        let status = try await late.status()
        #expect(status.isWhole && status.removed == 1)
      }
    }
  }

  @Test func aHiddenPieceIsNamedAndAskedOfAnother() async throws {
    let newsroom = try newsroom()
    try await withScene(newsroom, mirrors: 2) { scene in
      var holes = try newsroom.site()
      holes.files["/segment/000000"] = nil
      scene.lab.mirrors[0].site = holes
      scene.lab.mirrors[1].fault = .slow(milliseconds: 300)
      let report = try await scene.sync()
      #expect(report.new == 300)
      #expect(try await scene.status().isWhole)
      let first = try #require(report.mirrors.first { $0.url == scene.lab.mirrors[0].url("/") })
      #expect(first.verdict?.symptom == .incomplete && first.verdict?.evidence.found == "segment/000000", "\(report)")
    }
  }

  @Test(arguments: [
    Fault.cut(at: 100), .stall(after: 100), .blockPage, .status(503), .endless, .garbage, .gzipBomb, .notHTTP,
  ])
  func aBrokenMirrorIsPassedOver(fault: Fault) async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(10)
    try await withScene(newsroom, mirrors: 2) { scene in
      scene.lab.mirrors[0].fault = fault
      let report = try await scene.sync()
      #expect(report.new == 10 && report.servedURL == scene.lab.mirrors[1].url("/"), "\(report)")
      #expect(try await scene.status().isWhole)
    }
  }

  @Test func aThiefsEntriesGoWhenTheEditorsSpeak() async throws {
    let newsroom = try newsroom()
    try await withScene(newsroom) { scene in
      try await scene.sync()
      let trunk = try newsroom.publish(1).point
      let thief = try newsroom.twin()
      try thief.publish(3)
      scene.lab.mirrors[0].site = try thief.site()
      try await scene.sync()
      #expect(try await scene.status().size == 304)
      try newsroom.rotate(trunk: trunk)
      try newsroom.publish(2)
      try scene.serve()
      let report = try await scene.sync()
      let status = try await scene.status()
      #expect(report.trouble == nil && status.size == 303 && status.root == 2 && status.isWhole, "\(report) \(status)")
      #expect(try await scene.store.count(.all) == 303)
    }
  }

  @Test func nothingBesideTheRecordIsTakenHoweverItIsAskedFor() async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(1, source: "http://closed.example/a")
    try await withScene(newsroom) { scene in
      let round = try await scene.sync()
      let page = String(
        repeating: "<p>Article 0 기사. word0 word0, and words that nobody signed, of some length.</p>", count: 12)
      var site = try newsroom.site()
      site["/"] = FurtherSite.rss([2, 1], next: "/2.xml")
      site["/2.xml"] = FurtherSite.rss([4, 3])
      site["/a"] = LabSite.File("<html><article><h1>Article 0 기사</h1>\(page)</article></html>", type: "text/html")
      scene.lab.mirrors[0].site = site
      scene.lab.mirrors[0].forgetRequests()
      let older = try await scene.engine.older(scene.followed)
      #expect(
        older.new == 0 && older.trouble.map { Phrasebook.english($0) }?.contains("signs what it publishes") == true)
      let id = try await scene.article("Article 0 기사").id
      guard case .refused(let why) = try await scene.engine.fullText(of: id) else {
        Issue.record("words were taken that nobody signed")
        return
      }
      #expect(Phrasebook.english(why).contains("signs what it publishes"))
      try await scene.store.setGetsFullText(scene.followed.id, true)
      _ = await scene.engine.further(after: [round])
      #expect(scene.asked.isEmpty)
      #expect(try await scene.titles() == ["Article 0 기사"])
      #expect(try await scene.article("Article 0 기사").fullText == nil)
    }
  }

  @Test func theFirstKeysAreTrustedAndThatIsSaid() async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(1)
    try await withScene(newsroom, trustsFirst: true) { scene in
      try await scene.sync()
      let status = try await scene.status()
      #expect(status.isFirstSeen && status.fingerprint == newsroom.fingerprint)
      // Others in their place are not those.
      let other = try EditionNewsroom()
      try other.publish(5)
      scene.lab.mirrors[0].site = try other.site()
      let report = try await scene.sync()
      #expect(report.new == 0 && report.served == nil)
      #expect(try await scene.status().fingerprint == newsroom.fingerprint)
    }
  }
}
