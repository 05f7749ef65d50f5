import Foundation
import MirrorLab
import Testing

extension WholeProgram {
  @Suite(.enabled(if: Tmux.isInstalled, Tmux.why)) struct DeskReadingTests {}
}

/// Reading on the desk in a real terminal, with no network at all.
extension WholeProgram.DeskReadingTests {
  /// A home that follows two mirrors, both of them gone since.
  private func offlineHome() async throws -> Program {
    let lab = try await Lab.start(mirrors: 2, site: SampleFeed.site(40))
    let program = try Program()
    let added = try program.run(["add"] + lab.mirrors.map { $0.url("/news.atom") } + ["--name", "Strike"])
    await lab.stop()
    #expect(added.status == 0, "\(added)")
    return program
  }

  @Test(arguments: [(80, 24), (140, 40)])
  func headlinesAndArticlesAreReadFromTheCacheWithAllMirrorsStopped(columns: Int, rows: Int) async throws {
    let program = try await offlineHome()
    let tmux = try Tmux(program, columns: columns, rows: rows)
    defer {
      tmux.end()
      program.clear()
    }
    let opened = try await tmux.wait(for: "Report 40 from the picket")
    #expect(opened.contains("파업 소식 39"))
    #expect(opened.contains("Strike"))
    // The sync at the start reaches nobody, and says so, while the news stays.
    let synced = try await tmux.wait("word of the mirrors that are gone") {
      $0.contains("offline") || $0.contains("connection refused") || $0.contains("no mirror served")
    }
    #expect(synced.contains("Report 40 from the picket"))
    #expect(synced.contains(" old") || synced.contains("now") || synced.contains("ago"), "the age is shown: \(synced)")

    try tmux.keys("j", "Enter")
    let read = try await tmux.wait(for: "명동성당 앞에 모였다")
    #expect(read.contains("파업 소식 39"))
    try tmux.keys("Tab")
    try await tmux.wait(for: "Number 38")
    try tmux.keys("q")
    try await tmux.wait(for: "Report 40 from the picket")
    try tmux.keys("q")
    let left = try await tmux.wait(for: "ended with 0")
    #expect(left.contains("Report") == false, "the screen is given back clean")
  }

  @Test(arguments: [(80, 24), (140, 40)])
  func searchAnswersAsOneTypes(columns: Int, rows: Int) async throws {
    let program = try await offlineHome()
    let tmux = try Tmux(program, ["desk", "--offline"], columns: columns, rows: rows)
    defer {
      tmux.end()
      program.clear()
    }
    try await tmux.wait(for: "Report 40 from the picket")
    try tmux.type("/repor")
    try await tmux.wait("what begins so") { $0.contains("Report 12 from") && $0.contains("Report 2 from") }
    try tmux.type("t 12")
    try await tmux.wait("Report 12 alone") { $0.contains("Report 12 from") && !$0.contains("Report 2 from") }
    try tmux.keys("C-u")
    try tmux.type("조합원")
    try await tmux.wait(for: "조합원들이")
    try tmux.keys("Enter", "Enter")
    try await tmux.wait(for: "The workers stay.")
    try tmux.keys("q", "q", "q", "q")
    try await tmux.wait(for: "ended with 0")
  }

  @Test func twoDesksAtOnceShareTheStoreAndOneOfThemSyncsAtATime() async throws {
    let lab = try await Lab.start(mirrors: 1, site: SampleFeed.site(5))
    let program = try Program()
    #expect(try program.run("add", lab.mirrors[0].url("/news.atom"), "--name", "Strike").status == 0)
    let first = try Tmux(program, ["desk", "--offline"])
    defer {
      first.end()
      program.clear()
    }
    try await first.wait(for: "파업 소식 5")
    let second = try Tmux(program, ["desk", "--offline"])
    defer { second.end() }
    try await second.wait(for: "파업 소식 5")
    // While the one's round is under way, the other leaves it to it.
    lab.mirrors[0].fault = .slow(milliseconds: 3_000)
    let before = lab.mirrors[0].requestCount
    try first.keys("R")
    try await wait("the first desk asks") { lab.mirrors[0].requestCount > before }
    try second.keys("R")
    try await second.wait(for: "another Wirecopy is syncing")
    try await first.wait(for: "nothing new from")
    lab.mirrors[0].fault = .none
    // What the first one fetches, the second one shows.
    lab.serve(SampleFeed.site(6))
    try first.keys("R")
    try await first.wait(for: "Report 6 from the picket")
    try await second.wait(for: "Report 6 from the picket")
    for desk in [first, second] {
      try desk.keys("Q")
      try await desk.wait(for: "ended with 0")
    }
    await lab.stop()
  }
}
