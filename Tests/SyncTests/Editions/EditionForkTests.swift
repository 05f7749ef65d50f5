import Edition
import Foundation
import MirrorLab
import News
import Store
import Sync
import Testing

/// A reader who followed another history, and the editors' word that ends it: what is here then is what somebody has who never saw the
/// other one, and what was done with articles of both stays done.
@Suite(.serialized, .timeLimit(.minutes(5))) struct EditionForkTests {
  /// What a thief with the head key publishes behind the common past: articles, and deeds on what was there before.
  private func betray(_ thief: EditionNewsroom, _ articles: Int) throws {
    try thief.publish(articles, pictures: true) { writer in
      let body = try writer.add(body: Array("<p>A lie</p><img src=\"a\" alt=\"\">".utf8), type: "text/html")
      try writer.add(
        .article(
          EntryArticle(
            title: "Article 1, forged", body: body, language: "en", sections: ["Lies"], byline: "Nobody", isUrgent: true
          ),
          id: thief.ids[1], time: thief.now))
      try writer.add(.retraction(of: thief.ids[2], note: "so they say", time: thief.now))
      try writer.add(.lists("boards", [EntryList(name: "open", titles: ["en": "Ours now"])], time: thief.now))
      try writer.add(.mirrors([EntryMirror(url: "http://thief.invalid/", capabilities: ["read", "drop"])], time: .now))
      try writer.add(
        .message(EntryMessage(board: "lies", title: "Go home", text: "x", parent: thief.ids[0]), time: thief.now))
      try writer.remove(3, note: "a court, they say", time: thief.now)
    }
  }

  private func past(_ newsroom: EditionNewsroom, _ articles: Int) throws {
    try newsroom.publish(articles, pictures: true) { writer in
      try writer.add(.lists("boards", [EntryList(name: "open", titles: ["en": "Open board"])], time: newsroom.now))
      try writer.add(.mirrors([EntryMirror(url: "http://m1.invalid/strike/")], time: newsroom.now))
      try writer.add(
        .message(
          EntryMessage(board: "open", title: "Solidarity", text: "hi", parent: articles > 20 ? newsroom.ids[0] : nil),
          time: newsroom.now))
    }
  }

  /// All that can be seen of a followed newsroom, line by line.
  private func picture(_ scene: EditionScene) async throws -> [String] {
    let (store, id) = (scene.store, scene.followed.id)
    var lines: [String] = []
    for headline in try await store.headlines(.newsroom(id), offset: 0, limit: 10_000) {
      let article = try #require(try await store.article(headline.id))
      let proof = try await store.proof(of: headline.id)
      lines.append(
        "\(headline.title)|\(headline.byline ?? "")|\(headline.sections)|\(headline.language ?? "")|\(headline.isUrgent)|"
          + "\(headline.revisions)|\(headline.withdrawn?.description ?? "")|\(headline.pictures)|\(headline.time)|"
          + "\(article.html)|\(article.text)|\(article.revisions.map(\.text))|\(proof?.place ?? -1)|\(proof?.size ?? -1)|"
          + "\(proof?.withdrawal ?? "")|\(proof?.lacksText ?? true)|\(proof?.files.map(\.sha256) ?? [])")
    }
    lines.sort()
    for scope in try await store.scopes() where scope.total > 0 && scope.scope != .starred {
      lines.append("\(scope.scope)|\(scope.total)")
    }
    lines.append("\(try await store.signedLists("boards", of: id))")
    lines += try await store.mirrors(of: id).map { "\($0.kind)|\(MirrorName($0.url))|\($0.signed?.url ?? "")" }.sorted()
    let status = try await scene.status()
    lines.append(
      "\(status.size)|\(status.held)|\(status.isWhole)|\(status.removed)|\(status.unknown)|\(status.bytes)|\(status.root)"
    )
    lines += try await store.withTree(of: id) { tree in
      var lines = try tree.entries(0..<status.size).map { "\($0)" }
      for segment in 0..<9 { lines += try tree.members(of: segment).map { "\(segment)/\($0.start) \($0.bytes.count)" } }
      return lines + (try tree.files())
    }
    lines.append(
      "threads \(try await store.threads(of: id, limit: 9_999).map { "\($0.title) \($0.messages)" }.sorted())")
    lines.append("\(try await store.check())")
    return lines
  }

  private func expectSame(_ scene: EditionScene, _ newsroom: EditionNewsroom) async throws {
    let mine = try await picture(scene)
    let hosts = scene.lab.mirrors.map { MirrorName($0.url("/")).description }
    try await withScene(newsroom) { other in
      try await other.sync()
      let theirs = try await picture(other)
      let host = MirrorName(other.lab.mirrors[0].url("/")).description
      let plain = { (lines: [String], names: [String]) in
        lines.map { line in names.reduce(line) { $0.replacing($1, with: "mirror") } }
      }
      let (a, b) = (plain(mine, hosts), plain(theirs, [host]))
      for (mine, theirs) in zip(a, b) where mine != theirs { Issue.record("\(mine)\n  is not\n\(theirs)") }
      #expect(a.count == b.count)
    }
  }

  /// How far both go on from the common past: within a bundle, to its end, and over it.
  @Test(arguments: [(20, 4, 3), (300, 5, 9), (300, 300, 300), (250, 3, 270)])
  func aForkIsSettledAndNothingOfTheOtherHistoryIsLeft(articles: Int, theirs: Int, ours: Int) async throws {
    let newsroom = try EditionNewsroom()
    try past(newsroom, articles)
    try await withScene(newsroom) { scene in
      try await scene.sync()
      let kept = try await scene.article("Article 1 기사").id
      _ = try await scene.store.setStarred([kept], true)
      _ = try await scene.store.setRead([kept], true)
      let thief = try newsroom.twin()
      try betray(thief, theirs)
      scene.lab.mirrors[0].site = try thief.site()
      try await scene.sync()
      #expect(try await scene.titles().contains("Article 1, forged"))
      // The newsroom goes on, and the reader sees both.
      let trunk = try newsroom.publish(ours).point
      try scene.serve()
      #expect(try await scene.sync().isUnsafe)
      #expect(try await scene.status().fork != nil)
      // Nothing comes of the branch or of the trunk before the editors speak.
      #expect(try await scene.sync().isUnsafe)

      try newsroom.rotate(trunk: trunk)
      try newsroom.publish(2)
      try scene.serve()
      let report = try await scene.sync()
      #expect(report.trouble == nil && !report.isUnsafe, "\(report)")
      #expect(try await scene.status().fork == nil)
      try await expectSame(scene, newsroom)
      let same = try await scene.article("Article 1 기사")
      #expect(same.id == kept && same.headline.isStarred && same.headline.isRead)
      #expect(try await scene.sync().new == 0)
    }
  }

  @Test func whoFollowedAThiefPastTheTrunkComesBackToIt() async throws {
    let newsroom = try EditionNewsroom()
    try past(newsroom, 60)
    let trunk = try newsroom.publish(1).point
    try await withScene(newsroom) { scene in
      let thief = try newsroom.twin()
      try betray(thief, 300)
      // Whose first visit is to the thief's: nothing older is known here.
      scene.lab.mirrors[0].site = try thief.site()
      try await scene.sync()
      #expect(try await scene.status().size > 360)
      try newsroom.rotate(trunk: trunk)
      try newsroom.publish(40)
      try scene.serve()
      // Once a day it is looked for new keys; nobody signed a state that the old ones don't know.
      #expect(try await scene.sync().trouble == nil)
      try await expectSame(scene, newsroom)
    }
  }

  @Test func betweenTheNewKeysAndTheirFirstStateNothingIsShownAsSigned() async throws {
    let newsroom = try EditionNewsroom()
    try past(newsroom, 20)
    try await withScene(newsroom) { scene in
      try await scene.sync()
      let thief = try newsroom.twin()
      try betray(thief, 3)
      scene.lab.mirrors[0].site = try thief.site()
      try await scene.sync()
      let trunk = try newsroom.publish(40).point
      try scene.serve()
      #expect(try await scene.sync().isUnsafe)
      // The editors' word is out; whoever publishes has not used the new key yet, and the mirror has the thief's state still.
      try newsroom.rotate(trunk: trunk)
      var site = try thief.site()
      let root = try #require(newsroom.roots.newest)
      site["/root/2.json"] = LabSite.File(bytes: root.bytes, type: nil)
      scene.lab.mirrors[0].site = site
      _ = try await scene.sync()
      #expect(try await scene.status().root == 2)
      for headline in try await scene.store.headlines(.newsroom(scene.followed.id), offset: 0, limit: 999) {
        #expect(try await scene.store.proof(of: headline.id) == nil, "\(headline.title)")
      }
      // Reports are not sent to whom the thief named.
      #expect(try await scene.store.mirrors(of: scene.followed.id).allSatisfy { !$0.takesDrops })
      try newsroom.publish(1)
      try scene.serve()
      #expect(try await scene.sync().trouble == nil)
      try await expectSame(scene, newsroom)
    }
  }
}
