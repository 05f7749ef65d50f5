import Foundation
import MirrorLab
import Testing

extension WholeProgram {
  @Suite struct MirrorCommandsTests {}
}

/// The mirrors page as commands: who is asked, in which order, by which way, and why.
extension WholeProgram.MirrorCommandsTests {
  private func mirrors(_ program: Program) throws -> [[String: Any]] {
    try #require(try object(try program.run("mirrors", "--json").output)["mirrors"] as? [[String: Any]])
  }

  @Test func aListGoesOutAndComesInAgainAndItsBadLinesAreNamed() async throws {
    let lab = try await Lab.start(mirrors: 2, site: SampleFeed.site(2))
    let (program, second) = (try Program(), try Program())
    defer {
      program.clear()
      second.clear()
    }
    let urls = lab.mirrors.map { $0.url("/news.atom") }
    #expect(try program.run(["add"] + urls + ["--name", "Strike"]).status == 0)
    #expect(try program.run("mirrors", "route", urls[1], "tor", "address", "192.0.2.7").status == 0)
    let path = program.file("mirrors.txt")
    #expect(try program.run("mirrors", "export", "Strike", path).status == 0)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let list = try String(contentsOfFile: path, encoding: .utf8)
    #expect(
      list.contains(urls[0]) && list.contains("\(urls[1]) address=192.0.2.7") && !list.contains("9050"), "\(list)")
    let again = try program.run("mirrors", "export", "Strike", path)
    #expect(again.status == 1 && again.complaints.count == 1, "a file that is there is left alone: \(again)")
    #expect(try program.run("mirrors", "export").output == list, "of one newsroom, its name can be left out")

