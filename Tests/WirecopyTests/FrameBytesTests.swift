import Foundation
import MirrorLab
import Testing

extension WholeProgram {
  @Suite struct FrameBytesTests {}
}

/// What goes over the line for each picture: the change, and not the screen. A slow line shows no flicker.
extension WholeProgram.FrameBytesTests {
  private func home() async throws -> Program {
    let lab = try await Lab.start(mirrors: 1, site: SampleFeed.site(300))
    let program = try Program()
    #expect(try program.run("add", lab.mirrors[0].url("/news.atom"), "--name", "Strike").status == 0)
    await lab.stop()
    return program
  }

  @Test func aKeyCostsNoMoreBytesThanWhatItChanges() async throws {
    let program = try await home()
    defer { program.clear() }
    let log = program.file("frames.log")
    let pty = try Pty(program, ["desk", "--offline"], environment: ["WIRECOPY_FRAMES": log])
    var opened = pty.read(within: 20)
    try await wait("the list is painted", seconds: 60) {
      opened += pty.read(within: 0)
      return String(decoding: opened, as: UTF8.self).contains("Report 300")
    }
    opened += settled(pty)
    // 100 × 30 cells, wide letters among them, each written once or twice: before the store has answered, and then.
    #expect(opened.count < 12_000, "the start wrote \(opened.count) bytes")
    var worst = 0
    // Within the screen: two rows change, and what is told at the right of the last.
    for key in ["j", "j", "k", "j", "j", "k"] {
      let count = answer(pty, key)
      worst = max(worst, count)
      #expect(count > 0 && count < 900, "\(key) wrote \(count) bytes")
    }
    print("bytes a key: at most \(worst)")
    // A screenful: each cell once.
    let page = answer(pty, "\u{6}")
    #expect(page > 500 && page < 9_000, "a screenful wrote \(page) bytes")
    // Nothing changes: nothing is written. The clock ticks each second, the age of the news each minute.
    let idle = pty.read(within: 3.5)
    #expect(idle.count < 300, "nothing happened, and \(idle.count) bytes were written: \(idle.count)")
    // No screen is cleared to be painted again: that is what flickers.
    let whole = settled(pty) + collected(pty, "j", "\u{2}", "G", "g", "\r", "q")
    #expect(whole.firstRange(of: Array("\u{1B}[2J".utf8)) == nil, "the screen was cleared")
    #expect(whole.firstRange(of: Array("\u{1B}[H\u{1B}[J".utf8)) == nil, "the screen was cleared")
    pty.type("Q")
    #expect(pty.end(within: 10)?.status == 0)
    // The log counts what came through the line, where the kernel counts at all.
    let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map { $0.split(separator: " ") }
    let counted = lines.compactMap { $0.count == 3 ? Int($0[2]) : nil }
    if lines.allSatisfy({ $0.last != "-" }) {
      #expect(counted.count == lines.count)
      let sum = counted.reduce(0, +)
      #expect(sum > 0 && counted.dropFirst(3).filter { $0 > 9_000 }.isEmpty, "\(counted)")
    }
  }

  /// Reads until nothing comes for a moment.
  private func settled(_ pty: Pty) -> [UInt8] {
    var all: [UInt8] = []
    while true {
      let more = pty.read(within: 0.4)
      if more.isEmpty { return all }
      all += more
    }
  }

  /// Bytes that answer a key.
  private func answer(_ pty: Pty, _ key: String) -> Int {
    _ = settled(pty)
    pty.type(key)
    return pty.read(within: 5).count + settled(pty).count
  }

  private func collected(_ pty: Pty, _ keys: String...) -> [UInt8] {
    keys.flatMap { key in
      pty.type(key)
      return pty.read(within: 5) + settled(pty)
    }
  }
}
