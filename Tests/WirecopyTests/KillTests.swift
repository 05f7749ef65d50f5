import Foundation
import Glibc
import MirrorLab
import News
import Store
import Testing

/// `kill -9` at any moment of a sync: no half-stored round, no store that does not open.
@Suite(.serialized) struct KillTests {
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
    let outlines = lab.mirrors.enumerated().map {
      "<outline type=\"rss\" text=\"room \($0.offset)\" xmlUrl=\"\($0.element.url("/news.atom"))\"/>"
    }
    try "<opml version=\"2.0\"><body>\(outlines.joined())</body></opml>".write(
      toFile: "\(program.home)/list.opml", atomically: true, encoding: .utf8)

    var cutShort = 0
    for _ in 0..<kills {
      for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: "\(program.home)/store.sqlite\(end)") }
      #expect(try program.run("opml", "import", "\(program.home)/list.opml").status == 0)
      let sync = try program.start(["sync"])
      usleep(UInt32(random.next() % 700_000))
      kill(sync.processIdentifier, SIGKILL)
      sync.waitUntilExit()

      let store = try NewsStore.open(path: "\(program.home)/store.sqlite")
      #expect(try await store.check().isEmpty)
      for newsroom in try await store.newsrooms() {
        let count = try await store.count(.newsroom(newsroom.id))
        #expect(count == 0 || count == articles, "a half-stored round: \(count) of \(articles)")
        if count == 0 { cutShort += 1 }
        let mirror = try #require(try await store.mirrors(of: newsroom.id).first)
        // A cursor without its articles would hide the news behind a 304 for ever.
        if try await store.cursor(of: mirror.id) != nil { #expect(count == articles) }
      }
    }
    #expect(cutShort > 0, "no sync was cut short: the kills came too late to show anything")
    #expect(try program.run("sync").status == 0)
    let whole = try program.run("newsrooms", "--json")
    await lab.stop()
    #expect(whole.output.components(separatedBy: "\"total\":\(articles)").count == rooms + 1)
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
