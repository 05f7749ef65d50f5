import ArgumentParser

/// Measures Wirecopy beside its peers and its budgets.
@main
struct Bench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wirecopy-bench", abstract: "Measure Wirecopy beside its peers and its budgets.",
    usage:
      "wirecopy-bench CORPUS...\nwirecopy-bench desk CORPUS...\nwirecopy-bench relay\nwirecopy-bench mirrors\nwirecopy-bench edition\nwirecopy-bench parse [render]\nwirecopy-bench render",
    subcommands: [
      CorpusBench.self, DeskBench.self, RelayBench.self, MirrorsBench.self, EditionBench.self,
      ParseBench.self, RenderBench.self,
    ],
    defaultSubcommand: CorpusBench.self)
}
