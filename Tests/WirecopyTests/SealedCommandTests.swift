import Foundation
import Glibc
import MirrorLab
import Seal
import Testing

extension WholeProgram {
  @Suite struct SealedCommandTests {}
}

/// A report to a signed newsroom by commands alone: the reporter, two relays, and the desk on another machine.
extension WholeProgram.SealedCommandTests {
  @Test func aReportIsSealedOpenedAcknowledgedAndAnswered() async throws {
    let lab = try await Lab.start(mirrors: 2, site: LabSite([:]), addresses: ["127.0.0.2", "127.0.0.3"])
    let (program, desk) = (try Program(), try Program())
    defer {
      program.clear()
      desk.clear()
    }
    let words = try desk.write("words of the desk\n", to: "words")
    let (room, www) = (desk.file("room"), desk.file("www"))
    let made = try desk.run(
      "edition", "init", "--origin", "news.example/strike", "--title", "Strike", "--editors", "1",
      "--passphrase-file", words, room)
    let fingerprint = try #require(made.output.split { $0.isWhitespace }.first { $0.hasPrefix("wc1") }).description
    try desk.write("# First\n\nText.", to: "one.md")
    #expect(try desk.run("edition", "add", room, desk.file("one.md")).status == 0)
    #expect(try desk.run("edition", "publish", room, www, "--no-site", "--passphrase-file", words).status == 0)

    #expect(try program.run("add", www + "/#" + fingerprint).status == 0)
    for mirror in lab.mirrors {
      #expect(try program.run("mirrors", "add", "--relay", "Strike", mirror.url("/")).status == 0)
    }
    #expect(try program.run("report", "new", "--title", "현장", "--body", "-", input: "네 대가 왔다.").status == 0)
    let shown = try object(try program.run("report", "show", "1", "--json").output)
    #expect(shown["sealed"] as? Bool == true && shown["size"] as? Int == AgeSealer.size(of: 4_096, stanzas: 4))
    let filed = try program.run("report", "file", "1")
    #expect(filed.status == 0 && filed.output.contains("sealed for 1 editor of news.example/strike"), "\(filed)")
    #expect(filed.output.contains(fingerprint) && !filed.output.contains("agreed"))
    let delivered = try program.run("deliver")
    #expect(delivered.status == 0 && delivered.complaint.isEmpty, "\(delivered)")
    #expect(lab.mirrors.allSatisfy { $0.drops.count == 1 && !($0.drops.values.first?.holds("현장") ?? true) })

    // Without the key, and with one that is another newsroom's.
    let relays = lab.mirrors.map { $0.url("/") }
    let blind = try desk.run(["inbox", "list"] + relays)
    #expect(blind.status == 1 && blind.complaint.contains("1 drop is sealed"), "\(blind)")
    let opened = try desk.run(["inbox", "list", "--edition", room, "--passphrase-file", words] + relays)
    #expect(
      opened.status == 0 && opened.output.contains("현장") && opened.output.contains("1 receipt waits"), "\(opened)")
    let id = String(opened.output.prefix(8))
    let read = try desk.run("inbox", "open", id, "--edition", room, "--passphrase-file", words)
    #expect(read.status == 0 && read.output.contains("네 대가 왔다.") && read.output.contains("sealed and signed"))
    // A folder stands for the drops in it.
    let spool = desk.file("spool")
    mkdir(spool, 0o700)
    for (name, bytes) in lab.mirrors[0].drops { try Data(bytes).write(to: URL(filePath: spool + "/" + name)) }
    let again = try object(
      try desk.run("inbox", "list", "--json", "--edition", room, "--passphrase-file", words, spool).output)
    let reports = try #require(again["reports"] as? [[String: Any]])
    #expect(reports.count == 1 && reports[0]["sealed"] as? Bool == true && (reports[0]["key"] as? String)?.count == 64)

    let letter = try desk.write("고맙습니다. Call us.\n", to: "letter.txt")
    let answered = try desk.run("edition", "letter", room, id, letter, "--passphrase-file", words)
    #expect(answered.status == 0, "\(answered)")
    #expect(try desk.run("edition", "publish", room, www, "--no-site", "--passphrase-file", words).status == 0)
    #expect(try desk.run("edition", "inspect", "--entries", room).output.contains("receipt"))

