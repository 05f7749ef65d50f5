import Foundation
import MirrorLab
import News
import Store
import Sync
import Testing

/// A mirror that means harm costs little, and the round goes on.
@Suite("Hostile mirrors", .serialized, .timeLimit(.minutes(2))) struct HostileMirrorTests {
  @Test(
    "Endless or swollen beyond measure: given up in 10 s, and 64 MB above the base at most",
    arguments: [Fault.endless, .gzipBomb])
  func bounded(_ fault: Fault) async throws {
    try await Stage.play {
      $0.isSecure = false
    } _: { stage in
      let newsroom = try await stage.newsroom("Lab", 0, 1)
      // All that is loaded once is there.
      #expect(try await stage.sync(newsroom).first?.served != nil)
      stage.mirrors[0].fault = fault
      let base = try Memory.restart()
      let report = try #require(try await stage.sync(newsroom).first)
      let most = try Memory.most()
      #expect(report.milliseconds < 10_000 && report.servedURL == stage.url(1))
      let verdict = report.mirrors.first?.verdict
      #expect(verdict?.symptom == .tooLarge && verdict?.weight == .hard && verdict?.isBlocked == false)
      #expect(most - base <= 64 << 20, "\((most - base) >> 20) MB")
    }
  }

  @Test("A drip is overtaken; alone, it is given up in 10 s") func drip() async throws {
    try await Stage.play {
      ($0.isSecure, $0.speed) = (false, 10)
    } _: { stage in
      let (alone, both) = (try await stage.newsroom("Alone", 0), try await stage.newsroom("Both", 0, 1))
      stage.mirrors[0].fault = .drip(bytesPerSecond: 100)
      let report = try #require(try await stage.sync(alone).first)
      #expect(report.milliseconds <= 13_000 && report.mirrors.first?.verdict?.symptom == .tooSlow)
      #expect(try await stage.sync(both).first?.servedURL == stage.url(1))
    }
  }

  @Test("A list of a million mirrors is refused but for what a newsroom may have") func million() async throws {
    try await Stage.play { stage in
      let newsroom = try await stage.newsroom("Lab", 0)
      let list = (0..<1_000_000).map { "https://m\($0).example/feed\n" }.joined()
      let start = ContinuousClock.now
      let report = try? await stage.engine.importMirrors(list, to: newsroom.id)
      #expect(ContinuousClock.now - start < .seconds(10))
      #expect((report?.added.count ?? 0) <= 1_000)
      #expect(try await stage.store.mirrors(of: newsroom.id).count <= 1_000)
    }
  }
}

/// What this program holds in memory, in bytes.
private enum Memory {
  /// The most is counted from now on.
  /// - Returns: what it holds.
  static func restart() throws -> Int {
    try Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
    return try value("VmRSS")
  }

  static func most() throws -> Int { try value("VmHWM") }

  private static func value(_ name: String) throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix(name) })
    return try #require(Int(line.filter(\.isNumber))) << 10
  }
}
