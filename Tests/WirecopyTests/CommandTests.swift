import Foundation
import MirrorLab
import Testing

extension WholeProgram {
  @Suite struct CommandTests {}
}

/// The commands as a script would use them: real processes, real sockets, a real store.
extension WholeProgram.CommandTests {
  @Test func aReaderFollowsTwoMirrorsReadsAndSearchesAndKeepsReadingWhenBothAreGone() async throws {
    let lab = try await Lab.start(mirrors: 2, site: SampleFeed.site(12))
    let program = try Program()
    defer { program.clear() }
    let urls = lab.mirrors.map { $0.url("/news.atom") }

    let added = try program.run(["add"] + urls + ["--name", "Strike"])
    #expect(added.status == 0, "\(added.complaint)")
    #expect(added.output.contains("Strike"))

    let synced = try program.run("sync", "--json")
    #expect(synced.status == 0)
    let round = try #require((object(synced.output)["newsrooms"] as? [[String: Any]])?.first)
    #expect(round["name"] as? String == "Strike")
    #expect((round["served"] as? String).map(urls.contains) == true)

    await lab.stop()
    let listed = try object(try program.run("list", "--json").output)
    let articles = try #require(listed["articles"] as? [[String: Any]])
    #expect(articles.count == 12)
    #expect(articles.first?["title"] as? String == "Report 12 from the picket")
    let id = try #require(articles.first?["id"] as? Int)

    let read = try program.run("read", "\(id)")
    #expect(read.status == 0)
    #expect(read.output.contains("명동성당"))
    let found = try object(try program.run("search", "조합원", "--json").output)
    #expect((found["articles"] as? [[String: Any]])?.count == 12)

    let offline = try program.run("sync")
    #expect(offline.status == 3)
    #expect(try program.run("list", "--unread", "--json").output.contains("\"id\":\(id),") == false)
  }

  @Test func theNextMirrorServesWhenTheFirstOneFailsAndTheLineSaysWhy() async throws {
    let lab = try await Lab.start(mirrors: 2, site: SampleFeed.site(3))
    let program = try Program()
    defer { program.clear() }
    let urls = lab.mirrors.map { $0.url("/news.atom") }
    // The faster one is asked first.
    lab.mirrors[1].fault = .slow(milliseconds: 300)
    #expect(try program.run(["add"] + urls + ["--name", "Strike"]).status == 0)
    lab.mirrors[1].fault = .none

    lab.serve(SampleFeed.site(5))
    lab.mirrors[0].fault = .blockPage
    let synced = try program.run("sync")
    await lab.stop()
    #expect(synced.status == 0)
    #expect(synced.output.contains("2 new"), "\(synced.output)")
    #expect(synced.output.contains("127.0.0.1:\(lab.mirrors[0].port) blocked"), "\(synced.output)")
    #expect(synced.output.contains("in place of"), "\(synced.output)")
  }

  @Test func aBadAddressAmongGoodOnesIsNamedAndTheOthersAreKept() async throws {
    var site = SampleFeed.site(2)
    site["/picture.png"] = .init(bytes: [0x89, 0x50, 0x4E, 0x47, 0, 1, 2, 3], type: "image/png")
    let lab = try await Lab.start(mirrors: 1, site: site)
    let program = try Program()
    defer { program.clear() }
    let good = lab.mirrors[0].url("/news.atom")
    let bad = lab.mirrors[0].url("/picture.png")
    let added = try program.run("add", good, bad, "--name", "Strike")
    #expect(added.status == 1)
    #expect((added.output + added.complaint).contains("/picture.png"), "\(added)")
    #expect(try program.run("mirrors").output.contains(good))
    #expect(try program.run("mirrors").output.contains(bad) == false)

    let alone = try program.run("add", bad)
    await lab.stop()
    #expect(alone.status == 1)
    #expect(try program.run("newsrooms", "--json").output.contains("picture") == false)
  }

