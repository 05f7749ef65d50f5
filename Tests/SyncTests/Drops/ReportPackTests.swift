import Foundation
import News
import Seal
import Store
import Sync
import TestSupport
import Testing

@Suite struct ReportPackTests {
  @Test func whatWasPackedIsReadAgain() throws {
    let scene = try PackScene()
    let photo = [UInt8](repeating: 9, count: 300_000)
    let filing = try scene.filing(files: [photo, [], [1, 2, 3]])
    let drop = try scene.pack(filing)
    #expect(drop.name == Digest.of(scene.bytes(drop.path)).hex)
    let read = try PackedReport.read(path: drop.path)
    #expect(read.report.id == filing.report.report.id)
    #expect(read.report.body == filing.report.report.body)
    #expect(read.report.attachments.map(\.name) == ["photo-1.jpg", "photo-2.jpg", "photo-3.jpg"])
    #expect(read.report.attachments.map(\.caption) == Array(repeating: "Seen from the bridge", count: 3))
    #expect(read.newsroom == "Base21" && read.nonce == filing.nonce && read.size == drop.size)
    #expect(read.time == Date(timeIntervalSince1970: 1_750_000_020), "to the minute")
    for (place, bytes) in [photo, [], [1, 2, 3]].enumerated() {
      let path = scene.folder.file("out")
      #expect(FileManager.default.createFile(atPath: path, contents: nil))
      let handle = try #require(FileHandle(forWritingAtPath: path))
      try read.extract(place, to: handle.fileDescriptor)
      try handle.close()
      #expect(scene.bytes(path) == bytes)
    }
  }

  @Test func nothingOfTheWritersOwnNamesOrMetadataIsInIt() throws {
    let scene = try PackScene()
    let drop = try scene.pack(try scene.filing(files: [[1, 2, 3]]))
    let text = String(decoding: scene.bytes(drop.path), as: UTF8.self)
    #expect(text.contains("photo-1.jpg"))
    #expect(!text.contains("IMG_2291") && !text.contains("GPS") && !text.contains("files/"))
  }

  @Test func theHeadIsTheJSONOfTheFormatAndAbsentWhereNothingIsSaid() throws {
    let scene = try PackScene()
    let bytes = scene.bytes(try scene.pack(try scene.filing(Report(title: "Short"))).path)
    let length = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    let head = try JSONSerialization.jsonObject(with: Data(bytes[4..<4 + length])) as? [String: Any]
    #expect(
      Set(head?.keys.map { $0 } ?? []) == ["v", "kind", "id", "version", "time", "newsroom", "type", "title", "nonce"])
    #expect(head?["time"] as? String == "2025-06-15T15:07:00Z")
    #expect((head?["id"] as? String)?.hasPrefix("urn:uuid:") == true)
    #expect(bytes[(4 + length)...].allSatisfy { $0 == 0 })
  }

  @Test(
    arguments: [
      (0, 4 << 10), (3_000, 4 << 10), (5_000, 16 << 10), (20_000, 64 << 10), (100_000, 256 << 10),
      (300_000, 1 << 20), (1 << 20, 2 << 20), (3 << 20, 4 << 20),
    ])
  func sizesAreBroughtToAFew(attached: Int, size: Int) throws {
    let scene = try PackScene()
    let filing = try scene.filing(files: [[UInt8](repeating: 1, count: attached)])
    let drop = try scene.pack(filing)
    #expect(drop.size == size && scene.bytes(drop.path).count == size)
    #expect(ReportPack.size(of: filing.report.report, newsroomName: "Base21") == size, "as the review says")
  }

  @Test func packingTwiceGivesTheSameNameAndAnotherNonceAnother() throws {
    let scene = try PackScene()
    var filing = try scene.filing(files: [[1, 2, 3]])
    let first = try scene.pack(filing)
    #expect(try scene.pack(filing) == first)
    filing.nonce = [UInt8](repeating: 1, count: 32)
    #expect(try scene.pack(filing).name != first.name)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scene.drops).count == 2, "and nothing else is left")
  }

  @Test func theFileIsPrivate() throws {
    let scene = try PackScene()
    let drop = try scene.pack(try scene.filing())
    let mode = { (path: String) in
      (try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int) ?? 0
    }
    #expect(try mode(drop.path) == 0o600)
    #expect(try mode(scene.drops) == 0o700)
  }

  @Test func anAttachmentThatChangedIsNotSentAndNothingIsLeftBehind() throws {
    let scene = try PackScene()
    let filing = try scene.filing(files: [[1, 2, 3]])
    try scene.folder.write([1, 2, 4], to: "files/0")
    #expect(throws: ReportPackFault.changed(attachment: "IMG_2291 Kim's phone.jpg")) { try scene.pack(filing) }
    try FileManager.default.removeItem(atPath: filing.files[0])
    #expect(throws: ReportPackFault.changed(attachment: "IMG_2291 Kim's phone.jpg")) { try scene.pack(filing) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scene.drops).isEmpty)
  }

  @Test func whatNobodyCouldReadAgainIsNotPacked() throws {
    let scene = try PackScene()
    var filing = try scene.filing(Report(body: String(repeating: "x", count: PackedReport.mostJSON)))
    #expect(throws: ReportPackFault.self) { try scene.pack(filing) }
    filing = try scene.filing(files: [[1]])
    filing.report.report.attachments[0].size = .max
    #expect(throws: ReportPackFault.self) { try scene.pack(filing) }
    filing = try scene.filing(files: Array(repeating: [1], count: 257))
    #expect(throws: ReportPackFault.tooManyFiles(257)) { try scene.pack(filing) }
  }

  @Test func aDiskThatIsFullSaysSoAndLeavesNothing() throws {
    let scene = try PackScene()
    let filing = try scene.filing()
    #expect(throws: ReportPackFault.self) {
      try ReportPack.write(filing, newsroomName: "Base21", to: "/proc/self/drops")
    }
  }
}