    #expect(try program.run("sync").status == 0)
    let outbox = try object(try program.run("outbox", "--json").output)
    let entry = try #require((outbox["reports"] as? [[String: Any]])?.first)
    #expect(entry["state"] as? String == "received" && entry["received"] is String && entry["letters"] as? Int == 1)
    #expect(entry["sealed"] as? Bool == true)
    let letters = try program.run("letters")
    #expect(letters.status == 0 && letters.output.contains("고맙습니다. Call us."), "\(letters)")
    #expect(try program.run("report", "show", "1").output.contains("고맙습니다. Call us."))
    #expect(try program.run("outbox").output.contains("the desk has it: receipt of"))

    // What became of it: only its writer can tell.
    let korean: [String: String?] = ["LANGUAGE": "ko"]
    let ends = [("accept", "published", "실림, 데스크가"), ("decline", "declined", "싣지 않음:")]
    for (command, state, shown) in ends {
      let said = try desk.run(["inbox", command, id, "--edition", room, "--passphrase-file", words])
      #expect(said.status == 0 && said.output.contains("1 receipt waits"), "\(said)")
      let again = try desk.run(["inbox", command, id, "--edition", room, "--passphrase-file", words])
      #expect(again.output.contains("said already"), "\(again)")
      #expect(try desk.run("edition", "publish", room, www, "--no-site", "--passphrase-file", words).status == 0)
      let entries = try desk.run("edition", "inspect", "--entries", room).output
      #expect(!entries.contains("published\"") && !entries.contains("declined"))
      #expect(try program.run("sync").status == 0)
      let outbox = try object(try program.run("outbox", "--json").output)
      let entry = try #require((outbox["reports"] as? [[String: Any]])?.first)
      #expect(entry["state"] as? String == state && entry["decided"] is String && entry["received"] is String)
      let line = try program.run(["outbox"], environment: korean).output
      #expect(line.contains(shown), "\(line)")
    }
    #expect(try desk.run("inbox", "accept", id).status == 2)
    await lab.stop()
  }

  @Test func aSealedReportGoesByStickThroughAMachineThatCantReadIt() async throws {
    let lab = try await Lab.start(mirrors: 1, site: LabSite([:]), addresses: ["127.0.0.2"])
    let (program, carrier) = (try Program(), try Program())
    defer {
      program.clear()
      carrier.clear()
    }
    let words = try program.write("words\n", to: "words")
    let (room, www) = (program.file("room"), program.file("www"))
    _ = try program.run(
      "edition", "init", "--origin", "news.example/a", "--title", "Strike", "--editors", "1", "--passphrase-file",
      words,
      room)
    _ = try program.run("edition", "publish", room, www, "--no-site", "--passphrase-file", words)
    #expect(try program.run("add", www).status == 0)
    #expect(try program.run("report", "new", "--title", "Gate", "--body", "-", input: "Four vans.").status == 0)
    #expect(try program.run("report", "file", "1").status == 0)
    let stick = program.file("stick")
    let exported = try program.run("report", "export", "1", stick)
    #expect(exported.status == 0 && exported.output.contains("sealed to the desk"), "\(exported)")
    let bytes = FileManager.default.contents(atPath: stick).map([UInt8].init) ?? []
    #expect(!bytes.holds("Four vans.") && !bytes.holds("Gate"))

    _ = try carrier.run("add", www)
    #expect(try carrier.run("mirrors", "add", "--relay", "Strike", lab.mirrors[0].url("/")).status == 0)
    let taken = try carrier.run("report", "import", "--newsroom", "Strike", stick)
    #expect(taken.status == 0, "\(taken)")
    let sent = try carrier.run("deliver")
    #expect(sent.status == 0 && lab.mirrors[0].drops.count == 1, "\(sent)")
    let opened = try program.run(
      "inbox", "list", "--edition", room, "--passphrase-file", words, lab.mirrors[0].url("/"))
    #expect(opened.status == 0 && opened.output.contains("Gate"), "\(opened)")
    // Its writer's outbox hears of it, though the report never left from there.
    _ = try program.run("edition", "publish", room, www, "--no-site", "--passphrase-file", words)
    #expect(try program.run("sync").status == 0)
    #expect(try program.run("outbox").output.contains("the desk has it"))
    await lab.stop()
  }
}
