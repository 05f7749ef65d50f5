import Foundation

/// What is typed at `:`: read by the table, completed, remembered.
struct CommandLine: Hashable, Sendable {
  enum Reading: Hashable, Sendable {
    case command(DeskCommand.Name, argument: String?)
    case ambiguous(String, [String])
    case unknown(String)
    case empty
  }

  /// How many lines are remembered.
  static let mostLines = 200

  /// What was given before, oldest first.
  private var history: [String] = []
  /// The line of `history` that is shown again.
  private var recalled: Int?
  /// What was being typed before a line was recalled.
  private var draft = ""

  /// Reads a line that was given, by a command's name or by a beginning that only one has, and remembers it.
  mutating func take(_ text: String, among rows: [DeskCommand]) -> Reading {
    leave()
    let words = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    guard let first = words.first else { return .empty }
    history.removeAll { $0 == text }
    history = history.suffix(Self.mostLines - 1) + [text]
    let word = first.lowercased()
    let argument = words.count > 1 ? words[1].trimmingCharacters(in: .whitespaces) : ""
    let found = rows.filter { $0.name.rawValue.hasPrefix(word) }
    guard let row = found.first(where: { $0.name.rawValue == word }) ?? (found.count == 1 ? found.first : nil) else {
      return found.isEmpty ? .unknown(String(first)) : .ambiguous(String(first), found.map(\.name.rawValue))
    }
    return .command(row.name, argument: argument.isEmpty ? nil : argument)
  }

  /// What a name that was begun could become: the line as far as it is certain, and the names that it could be.
  static func completion(of text: String, among rows: [DeskCommand]) -> (line: String, names: [String])? {
    guard !text.contains(" ") else { return nil }
    let names = Set(rows.map(\.name.rawValue).filter { $0.hasPrefix(text.lowercased()) }).sorted()
    guard let first = names.first else { return nil }
    if names.count == 1 { return (first + " ", names) }
    let shared = names.dropFirst().reduce(first) { String(zip($0, $1).prefix { $0 == $1 }.map(\.0)) }
    return (shared, names)
  }

  /// The line before (−1) or after (+1) the one that is shown; after the last one, what was being typed.
  mutating func recall(_ step: Int, from text: String) -> String {
    if recalled == nil { draft = text }
    let place = max(0, min((recalled ?? history.count) + step, history.count))
    recalled = place < history.count ? place : nil
    return place < history.count ? history[place] : draft
  }

  /// The prompt was left.
  mutating func leave() {
    recalled = nil
    draft = ""
  }
}
