import Foundation

/// One measured figure, beside its budget or its peer.
struct Figure: Encodable {
  var work: String
  var value: Double
  var unit: String
  /// What it is held against, in words: "≤ 80", "newsboat 7.1 s".
  var budget: String?
  var isMet: Bool?
  var command: String?
  /// What stands beside it: other percentiles.
  var note: String?
}

/// All figures of a run, printed as a table or as JSON.
struct Figures: Encodable {
  private(set) var figures: [Figure] = []
  /// What could not be measured here, and why.
  private(set) var skipped: [String] = []

  mutating func add(
    _ work: String, _ value: Double, _ unit: String, budget: String? = nil, isMet: Bool? = nil, command: String? = nil,
    note: String? = nil
  ) {
    figures.append(
      Figure(work: work, value: value, unit: unit, budget: budget, isMet: isMet, command: command, note: note))
    FileHandle.standardError.write(Data("  \(work): \(Self.text(value)) \(unit)\n".utf8))
  }

  mutating func skip(_ what: String) {
    skipped.append(what)
    FileHandle.standardError.write(Data("  skipped: \(what)\n".utf8))
  }

  func printTable() {
    let width = figures.map(\.work.count).max() ?? 0
    for figure in figures {
      let name = figure.work + String(repeating: " ", count: width - figure.work.count)
      let mark = figure.isMet.map { $0 ? "met  " : "SHORT" } ?? "     "
      let rest = [figure.budget, figure.note.map { "(\($0))" }].compactMap { $0 }.joined(separator: "  ")
      print("\(name)  \(Self.text(figure.value)) \(figure.unit)  \(mark) \(rest)")
    }
    for line in skipped { print("skipped: \(line)") }
    for command in Set(figures.compactMap(\.command)).sorted() { print("by: \(command)") }
  }

  func printJSON() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    print(String(decoding: try encoder.encode(self), as: UTF8.self))
  }

  static func text(_ value: Double) -> String {
    let digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 4
    return String(format: "%.\(digits)f", value)
  }
}
