import ArgumentParser
import Foundation
import News
import Store

/// Measures the desk as its reader feels it, beside newsboat in a terminal of the same size in the same run.
struct DeskBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "desk",
    abstract: "Measure the desk in a terminal: start, opening, scrolling, search, key to picture, bytes a picture.",
    discussion: """
      CORPUS is a folder made by gen_corpus.py (`--formats mixed`). The desk and newsboat each run in a pseudo-terminal of \
      80 × 24 on the same articles, all of them cached; times go from a key's byte in to the last byte out.
      """)

  @Option(help: "The wirecopy to measure; the one beside this program, if not said.") var wirecopy: String?
  @Option(help: "Times that each key is pressed.") var keys = 100
  @Option(help: "Starts; the median is told.") var runs = 5
  @Flag(help: "Print one JSON object.") var json = false
  @Flag(help: "Leave newsboat out.") var alone = false
  @Argument(help: "Folders made by gen_corpus.py.") var corpora: [String]

  func validate() throws {
    if corpora.isEmpty { throw ValidationError("name a folder made by gen_corpus.py") }
    if keys < 10 || keys > 10_000 { throw ValidationError("--keys must be between 10 and 10000") }
    if runs < 1 || runs > 100 { throw ValidationError("--runs must be between 1 and 100") }
  }

  func run() async throws {
    let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "wirecopy").path
    let program = wirecopy ?? beside
    guard Child.find(program) != nil else { throw Child.Fault(description: "no program \(program): build it first") }
    var figures = Figures()
    for folder in corpora {
      let workshop = try Workshop(corpus: try Corpus(folder: folder), program: program)
      defer { workshop.clear() }
      try await DeskRun(workshop: workshop, keys: keys, runs: runs).ours(into: &figures)
      if alone { continue }
      if Child.find("newsboat") == nil {
        figures.skip("newsboat is not installed (Debian package newsboat)")
      } else {
        try DeskRun(workshop: workshop, keys: keys, runs: runs).newsboat(into: &figures)
      }
    }
    if json { try figures.printJSON() } else { figures.printTable() }
  }
}
