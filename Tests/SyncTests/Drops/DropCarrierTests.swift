import Foundation
import News
import Seal
import Store
import Sync
import TestSupport
import Testing

@Suite struct DropCarrierTests {
  private func carrier(_ drop: (name: String, size: Int, path: String), relays: [String] = ["https://r1.example/"])
    -> DropCarrier
  {
    DropCarrier(newsroom: "Base21", relays: relays, drop: drop.name, size: drop.size, consent: .overTLS)
  }

  @Test func whatGoesOntoAStickComesOffItAgain() throws {
    let scene = try PackScene()
    let drop = try scene.pack(try scene.filing(files: [[UInt8](repeating: 3, count: 400_000)]))
    let stick = scene.folder.file("stick")
    try carrier(drop).write(to: stick, dropsFolder: scene.drops)
    let other = scene.folder.file("other")
    let (read, opened) = try DropCarrier.read(path: stick, into: other)
    let report = try #require(opened)
    #expect(read == carrier(drop))
    #expect(report.report.title == "The march" && report.path == other + "/" + drop.name)
    #expect(scene.bytes(report.path) == scene.bytes(drop.path))
    #expect(scene.bytes(stick).starts(with: Array("wirecopy drop 1\n{".utf8)))
    #expect(try FileManager.default.attributesOfItem(atPath: stick)[.posixPermissions] as? Int == 0o600)
  }

  @Test func aFileThatIsThereIsNotOverwritten() throws {
    let scene = try PackScene()
    let drop = try scene.pack(try scene.filing())
    let stick = try scene.folder.write([1, 2, 3], to: "stick")
    #expect(throws: ReportPackFault.exists(path: stick)) {
      try carrier(drop).write(to: stick, dropsFolder: scene.drops)
    }
    #expect(scene.bytes(stick) == [1, 2, 3])
  }

  @Test func aDamagedDropIsNotExported() throws {
    let scene = try PackScene()
    let drop = try scene.pack(try scene.filing())
    var bytes = scene.bytes(drop.path)
    bytes[100] ^= 1
    try Data(bytes).write(to: URL(fileURLWithPath: drop.path))
    let stick = scene.folder.file("stick")
    #expect(throws: ReportPackFault.self) { try carrier(drop).write(to: stick, dropsFolder: scene.drops) }
    #expect(!FileManager.default.fileExists(atPath: stick))
  }

  @Test func addressesWithAPasswordOrOfAnotherKindAreLeftOut() throws {
    let scene = try PackScene()
    let drop = try scene.pack(try scene.filing())
    let urls = [
      "https://u:p@r1.example/", "file:///etc/passwd", "ftp://x/", "https://r2.example", "gopher", "http://r3.onion/d/",
    ]
    #expect(carrier(drop, relays: urls).relays == ["https://r2.example/", "http://r3.onion/d/"])
    #expect(carrier(drop, relays: (0..<500).map { "https://r\($0).example/" }).relays.count == 64)
  }

  /// Every cut of the head and some hundred changes: refused, or the very same drop; and nothing else is ever left in the folder.
  @Test func anyBytesAreTheDropOrRefused() throws {
    let scene = try PackScene()
    let drop = try scene.pack(try scene.filing())
    let stick = scene.folder.file("stick")
    try carrier(drop).write(to: stick, dropsFolder: scene.drops)
    let sound = scene.bytes(stick)
    let start = sound.count - drop.size
    var draw = SeededNumbers(seed: 5)
    let into = scene.folder.file("into")
    for run in 0..<700 {
      var bytes = sound
      if run < start {
        bytes = Array(bytes.prefix(run))
      } else {
        for _ in 0..<Int.random(in: 1...3, using: &draw) {
          let place = Int.random(in: 0..<(Bool.random(using: &draw) ? start : bytes.count), using: &draw)
          bytes[place] = Bool.random(using: &draw) ? UInt8.random(in: 0...255, using: &draw) : UInt8(ascii: "9")
        }
        if Int.random(in: 0..<4, using: &draw) == 0 { bytes += [1] }
      }
      let path = try scene.folder.write(bytes, to: "fuzz")
      let read = try? DropCarrier.read(path: path, into: into)
      let left = (try? FileManager.default.contentsOfDirectory(atPath: into)) ?? []
      if let read {
        #expect(read.carrier.drop == drop.name)
        #expect(left == [drop.name] && scene.bytes(into + "/" + drop.name) == scene.bytes(drop.path))
        try FileManager.default.removeItem(atPath: into)
      } else {
        #expect(left.isEmpty)
      }
    }
  }

  @Test func aHeadWithoutAnEndIsNotReadForEver() throws {
    let scene = try PackScene()
    let path = try scene.folder.write(
      Array("wirecopy drop 1\n{".utf8) + [UInt8](repeating: UInt8(ascii: " "), count: 1 << 20), to: "endless")
    #expect(throws: ReportPackFault.damaged(path: path)) { try DropCarrier.read(path: path, into: scene.drops) }
    let other = try scene.folder.write(Array("PK".utf8), to: "zip")
    #expect(throws: ReportPackFault.self) { try DropCarrier.read(path: other, into: scene.drops) }
  }
}
