import Foundation
import Glibc
import MirrorLab
import Testing

extension WholeProgram {
  @Suite(.enabled(if: Tmux.isInstalled, Tmux.why)) struct DeskTerminalTests {}
}

/// The desk and its terminal: sizes, stops, floods, ends.
extension WholeProgram.DeskTerminalTests {
  private func home(_ articles: Int = 60) async throws -> Program {
    let lab = try await Lab.start(mirrors: 1, site: SampleFeed.site(articles))
    let program = try Program()
    let added = try program.run("add", lab.mirrors[0].url("/news.atom"), "--name", "Strike")
    await lab.stop()
    #expect(added.status == 0, "\(added)")
    return program
  }

  @Test func anySizeIsSurvivedAndTheScreenIsWholeAgain() async throws {
    let program = try await home()
    let tmux = try Tmux(program, ["desk", "--offline"])
    defer {
      tmux.end()
      program.clear()
    }
    let first = try await tmux.wait(for: "Report 60 from the picket")
    for (columns, rows) in [(40, 10), (140, 40), (1, 1), (3, 2), (300, 90), (20, 4), (1, 50), (200, 1)] {
      try tmux.resize(columns: columns, rows: rows)
      if columns >= 40, rows >= 10 { try await tmux.wait(for: "Report 60 from") }
      try tmux.keys("j", "k")
    }
    try tmux.resize(columns: 80, rows: 24)
    try await tmux.wait("the first picture") { $0 == first }
    try tmux.keys("q")
    try await tmux.wait(for: "ended with 0")
  }

  @Test func aStopGivesTheShellBackAndFgTheDesk() async throws {
    let program = try await home()
    let tmux = try Tmux(shell: program)
    defer {
      tmux.end()
      program.clear()
    }
    try await tmux.wait(for: "$")
    try tmux.type("stty -a > before; '\(Program.path)' desk --offline"); try tmux.keys("Enter")
    // The left column comes a moment after the list.
    try await tmux.wait(for: "Strike     60")
    let first = try await tmux.wait(for: "Report 60 from the picket")
    try tmux.keys("C-z")
    try await tmux.wait(for: "Stopped")
    try tmux.type("echo back at the shell"); try tmux.keys("Enter")
    try await tmux.wait("an echo") { $0.components(separatedBy: "back at the shell").count == 3 }
    try tmux.type("fg"); try tmux.keys("Enter")
    try await tmux.wait("the desk again") { $0 == first }
    try tmux.keys("j", "Enter")
    try await tmux.wait(for: "Number 59")
    try tmux.keys("q", "q")
    // What is typed before the shell has its terminal back would be the desk's.
    try await tmux.wait("the shell") { !$0.contains("Number 59") && !$0.contains("Report 60") }
    // What is typed before the shell is back would still go to the desk.
    try await tmux.wait("the prompt") { $0.trimmingCharacters(in: .whitespacesAndNewlines).hasSuffix("\n$") }
    try tmux.type("echo status $?; stty -a | cmp - before && echo same settings"); try tmux.keys("Enter")
    try await tmux.wait(for: "same settings\n")
    #expect(try tmux.screen().contains("status 0"))
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
  func aSignalEndsTheDeskAndLeavesTheTerminalSane(signal: Int32) async throws {
    let program = try await home()
    let tmux = try Tmux(shell: program)
    defer {
      tmux.end()
      program.clear()
    }
    try await tmux.wait(for: "$")
    try tmux.type("stty -a > before; '\(Program.path)' desk --offline"); try tmux.keys("Enter")
    try await tmux.wait(for: "Report 60 from the picket")
    let process = try tmux.process()
    kill(process, signal)
    try await wait("the desk has ended") { !isAlive(process) }
    try tmux.type("stty -a | cmp - before && echo same settings"); try tmux.keys("Enter")
    let left = try await tmux.wait(for: "same settings\n")
    #expect(left.contains("Report 60") == false)
  }

  @Test func aTerminalThatGoesLeavesNoProcessBehind() async throws {
    let program = try await home()
    let tmux = try Tmux(program, ["desk", "--offline"])
    defer {
      tmux.end()
      program.clear()
    }
    try await tmux.wait(for: "Report 60 from the picket")
    let process = try tmux.process()
    #expect(isAlive(process))
    tmux.end()
    try await wait("the desk has ended with its terminal") { !isAlive(process) }
    #expect(try program.run("list", "--limit", "1").output.contains("Report 60"))
  }

  @Test func tenThousandKeysAtFullSpeedAreTakenInOrder() async throws {
    let program = try await home(300)
    let tmux = try Tmux(program, ["desk", "--offline"])
    defer {
      tmux.end()
      program.clear()
    }
    try await tmux.wait(for: "Report 300 from the picket")
    let start = ContinuousClock.now
    for _ in 0..<10 { try tmux.type(String(repeating: "jjjjkjjkkk", count: 100)) }
    try tmux.type("gjj"); try tmux.keys("Enter")
    // A build without optimisation draws some hundred pictures a second.
    try await tmux.wait(for: "Number 298:", seconds: 240)
    print("10,000 keys in \(start.duration(to: .now))")
    try tmux.keys("Q")
    try await tmux.wait(for: "ended with 0")
  }

  @Test func aPasteOf200KilobytesIntoAPromptIsOneLineAndNoCommand() async throws {
    let program = try await home()
    let text = String(repeating: "quit\nq\nQ 파업 \u{1B}[31m solidarity ", count: 6_500)
    #expect(text.utf8.count > 200_000)
    let file = try program.write(text, to: "paste.txt")
    let tmux = try Tmux(program, ["desk", "--offline"])
    defer {
      tmux.end()
      program.clear()
    }
    try await tmux.wait(for: "Report 60 from the picket")
    try tmux.keys(":")
    try tmux.paste(file: file)
    try await tmux.wait("the paste's end in the prompt") { $0.contains("solidarity") }
    try tmux.keys("Escape")
    try await tmux.wait("the prompt's end") { !$0.contains("solidarity") }
    // A paste outside of a prompt gives no commands, either.
    try tmux.paste(file: file)
    try tmux.keys("g", "Enter")
    try await tmux.wait(for: "Number 60:")
    try tmux.keys("Q")
    try await tmux.wait(for: "ended with 0")
  }
}