  @Test func aPageLeadsToItsFeed() async throws {
    var site = SampleFeed.site(2)
    site["/index.html"] = .init(
      "<html><head><title>Strike</title><link rel=alternate type=application/atom+xml href=news.atom></head></html>",
      type: "text/html")
    let lab = try await Lab.start(mirrors: 1, site: site)
    let program = try Program()
    defer { program.clear() }
    let added = try program.run("add", lab.mirrors[0].url("/"))
    await lab.stop()
    #expect(added.status == 0, "\(added.complaint)")
    #expect(try program.run("mirrors").output.contains("/news.atom"))
  }

  @Test func wrongUsageAndWrongSettingsEndWithTwoAndSayWhere() throws {
    let program = try Program()
    defer { program.clear() }
    #expect(try program.run("read").status == 2)
    #expect(try program.run("read", "many").status == 2)
    #expect(try program.run("list", "--limit", "0").status == 2)
    #expect(try program.run("nonsense", "--what").status == 2)

    try "[desk]\ntheme = \"dark\"\ncolour = 3\n".write(
      toFile: "\(program.home)/config.toml", atomically: true, encoding: .utf8)
    let wrong = try program.run("desk")
    #expect(wrong.status == 2)
    #expect(wrong.complaint.contains("config.toml, line 3"), "\(wrong.complaint)")
    #expect(wrong.complaint.contains("colour"))
  }

  @Test func theDeskWithoutATerminalSaysSoInOneLine() throws {
    let program = try Program()
    defer { program.clear() }
    let answer = try program.run("desk")
    #expect(answer.status == 1)
    #expect(answer.complaint.split(separator: "\n").count == 1, "\(answer.complaint)")
    #expect(answer.complaint.contains("terminal"), "\(answer.complaint)")
  }

  @Test func aStoreThatIsNoStoreIsToldApartAndLeftAlone() throws {
    let program = try Program()
    defer { program.clear() }
    let bytes = Data("this is a letter, not a database, and longer than a header of a hundred bytes would be ".utf8)
    try (bytes + bytes).write(to: URL(filePath: "\(program.home)/store.sqlite"))
    let answer = try program.run("list")
    #expect(answer.status == 1)
    #expect(answer.complaint.contains("store.sqlite"))
    #expect(try Data(contentsOf: URL(filePath: "\(program.home)/store.sqlite")) == bytes + bytes)
  }

  @Test func subscriptionsGoOutAndComeInAgainWithTheirMirrors() async throws {
    let lab = try await Lab.start(mirrors: 2, site: SampleFeed.site(2))
    let program = try Program()
    let second = try Program()
    defer {
      program.clear()
      second.clear()
    }
    let urls = lab.mirrors.map { $0.url("/news.atom") }
    #expect(try program.run(["add"] + urls + ["--name", "Strike & more"]).status == 0)
    await lab.stop()
    let exported = try program.run("opml", "export")
    #expect(exported.status == 0)
    try exported.output.write(toFile: "\(second.home)/list.opml", atomically: true, encoding: .utf8)
    let imported = try second.run("opml", "import", "\(second.home)/list.opml")
    #expect(imported.status == 0, "\(imported.complaint)")
    let mirrors = try second.run("mirrors").output
    #expect(mirrors.contains("Strike & more"))
    for url in urls { #expect(mirrors.contains(url)) }
  }

  @Test func twoSyncsAtOnceLeaveTheWorkToOne() async throws {
    let lab = try await Lab.start(mirrors: 1, site: SampleFeed.site(2))
    let program = try Program()
    defer { program.clear() }
    #expect(try program.run("add", lab.mirrors[0].url("/news.atom"), "--name", "Strike").status == 0)
    lab.mirrors[0].fault = .slow(milliseconds: 3_000)
    let first = try program.start(["sync"])
    defer { first.terminate() }
    let deadline = ContinuousClock.now + .seconds(5)
    let before = lab.mirrors[0].requestCount
    while lab.mirrors[0].requestCount == before, ContinuousClock.now < deadline {
      try await Task.sleep(for: .milliseconds(10))
    }
    let second = try program.run("sync")
    #expect(second.status == 0)
    #expect(second.output.contains("another"), "\(second)")
    first.terminate()
    first.waitUntilExit()
    await lab.stop()
  }
}
