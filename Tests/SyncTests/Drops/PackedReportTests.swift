import Foundation
import News
import Seal
import Store
import Sync
import TestSupport
import Testing

@Suite struct PackedReportTests {
  /// A sound head reads; the hostile ones below differ from it in one thing each.
  @Test func aHeadWithNoMoreThanItNeedsIsAReport() throws {
    let scene = try PackScene()
    let read = try PackedReport.read(path: try scene.drop(PackScene.sound + #","whatever":[1,{"x":null}]}"#))
    #expect(read.report.version == 1 && read.report.kind == .report && read.report.attachments.isEmpty)
  }

  static let hostile: [(String, String)] = [
    ("a negative size", sound(files: [PackScene.attachment("a", size: "-1")])),
    ("a size that is no whole number", sound(files: [PackScene.attachment("a", size: "1.5")])),
    ("a size beyond Int", sound(files: [PackScene.attachment("a", size: "9223372036854775808")])),
    ("a size of all", sound(files: [PackScene.attachment("a", size: "9223372036854775807")])),
    (
      "sizes that overflow together",
      sound(files: Array(repeating: PackScene.attachment("a", size: "9223372036854775800"), count: 3))
    ),
    ("a file beyond the end", sound(files: [PackScene.attachment("a", size: "4"), PackScene.attachment("b")])),
    ("257 files", sound(files: Array(repeating: PackScene.attachment("a", size: "0"), count: 257))),
    ("no digest", sound(files: [#"{"name":"a","size":0,"sha256":"ABCD"}"#])),
    ("another kind", PackScene.sound.replacing("\"report\"", with: "\"letter\"") + "}"),
    ("no identity", PackScene.sound.replacing("urn:uuid:", with: "urn:isbn:") + "}"),
    ("a version of zero", PackScene.sound.replacing("\"version\":1", with: "\"version\":0") + "}"),
    ("a version like no other", PackScene.sound.replacing("\"version\":1", with: "\"version\":1e30") + "}"),
    ("no time", PackScene.sound.replacing("2025-06-15T15:07:00Z", with: "yesterday") + "}"),
    ("a short nonce", PackScene.sound.replacing("abab", with: "") + "}"),
    ("not JSON", "not JSON"), ("an array", "[1,2]"), ("half", String(PackScene.sound.dropLast(20))),
    ("depth", String(repeating: "[", count: 100_000)),
    ("depth in a member", PackScene.sound + ",\"x\":" + String(repeating: "{\"a\":", count: 50_000)),
  ]
  static func sound(files: [String]) -> String { PackScene.sound + ",\"files\":[\(files.joined(separator: ","))]}" }

  @Test(arguments: hostile) func itIsRefused(what: String, json: String) throws {
    let scene = try PackScene()
    let path = try scene.drop(json, behind: [1, 2, 3])
    #expect(throws: ReportPackFault.self) { try PackedReport.read(path: path) }
  }

  @Test func aMillionFilesAreRefusedQuicklyAndInLittleMemory() throws {
    let scene = try PackScene()
    let json = PackScene.sound + ",\"files\":[" + String(repeating: "{},", count: 1_000_000) + "{}]}"
    let path = try scene.drop(json)
    let start = ContinuousClock.now
    #expect(throws: ReportPackFault.self) { try PackedReport.read(path: path) }
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test func aNewerFormatIsToldFromADamagedOne() throws {
    let scene = try PackScene()
    let path = try scene.drop(PackScene.sound.replacing("\"v\":1", with: "\"v\":2") + "}")
    #expect(throws: ReportPackFault.newer(path: path, found: 2)) { try PackedReport.read(path: path) }
  }

  @Test(arguments: [0, 1, 4 << 20 + 1, 0x7FFF_FFFF, 0xFFFF_FFFF]) func aLengthThatIsNoneIsRefused(length: Int) throws {
    let scene = try PackScene()
    let path = try scene.drop(PackScene.sound + "}", length: length)
    #expect(throws: ReportPackFault.self) { try PackedReport.read(path: path) }
  }

  @Test func linksFoldersPipesAndNothingAreNoReports() throws {
    let scene = try PackScene()
    let path = try scene.pack(try scene.filing()).path
    let link = scene.folder.file("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    let pipe = scene.folder.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    for other in [link, pipe, scene.folder.path, scene.folder.file("nothing"), try scene.folder.write([], to: "empty")]
    {
      #expect(throws: ReportPackFault.self) { try PackedReport.read(path: other) }
    }
  }

  @Test func namesCanBeSavedUnderWhateverTheySay() throws {
    let scene = try PackScene()
    let names = [
      "../../etc/passwd", "/", "..", "", "a\u{0}b", "\u{202E}gpj.exe", "photo.jpg", "PHOTO.JPG", "photo.jpg",
      "C:\\Windows\\x.dll", "-rf", ".hidden", "new\nline", String(repeating: "가", count: 500), "기사 1.hwp",
    ]
    let files = names.map { PackScene.attachment($0, size: "0") }
    let read = try PackedReport.read(path: try scene.drop(Self.sound(files: files)))
    let safe = read.report.attachments.map(\.name)
    expectSafe(safe)
    #expect(safe[0] == "passwd" && safe[6] == "photo.jpg" && safe[7] == "PHOTO-2.JPG" && safe[8] == "photo-3.jpg")
    #expect(safe[14] == "기사 1.hwp" && safe[1] == "file-2")
  }

  private func expectSafe(_ names: [String]) {
    #expect(Set(names.map { $0.lowercased() }).count == names.count)
    for name in names {
      #expect(!name.isEmpty && name.utf8.count <= 140 && !name.hasPrefix(".") && !name.hasPrefix("-"))
      #expect(!name.contains { $0 == "/" || $0 == "\\" || $0.isNewline })
      let isPlain = name.unicodeScalars.allSatisfy {
        ![.control, .format, .privateUse, .surrogate, .lineSeparator].contains($0.properties.generalCategory)
      }
      #expect(isPlain)
    }
  }

  @Test func anAttachmentWhoseBytesAreOthersIsToldAsDamaged() throws {
    let scene = try PackScene()
    let drop = try scene.pack(try scene.filing(files: [[1, 2, 3]]))
    var bytes = scene.bytes(drop.path)
    let place = try #require(bytes.firstIndex(of: 0))  // of the length
    #expect(place == 0)
    let length = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    bytes[4 + length] ^= 1
    let path = try scene.folder.write(bytes, to: "changed")
    let read = try PackedReport.read(path: path)
    let out = try #require(FileHandle(forWritingAtPath: "/dev/null"))
    #expect(throws: ReportPackFault.damaged(path: path)) { try read.extract(0, to: out.fileDescriptor) }
    #expect(throws: ReportPackFault.self) { try read.extract(1, to: out.fileDescriptor) }
    #expect(throws: ReportPackFault.self) { try read.extract(-1, to: out.fileDescriptor) }
  }

  /// 500 drops, each a sound one with bytes changed, cut or added: it is read or refused, and what is read is safe.
  @Test func anyBytesAreReadOrRefused() throws {
    let scene = try PackScene()
    let filing = try scene.filing(files: [[1, 2, 3], [UInt8](repeating: 5, count: 2_000)])
    let sound = scene.bytes(try scene.pack(filing).path)
    let length = sound.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    var draw = SeededNumbers(seed: 11)
    var read = 0
    for _ in 0..<500 {
      var bytes = sound
      for _ in 0..<Int.random(in: 1...2, using: &draw) {
        let place = Int.random(in: 0..<4 + length, using: &draw)
        switch Int.random(in: 0..<5, using: &draw) {
        case 0: bytes[min(place, bytes.count - 1)] = UInt8.random(in: 0...255, using: &draw)
        case 1: bytes[min(place, bytes.count - 1)] = "0123456789{}[]\":,-eE/.".utf8.randomElement(using: &draw) ?? 0
        case 2: bytes.removeSubrange(min(place, bytes.count)..<min(place + 7, bytes.count))
        case 3: bytes = Array(bytes.prefix(Int.random(in: 4 + length / 2...bytes.count, using: &draw)))
        default: bytes.insert(contentsOf: bytes.prefix(9), at: min(place, bytes.count))
        }
        if bytes.count < 8 { bytes = sound }
      }
      let path = try scene.folder.write(bytes, to: "fuzz")
      guard let report = try? PackedReport.read(path: path) else { continue }
      read += 1
      expectSafe(report.report.attachments.map(\.name))
      #expect(report.report.attachments.reduce(0) { $0 + $1.size } <= bytes.count)
      let out = try #require(FileHandle(forWritingAtPath: "/dev/null"))
      for place in report.report.attachments.indices { try? report.extract(place, to: out.fileDescriptor) }
    }
    #expect(read > 50, "some are still reports: \(read)")
  }
}
