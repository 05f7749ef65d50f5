import Foundation
import MirrorLab
import Testing

extension WholeProgram {
  @Suite struct FrameTests {}
}

/// No picture waits for the network or the disk.
extension WholeProgram.FrameTests {
  /// Milliseconds, of the pictures that one run painted.
  private struct Frames {
    var keys: [Double]
    var frames: [Double]
    var quit: Double
    var worst: Double { max(keys.max() ?? 0, frames.max() ?? 0) }

    var line: String {
      let sorted = keys.sorted()
      let text = { (value: Double) in String(format: "%.1f", value) }
      return """
        \(keys.count) keys: median \(text(sorted[sorted.count / 2])) ms, worst \(text(sorted.last ?? 0)) ms; \
        \(frames.count) frames: worst \(text(frames.max() ?? 0)) ms; quit after \(text(quit)) ms
        """
    }
  }

  /// A desk on which keys are pressed for a while: down, up, down again.
  private func play(
    _ program: Program, _ arguments: [String], environment: [String: String] = [:]
  ) async throws -> Frames {
    let log = program.file("frames-\(UUID().uuidString).log")
    let pty = try Pty(program, arguments, environment: environment.merging(["WIRECOPY_FRAMES": log]) { $1 })
    let opened = String(decoding: pty.read(within: 60), as: UTF8.self)
    #expect(!opened.isEmpty, "the desk opens")
    try await wait("the list is painted", seconds: 60) {
      (try? String(contentsOfFile: log, encoding: .utf8))?.split(separator: "\n").count ?? 0 >= 2
    }
    try await Task.sleep(for: .milliseconds(300))
    // What was painted before somebody could press a key is the program's start, which has a budget of its own.
    let before = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").count
    var keys: [Double] = []
    for round in 0..<40 {
      let answer = pty.answer(to: round % 4 < 2 ? "j" : "k")
      keys.append(try #require(answer, "a key was not answered within 5 s"))
      try await Task.sleep(for: .milliseconds(75))
    }
    let start = ContinuousClock.now
    pty.type("Q")
    let end = try #require(pty.end(within: 10), "the desk did not end within 10 s")
    #expect(end.status == 0)
    let quit = start.duration(to: .now) / .milliseconds(1)
    let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").dropFirst(before)
    let frames = lines.compactMap { $0.split(separator: " ").first.flatMap { Double($0) } }
    return Frames(keys: keys, frames: frames, quit: quit)
  }

  @Test(.enabled(if: SlowDisk.compiler != nil, SlowDisk.why))
  func whileNamesHandshakesAndTheDiskHangKeysAreAnsweredAndQuitEndsIt() async throws {
    let lab = try await Lab.start(mirrors: 4, site: SampleFeed.site(400))
    let program = try Program()
    defer { program.clear() }
    let port = { (place: Int) in lab.mirrors[place].port }
    #expect(try program.run("add", lab.mirrors[0].url("/news.atom"), "--name", "Strike").status == 0)
    // Whoever asks for this name waits for a resolver that swallows the hello; this handshake is swallowed, too.
    #expect(try program.run("add", "--offline", "http://hanging.example/feed", "--name", "Names").status == 0)
    #expect(
      try program.run("add", "--offline", "https://127.0.0.1:\(port(2))/feed", "--name", "Handshakes").status == 0)
    try program.write("[network]\nresolver = \"https://127.0.0.1:\(port(1))/query\"\n", to: "config.toml")
    lab.mirrors[1].fault = .swallowHello
    lab.mirrors[2].fault = .swallowHello

    // What this machine does at this moment with nothing in the way.
    let calm = try await play(program, ["desk", "--offline"])
    print("calm: \(calm.line)")
    lab.mirrors[0].site = SampleFeed.site(800)
    let disk = try SlowDisk.build(in: program)
    let hanging = try await play(program, ["desk"], environment: disk.environment)
    print("names, handshakes and the disk hang: \(hanging.line)")
    await lab.stop()
    #expect(lab.mirrors[1].connections > 0 && lab.mirrors[2].connections > 0, "they were asked")
    let waits = (try? Data(contentsOf: URL(filePath: disk.mark)))?.count ?? 0
    #expect(waits > 3, "the disk was slow \(waits) times")
    // On a machine that is busy with other things, its own delays are allowed for.
    #expect(hanging.worst <= max(50, 2 * calm.worst), "\(hanging.line)")
    #expect(hanging.quit <= max(200, 2 * calm.quit), "\(hanging.line)")
  }
}
