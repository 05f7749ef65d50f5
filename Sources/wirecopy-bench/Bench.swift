import ArgumentParser

/// Measures Wirecopy beside its peers and its budgets.
@main
struct Bench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wirecopy-bench", abstract: "Measure Wirecopy beside its peers and its budgets.",
    usage: "wirecopy-bench CORPUS...\nwirecopy-bench relay", subcommands: [CorpusBench.self, RelayBench.self],
    defaultSubcommand: CorpusBench.self)
}
