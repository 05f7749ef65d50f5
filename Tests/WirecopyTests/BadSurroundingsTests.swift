import Foundation
import Glibc
import MirrorLab
import Testing

extension WholeProgram {
  @Suite struct BadSurroundingsTests {}
}

/// A disk, a store or a terminal that is not as it should be: one clear line, the right status, nothing lost.
extension WholeProgram.BadSurroundingsTests {
  private func home(_ articles: Int = 5) async throws -> (Program, Lab) {
    let lab = try await Lab.start(mirrors: 1, site: SampleFeed.site(articles))
    let program = try Program()
    let added = try program.run("add", lab.mirrors[0].url("/news.atom"), "--name", "Strike")
    #expect(added.status == 0, "\(added)")
    return (program, lab)
  }

  @Test func aDiskThatIsFullKeepsWhatIsStoredAndSaysSo() async throws {
    let (program, lab) = try await home()
    defer { program.clear() }
    // Files may not grow over 200 KiB: SQLite is told so, as by a full disk; the signal must not end the program.
    lab.serve(SampleFeed.site(400, words: String(UUID().uuidString + " ").repeated(40)))
    let synced = try program.run(["sync"], after: "ulimit -f 400")
    await lab.stop()
    #expect(synced.status == 1 || synced.status == 3, "\(synced)")
    #expect((synced.output + synced.complaint).contains("store.sqlite"), "\(synced)")
    #expect(try program.run("list").output.contains("파업 소식 5"))
    #expect(try program.run("newsrooms", "--json").output.contains("\"total\":5"))
  }

  @Test func anAnswerThatFindsNoRoomIsNoSuccess() async throws {
    let (program, lab) = try await home()
    await lab.stop()
    defer { program.clear() }
    let exported = try program.run(["opml", "export"], after: "exec >/dev/full")
    #expect(exported.status == 1)
    #expect(exported.complaint.contains("No space left"), "\(exported.complaint)")
  }

  @Test(.enabled(if: canMount, "no tmpfs can be mounted here"))
  func aDiskWithoutAByteLeftIsCalledFull() async throws {
    let (program, lab) = try await home()
    await lab.stop()
    defer { program.clear() }
    let small = program.file("small")
    try FileManager.default.createDirectory(atPath: small, withIntermediateDirectories: true)
    let script = """
      mount -t tmpfs -o size=4m none \(Errand.quoted([small])) && cp \(Errand.quoted([program.file("store.sqlite"), small])) || exit 99
      cat /dev/zero > \(Errand.quoted([small + "/rest"])) 2>/dev/null
      WIRECOPY_HOME=\(Errand.quoted([small])) exec \(Errand.quoted([Program.path, "list"]))
      """
    let answer = try Errand(["unshare", "-rm", "sh", "-c", script], environment: program.environment, seconds: 30)
      .answer
    #expect(answer.status == 1, "\(answer.output)\(answer.complaint)")
    #expect(answer.complaint.contains("No room on the disk"), "\(answer.complaint)")
  }

  private static let canMount =
    (try? Errand(
      ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"], environment: ProcessInfo.processInfo.environment,
      seconds: 10
    ).answer.status) == 0

  @Test func aReaderThatGoesAwayEndsACommandInSilence() async throws {
    let (program, lab) = try await home(2_000)
    await lab.stop()
    defer { program.clear() }
    let all = Errand.quoted([Program.path, "list", "--limit", "2000"])
    let piped = try Errand(["sh", "-c", "\(all) | head -1"], environment: program.environment, seconds: 30).answer
    #expect(piped.status == 0)
    #expect(piped.complaint.isEmpty, "\(piped.complaint)")
    #expect(piped.output.split(separator: "\n").count == 1)
  }

  @Test func aStoreOfANewerVersionIsLeftAlone() async throws {
    let (program, lab) = try await home()
    await lab.stop()
    defer { program.clear() }
    // The schema's version is a number at byte 60 of the file's header (SQLite's file format).
    let handle = try #require(FileHandle(forUpdatingAtPath: program.file("store.sqlite")))
    try handle.seek(toOffset: 60)
    try handle.write(contentsOf: Data([0, 0, 3, 0xE8]))
    try handle.close()
    let before = try Data(contentsOf: URL(filePath: program.file("store.sqlite")))
    for command in [["list"], ["sync"], ["star", "1"]] {
      let answer = try program.run(command)
      #expect(answer.status == 1)
      #expect(answer.complaints.count == 1 && answer.complaint.contains("newer"), "\(answer)")
    }
    #expect(try Data(contentsOf: URL(filePath: program.file("store.sqlite"))) == before)
  }

