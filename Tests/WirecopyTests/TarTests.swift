import Foundation
import Seal
import Testing

@testable import wirecopy

/// Archives as `tar` writes and reads them, and as somebody might bend them.
@Suite struct TarTests {
  /// What is told of an archive that comes in pieces of this size.
  private func read(_ bytes: [UInt8], pieces: Int = 1_000) throws -> [(name: String, text: String)] {
    var reader = TarReader()
    var found: [(name: String, text: String)] = []
    var content: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: pieces) {
      try reader.take(Array(bytes[start..<min(start + pieces, bytes.count)])) { event in
        switch event {
        case .began(let entry):
          found.append((entry.name, ""))
          content = []
        case .came(let part): content += part
        case .ended: found[found.count - 1].text = String(decoding: content, as: UTF8.self)
        }
      }
    }
    try reader.finish()
    return found
  }

  private func fault(_ bytes: [UInt8]) throws -> TarFault? {
    do {
      _ = try read(bytes)
      return nil
    } catch let fault as TarFault { return fault }
  }

  private static let time = Date(timeIntervalSince1970: 1_790_000_000)
  private static let long = "config/templates/" + String(repeating: "긴", count: 80) + ".txt"

  private func archive(_ files: [(String, String)]) -> [UInt8] {
    files.flatMap { BackupScene.entry($0.0, "0", $0.1) } + TarEntry.end
  }

  @Test(arguments: [1, 7, 511, 512, 513, 100_000]) func piecesOfAnySizeMakeTheSame(_ size: Int) throws {
    let long =
      TarEntry(name: Self.long, size: 3).bytes(time: Self.time) + Array("abc".utf8) + [UInt8](repeating: 0, count: 509)
    let bytes = BackupScene.entry("a", "0", "") + long + archive([("data/b", String(repeating: "x", count: 1_024))])
    let found = try read(bytes, pieces: size)
    #expect(found.map(\.name) == ["a", Self.long, "data/b"])
    #expect(found.map { $0.text.count } == [0, 3, 1_024])
  }

  @Test(arguments: ["ustar", "pax", "gnu"]) func theProgramsOwnFormsAreRead(_ form: String) throws {
    let program = try Program()
    defer { program.clear() }
    try program.write(String(repeating: "news ", count: 300), to: "one")
    try program.write("", to: "둘")
    let packed = try Errand(
      ["tar", "-C", program.home, "--format=\(form)", "-cf", program.file("a.tar"), "one", "둘"],
      environment: program.environment, seconds: 20
    ).answer
    #expect(packed.status == 0, "\(packed)")
    let found = try read([UInt8](try Data(contentsOf: URL(filePath: program.file("a.tar")))))
    #expect(found.map(\.name) == ["one", "둘"] && found.map { $0.text.count } == [1_500, 0])
  }

  @Test func theProgramReadsOurs() throws {
    let program = try Program()
    defer { program.clear() }
    let content = [UInt8](repeating: 0x61, count: 700)
    let bytes =
      TarEntry(name: Self.long, size: 700).bytes(time: Self.time) + content
      + [UInt8](repeating: 0, count: TarEntry.padding(700)) + TarEntry.end
    try Data(bytes).write(to: URL(filePath: program.file("a.tar")))
    let listed = try Errand(
      ["tar", "--quoting-style=literal", "-tvf", program.file("a.tar")], environment: program.environment, seconds: 20
    ).answer
    #expect(listed.status == 0 && listed.complaint.isEmpty, "\(listed)")
    #expect(listed.output.contains("-rw------- 0/0 ") && listed.output.contains(" 700 2026-"), "\(listed.output)")
    #expect(listed.output.contains(Self.long))
  }

  @Test func largeSizesAreWrittenAndRead() throws {
    let bytes = TarEntry(name: "data/store.sqlite", size: 9 << 30).bytes(time: Self.time)
    var reader = TarReader()
    var size: Int64?
    try reader.take(bytes) { if case .began(let entry) = $0 { size = entry.size } }
    #expect(size == 9 << 30)
    // As GNU writes them: a number in bytes.
    var block = Array(BackupScene.entry("x", "0", "").prefix(512))
    block.replaceSubrange(124..<136, with: [0x80, 0, 0, 0, 0, 0, 0, 2, 0x40, 0, 0, 0])
    block.replaceSubrange(148..<156, with: [UInt8](repeating: 0x20, count: 8))
    let sum = String(block.reduce(0) { $0 + Int($1) }, radix: 8)
    block.replaceSubrange(148..<156, with: Array("\(String(repeating: "0", count: 6 - sum.count))\(sum)\0 ".utf8))
    #expect(try TarEntry(reading: block[...])?.size == 9 << 30)
  }

  @Test(arguments: [
    "../out", "a/../../out", "/etc/passwd", "a//b", "./a", "a/./b", "a\u{1B}[2J", "a\nb", "",
  ]) func namesThatLeadElsewhereAreRefused(_ name: String) throws {
    let fault = try fault(archive([(name, "x")]))
    if case .badName = fault {} else { Issue.record("\(name): \(String(describing: fault))") }
  }

  @Test(arguments: ["1", "2", "3", "4", "6", "S", "L", "K", "g", "V"]) func nothingButFilesAndFolders(_ type: Character)
    throws
  {
    #expect(try fault(BackupScene.entry("data/kept/x", type, "") + TarEntry.end) == .unusual("data/kept/x"))
  }

  @Test func whatIsCutOrBentIsRefused() throws {
    let whole = archive([("data/a", String(repeating: "x", count: 600)), ("data/b", "y")])
    #expect(try fault(whole) == nil)
    for end in [0, 511, 512, 1_000, 1_536, 2_048, whole.count - 1, whole.count - 512] {
      #expect(try fault(Array(whole[..<end])) == .cut, "\(end)")
    }
    for place in [0, 100, 130, 150, 258] {
      var bent = whole
      bent[place] ^= 1
      #expect(try fault(bent) == .malformed, "\(place)")
    }
    #expect(try fault(whole + [UInt8](repeating: 0, count: 9_000)) == nil)
    #expect(try fault(whole + archive([("c", "z")])) == .malformed)
    #expect(try fault(BackupScene.entry("data/", "5", "x") + TarEntry.end) == .malformed)
    #expect(try fault(BackupScene.entry("p", "x", "9999999 path=a\n") + TarEntry.end) == .malformed)
    #expect(try fault(BackupScene.entry("p", "x", "12 size=-1\n\n") + TarEntry.end) == .malformed)
    #expect(try fault(BackupScene.entry("p", "x", String(repeating: "x", count: 9_000)) + TarEntry.end) == .longName)
    let sparse = String(decoding: TarEntry.record("GNU.sparse.major", "1"), as: UTF8.self)
    #expect(try fault(BackupScene.entry("p", "x", sparse) + TarEntry.end) == .unusual("?"))
    let path = String(decoding: TarEntry.record("path", "../../x"), as: UTF8.self)
    #expect(try fault(BackupScene.entry("p", "x", path) + archive([("y", "z")])) == .badName("../../x"))
    let long = String(decoding: TarEntry.record("path", String(repeating: "x", count: 300)), as: UTF8.self)
    #expect(try fault(BackupScene.entry("p", "x", long) + archive([("y", "z")])) == .longName)
  }

  @Test func noiseNeverTraps() throws {
    var random = Splitmix(seed: 7)
    let whole = archive([("data/a", "xyz"), ("data/b", "y")])
    for _ in 0..<2_000 {
      var bent = whole
      for _ in 0..<4 { bent[Int(random.next() % UInt64(bent.count))] = UInt8(truncatingIfNeeded: random.next()) }
      _ = try fault(bent)
    }
  }
}
