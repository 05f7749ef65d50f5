import Foundation
import Testing

extension WholeProgram {
  @Suite(.timeLimit(.minutes(3))) struct SeizureDrillTests {}
}

/// `docs/seizure-drill.md`, walked: the program's own commands, real files, servers on loopback.
extension WholeProgram.SeizureDrillTests {
  @Test func theOriginAndItsKeysAreGoneAndReadersCarryTheNewsOn() async throws {
    let (editors, reader, newcomer) = (try Program(), try Program(), try Program())
    defer { for program in [editors, reader, newcomer] { program.clear() } }
    let room = try EditorRoom(editors)
    for number in 1...3 { #expect(try room.add("Day \(number) 파업").status == 0) }
    #expect(try room.publish(editors.file("www")).status == 0)
    let origin = try await WebHost(.wirecopy, editors.file("www"))
    let link = origin.url + "#" + room.fingerprint
    #expect(try reader.run("add", link).status == 0)
    let before = try reader.titles()
    #expect(before.count == 3)

    // The police take the house: host, site, keys.
    origin.end()
    for taken in [room.path, editors.file("www")] { try FileManager.default.removeItem(atPath: taken) }
    #expect(try reader.run("sync").status == 3)
    #expect(try reader.titles() == before)

    // One reader's copy is a mirror, for whoever knows its address and the fingerprint.
    let copied = try reader.run("mirror", reader.file("copy"))
    #expect(copied.status == 0 && copied.output.contains(room.fingerprint), "\(copied)")
    let mirror = try await WebHost(.wirecopy, reader.file("copy"))
    #expect(try newcomer.run("edition", "verify", mirror.url + "#" + room.fingerprint).status == 0)
    #expect(try newcomer.run("add", mirror.url + "#" + room.fingerprint).status == 0)
    #expect(try newcomer.titles() == before)
    #expect(try newcomer.edition()["complete"] as? Bool == true)

    // The newcomer's is the same copy, byte for byte.
    #expect(try newcomer.run("mirror", newcomer.file("copy")).status == 0)
    let (one, two) = (try Self.files(reader.file("copy")), try Self.files(newcomer.file("copy")))
    #expect(one == two && one.keys.contains("checkpoint") && one.keys.contains("root/1.json"))
  }

  @Test func theHeadKeyIsStolenAndTheEditorsTakeTheNewsroomBack() async throws {
    let (editors, late, misled) = (try Program(), try Program(), try Program())
    defer { for program in [editors, late, misled] { program.clear() } }
    let room = try EditorRoom(editors)
    for number in 1...2 { #expect(try room.add("Day \(number)").status == 0) }
    let (www, moved) = (editors.file("www"), editors.file("moved"))
    #expect(try room.publish(www).status == 0)
    let host = try await WebHost(.wirecopy, www)
    // This one reads once, and is away from then on.
    #expect(try late.run("add", host.url + "#" + room.fingerprint).status == 0)
    for _ in 0..<4 { try room.rotateCheaply() }
    #expect(try room.add("Day 3").status == 0)
    #expect(try room.publish(www).status == 0)
    #expect(try misled.run("add", host.url + "#" + room.fingerprint).status == 0)
    let day = try #require(try misled.articles().first { $0["title"] as? String == "Day 3" }?["id"] as? Int)
    #expect(try misled.run("mark", "\(day)").status == 0 && misled.run("star", "\(day)").status == 0)
    let size = try #require(try misled.edition()["size"] as? Int)

    // Somebody has the host and the head key, and publishes.
    let thief = try EditorRoom(copying: room, to: "thief")
    #expect(try thief.add("The strike is over").status == 0)
    #expect(try thief.publish(www).status == 0)
    #expect(try misled.run("sync").status == 0)
    #expect(try misled.titles().contains("The strike is over"))

    // Two of three editors make another head key, and vouch for what was before. They publish elsewhere.
    let rotated = try editors.run(
      "edition", "rotate", room.path, "--signer", "editor-1.key", "--signer", "editor-3.key", "--trunk", "\(size)",
      "--passphrase-file", room.words)
    #expect(rotated.status == 0, "\(rotated)")
    #expect(try room.add("Day 4: we are here").status == 0)
    #expect(try room.publish(moved).status == 0)
    let elsewhere = try await WebHost(.wirecopy, moved)
    let everything: Set = ["Day 1", "Day 2", "Day 3", "Day 4: we are here"]

    // Who followed the thief goes back with the editors, and keeps all that was before.
    let told = try misled.run("mirrors", "add", "파업 소식 Strike News", elsewhere.url + "#" + room.fingerprint)
    #expect(told.status == 0, "\(told)")
    #expect(try misled.titles() == everything)
    let kept = try #require(try misled.articles().first { $0["title"] as? String == "Day 3" })
    #expect(kept["id"] as? Int == day && kept["read"] as? Bool == true && kept["starred"] as? Bool == true)
    #expect(try misled.edition()["root"] as? Int == 6)
    // What the thief signs from now on is nobody's, wherever it is asked for.
    #expect(try thief.add("Go home").status == 0 && thief.publish(www).status == 0)
    #expect(try misled.run("sync").status == 0)
    #expect(try misled.titles() == everything)

    // Who was away for five roots comes right, too, though the thief still has the old address.
    #expect(try late.run("mirrors", "add", "파업 소식 Strike News", elsewhere.url).status == 0)
    #expect(try late.titles() == everything)
    #expect(try late.edition()["root"] as? Int == 6 && late.edition()["complete"] as? Bool == true)
    host.end()
    for program in [late, misled] {
      #expect(try program.run("sync").status == 0)
      #expect(try program.titles() == everything)
    }
  }

  private static func files(_ folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      let url = URL(filePath: folder + "/" + name)
      if try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
        files[name] = try Data(contentsOf: url)
      }
    }
    return files
  }
}
