import Feeds
import Foundation
import MirrorLab
import News
import Testing

extension WholeProgram {
  @Suite struct ShelfCommandTests {}
}

/// Tags, mutes, saved searches, boards and what is kept, as a script uses them.
extension WholeProgram.ShelfCommandTests {
  private func scene(_ site: LabSite = SampleFeed.site(12)) async throws -> (Lab, Program) {
    let lab = try await Lab.start(mirrors: 1, site: site)
    let program = try Program()
    try #require(try program.run("add", lab.mirrors[0].url("/news.atom"), "--name", "Strike").status == 0)
    try #require(try program.run("sync").status == 0)
    return (lab, program)
  }

  private func list(_ program: Program, _ arguments: String...) throws -> [[String: Any]] {
    let answer = try program.run(arguments + ["--json"])
    #expect(answer.status == 0, "\(arguments): \(answer.complaint)")
    let object = try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any]
    return object?.values.compactMap { $0 as? [[String: Any]] }.first ?? []
  }

  @Test func tagsMutesAndSavedSearchesAreListsAndAreTakenBack() async throws {
    let (lab, program) = try await scene()
    defer { program.clear() }
    await lab.stop()
    let ids = try list(program, "list").compactMap { $0["id"] as? Int }
    #expect(ids.count == 12)
    #expect(try program.run("tag", "later", "\(ids[0])", "\(ids[3])").output.contains("2 articles"))
    #expect(try list(program, "list", "--tag", "LATER").map { $0["id"] as? Int } == [ids[0], ids[3]])
    #expect(try list(program, "tag").first?["total"] as? Int == 2)
    #expect(try program.run("list", "--limit", "1").output.contains("#later"))

    #expect(try program.run("search", "--save", "Picket", "picket", "unread").status == 0)
    #expect(try list(program, "list", "--search", "picket").count == 6)
    #expect(try list(program, "searches").first?["unread"] as? Int == 6)

    let muted = try program.run("mute", "--word", "picket", "--for", "7d")
    #expect(muted.status == 0 && muted.output.contains("6 articles"), "\(muted.output)\(muted.complaint)")
    #expect(try list(program, "list").count == 6)
    #expect(try list(program, "search", "muted").count == 6)
    #expect(try list(program, "mute").first?["kind"] as? String == "word")
    #expect(try program.run("undo").output.contains("the mute is taken back"))
    #expect(try list(program, "list").count == 12)
    #expect(try program.run("undo").output.contains("the saved search is taken back"))
    #expect(try program.run("undo").output.contains("2 tags taken back"))
    #expect(try list(program, "list", "--sort", "oldest").first?["id"] as? Int == ids.last)
  }

  @Test func aWrongSearchSaysWhatIsWrongAndWhere() async throws {
    let (lab, program) = try await scene()
    defer { program.clear() }
    await lab.stop()
    let wrong = try program.run("search", "picket", "before:soon")
    #expect(wrong.status == 2)
    #expect(
      wrong.complaint.contains("soon is no date") && wrong.complaint.contains("at character 8"), "\(wrong.complaint)")
    #expect(try program.run("search", "--save", "x", "lang:?").status == 2)
    #expect(try list(program, "searches").isEmpty)
    #expect(try program.run("list", "--tag", "none").status == 2)
    #expect(try program.run("mute", "--for", "7d").status == 2)
    #expect(try program.run("mute", "--word", "x", "--for", "soon").status == 2)
    #expect(try program.run("keep", "--pictures", "much").status == 2)
  }

  @Test func whatIsKeptIsShownTriedAndLetGoAndStaysAway() async throws {
    let (lab, program) = try await scene()
    defer { program.clear() }
    let tried = try program.run("keep", "--articles", "5", "--unread", "go", "--dry-run")
    #expect(tried.status == 0 && tried.output.contains("would go: 7 articles"), "\(tried.output)\(tried.complaint)")
    #expect(try program.run("keep").output.contains("all newsrooms: everything is kept"))
    let set = try program.run("keep", "--articles", "5", "--unread", "go")
    #expect(
      set.output.contains("the newest 5 articles") && set.output.contains("would go: 7 articles"), "\(set.output)")
    let dry = try program.run("keep", "--sweep", "--dry-run")
    #expect(dry.status == 0 && dry.output.hasPrefix("would go: 7 articles"), "\(dry)")
    #expect(try program.run("keep", "--sweep", "--dry-run", "--json").output.contains("\"articles\":7"))
    #expect(try list(program, "list").count == 12)
    // The sweep follows the rounds; the feed that still has them does not bring them back.
    lab.serve(SampleFeed.site(13))
    #expect(try program.run("sync").status == 0)
    #expect(try list(program, "list").count == 5)
    lab.serve(SampleFeed.site(13, words: "again"))
    #expect(try program.run("sync").status == 0)
    #expect(try list(program, "list").count == 5)
    await lab.stop()
  }

  /// An article whose picture is on the mirror, too; `tag` makes the feed a changed one.
  private func pictured(_ bytes: Int, tag: Int = 1) -> LabSite {
    let picture = Enclosure(url: "https://closed.example/march.jpg", type: "image/jpeg")
    let articles = (1...tag).reversed().map { number in
      Article(
        guid: "\(number)", title: "March \(number)", published: SampleFeed.moment, content: "<p>March</p>",
        text: "March",
        enclosures: [picture])
    }
    let feed = FeedWriter.atom(
      articles, title: "Strike", id: "tag:strike.example,2026:feed", link: "https://strike.example/",
      updated: SampleFeed.moment)
    return LabSite([
      "/news.atom": .init(bytes: feed, etag: "\"\(tag)\""),
      "/march.jpg": .init(bytes: [UInt8](repeating: 7, count: bytes), type: "image/jpeg", etag: "\"p\""),
    ])
  }

  @Test func picturesAreFetchedAheadFromTheMirror() async throws {
    let (lab, program) = try await scene(pictured(3_000_000))
    defer { program.clear() }
    #expect(try program.run("prefetch").status == 2)
    #expect(try program.run("keep", "--ahead", "on").status == 0)
    let fetched = try program.run("prefetch", "--json")
    #expect(
      fetched.status == 0 && fetched.output.contains("\"bytes\":3000000"), "\(fetched.output)\(fetched.complaint)")
    #expect(fetched.output.contains("\"fetched\":1"))
    #expect(try list(program, "keep").first?["fileBytes"] as? Int == 3_000_000)
    await lab.stop()
  }

  @Test func onAMeteredLineTheNewsComesWhenAskedForAndItsPicturesWhenTheyAre() async throws {
    let (lab, program) = try await scene(pictured(30_000))
    defer { program.clear() }
    #expect(try program.run("keep", "--ahead", "on").status == 0)
    try program.write("[sync]\nmetered = \"always\"\n", to: "config.toml")
    lab.serve(pictured(30_000, tag: 2))
    #expect(try program.run("sync").output.contains("1 new"))
    #expect(lab.mirrors[0].requests.filter { $0.path == "/march.jpg" }.isEmpty, "nobody asked for the picture")
    // The same round on a line that costs nothing brings it.
    try program.write("[sync]\nmetered = \"never\"\n", to: "config.toml")
    lab.serve(pictured(30_000, tag: 3))
    #expect(try program.run("sync").output.contains("1 new"))
    #expect(lab.mirrors[0].requests.filter { $0.path == "/march.jpg" }.count == 1)
    #expect(try list(program, "keep").first?["fileBytes"] as? Int == 30_000)
    await lab.stop()
  }

  @Test func onAMeteredLinePicturesThatAreAskedForAreFetched() async throws {
    let (lab, program) = try await scene(pictured(30_000))
    defer { program.clear() }
    #expect(try program.run("keep", "--ahead", "on").status == 0)
    try program.write("[sync]\nmetered = \"always\"\n", to: "config.toml")
    let fetched = try program.run("prefetch", "--json")
    #expect(fetched.status == 0 && fetched.output.contains("\"fetched\":1"), "\(fetched.output)\(fetched.complaint)")
    await lab.stop()
  }

  @Test func aBoardShowsItsThreadsAndCatchesUp() async throws {
    let messages = (1...4).map { number in
      Article(
        guid: "m\(number)", title: "Message \(number)",
        published: SampleFeed.moment.addingTimeInterval(Double(number) * 60),
        content: "<p>text</p>", text: "text", inReplyTo: number == 1 ? nil : "m\(number / 2)")
    }
    let feed = FeedWriter.atom(
      messages.reversed(), title: "Board", id: "tag:board.example,2026:feed", link: "https://board.example/",
      updated: SampleFeed.moment)
    let (lab, program) = try await scene(LabSite(["/news.atom": .init(bytes: feed, etag: "\"1\"")]))
    defer { program.clear() }
    await lab.stop()
    let thread = try #require(try list(program, "board", "Strike").first)
    #expect(thread["messages"] as? Int == 4 && thread["title"] as? String == "Message 1")
    let id = try #require(thread["id"] as? Int)
    #expect(try list(program, "board", "Strike", "--thread", "\(id)").map { $0["depth"] as? Int } == [0, 1, 2, 1])
    #expect(try program.run("board", "Strike", "--thread", "\(id)", "--read").output.contains("4 articles marked read"))
    #expect(try list(program, "list", "--unread").isEmpty)
    #expect(try program.run("undo").output.contains("4 articles are unread again"))
  }
}
