import ArgumentParser
import Foundation
import MirrorLab

/// Measures what the mirrors promise: how long until the news is there, whatever happens to the others.
struct MirrorsBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mirrors",
    abstract: "Measure the fallback: time to news with mirrors blocked in each way, beside curl and newsboat.",
    discussion: """
      Everything runs on loopback: mirrors that fail on request, a resolver of their own, stores in a throw-away folder. It \
      takes about five minutes, one of them for the recovery of mirrors that are unblocked.
      """)

  @Option(help: "The wirecopy to measure where a whole process is; the one beside this program, if not said.")
  var wirecopy: String?
  @Option(help: "Rounds for each way to fail.") var rounds = 5
  @Flag(inversion: .prefixedNo, help: "Measure curl and newsboat, too.") var peers = true
  @Flag(help: "Print one JSON object.") var json = false

  static let command = "wirecopy-bench mirrors"

  func validate() throws {
    if rounds < 1 || rounds > 1_000 { throw ValidationError("--rounds must be between 1 and 1000") }
  }

  func run() async throws {
    let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "wirecopy").path
    let program = wirecopy ?? beside
    guard Child.find(program) != nil else { throw Child.Fault(description: "no program \(program): build it first") }
    var figures = Figures()
    // First: a child's peak is never told as less than what this process held when it was begun (execve(2)).
    try await HostileBench(program: program).run(into: &figures)
    try await FirstHeadBench(rounds: rounds).run(into: &figures)
    try await MidBodyBench(rounds: max(4, rounds)).run(into: &figures)
    try await RecoveryBench().run(into: &figures)
    if peers { try await PeersBench(program: program).run(into: &figures) }
    if json { try figures.printJSON() } else { figures.printTable() }
  }
}
