import ArgumentParser
import Foundation

/// Measures the reader's side, as whole processes where a user would feel it.
struct CorpusBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "corpus",
    abstract: "Measure cold and warm sync, start, opening, search and disk, beside newsboat, curl and raw insertion.",
    discussion: """
      CORPUS is a folder made by gen_corpus.py (`--formats mixed`): feeds, urls.mixed and articles.jsonl. Everything runs \
      in a throw-away home on loopback. Peers that are not installed are named as skipped.
      """)

  @Option(help: "The wirecopy to measure; the one beside this program, if not said.") var wirecopy: String?
  @Option(help: "Runs of each whole-process figure; the median is told.") var runs = 3
  @Flag(help: "Print one JSON object.") var json = false
  @Flag(help: "Leave the peers out.") var alone = false
  @Argument(help: "Folders made by gen_corpus.py.") var corpora: [String]

  func validate() throws {
    if corpora.isEmpty { throw ValidationError("name a folder made by gen_corpus.py") }
    if runs < 1 || runs > 100 { throw ValidationError("--runs must be between 1 and 100") }
  }

  func run() async throws {
    let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "wirecopy").path
    let program = wirecopy ?? beside
    guard Child.find(program) != nil else { throw Child.Fault(description: "no program \(program): build it first") }
    var figures = Figures()
    for folder in corpora {
      let corpus = try Corpus(folder: folder)
      let workshop = try Workshop(corpus: corpus, program: program)
      defer { workshop.clear() }
      try await SyncBench(workshop: workshop, runs: runs, hasPeers: !alone).run(into: &figures)
      try await ReadBench(workshop: workshop, runs: runs, hasPeers: !alone).run(into: &figures)
    }
    if json { try figures.printJSON() } else { figures.printTable() }
  }
}
