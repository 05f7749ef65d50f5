import Foundation
import Glibc
import MirrorLab
import News
import Store
import Testing

extension WholeProgram {
  @Suite struct KillTests {}
}

/// `kill -9` at any moment of a sync: no half-stored round, no store that does not open.
extension WholeProgram.KillTests {
  static let isLong = ProcessInfo.processInfo.environment["WIRECOPY_LONG"] == "1"

  @Test func aKilledSyncLeavesEachNewsroomWholeOrUntouched() async throws {
    let kills = Self.isLong ? 200 : 20
    let rooms = 6
    let articles = 150
    var random = Splitmix(seed: 20_020_225)
    let site = SampleFeed.site(articles, words: String(repeating: "연대와 지지 solidarity ", count: 60))
    let lab = try await Lab.start(mirrors: rooms, site: site)
    let program = try Program()
    defer { program.clear() }
    // One answers after the other, so that a kill may also fall between two rounds' transactions.
    for (place, mirror) in lab.mirrors.enumerated() { mirror.fault = .slow(milliseconds: 60 * place + 1) }
    let outlines = lab.mirrors.enumerated().map {
      "<outline type=\"rss\" text=\"room \($0.offset)\" xmlUrl=\"\($0.element.url("/news.atom"))\"/>"
    }
    try "<opml version=\"2.0\"><body>\(outlines.joined())</body></opml>".write(
      toFile: program.file("list.opml"), atomically: true, encoding: .utf8)

    let start = { () throws -> Process in
      for end in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: program.file("store.sqlite\(end)"))
      }
      try #require(try program.run("opml", "import", program.file("list.opml")).status == 0)
      return try program.start(["sync"])
    }
    // How long a whole sync takes here and now, so that the kills fall all over it.
    let whole = try start()
    let began = ContinuousClock.now
    whole.waitUntilExit()
    #expect(whole.terminationStatus == 0)
    let length = UInt64(began.duration(to: .now) / .microseconds(1))

    var (running, between, untouched) = (0, 0, 0)
    for _ in 0..<kills {
      let sync = try start()
      usleep(UInt32(random.next() % max(1, length)))
      if isAlive(sync.processIdentifier) { running += 1 }
      kill(sync.processIdentifier, SIGKILL)
      sync.waitUntilExit()

      let store = try NewsStore.open(path: program.file("store.sqlite"))
      #expect(try await store.check().isEmpty)
      let newsrooms = try await store.newsrooms()
      #expect(newsrooms.count == rooms)
      var full = 0
      for newsroom in newsrooms {
        let count = try await store.count(.newsroom(newsroom.id))
        #expect(count == 0 || count == articles, "a half-stored round: \(count) of \(articles)")
        if count == articles { full += 1 }
        let mirror = try #require(try await store.mirrors(of: newsroom.id).first)
        // A cursor without its articles would hide the news behind a 304 for ever.
        if try await store.cursor(of: mirror.id) != nil { #expect(count == articles) }
      }
      if full == 0 { untouched += 1 } else if full < rooms { between += 1 }
    }
    print(
      "kills: \(kills) over \(length / 1000) ms; sync running at \(running), with nothing stored \(untouched), in part \(between)"
    )
    #expect(running * 2 > kills, "the kills came too late to show anything")
    #expect(untouched > 0 && between > 0)
    #expect(try program.run("sync").status == 0)
    let listed = try program.run("newsrooms", "--json")
    await lab.stop()
    #expect(listed.output.components(separatedBy: "\"total\":\(articles)").count == rooms + 1)
  }
}

/// A small seeded generator (Steele, Lea, Flood 2014): the same moments in every run.
struct Splitmix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
