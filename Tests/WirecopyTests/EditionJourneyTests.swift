import Edition
import Foundation
import Glibc
import News
import Seal
import Store
import Testing

extension WholeProgram {
  @Suite struct EditionJourneyTests {}
}

/// The program as readers of a signed newsroom use it: followed from a stick, passed on, followed from the copy.
extension WholeProgram.EditionJourneyTests {
  /// A signed newsroom in a folder; its fingerprint.
  static func publish(_ articles: Int, to folder: String) throws -> String {
    let (editor, head) = (SigningKey(), SigningKey())
    var roots = RootChain()
    let draft = RootDraft(
      expires: Date(timeIntervalSince1970: 2_000_000_000), editors: [editor.publicKey], threshold: 1,
      heads: [head.publicKey], origin: "test.example/strike", title: "Strike 파업", languages: ["ko"], recipients: [])
    try roots.append(draft.file(signedBy: [editor]))
    var writer = try EditionWriter(folder: folder, roots: roots)
    for number in 0..<articles {
      let text = "<p>Article \(number). " + String(repeating: "solidarity \(number) ", count: 60) + "</p>"
      let body = try writer.add(body: Array(text.utf8), type: "text/html")
      try writer.add(.article(EntryArticle(title: "Article \(number)", body: body), time: .now))
    }
    _ = try writer.publish(signedBy: head, time: .now)
    return roots.fingerprint?.text ?? ""
  }

  @Test func aReaderFollowsAStickAndBecomesAMirrorForTheNext() throws {
    let (first, second) = (try Program(), try Program())
    defer {
      first.clear()
      second.clear()
    }
    let stick = first.file("stick")
    let fingerprint = try Self.publish(30, to: stick)
    let added = try first.run("add", stick + "/#" + fingerprint)
    #expect(added.status == 0 && added.output.contains("following Strike 파업"), "\(added)")
    #expect(added.output.contains("keys: wc1 ") && !added.output.contains("vouched"))
    let listed = try object(try first.run("newsrooms", "--json").output)
    let edition = try #require((listed["newsrooms"] as? [[String: Any]])?.first?["edition"] as? [String: Any])
    #expect(edition["fingerprint"] as? String == fingerprint && edition["complete"] as? Bool == true)
    #expect(edition["size"] as? Int == 30)
    let copied = try first.run("mirror", first.file("copy"))
    #expect(copied.status == 0 && copied.output.contains("30 entries"), "\(copied)")
    for name in ["checkpoint", "root/1.json", "segment/000000", "tile/entries/000.p/30", "tile/0/000.p/30"] {
      let (mine, theirs) = (first.file("copy/") + name, stick + "/" + name)
      #expect(FileManager.default.contentsEqual(atPath: mine, andPath: theirs), "\(name)")
    }
    let again = try object(try first.run("mirror", first.file("copy"), "--json").output)
    #expect(again["files"] as? Int == 0)
    // The second knows nothing but where the copy lies: the keys are shown, to be compared.
    let followed = try second.run("add", first.file("copy"))
    #expect(followed.status == 0 && followed.output.contains("trusted at first sight"), "\(followed)")
    #expect(try second.run("newsrooms").output.contains("30 entries, all here"))
  }

  @Test func otherKeysAreRefusedWithTheStatusForIt() throws {
    let program = try Program()
    defer { program.clear() }
    _ = try Self.publish(3, to: program.file("stick"))
    let other = try Self.publish(3, to: program.file("other"))
    let answer = try program.run("add", program.file("stick") + "/#" + other)
    #expect(answer.status == 4 && answer.output.isEmpty, "\(answer)")
    #expect(try program.run("newsrooms", "--json").output.contains("\"newsrooms\":[]"))
    #expect(try program.run("add", program.file("stick") + "/#wc1abc").status == 1)
  }

  /// Files of which a byte is changed; where the name ends in `?`, it is a page; in `-`, nothing is left of it.
  static let spoiled = [
    "root/1.json", "checkpoint", "checkpoint?", "checkpoint-", "tile/0/000.p/3", "tile/entries/000.p/3",
    "segment/000000",
  ]

  @Test(arguments: spoiled) func aStickThatIsNotAsItWasSignedIsNamedOnceInItsLine(_ what: String) throws {
    let program = try Program()
    defer { program.clear() }
    let stick = program.file("stick")
    let fingerprint = try Self.publish(3, to: stick)
    let file = stick + "/" + what.trimmingCharacters(in: ["?", "-"])
    var bytes = [UInt8](try #require(FileManager.default.contents(atPath: file)))
    switch what.last {
    case "?": bytes = Array("<!DOCTYPE html><title>Log in</title><p>Room?".utf8)
    case "-": bytes = []
    default: bytes[min(120, bytes.count - 1)] ^= 0x55
    }
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    for link in [stick + "/#" + fingerprint, stick] {
      let answer = try program.run("add", link)
      #expect(answer.status != 0 && answer.output.isEmpty, "\(answer)")
      #expect(answer.complaint.components(separatedBy: "stick").count == 2, "\(answer)")
      #expect(answer.complaint.hasPrefix("wirecopy: add: file://\(stick)/: "), "\(answer)")
    }
  }

  @Test func aReaderThatIsKilledAnywhereGoesOnFromThere() async throws {
    let kills = WholeProgram.KillTests.isLong ? 200 : 20
    let program = try Program()
    defer { program.clear() }
    let fingerprint = try Self.publish(400, to: program.file("stick"))
    var random = Splitmix(seed: 7_020_226)
    let start = { () async throws -> Process in
      for end in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: program.file("store.sqlite\(end)"))
      }
      let store = try NewsStore.open(path: program.file("store.sqlite"))
      try await store.addNewsroom(
        name: "Strike", mirrors: [NewMirror(url: "file://" + program.file("stick/"), kind: .edition)],
        fingerprint: fingerprint)
      return try program.start(["sync"])
    }
    let whole = try await start()
    let began = ContinuousClock.now
    whole.waitUntilExit()
    #expect(whole.terminationStatus == 0)
    let length = UInt64(began.duration(to: .now) / .microseconds(1))
    var (partial, untouched) = (0, 0)
    for _ in 0..<kills {
      let sync = try await start()
      usleep(UInt32(random.next() % max(1, length)))
      kill(sync.processIdentifier, SIGKILL)
      sync.waitUntilExit()
      let store = try NewsStore.open(path: program.file("store.sqlite"))
      #expect(try await store.check().isEmpty)
      let newsroom = try #require(try await store.newsrooms().first)
      let status = try #require(try await store.editionStatus(of: newsroom.id))
      let count = try await store.count(.all)
      // What the verifier knows and what is in the tables is one: an entry that it takes for held is here.
      #expect(count == status.held, "\(count) articles, \(status.held) entries")
      if status.held == 0 { untouched += 1 } else if !status.isWhole { partial += 1 }
      #expect(try program.run("sync").status == 0)
      let after = try #require(try await store.editionStatus(of: newsroom.id))
      #expect(after.isWhole && after.size == 400)
    }
    print("kills: \(kills) over \(length / 1000) ms; nothing stored \(untouched), in part \(partial)")
    #expect(untouched + partial > 0, "the kills came too late to show anything")
  }
}
