import Foundation
import MirrorLab
import News
import Store
import Testing

extension WholeProgram {
  @Suite struct ReportTerminalTests {}
}

/// A report's whole way, in a real terminal: written without a network, filed, and brought to relays that break and lie.
extension WholeProgram.ReportTerminalTests {
  static let canUnshare =
    Program.has("unshare")
    && (try? Errand(["unshare", "-rn", "true"], environment: ProcessInfo.processInfo.environment, seconds: 10))?.answer
      .status == 0

  @Test(
    "Written with the network cut, filed after a restart, a report is on the good relays once, and the outbox says the truth",
    .enabled(if: Tmux.isInstalled, Tmux.why),
    .enabled(if: canUnshare, "needs unshare -rn, which is not allowed here: no network can be cut"))
  func wayOfAReport() async throws {
    let lab = try await Lab.start(mirrors: 2, site: LabSite([:]), addresses: ["127.0.0.2", "127.0.0.3"])
    let (first, second) = (lab.mirrors[0], lab.mirrors[1])
    let program = try Program()
    defer { program.clear() }
    let store = try NewsStore.open(path: program.file("store.sqlite"))
    let newsroom = try await store.addNewsroom(name: "여울", mirrors: ["http://127.0.0.1:9/news.atom"])
    for mirror in lab.mirrors { _ = try await store.addRelay(url: mirror.url("/"), to: newsroom.id) }
    let desk = try Tmux(shell: program, columns: 100, rows: 30)
    defer { desk.end() }
    let body = "오늘 아침 여섯 시, 문이 닫혔다. Two hundred and twelve stayed."

    // No network at all: not even loopback is up in there.
    try desk.type("unshare -rn '\(Program.path)' desk --offline\n")
    try await desk.wait(for: "? help")
    try desk.keys("c")
    try await desk.wait(for: "Title")
    try desk.type("변전소의 아침")
    try desk.keys("Tab", "Tab", "Tab", "Tab", "Tab", "Tab")
    try desk.type(body)
    try await desk.wait("the text, saved") { $0.contains("stayed.") && $0.contains("─ saved ") }
    try desk.keys("Escape", "Escape")
    try await desk.wait(for: "front page")
    try desk.keys("q")
    try await desk.wait("the shell") { $0.hasSuffix("$ \n") || $0.contains("$ ") && !$0.contains("front page") }
    #expect(try await store.drafts().map(\.report.body) == [body])

    // Another day. The first relay dies in mid-body.
    first.uploadFault = .cut(at: 1_000)
    try desk.type("'\(Program.path)' desk --offline\n")
    try await desk.wait(for: "Drafts")
    try desk.keys("x")
    try await desk.wait(for: "✎ draft")
    try desk.keys("Enter")
    try await desk.wait(for: "stayed.")
    try desk.keys("C-s")
    try await desk.wait(for: "NOT SEALED")
    try desk.keys("f")
    try await desk.wait(for: "[y/w/n]")
    try desk.keys("y")
    try await desk.wait(for: "1 of 2 relays")
    #expect(first.drops.isEmpty && second.drops.count == 1)

    // It comes back, says yes and keeps nothing.
    first.uploadFault = .lie
    try desk.keys("r")
    try await desk.wait("that it lied") { $0.contains("keeps nothing") && $0.contains("1 of 2 relays") }
    #expect(first.drops.isEmpty && second.drops.count == 1)

    // It is itself again.
    first.uploadFault = .none
    try desk.keys("r")
    try await desk.wait(for: "2 relays hold it")
    #expect(first.drops == second.drops && first.drops.count == 1)
    #expect(second.puts.values.max() == 1, "the good relay was brought the same report twice")
    try desk.keys("q")

    let inbox = try Program()
    defer { inbox.clear() }
    let listed = try inbox.run(["inbox", "list", "--json"] + lab.mirrors.map { $0.url("/") })
    await lab.stop()
    let reports = try #require(try object(listed.output)["reports"] as? [[String: Any]])
    #expect(reports.compactMap { $0["title"] as? String } == ["변전소의 아침"])
  }
}