    #expect(try second.run("add", "--offline", "https://other.example/feed", "--name", "Strike").status == 0)
    let more =
      list + "\n# from a friend\nhttps://me:secret@kr2.example/\nftp://kr3.example/\nhttps://kr4.example/ relay\n"
    let imported = try second.run(["mirrors", "import", "Strike", "-"], input: more)
    #expect(imported.status == 1)
    #expect(imported.output.contains("3 mirrors added"), "\(imported)")
    #expect(imported.complaints.count == 2 && imported.complaint.contains("line 5"), "\(imported.complaint)")
    #expect(!imported.complaint.contains("secret"))
    let known = try object(try second.run(["mirrors", "import", "Strike", "-", "--json"], input: list).output)
    #expect((known["known"] as? [String])?.count == 2 && (known["added"] as? [String])?.isEmpty == true, "\(known)")
    let all = try mirrors(second)
    #expect(all.count == 4)
    let routed = try #require(all.first { $0["url"] as? String == urls[1] })
    #expect((routed["route"] as? [String: Any])?["addresses"] as? [String] == ["192.0.2.7"])
    await lab.stop()
  }

  @Test func aMirrorThatFailsIsLeftAloneSaysWhyAndIsAskedAgainByRetry() async throws {
    let lab = try await Lab.start(mirrors: 2, site: SampleFeed.site(2))
    let program = try Program()
    defer { program.clear() }
    let urls = lab.mirrors.map { $0.url("/news.atom") }
    #expect(try program.run(["add"] + urls + ["--name", "Strike"]).status == 0)
    lab.mirrors[0].fault = .reset
    for _ in 0..<3 { #expect(try program.run("mirrors", "test", urls[0]).status == 3) }
    var bad = try #require(try mirrors(program).first { $0["url"] as? String == urls[0] })
    #expect(bad["state"] as? String == "resting" && bad["rest"] is String && bad["blocked"] as? Bool == false, "\(bad)")
    #expect((bad["success"] as? Double).map { $0 < 0.5 } == true && bad["score"] is Double, "\(bad)")

    let why = try program.run("mirrors", "why", urls[0])
    #expect(why.output.contains("left alone") && why.output.contains("score"), "\(why.output)")
    let shape = try object(try program.run("mirrors", "why", urls[0], "--json").output)
    #expect((shape["why"] as? [String])?.isEmpty == false && shape["blocked"] as? Bool == false)

    lab.mirrors[0].fault = .none
    lab.mirrors[1].fault = .refuse
    for mirror in lab.mirrors { mirror.forgetRequests() }
    let retried = try object(try program.run("mirrors", "retry", "--json").output)
    let round = try #require((retried["newsrooms"] as? [[String: Any]])?.first)
    #expect(round["served"] as? String == urls[0], "\(round)")
    bad = try #require(try mirrors(program).first { $0["url"] as? String == urls[0] })
    #expect(bad["state"] as? String == "up" && bad["rest"] == nil, "\(bad)")
    await lab.stop()
  }

  @Test func aBlockPageBesideAMirrorThatServesIsCalledBlocked() async throws {
    let lab = try await Lab.start(
      mirrors: 2, site: SampleFeed.site(2), addresses: ["127.0.0.1", "127.0.0.2"])
    let program = try Program()
    defer { program.clear() }
    let urls = lab.mirrors.map { $0.url("/news.atom") }
    // The faster one is asked first.
    lab.mirrors[1].fault = .slow(milliseconds: 300)
    #expect(try program.run(["add"] + urls + ["--name", "Strike"]).status == 0)
    lab.mirrors[1].fault = .none
    lab.serve(SampleFeed.site(3))
    lab.mirrors[0].fault = .blockPage
    let synced = try program.run("sync", "--json")
    let round = try #require((try object(synced.output)["newsrooms"] as? [[String: Any]])?.first)
    #expect(round["served"] as? String == urls[1])
    let outcome = try #require((round["mirrors"] as? [[String: Any]])?.first { $0["url"] as? String == urls[0] })
    #expect(outcome["verdict"] as? String == "notAFeed" && outcome["blocked"] as? Bool == true, "\(outcome)")
    #expect((outcome["evidence"] as? [String: Any])?["witness"] is String, "\(outcome)")
    #expect((outcome["sentence"] as? String)?.contains("blocked") == true, "\(outcome)")
    let listed = try #require(try mirrors(program).first { $0["url"] as? String == urls[0] })
    #expect(listed["blocked"] as? Bool == true)
    await lab.stop()
  }

  @Test func thePinnedOneAloneIsAskedAndTheOthersOnceOnRequest() async throws {
    let lab = try await Lab.start(mirrors: 2, site: SampleFeed.site(2))
    let program = try Program()
    defer { program.clear() }
    let urls = lab.mirrors.map { $0.url("/news.atom") }
    #expect(try program.run(["add"] + urls + ["--name", "Strike"]).status == 0)
    #expect(try program.run("mirrors", "pin", urls[0]).status == 0)
    lab.mirrors[0].fault = .refuse
    lab.mirrors[1].forgetRequests()
    #expect(try program.run("sync").status == 3)
    #expect(lab.mirrors[1].requestCount == 0)
    let others = try program.run("sync", "--ask-others")
    #expect(others.status == 0 && lab.mirrors[1].requestCount > 0, "\(others)")
    #expect(try mirrors(program).first?["pinned"] as? Bool == true, "the pin stays")
    await lab.stop()
  }

  @Test func mirrorsAreMovedByTheirPlaceAndWrongPlacesAreRefused() async throws {
    let program = try Program()
    defer { program.clear() }
    let urls = (1...3).map { "https://mirror\($0).example/feed" }
    #expect(try program.run(["add", "--offline"] + urls + ["--name", "Strike"]).status == 0)
    #expect(try program.run("mirrors", "move", urls[2], "1").status == 0)
    #expect(try mirrors(program).compactMap { $0["url"] as? String } == [urls[2], urls[0], urls[1]])
    let refused = try program.run("mirrors", "move", urls[2], "0")
    #expect(refused.status == 2 && refused.complaint.contains("from 1"), "\(refused)")
    #expect(try program.run("mirrors", "move", urls[2], "first").status == 2)
  }

  @Test(arguments: [
    ["mirrors", "route", "https://mirror1.example/feed", "vpn"],
    ["mirrors", "route", "https://mirror1.example/feed", "socks5://127.0.0.1:9050"],
    ["mirrors", "route", "https://mirror1.example/feed", "address", "mirror.example"],
    ["mirrors", "route", "https://mirror1.example/feed", "pin", "sha256//short"],
    ["mirrors", "route", "https://mirror1.example/feed", "doh", "https://dns.example/"],
    ["mirrors", "network", "address", "192.0.2.1"], ["mirrors", "network", "http://127.0.0.1:8118"],
    ["mirrors", "network", "settings"], ["mirrors", "network", "anything"],
    ["mirrors", "import", "Strike", "/nowhere/at/all"], ["mirrors", "import", "Nobody", "-"],
    ["mirrors", "export", "Nobody"], ["mirrors", "retry", "Nobody"],
  ])
  func whatCantBeDoneIsRefusedInOneLineAndChangesNothing(words: [String]) throws {
    let program = try Program()
    defer { program.clear() }
    #expect(try program.run("add", "--offline", "https://mirror1.example/feed", "--name", "Strike").status == 0)
    let refused = try program.run(words)
    #expect(refused.status == 1 || refused.status == 2, "\(refused)")
    #expect(refused.complaints.count == 1 && refused.output.isEmpty, "\(refused)")
    #expect(!FileManager.default.fileExists(atPath: program.file("config.toml")))
    #expect(try mirrors(program).count == 1)
    #expect(try mirrors(program).first?["route"] == nil)
  }
}
