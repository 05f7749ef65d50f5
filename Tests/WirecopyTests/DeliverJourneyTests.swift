import Foundation
import Glibc
import MirrorLab
import Seal
import Sync
import Testing

@testable import wirecopy

extension WholeProgram {
  @Suite struct DeliverJourneyTests {}
}

/// A report's whole way by commands: written, filed, brought to relays, taken in by a desk.
extension WholeProgram.DeliverJourneyTests {
  /// A newsroom whose feed is on the lab's first mirror and whose relays are the others.
  private func follow(_ lab: Lab, in program: Program) throws {
    #expect(try program.run("add", lab.mirrors[0].url("/news.atom"), "--name", "Strike").status == 0)
    for mirror in lab.mirrors.dropFirst() {
      #expect(try program.run("mirrors", "add", "--relay", "Strike", mirror.url("/")).status == 0)
    }
  }

  private func outbox(_ program: Program) throws -> [String: Any] {
    let reports = try object(try program.run("outbox", "--json").output)["reports"] as? [[String: Any]]
    return try #require(reports?.first)
  }

  @Test(.enabled(if: AttachmentCleanerTests.hasMat2, AttachmentCleanerTests.why))
  func aReportArrivesOnceWithNothingThatWasPlanted() async throws {
    let lab = try await Lab.start(
      mirrors: 3, site: SampleFeed.site(2), addresses: ["127.0.0.1", "127.0.0.2", "127.0.0.3"])
    let program = try Program()
    defer { program.clear() }
    try follow(lab, in: program)
    let picture = program.file("notes.txt")
    try Data(try PlantedFile.jpeg()).write(to: URL(filePath: picture))
    let document = program.file("plan.pdf")
    try Data(PlantedFile.pdf()).write(to: URL(filePath: document))

    let begun = try program.run(
      ["report", "new", "--title", "명동성당 앞", "--language", "ko", "--body", "-", "--attach", picture],
      input: "노동자들이 모였다.\r\n\r\nThey stay.\r\n")
    #expect(begun.status == 0 && begun.output == "1\n", "\(begun)")
    #expect(try program.run("report", "attach", "1", document, "--caption", "The plan").status == 0)
    let shown = try object(try program.run("report", "show", "1", "--json").output)
    #expect(
      (shown["attachments"] as? [[String: Any]])?.compactMap { $0["name"] as? String } == [
        "photo-1.jpg", "document-2.pdf",
      ])
    #expect(shown["filed"] as? Bool == false && shown["consent"] as? String == "none")

    // Filed, but not agreed to: nothing leaves.
    let filed = try program.run("report", "file", "1")
    #expect(filed.status == 0 && filed.output.contains("it waits"), "\(filed)")
    let refused = try program.run("deliver")
    #expect(refused.status == 4 && refused.complaints.count == 1, "\(refused)")
    let relays = lab.mirrors.dropFirst()
    #expect(relays.allSatisfy { $0.puts.isEmpty && $0.bodyBytes == 0 })

    #expect(try program.run("report", "consent", "Strike", "unsealed").status == 0)
    let delivered = try program.run("deliver")
    #expect(delivered.status == 0 && delivered.complaint.isEmpty, "\(delivered)")
    #expect(delivered.output.contains("✓"))
    let again = try program.run("deliver")
    #expect(again.status == 0 && again.output.isEmpty && again.complaint.isEmpty, "cron hears nothing: \(again)")
    for relay in relays {
      let drop = try #require(relay.drops.first)
      #expect(relay.drops.count == 1 && relay.puts == [drop.key: 1])
      #expect(Digest.of(drop.value).hex == drop.key)
      #expect(!drop.value.holds(PlantedFile.mark) && !drop.value.holds("notes.txt") && !drop.value.holds("plan.pdf"))
      #expect(drop.value.holds("They stay."))
    }
    let entry = try outbox(program)
    #expect(entry["state"] as? String == "relayed" && entry["error"] == nil)
    let states = (entry["relays"] as? [[String: Any]])?.compactMap { $0["state"] as? String }
    #expect(states == ["confirmed", "confirmed"])