  @Test func aDamagedStoreIsLeftAloneAndNamed() async throws {
    let (program, lab) = try await home(200)
    await lab.stop()
    defer { program.clear() }
    let path = program.file("store.sqlite")
    var bytes = try Data(contentsOf: URL(filePath: path))
    for place in stride(from: 4_096, to: bytes.count, by: 1) { bytes[place] = UInt8(truncatingIfNeeded: place &* 31) }
    try bytes.write(to: URL(filePath: path))
    let answer = try program.run("list")
    #expect(answer.status == 1)
    #expect(answer.complaints.count == 1 && answer.complaint.contains(path), "\(answer)")
    #expect(try program.run("doctor", "--offline").status == 1)
  }

  @Test(arguments: ["folder", "text"] + (Program.has("sqlite3") ? ["foreign"] : []))
  func whatIsNoStoreOfOursIsNamedAndLeftAlone(kind: String) throws {
    let program = try Program()
    defer { program.clear() }
    let path = program.file("store.sqlite")
    switch kind {
    case "folder": try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    case "text": try program.write(String(repeating: "a letter, no database. ", count: 50), to: "store.sqlite")
    default:
      let made = try Errand(
        ["sqlite3", path, "CREATE TABLE letters (text)"], environment: program.environment, seconds: 10)
      #expect(made.answer.status == 0)
    }
    let answer = try program.run("list")
    #expect(answer.status == 1)
    #expect(answer.complaints.count == 1 && answer.complaint.contains(path), "\(answer)")
  }

  @Test(.enabled(if: Program.has("sqlite3"), "needs sqlite3, which is not installed"))
  func aStoreThatAnotherProcessHoldsIsReadAndAWriteGivesUpAloud() async throws {
    let (program, lab) = try await home()
    await lab.stop()
    defer { program.clear() }
    let held = Process()
    held.executableURL = URL(filePath: "/usr/bin/env")
    held.arguments = ["sqlite3", program.file("store.sqlite")]
    let (commands, said) = (Pipe(), Pipe())
    (held.standardInput, held.standardOutput) = (commands, said)
    try held.run()
    commands.fileHandleForWriting.write(
      Data("CREATE TABLE passing (x); DROP TABLE passing; BEGIN IMMEDIATE; SELECT 'held';\n".utf8))
    #expect(String(decoding: said.fileHandleForReading.availableData, as: UTF8.self).contains("held"))
    #expect(try program.run("list").output.contains("파업 소식 5"))
    let starred = try program.run(["star", "1"], seconds: 20)
    try commands.fileHandleForWriting.close()
    held.waitUntilExit()
    #expect(starred.status == 1)
    #expect(starred.complaints.count == 1 && starred.complaint.contains("in use"), "\(starred)")
    #expect(starred.seconds < 12)
    #expect(try program.run("star", "1").status == 0)
  }

  @Test func aTerminalThatWillNotDoIsNamedInOneLine() async throws {
    let program = try Program()
    defer { program.clear() }
    let piped = try program.run("desk")
    #expect(piped.status == 1 && piped.complaints.count == 1 && piped.complaint.contains("terminal"), "\(piped)")
    try #require(Program.has("script"), "needs script(1), of bsdutils")
    let cases: [([String: String?], String)] = [
      (["TERM": nil], "TERM is not set"), (["TERM": ""], "TERM is not set"),
      (["TERM": "no-such-thing"], "no-such-thing"),
      (["TERM": "dumb"], "dumb"), (["LANG": "C"], "UTF-8"), (["LC_ALL": "POSIX"], "UTF-8"),
    ]
    for (change, word) in cases {
      var environment = program.environment
      for (name, value) in change { environment[name] = value }
      // `script` gives it a terminal; where TERM is to be unset, `env -u` does it, for script itself sets none.
      let unset = change["TERM"] == .some(nil) ? ["env", "-u", "TERM"] : []
      let answer = try Errand(
        ["script", "-qec", Errand.quoted(unset + [Program.path, "desk", "--offline"]), "/dev/null"],
        environment: environment, seconds: 20
      ).answer
      #expect(answer.status == 1, "\(change): \(answer)")
      #expect(answer.output.split(whereSeparator: \.isNewline).count == 1, "\(change): \(answer.output)")
      #expect(answer.output.contains(word), "\(change): \(answer.output)")
    }
    // The commands need none of it.
    #expect(try program.run(["list"], environment: ["TERM": nil, "LC_ALL": "POSIX"]).status == 0)
  }
}

extension String {
  fileprivate func repeated(_ count: Int) -> String { String(repeating: self, count: count) }
}
