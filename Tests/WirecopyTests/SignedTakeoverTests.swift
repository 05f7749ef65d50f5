import Foundation
import MirrorLab
import Testing

extension WholeProgram {
  @Suite(.timeLimit(.minutes(2))) struct SignedTakeoverTests {}
}

/// A newsroom that was followed by its feed becomes a signed one, by the commands that its reader has.
extension WholeProgram.SignedTakeoverTests {
  /// The place of a newsroom with its site and feed, on a mirror, and somebody who follows the feed and has marked an article.
  private func play(
    _ name: String = "feed.atom", _ scene: (Program, EditorRoom, LabMirror, _ marked: Int) async throws -> Void
  ) async throws {
    let (editors, reader) = (try Program(), try Program())
    defer { for program in [editors, reader] { program.clear() } }
    let room = try EditorRoom(editors)
    for number in 1...3 { #expect(try room.add("Day \(number)").status == 0) }
    #expect(try room.publish(editors.file("www")).status == 0)
    let lab = try await Lab.start(site: try LabSite.folder(editors.file("www")))
    do {
      let added = try reader.run("add", lab.mirrors[0].url("/feed.atom"))
      #expect(added.status == 0, "\(added)")
      let marked = try #require(try reader.articles().first { $0["title"] as? String == "Day 2" }?["id"] as? Int)
      #expect(try reader.run("mark", "\(marked)").status == 0 && reader.run("star", "\(marked)").status == 0)
      try await scene(reader, room, lab.mirrors[0], marked)
    } catch {
      await lab.stop()
      throw error
    }
    await lab.stop()
  }

  private func expectTakenOver(_ reader: Program, _ marked: Int) throws {
    let newsrooms = try object(try reader.run("newsrooms", "--json").output)["newsrooms"] as? [[String: Any]]
    #expect(newsrooms?.count == 1)
    let articles = try reader.articles()
    #expect(articles.count == 3 && Set(articles.compactMap { $0["title"] as? String }).count == 3)
    let kept = try #require(articles.first { $0["id"] as? Int == marked })
    #expect(kept["title"] as? String == "Day 2" && kept["read"] as? Bool == true && kept["starred"] as? Bool == true)
    #expect(articles.count { $0["read"] as? Bool == true } == 1)
    #expect(try reader.edition()["complete"] as? Bool == true)
  }

  @Test func theLinkToTheFolderOfItsFeedMakesItSigned() async throws {
    try await play { reader, room, mirror, marked in
      let added = try reader.run("add", mirror.url("/") + "#" + room.fingerprint)
      #expect(added.status == 0 && added.output.contains("signed from now on"), "\(added)")
      try expectTakenOver(reader, marked)
    }
  }

  @Test func elsewhereItsReaderSaysThatItIsTheSameNewsroom() async throws {
    try await play { reader, room, mirror, marked in
      let name = try #require(
        (try object(try reader.run("newsrooms", "--json").output)["newsrooms"] as? [[String: Any]])?.first?["name"]
          as? String)
      let other = try await Lab.start(site: mirror.site)
      let link = other.mirrors[0].url("/") + "#" + room.fingerprint
      let added = try reader.run("mirrors", "add", name, link)
      await other.stop()
      #expect(added.status == 0, "\(added)")
      try expectTakenOver(reader, marked)
      // Nothing unsigned is taken from then on.
      mirror.site["/feed.atom"] = nil
      #expect(try reader.run("mirrors", "--json").output.contains("\"kind\":\"edition\""))
    }
  }

  @Test func otherKeysThanThoseOfTheLinkChangeNothing() async throws {
    try await play { reader, room, mirror, marked in
      let other = try Program()
      defer { other.clear() }
      let fingerprint = try EditorRoom(other).fingerprint
      let refused = try reader.run("add", mirror.url("/") + "#" + fingerprint)
      #expect(refused.status == 4 && refused.complaint.contains("not those of the fingerprint"), "\(refused)")
      mirror.fault = .refuse
      #expect(try reader.run("add", mirror.url("/") + "#" + room.fingerprint).status == 3)
      #expect(try reader.edition().isEmpty)
      let kept = try #require(try reader.articles().first { $0["id"] as? Int == marked })
      #expect(kept["starred"] as? Bool == true)
    }
  }
}
