import Foundation
import MirrorLab
import Testing

extension WholeProgram {
  @Suite struct CommandMannersTests {}
}

/// What commands say where there is little to do, or something is not as it should be.
extension WholeProgram.CommandMannersTests {
  private static let korean: [String: String?] = ["LANG": "ko_KR.UTF-8"]

  @Test func aNewsroomWithoutMirrorsHoldsUpNoSyncAndMutedArticlesCount() async throws {
    let lab = try await Lab.start(mirrors: 1, site: SampleFeed.site(4))
    let program = try Program()
    defer { program.clear() }
    let file = try program.write(
      #"{"articles":[{"newsroom":"Old paper","guid":"a","title":"An old one","text":"Words."}]}"#, to: "old.json")
    #expect(try program.run("import", file).status == 0)
    let nothing = try program.run("sync")
    #expect(nothing.status == 0 && nothing.output.contains("no newsroom has a mirror"), "\(nothing)")
    #expect(try program.run("sync", "--quiet").output.isEmpty)
    #expect(try program.run("sync", "Old paper").status != 0, "it was named")
    #expect(try program.run("add", lab.mirrors[0].url("/news.atom"), "--name", "Strike").status == 0)
    for words in [["sync"], ["mirrors", "retry"]] {
      let synced = try program.run(words)
      #expect(synced.status == 0 && !synced.output.contains("Old paper"), "\(synced)")
    }
    await lab.stop()

    #expect(try program.run("mute", "--word", "picket").status == 0)
    #expect(try program.run("mute").output.contains("word: picket"))
    #expect(try program.run(["mute"], environment: Self.korean).output.contains("낱말: picket"))
    #expect(try program.run("doctor", "--offline").output.contains("newsrooms: 2, articles: 5"))

    #expect(try program.run("list", "--starred").output == "nothing here\n")
    #expect(try program.run("list", "Strike", "--section", "labor").output.contains("파업 소식 3"))
    let unknown = try program.run("list", "Strike", "--section", "nosuch")
    #expect(unknown.status == 2 && unknown.complaint.contains("Labor"), "\(unknown)")
    #expect(try program.run("list", "Old paper", "--section", "nosuch").complaint.contains("no sections"))
    #expect(try program.run("mark", "--all", "--newsroom", "Strike", "--section", "nosuch").status == 2)
    #expect(try program.run("mark", "--all", "--newsroom", "Strike", "--section", "LABOR").status == 0)
    #expect(try program.run("list", "Strike", "--unread").output == "nothing here\n")
  }

  @Test func anEmptyStoreIsAdvisedToSync() throws {
    let program = try Program()
    defer { program.clear() }
    #expect(try program.run("add", "--offline", "https://a.example/feed", "--name", "Strike").status == 0)
    #expect(try program.run("list").output.contains("wirecopy sync"))
    #expect(try program.run("report", "new", "--title", "One", "--body", "-", input: "Text.\n").output == "1\n")
    // To gettext, the empty phrase is the catalogue's header.
    let shown = try program.run(["report", "show", "1"], environment: Self.korean).output
    #expect(try shown.contains("One") && shown != program.run("report", "show", "1").output, "\(shown)")
    #expect(!shown.contains("Content-Type") && !shown.contains("Project-Id-Version"), "\(shown)")
  }

  @Test func proseIsNoListOfMirrors() throws {
    let program = try Program()
    defer { program.clear() }
    #expect(try program.run("add", "--offline", "https://a.example/feed", "--name", "Strike").status == 0)
    let prose = try program.run(["mirrors", "import", "Strike", "-"], input: "foo\nsent. to you\nb.example/feed\n")
    #expect(prose.status == 1 && prose.output.contains("1 mirror added"), "\(prose)")
    #expect(prose.complaints.count == 2, "\(prose)")
    #expect(prose.complaint.contains("line 1") && prose.complaint.contains("sent. to you"), "\(prose)")

    #expect(try program.run("mirrors", "move", "a.example", "9").output.contains("to place 2"))
    #expect(try program.run("mirrors", "route", "a.example", "foo").status == 2)
    let network = try program.run("mirrors", "network", "foo").complaint
    #expect(network.contains("direct, tor or socks5h") && network.contains("foo"), "\(network)")
    for word in ["address", "pin", "settings"] { #expect(!network.contains(word), "\(network)") }
    #expect(try program.run("mirrors", "network", "address", "192.0.2.1").complaint.contains("belong to one mirror"))
    for words in [["mirrors", "export", "Strike"], ["export", "--output"]] {
      let there = try program.run(words + [try program.write("mine", to: "list")])
      #expect(there.status == 1 && there.complaint.contains("is there already, and nothing is overwritten"), "\(there)")
    }
    let nowhere = try program.run("edition", "verify", program.file("nowhere"))
    #expect(nowhere.status == 1 && nowhere.complaint.contains("no such folder"), "\(nowhere)")
  }

  @Test func doctorSaysWhatKeepsTheDeskFromStarting() throws {
    let program = try Program()
    defer { program.clear() }
    let well = try program.run("doctor", "--offline")
    #expect(well.output.contains("✓ settings"), "\(well)")
    for text in [
      "[keys.nosuch]\n\"<C-n>\" = \"down\"\n", "[keys.front]\n\"<C-n>\" = \"nosuch\"\n",
      "[keys.front]\n\"jj\" = \"sync\"\n", "[desk]\ntheme = \"nosuch\"\n",
    ] {
      try program.write(text, to: "config.toml")
      let desk = try program.run("desk")
      #expect(desk.status == 2, "\(text): \(desk)")
      let looked = try program.run("doctor", "--offline")
      #expect(looked.status == 1 && looked.output.contains("✗ settings"), "\(text): \(looked)")
    }
  }
}
