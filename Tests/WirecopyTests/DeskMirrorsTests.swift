import Foundation
import MirrorLab
import Testing

extension WholeProgram {
  @Suite(.enabled(if: Tmux.isInstalled, Tmux.why)) struct DeskMirrorsTests {}
}

/// Mirrors on the desk in a real terminal: who serves, who doesn't, and what happens when that changes.
extension WholeProgram.DeskMirrorsTests {
  @Test(arguments: [(80, 24), (140, 40)])
  func whenTheServingMirrorIsBlockedTheBottomLineSaysSoAndTheNewsComesFromAnother(
    columns: Int, rows: Int
  ) async throws {
    let lab = try await Lab.start(mirrors: 3, site: SampleFeed.site(8))
    let program = try Program()
    let urls = lab.mirrors.map { $0.url("/news.atom") }
    // The fastest one is asked first.
    for mirror in lab.mirrors.dropFirst() { mirror.fault = .slow(milliseconds: 300) }
    #expect(try program.run(["add"] + urls + ["--name", "Strike"]).status == 0)
    for mirror in lab.mirrors { mirror.fault = .none }
    let tmux = try Tmux(program, columns: columns, rows: rows)
    defer {
      tmux.end()
      program.clear()
    }
    try await tmux.wait(for: "Report 8 from the picket")
    try await tmux.wait("the first round's end") { $0.contains("3/3 mirrors") || $0.contains("1/3 mirrors") }
    try tmux.keys("j", "j")

    let blocked = lab.mirrors[0]
    lab.serve(SampleFeed.site(10))
    blocked.fault = .reset
    try tmux.keys("R")
    let moved = try await tmux.wait(for: "Report 10 from the picket")
    let line = try await tmux.wait("word of the blocked mirror") {
      $0.contains("127.0.0.1:\(blocked.port)") && $0.contains("reset")
    }
    #expect(line.contains("Report 6 from the picket"), "the selection stays where it was: \(moved)")
    try tmux.keys("Enter")
    try await tmux.wait(for: "Number 6:")
    try tmux.keys("Q")
    try await tmux.wait(for: "ended with 0")
    await lab.stop()
  }

  @Test(arguments: [(80, 24), (140, 40)])
  func mirrorsArePinnedSwitchedAndTestedWithAnswersAsTheyCome(columns: Int, rows: Int) async throws {
    let lab = try await Lab.start(mirrors: 4, site: SampleFeed.site(3))
    let program = try Program()
    let urls = lab.mirrors.map { $0.url("/news.atom") }
    #expect(try program.run(["add"] + urls + ["--name", "Strike"]).status == 0)
    let tmux = try Tmux(program, ["desk", "--offline"], columns: columns, rows: rows)
    defer {
      tmux.end()
      program.clear()
    }
    try await tmux.wait(for: "파업 소식 3")
    try tmux.keys("m")
    try await tmux.wait(for: urls[0])

    // The second one is pinned, and it alone is asked.
    try tmux.keys("j")
    try await tmux.wait(for: urls[1])
    try tmux.keys("p")
    try await tmux.wait(for: "pinned")
    for mirror in lab.mirrors { mirror.forgetRequests() }
    try tmux.keys("R")
    try await wait("the pinned mirror is asked") { lab.mirrors[1].requestCount > 0 }
    #expect(lab.mirrors[0].requestCount + lab.mirrors[2].requestCount + lab.mirrors[3].requestCount == 0)
    try tmux.keys("p")
    try await tmux.wait("unpinned") { !$0.contains("(pinned)") }

    // All are tested: quick answers are shown while a slow one is still awaited.
    lab.mirrors[0].fault = .status(503)
    lab.mirrors[2].fault = .slow(milliseconds: 4_000)
    lab.mirrors[3].fault = .refuse
    try tmux.keys("T")
    try await tmux.wait("quick answers beside one still awaited") {
      $0.contains("its server is broken (503)") && $0.contains("connection refused") && $0.contains("asking…")
    }
    try await tmux.wait("the slow answer") { !$0.contains("asking…") }

    // One alone.
    lab.mirrors[0].fault = .none
    try tmux.keys("g")
    try await tmux.wait(for: urls[0])
    try tmux.keys("t")
    try await tmux.wait("the first mirror is well again") { !$0.contains("503") }
    try tmux.keys("Q")
    try await tmux.wait(for: "ended with 0")
    await lab.stop()
  }
}
