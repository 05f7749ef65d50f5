import Foundation
import MirrorLab
import Testing

extension WholeProgram {
  @Suite struct BadDocumentTests {}
}

/// Documents that are no feed, or far too much of one: through `parse`, and from a mirror.
extension WholeProgram.BadDocumentTests {
  struct Bad: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var bytes: [UInt8]
  }
  static let head = "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>T</title>"
  static let unreadable: [Bad] = [
    Bad(testDescription: "empty", bytes: []),
    Bad(testDescription: "white space", bytes: Array("  \n\n".utf8)),
    Bad(testDescription: "binary", bytes: (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 167 ^ $0 >> 3) }),
    Bad(testDescription: "a picture", bytes: [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]),
    Bad(testDescription: "a web page", bytes: Array("<!doctype html><title>Hello</title><p>nothing".utf8)),
    Bad(testDescription: "100,000 open elements", bytes: Array(String(repeating: "<a>", count: 100_000).utf8)),
    Bad(testDescription: "100,000 open arrays", bytes: Array(String(repeating: "[", count: 100_000).utf8)),
    Bad(testDescription: "cut in its first tag", bytes: Array("<?xml version=\"1.0\"?><fe".utf8)),
  ]

  @Test(arguments: unreadable)
  func whatIsNoFeedGetsOneLineAndTheStatusOne(bad: Bad) async throws {
    let program = try Program()
    defer { program.clear() }
    let file = program.file("document")
    try Data(bad.bytes).write(to: URL(filePath: file))
    let parsed = try program.run("parse", file)
    #expect(parsed.status == 1)
    #expect(parsed.output.isEmpty)
    #expect(parsed.complaints.count == 1, "\(parsed.complaint)")
    #expect(parsed.complaint.contains(file))
    #expect(parsed.seconds < 10 && parsed.peak < 200, "\(parsed.seconds) s, \(parsed.peak) MiB")

    // From a mirror: refused while adding, survived while syncing, nothing lost.
    let lab = try await Lab.start(mirrors: 1, site: LabSite(["/news.atom": .init(bytes: bad.bytes)]))
    let url = lab.mirrors[0].url("/news.atom")
    let added = try program.run("add", url)
    #expect(added.status == 1)
    #expect(added.complaint.contains(url) && added.complaints.count == 1, "\(added.complaint)")
    lab.serve(SampleFeed.site(3))
    #expect(try program.run("add", url, "--name", "Strike").status == 0)
    lab.serve(LabSite(["/news.atom": .init(bytes: bad.bytes)]))
    let synced = try program.run("sync")
    await lab.stop()
    #expect(synced.status == 3, "\(synced)")
    // Web pages alone, everywhere, are this network's, and no mirror's.
    #expect(synced.output.contains("127.0.0.1") || synced.output.contains("captive portal"), "\(synced)")
    #expect(synced.peak < 200)
    #expect(try program.run("list").output.contains("파업 소식 3"))
  }

  @Test func whatCanBeReadOfADamagedFeedIsRead() throws {
    let program = try Program()
    defer { program.clear() }
    let entry = "<entry><id>1</id><title>First</title></entry>"
    let deep = String(repeating: "<div>", count: 100_000)
    let documents = [
      "cut": Array((Self.head + entry + "<entry><id>2</id><title>Sec").utf8),
      "deep": Array((Self.head + entry + "<entry><id>2</id><content type=\"xhtml\">\(deep)").utf8),
      "mis-encoded": Array((Self.head + entry).utf8) + [0xFF, 0xC3, 0x28, 0xED, 0xA0, 0x80] + Array("</feed>".utf8),
    ]
    for (name, bytes) in documents {
      try Data(bytes).write(to: URL(filePath: program.file(name)))
      let parsed = try program.run("parse", program.file(name))
      #expect(parsed.status == 0, "\(name): \(parsed)")
      let items = try object(parsed.output)["items"] as? [[String: Any]]
      #expect(items?.first?["title"] as? String == "First", "\(name)")
      #expect(parsed.peak < 200 && parsed.seconds < 10, "\(name): \(parsed.peak) MiB, \(parsed.seconds) s")
    }
  }

  @Test func aFileBeyondTheCapIsRefusedBeforeItFillsTheMemory() throws {
    let program = try Program()
    defer { program.clear() }
    // Sparse: nothing is written.
    let file = program.file("huge.xml")
    #expect(FileManager.default.createFile(atPath: file, contents: Data(Self.head.utf8)))
    let handle = try #require(FileHandle(forWritingAtPath: file))
    try handle.truncate(atOffset: 1 << 32)
    let parsed = try program.run(["parse", file], seconds: 30)
    #expect(parsed.status == 1)
    #expect(parsed.complaint.contains("64 MiB"), "\(parsed.complaint)")
    #expect(parsed.peak < 250, "\(parsed.peak) MiB")
  }

  @Test func aFeedOf100000ItemsIsTakenWithinBounds() async throws {
    let program = try Program()
    defer { program.clear() }
    let entries = (0..<100_000).map { "<entry><id>\($0)</id><title>Item \($0)</title></entry>" }.joined()
    let bytes = Array("\(Self.head)\(entries)</feed>".utf8)
    let lab = try await Lab.start(mirrors: 1, site: LabSite(["/news.atom": .init(bytes: bytes)]))
    // It is memory that is bounded here; the time is for a machine that is busy with other things.
    let added = try program.run(["add", lab.mirrors[0].url("/news.atom"), "--name", "Many"], seconds: 180)
    await lab.stop()
    print("100,000 items: \(added.seconds) s, \(added.peak) MiB, debug build")
    #expect(added.status == 0, "\(added)")
    #expect(added.peak < 200, "\(added.peak) MiB")
    #expect(try program.run("newsrooms").output.contains("100,000"))
  }

  @Test(arguments: [Fault.endless, .gzipBomb])
  func aBodyWithoutAnEndIsGivenUpWithinBounds(fault: Fault) async throws {
    let lab = try await Lab.start(mirrors: 1, site: SampleFeed.site(3))
    let program = try Program()
    defer { program.clear() }
    let url = lab.mirrors[0].url("/news.atom")
    #expect(try program.run("add", url, "--name", "Strike").status == 0)
    lab.mirrors[0].fault = fault
    let synced = try program.run("sync")
    print("\(fault.name): \(synced.seconds) s, \(synced.peak) MiB, debug build")
    #expect(synced.status == 3, "\(synced)")
    #expect(synced.output.contains("127.0.0.1"))
    #expect(synced.peak < 200, "\(synced.peak) MiB")
    #expect(synced.seconds < 15)
    let added = try program.run("add", lab.mirrors[0].url("/other.atom"))
    await lab.stop()
    #expect(added.status == 1 || added.status == 3, "\(added)")
    #expect(try program.run("list").output.contains("파업 소식 3"))
  }
}
