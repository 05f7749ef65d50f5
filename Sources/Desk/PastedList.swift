/// Addresses that were pasted where one was asked for.
enum PastedList {
  /// The most bytes of a list that are taken.
  static let mostBytes = 1 << 20

  /// The lines that say something; of a line with several addresses, each with the words that follow it on one of its own.
  static func lines(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).flatMap { line -> [String] in
      let said = line.drop(while: \.isWhitespace)
      if said.first == "#" { return [String(said)] }
      return line.split(whereSeparator: \.isWhitespace).reduce(into: []) { lines, word in
        if word.contains("://") || lines.isEmpty {
          lines.append(String(word))
        } else {
          lines[lines.count - 1] += " \(word)"
        }
      }
    }
  }
}
