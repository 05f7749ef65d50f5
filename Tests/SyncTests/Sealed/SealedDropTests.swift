import Foundation
import News
import Seal
import Store
import TestSupport
import Testing

@testable import Sync

/// A report that is packed, signed and sealed, and what a desk makes of it.
@Suite struct SealedDropTests {
  static let to = "wc1" + String(repeating: "a", count: 52)

  private func seal(
    _ scene: PackScene, _ filing: Filing, for recipients: [AgeRecipient], keys: ReportKeys = ReportKeys()
  )
    throws -> (name: String, size: Int, path: String)
  {
    let seal = try #require(DropSeal(to: recipients.map(\.text), fingerprint: Self.to, keys: keys))
    let made = try ReportPack.write(filing, newsroomName: "news.example", to: scene.drops, seal: seal)
    return (made.name, made.size, scene.drops + "/" + made.name)
  }

  @Test func theDeskReadsWhatWasWrittenAndEachFileOfIt() throws {
    let scene = try PackScene()
    let (desk, other) = (AgeIdentity(), AgeIdentity())
    let picture = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 * 31 >> 3) }
    let filing = try scene.filing(files: [picture, [], Array("last".utf8)])
    let drop = try seal(scene, filing, for: [other.recipient, desk.recipient])
    #expect(Digest.of(scene.bytes(drop.path)).hex == drop.name)

    let read = try PackedReport.read(path: drop.path, identities: [desk], fingerprint: Self.to)
    #expect(read.report.body == filing.report.report.body && read.nonce == filing.nonce)
    #expect(read.report.attachments.map(\.size) == [700_000, 0, 4] && read.newsroom == "news.example")
    let envelope = try #require(read.envelope)
    #expect(envelope.to == Self.to && envelope.key.count == 32 && envelope.answer.hasPrefix("age1"))
    for (place, bytes) in [picture, [], Array("last".utf8)].enumerated() {
      let path = scene.folder.file("out-\(place)")
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
      try read.extract(place, to: descriptor, identities: [desk])
      close(descriptor)
      #expect(scene.bytes(path) == bytes)
    }
  }

  @Test func aSealedReportShowsNothingButOneOfFewSizes() throws {
    let scene = try PackScene()
    let desk = AgeIdentity()
    let long = try scene.filing(
      Report(title: String(repeating: "a", count: 500), byline: "Kim", body: String(repeating: "b", count: 1_500)))
    let drops = [
      try seal(scene, try scene.filing(), for: [desk.recipient]), try seal(scene, long, for: [desk.recipient]),
    ]
    #expect(drops[0].size == drops[1].size && drops[0].size == AgeSealer.size(of: 4_096, stanzas: 4))
    // One editor or four: the same size, the same number of stanzas.
    let four = try seal(scene, long, for: (0..<4).map { _ in AgeIdentity().recipient })
    #expect(four.size == drops[0].size)
    let heads = [drops[0], drops[1], four].map { drop in
      String(decoding: scene.bytes(drop.path).prefix(462), as: UTF8.self).split(separator: "\n").map { line in
        line.hasPrefix("-> X25519 ") ? "-> X25519 \(line.count)" : line.hasPrefix("---") ? "---" : "\(line.count)"
      }
    }
    #expect(heads[0] == heads[1] && heads[1] == heads[2] && heads[0].count { $0.hasPrefix("->") } == 4)
    #expect(try seal(scene, long, for: (0..<6).map { _ in AgeIdentity().recipient }).size > four.size)
    for drop in drops {
      let bytes = scene.bytes(drop.path)
      for words in ["Kim", "report", "march", "nonce", "wc1"] {
        #expect(bytes.ranges(of: Array(words.utf8)).isEmpty, "\(words)")
      }
    }
    #expect(
      ReportPack.size(of: long.report.report, newsroomName: "news.example", recipients: 1) == drops[1].size)
    // Sealed twice, it has two names: who sees both can't tell that they are one.
    #expect(try seal(scene, long, for: [desk.recipient]).name != drops[1].name)
  }

  @Test func whoHasNoKeyAndWhatWasAlteredAreRefusedByName() throws {
    let scene = try PackScene()
    let desk = AgeIdentity()
    let drop = try seal(scene, try scene.filing(files: [Array("x".utf8)]), for: [desk.recipient])
    #expect(throws: ReportPackFault.sealed(path: drop.path)) { try PackedReport.read(path: drop.path) }
    #expect(throws: ReportPackFault.sealedToOthers(path: drop.path)) {
      try PackedReport.read(path: drop.path, identities: [AgeIdentity(), AgeIdentity()])
    }
    #expect(throws: ReportPackFault.meantForAnother(path: drop.path)) {
      try PackedReport.read(path: drop.path, identities: [desk], fingerprint: "wc1" + String(repeating: "b", count: 52))
    }
    let bytes = scene.bytes(drop.path)
    var draws = SeededNumbers(seed: 5)
    for _ in 0..<60 {
      var spoiled = bytes
      spoiled[Int.random(in: 22..<bytes.count, using: &draws)] ^= UInt8(1 << Int.random(in: 0..<8, using: &draws))
      let path = try scene.folder.write(spoiled, to: "spoiled")
      #expect(throws: ReportPackFault.self) { try PackedReport.read(path: path, identities: [desk]) }
    }
    for count in [23, 100, 470, bytes.count - 1] {
      let path = try scene.folder.write(Array(bytes.prefix(count)), to: "cut")
      #expect(throws: ReportPackFault.self) { try PackedReport.read(path: path, identities: [desk]) }
    }
  }

  /// An editor, or who has their key, can open a report and seal something else under its name: not with its signature.
  @Test func whatAnEditorChangesIsNoLongerSigned() throws {
    let scene = try PackScene()
    let desk = AgeIdentity()
    let drop = try seal(scene, try scene.filing(), for: [desk.recipient])
    var plain = try AgeOpener.open(scene.bytes(drop.path), .identities([desk]))
    let place = try #require(plain.firstRange(of: Array("noon".utf8))).lowerBound
    plain.replaceSubrange(place..<(place + 4), with: Array("dawn".utf8))
    let forged = try scene.folder.write(AgeSealer.seal(plain, for: [desk.recipient]), to: "forged")
    #expect(throws: ReportPackFault.unsigned(path: forged)) { try PackedReport.read(path: forged, identities: [desk]) }
    let cut = try scene.folder.write(AgeSealer.seal(plain.prefix(200), for: [desk.recipient]), to: "short")
    #expect(throws: ReportPackFault.damaged(path: cut)) { try PackedReport.read(path: cut, identities: [desk]) }
    // What was packed before there were signatures is none when it comes sealed.
    let old = try scene.pack(try scene.filing())
    let sealed = try scene.folder.write(AgeSealer.seal(scene.bytes(old.path), for: [desk.recipient]), to: "old")
    #expect(throws: ReportPackFault.self) { try PackedReport.read(path: sealed, identities: [desk]) }
  }

  @Test func versionsOfOneReportHaveOneSigner() throws {
    let scene = try PackScene()
    let desk = AgeIdentity()
    let (keys, stranger) = (ReportKeys(), ReportKeys())
    let first = try scene.filing()
    var second = first
    second.report.report.version = 2
    second.nonce = [UInt8](repeating: 1, count: 32)
    var drops: [(name: String, report: PackedReport, relays: [String])] = []
    for (filing, keys) in [(first, keys), (first, keys), (second, keys)] {
      let drop = try seal(scene, filing, for: [desk.recipient], keys: keys)
      drops.append((drop.name, try PackedReport.read(path: drop.path, identities: [desk]), ["r"]))
    }
    let honest = InboxReport.sorted(drops)
    #expect(honest.count == 1 && honest[0].report.report.version == 2 && !honest[0].isContested)
    #expect(honest[0].older.map(\.drops.count) == [2], "sealed twice, it is one report")
    var report = InboxReport()
    report.reports = honest
    #expect(Set(report.receipts.keys) == Set(drops.map(\.name)))
    let name = drops[2].name
    #expect(report.receipts[name] == Digest.of(second.nonce + (Hexadecimal.read(name.utf8) ?? [])))

    var third = second
    third.report.report.version = 3
    let forged = try seal(scene, third, for: [desk.recipient], keys: stranger)
    drops.append((forged.name, try PackedReport.read(path: forged.path, identities: [desk]), ["r"]))
    let contested = InboxReport.sorted(drops)
    #expect(contested.count == 1 && contested[0].isContested, "another key signed version 3")
  }

  @Test(.enabled(if: StockAge.path != nil, "no program `age` here: apt-get install age"))
  func theStockProgramOpensADropAndItsAnswerIsReadByItsWriter() async throws {
    let age = try #require(StockAge.path)
    let scene = try PackScene()
    let desk = AgeIdentity()
    let filing = try scene.filing(files: [Array("a picture".utf8)])
    let keys = ReportKeys()
    let drop = try seal(scene, filing, for: [AgeIdentity().recipient, desk.recipient], keys: keys)
    let key = try scene.folder.write(Array((desk.text + "\n").utf8), to: "key")
    let plain = try StockAge.run(age, ["-d", "-i", key, drop.path])
    #expect(plain.count == 4_096 && !plain.ranges(of: Array("a picture".utf8)).isEmpty)
    let length = plain.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    let head = try #require(
      try JSONSerialization.jsonObject(with: Data(plain[4..<(4 + length)])) as? [String: Any])
    #expect(head["to"] as? String == Self.to)
    let answer = try #require(head["answer"] as? String)
    let text = try scene.folder.write(Array("Meet us.".utf8), to: "letter")
    let sealed = try StockAge.run(age, ["-r", answer, text])
    let identity = AgeIdentity(secret: keys.identity)
    #expect(identity.recipient.text == answer)
    #expect(try AgeOpener.open(sealed, .identities([identity])) == Array("Meet us.".utf8))
  }
}

/// The program `age`, where it is installed.
enum StockAge {
  static var path: String? {
    ["/usr/bin/age", "/usr/local/bin/age"].first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  static func run(_ path: String, _ arguments: [String]) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return [UInt8](data)
  }
}
