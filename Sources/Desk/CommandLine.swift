import Foundation

/// What is typed at `:`: read by the table, completed, remembered while the desk is open, and never on the disk: what
/// somebody searched for or wrote to whom is nobody's to find.
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

  /// What a line that was begun could become.
  enum Completion: Equatable {
    /// The line as far as it is certain, and what it could be.
    case line(String, [String])
    /// A path is being typed behind this beginning: the disk knows more.
    case path(head: String, path: String)
  }

  /// - Parameter choices: what there is for a kind of argument.
  static func completion(
    of text: String, among rows: [DeskCommand], choices: (DeskCommand.Argument) -> [String] = { _ in [] }
  ) -> Completion? {
    guard let space = text.firstIndex(of: " ") else {
      guard let found = extended(text, among: Set(rows.map(\.name.rawValue)).sorted()) else { return nil }
      return .line(found.names.count == 1 ? found.text + " " : found.text, found.names)
    }
    let name = text[..<space].lowercased()
    let fitting = rows.filter { $0.name.rawValue.hasPrefix(name) }
    let row = fitting.first { $0.name.rawValue == name } ?? (fitting.count == 1 ? fitting.first : nil)
    guard let kind = row?.completes else { return nil }
    let head = String(text[...space])
    let begun = String(text[text.index(after: space)...].drop { $0 == " " })
    if kind == .path { return .path(head: head, path: begun) }
    if kind == .query {
      return QueryCompletion.complete(begun, among: choices(kind)).map { .line(head + $0.text, $0.names) }
    }
    return extended(begun, among: choices(kind)).map { .line(head + $0.text, $0.names) }
  }

  /// A beginning, in either case, as far as all that begin so agree; nil where none does.
  static func extended(_ text: String, among choices: [String]) -> (text: String, names: [String])? {
    let wanted = text.lowercased()
    let names = choices.filter { $0.lowercased().hasPrefix(wanted) }
    guard let first = names.first else { return nil }
    let shared = names.dropFirst().reduce(first) { String(zip($0, $1).prefix { $0 == $1 }.map(\.0)) }
    return (shared.count < text.count ? text : shared, names)
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