    // The desk, on another machine.
    let desk = try Program()
    defer { desk.clear() }
    let urls = relays.map { $0.url("/") }
    let listed = try object(try desk.run(["inbox", "list", "--json"] + urls).output)
    let reports = try #require(listed["reports"] as? [[String: Any]])
    let report = try #require(reports.first)
    #expect(reports.count == 1 && (report["relays"] as? [String])?.count == 2)
    #expect(report["title"] as? String == "명동성당 앞" && report["body"] as? String == "노동자들이 모였다.\n\nThey stay.")
    let id = try #require(report["id"] as? String)
    let read = try desk.run("inbox", "open", String(id.prefix(8)))
    #expect(read.status == 0 && read.output.contains("노동자들이 모였다.") && read.output.contains("“The plan”"))

    let saved = try desk.run(["inbox", "save"] + urls + ["--to", desk.file("saved")])
    #expect(saved.status == 0, "\(saved)")
    let folder = saved.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
    #expect(names == ["files", "files/document-2.pdf", "files/photo-1.jpg", "report.json", "report.txt"])
    for name in names + ["."] {
      let mode = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.posixPermissions] as? Int
      #expect(mode == (name == "files" || name == "." ? 0o700 : 0o600), "\(name)")
      let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)").map([UInt8].init) ?? []
      #expect(!bytes.holds(PlantedFile.mark), "\(name)")
    }
    #expect(try object(String(contentsOfFile: "\(folder)/report.json", encoding: .utf8))["id"] as? String == id)
    let twice = try desk.run("inbox", "save", "--to", desk.file("saved"))
    #expect(twice.status == 0 && twice.output.contains("already"))
    await lab.stop()
  }

  @Test func withNobodyThereTheStatusIsThreeAndNothingIsLost() async throws {
    let lab = try await Lab.start(mirrors: 2, site: SampleFeed.site(1))
    let program = try Program()
    defer { program.clear() }
    try follow(lab, in: program)
    await lab.stop()
    #expect(try program.run("report", "new", "--title", "T", "--body", "-", input: "x").status == 0)
    #expect(try program.run("report", "file", "1", "--unsealed").status == 0)
    let answer = try program.run("deliver")
    #expect(answer.status == 3, "\(answer)")
    let entry = try outbox(program)
    #expect(entry["state"] as? String == "filed" && (entry["error"] as? String)?.isEmpty == false)
    // The relay rests: nothing is due, and nothing is said.
    let resting = try program.run("deliver")
    #expect(resting.status == 0 && resting.output.isEmpty && resting.complaint.isEmpty, "\(resting)")
    #expect(try program.run("deliver", "--now").status == 3)
    #expect(try program.run("inbox", "list", "Strike").status == 3)
  }

  @Test func aRelayThatRefusesWasReached() async throws {
    let lab = try await Lab.start(mirrors: 2, site: SampleFeed.site(1))
    let program = try Program()
    defer { program.clear() }
    try follow(lab, in: program)
    lab.mirrors[1].login = LabLogin(user: "kim", password: "s3cret-word")
    #expect(try program.run("report", "new", "--title", "T", "--body", "-", input: "x").status == 0)
    #expect(try program.run("report", "file", "1", "--unsealed").status == 0)
    let refused = try program.run("deliver")
    #expect(refused.status == 1, "\(refused)")

    // The file with passwords: not used while others can read it, and then nothing is sent.
    let netrc = try program.write("machine \(lab.mirrors[1].address) login kim password s3cret-word\n", to: "netrc")
    chmod(netrc, 0o644)
    let puts = lab.mirrors[1].puts
    let open = try program.run("deliver", "--now")
    #expect(open.status == 1 && open.complaints.count == 1 && open.complaint.contains("chmod 600"), "\(open)")
    #expect(lab.mirrors[1].puts == puts)
    chmod(netrc, 0o600)
    let delivered = try program.run("deliver", "--now", "--json")
    #expect(delivered.status == 0, "\(delivered)")
    #expect(lab.mirrors[1].drops.count == 1)
    for answer in [refused, open, delivered, try program.run("outbox"), try program.run("outbox", "--json")] {
      #expect(!answer.output.contains("s3cret-word") && !answer.complaint.contains("s3cret-word"))
    }
    await lab.stop()
  }

  @Test func aFileOnAStickIsDeliveredFromAnotherMachine() async throws {
    let lab = try await Lab.start(mirrors: 2, site: SampleFeed.site(1))
    let (here, there) = (try Program(), try Program())
    defer {
      here.clear()
      there.clear()
    }
    try follow(lab, in: here)
    #expect(try here.run("report", "new", "--title", "By hand", "--body", "-", input: "x").status == 0)
    let stick = here.file("stick.drop")
    let early = try here.run("report", "export", "1", stick)
    #expect(early.status == 1 && early.complaint.contains("report file 1"), "\(early)")
    #expect(try here.run("report", "file", "1", "--unsealed").status == 0)
    #expect(try here.run("report", "export", "1", stick).status == 0)
    let again = try here.run("report", "export", "1", stick)
    #expect(again.status == 1 && again.complaint.contains("there already"), "\(again)")

    for _ in 0..<2 {
      let taken = try there.run("report", "import", stick)
      #expect(taken.status == 0 && taken.output == "1\n", "\(taken)")
    }
    let delivered = try there.run("deliver")
    #expect(delivered.status == 0, "\(delivered)")
    #expect(lab.mirrors[1].drops.count == 1)
    // Here it is found to be there, and sent no second time.
    #expect(try here.run("deliver").status == 0)
    #expect(lab.mirrors[1].drops.count == 1)
    let broken = try here.write("wirecopy drop 1\n{}\n", to: "broken.drop")
    let refused = try there.run("report", "import", broken)
    #expect(refused.status == 1 && refused.complaints.count == 1, "\(refused)")
    await lab.stop()
  }

  @Test func aRelayIsAmongTheMirrorsAndIsNeverAskedForNews() async throws {
    let lab = try await Lab.start(mirrors: 2, site: SampleFeed.site(1))
    let program = try Program()
    defer { program.clear() }
    try follow(lab, in: program)
    let relay = lab.mirrors[1].url("/")
    let mirrors = try object(try program.run("mirrors", "--json").output)["mirrors"] as? [[String: Any]]
    #expect(mirrors?.compactMap { $0["kind"] as? String } == ["feed", "relay"])
    #expect(try program.run("mirrors").output.contains("relay"))
    let pinned = try program.run("mirrors", "pin", relay)
    #expect(pinned.status == 2 && pinned.complaints.count == 1, "\(pinned)")
    #expect(try program.run("mirrors", "test", relay).status == 0)
    #expect(try program.run("mirrors", "why", relay).status == 0)
    #expect(try program.run("sync").status == 0)
    #expect(try program.run("opml", "export").output.contains(relay) == false)
    let newsroom = try object(try program.run("newsrooms", "--json").output)["newsrooms"] as? [[String: Any]]
    #expect(newsroom?.first?["relays"] as? [String] == [relay])
    let twice = try program.run("mirrors", "add", "--relay", "Strike", relay)
    #expect(twice.status == 1 && twice.complaints.count == 1, "\(twice)")
    let secret = try program.run("mirrors", "add", "--relay", "Strike", "https://kim:s3cret-word@relay.example/")
    #expect(secret.status == 1 && !secret.complaint.contains("s3cret-word"), "\(secret)")
    #expect(try program.run("mirrors", "disable", relay).status == 0)
    #expect(try program.run("mirrors", "remove", relay).status == 0)
    await lab.stop()
  }

  @Test func whileAnotherProcessDeliversTheWorkIsLeftToIt() async throws {
    let program = try Program()
    defer { program.clear() }
    #expect(try program.run("add", "--offline", "--name", "Strike", "http://127.0.0.1:9/news.atom").status == 0)
    #expect(try program.run("mirrors", "add", "--relay", "Strike", "http://127.0.0.1:9/").status == 0)
    #expect(try program.run("report", "new", "--title", "T", "--body", "-", input: "x").status == 0)
    #expect(try program.run("report", "file", "1", "--unsealed").status == 0)
    let lock = try SyncLock.take(besideStore: program.file("store.sqlite"))
    let left = try withExtendedLifetime(lock) { try program.run("deliver", "--json") }
    #expect(left.status == 0 && left.complaint.contains("left to it"), "\(left)")
    let reports = try object(left.output)["reports"] as? [[String: Any]]
    #expect(reports?.first?["state"] as? String == "filed" && (reports?.first?["relays"] as? [Any])?.isEmpty == true)
  }
}
