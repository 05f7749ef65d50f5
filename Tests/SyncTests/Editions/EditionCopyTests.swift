import CurlTransport
import Edition
import Foundation
import Glibc
import MirrorLab
import News
import Store
import Sync
import TestSupport
import Testing

/// Every reader a mirror: copies from the store alone, and readers that follow copies.
@Suite(.serialized, .timeLimit(.minutes(5))) struct EditionCopyTests {
  /// A reader of a tree that stands at some address.
  private final class Reader {
    let home: TemporaryFolder
    let store: NewsStore
    let transport = CurlTransport()
    let engine: SyncEngine

    init() throws {
      home = try TemporaryFolder()
      store = try NewsStore.open(path: home.file("home/store.sqlite"))
      engine = SyncEngine(store: store, transport: transport, generator: SeededNumbers(seed: 7))
    }
    deinit { transport.close() }

    func follow(_ url: String) async throws -> Newsroom {
      let report = await engine.follow([url])
      return try #require(report.newsroom, "\(report)")
    }
  }

  @Test func threeGenerationsOfCopiesAreByteForByteTheOrigin() async throws {
    let newsroom = try EditionNewsroom()
    var folder = newsroom.path
    var readers: [Reader] = []
    let copies = try (0..<3).map { _ in try TemporaryFolder() }
    for step in 0..<4 {
      let signed = try newsroom.publish([300, 3, 0, 250][step], pictures: step == 1) {
        if step > 1 { try $0.remove(step * 40, note: "a court", time: newsroom.now) }
      }
      folder = newsroom.path
      for generation in 0..<3 {
        if readers.count == generation {
          readers.append(try Reader())
          _ = try await readers[generation].follow(folder + "/#" + newsroom.fingerprint)
        } else {
          #expect(try await readers[generation].engine.sync().first?.served != nil)
        }
        let reader = readers[generation]
        let followed = try #require(try await reader.store.newsrooms().first)
        let copy = copies[generation].file("tree")
        let copied = try await EditionCopy.write(followed.id, of: reader.store, to: copy)
        #expect(copied.first == 0 && copied.point == signed.point)
        let (mine, theirs) = (
          try TreeFiles.lasting(in: copy, size: signed.point.size),
          try TreeFiles.lasting(in: newsroom.path, size: signed.point.size)
        )
        #expect(Set(mine.keys).symmetricDifference(theirs.keys).isEmpty, "step \(step), generation \(generation)")
        for (name, bytes) in mine { #expect(bytes == theirs[name], "\(name), step \(step), generation \(generation)") }
        #expect(try await EditionCopy.write(followed.id, of: reader.store, to: copy).files == 0)
        folder = copy
      }
    }
  }

  @Test func aLinkOnAStickLeadsNowhere() async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(3)
    let segment = newsroom.path + "/segment/000000"
    try FileManager.default.moveItem(atPath: segment, toPath: newsroom.folder.file("outside"))
    try FileManager.default.createSymbolicLink(atPath: segment, withDestinationPath: newsroom.folder.file("outside"))
    let reader = try Reader()
    let followed = try await reader.follow(newsroom.path + "#" + newsroom.fingerprint)
    let status = try #require(try await reader.store.editionStatus(of: followed.id))
    #expect(status.missingTexts == 3 && status.isComplete)
    // What is not whole is not passed on.
    await #expect(throws: TreeFolderFault.self) {
      _ = try await EditionCopy.write(followed.id, of: reader.store, to: newsroom.folder.file("copy"))
    }
  }

  @Test func aCopyWorksUnderAServerThatKnowsNoRange() async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(270)
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    python.arguments = ["python3", "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", newsroom.path]
    let pipe = Pipe()
    python.standardOutput = pipe
    python.standardError = FileHandle.nullDevice
    try python.run()
    defer {
      // Threads of Dispatch block every other signal, and a child inherits that.
      kill(python.processIdentifier, SIGKILL)
      python.waitUntilExit()
    }
    // "Serving HTTP on 127.0.0.1 port 40123 (http://127.0.0.1:40123/) ..."
    let said = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
    let port = try #require(said.split(separator: " ").drop { $0 != "port" }.dropFirst().first.flatMap { Int($0) })
    let reader = try Reader()
    let followed = try await reader.follow("http://127.0.0.1:\(port)/#" + newsroom.fingerprint)
    #expect(try await reader.store.editionStatus(of: followed.id)?.isWhole == true)
    try newsroom.publish(10)
    let report = try #require(try await reader.engine.sync().first)
    #expect(report.new == 10)
    #expect(try await reader.store.editionStatus(of: followed.id)?.isWhole == true)
  }

  @Test func aBrokenFingerprintIsRefusedBeforeAnybodyIsAsked() async throws {
    let reader = try Reader()
    let report = await reader.engine.follow(["http://127.0.0.1:9/#wc1abc"])
    #expect(report.newsroom == nil && report.refused.count == 1 && report.refused.first?.isUnreachable == false)
  }

  @Test func withoutAFingerprintTheFirstKeysAreTrusted() async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(2)
    let lab = try await Lab.start(mirrors: 1, site: try newsroom.site())
    let reader = try Reader()
    let report = await reader.engine.follow([lab.mirrors[0].url("/")])
    await lab.stop()
    #expect(report.edition?.isFirstSeen == true && report.edition?.fingerprint == newsroom.fingerprint)
    #expect(report.newsroom?.name == "Strike 파업" && report.new == 2)
  }
}
