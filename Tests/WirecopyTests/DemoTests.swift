import Foundation
import Glibc
import Testing

extension WholeProgram {
  @Suite(.enabled(if: Tmux.isInstalled, Tmux.why)) struct DemoTests {}
}

/// The demo as one watches it, and how it goes away.
extension WholeProgram.DemoTests {
  /// A demo on a terminal, whose home is made in the folder `tmp` of the program's own.
  private func demo(_ program: Program) throws -> Tmux {
    try FileManager.default.createDirectory(atPath: program.file("tmp"), withIntermediateDirectories: true)
    return try Tmux(program, ["demo"], columns: 120, rows: 30, environment: ["TMPDIR": program.file("tmp")])
  }

  /// What is said of a mirror that somebody keeps one from.
  private static var blocked: Regex<(Substring, Substring)> { /(127\.0\.0\.[1-4]:[0-9]+) blocked:/ }

  /// What a mirror's row says is done to it.
  private func fault(_ screen: String, of name: Substring) -> Substring? {
    screen.split(separator: "\n").first { $0.contains("\(name) [") }?.firstMatch(of: /\[([a-z0-9:-]+)\]/)?.1
  }

  private func homes(_ program: Program) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: program.file("tmp")).filter { $0.hasPrefix("wirecopy-demo") }
  }

  @Test func whileOneWatchesTheMirrorThatServesGetsBlockedAndTheDeskMovesOn() async throws {
    let program = try Program()
    let tmux = try demo(program)
    defer {
      tmux.end()
      program.clear()
    }
    try await tmux.wait(for: "4/4 mirrors")
    #expect(try homes(program).count == 1)
    let moved = try await tmux.wait("word of the blocked mirror", seconds: 40) { $0.contains(Self.blocked) }
    let name = try #require(moved.firstMatch(of: Self.blocked)).1
    #expect(moved.contains("from \(name)") == false)
    // The alert came out after the block, so it came from another mirror.
    try await tmux.wait("the alert", seconds: 40) { $0.contains(" ! ") || $0.contains("│ !") }

    // On the mirrors page one unblocks and blocks by hand.
    try tmux.keys("m", "g")
    try await tmux.wait(for: "http://127.0.0.1:")
    // Who altered the news is named, by an alarm that stays though the mirror may be asked for something sound since; and who
    // stayed behind. All of it is here nevertheless.
    try await tmux.wait("the others are named") {
      $0.contains(/REFUSED: what 127\.0\.0\.1:[0-9]+ gave is not signed/)
        && $0.contains(/127\.0\.0\.1:[0-9]+ \[flip:news\]/)
        && $0.contains(/✓ 127\.0\.0\.3:[0-9]+ \[old-snapshot\].*behind/)
    }
    // The mirrors stand on 127.0.0.1 … 4, in this order.
    let place = try #require(name.split(separator: ":").first?.last?.wholeNumberValue)
    for _ in 1..<place { try tmux.keys("j") }
    try tmux.keys("b", "t")
    try await tmux.wait("the mirror is well again") { $0.contains("✓ \(name)") && fault($0, of: name) == nil }
    for _ in 0..<40 {
      let before = fault(try tmux.screen(), of: name)
      if before == "block-page" { break }
      try tmux.keys("B")
      try await tmux.wait("another way to be blocked") { fault($0, of: name) != before }
    }
    try await tmux.wait(for: "shows a block page instead")
    try tmux.keys("t")
    try await tmux.wait("it is called blocked") { $0.contains(Self.blocked) && $0.contains("a web page in place") }
    try tmux.keys("b")
    try await tmux.wait("unblocked") { !$0.contains("shows a block page instead") }

    let process = try tmux.process()
    try tmux.keys("q", "q")
    try await tmux.wait(for: "ended with 0")
    #expect(!isAlive(process))
    #expect(try homes(program).isEmpty)
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func aSignalEndsTheDemoAndItsHomeIsRemoved(signal: Int32) async throws {
    let program = try Program()
    let tmux = try demo(program)
    defer {
      tmux.end()
      program.clear()
    }
    try await tmux.wait(for: "4/4 mirrors")
    let process = try tmux.process()
    kill(process, signal)
    try await wait("the demo has ended") { !isAlive(process) }
    #expect(try homes(program).isEmpty)
  }

  @Test func aTerminalThatGoesTakesTheDemoAndItsHomeAlong() async throws {
    let program = try Program()
    let tmux = try demo(program)
    defer {
      tmux.end()
      program.clear()
    }
    try await tmux.wait(for: "4/4 mirrors")
    let process = try tmux.process()
    tmux.end()
    try await wait("the demo has ended") { !isAlive(process) }
    #expect(try homes(program).isEmpty)
  }

  @Test(arguments: [20, 60, 120, 250])
  func stoppedWhileItIsBeingPreparedItLeavesNoHome(milliseconds: Int) async throws {
    let program = try Program()
    let tmux = try demo(program)
    defer {
      tmux.end()
      program.clear()
    }
    try await wait("the program runs") { try tmux.child() != nil }
    let process = try tmux.process()
    try await Task.sleep(for: .milliseconds(milliseconds))
    kill(process, SIGTERM)
    try await wait("the demo has ended") { !isAlive(process) }
    #expect(try homes(program).isEmpty)
  }
}
