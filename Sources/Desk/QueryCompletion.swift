import News

/// `Tab` in a search: its last word is completed by the filters that there are, and by the names that can stand behind them.
enum QueryCompletion {
  /// Filters as they are typed; what ends in a colon wants something behind it.
  static let filters = [
    "from:", "section:", "lang:", "newsroom:", "tag:", "before:", "after:", "has:picture", "unread", "read", "starred",
    "muted",
  ]

  /// The line as far as it is certain, and what its last word could be; nil where nothing begins so.
  static func complete(_ line: String, among words: [String]) -> (text: String, names: [String])? {
    let start = lastWord(of: line)
    let isNegated = line[start...].hasPrefix("-")
    let begun = String(line[start...].dropFirst(isNegated ? 1 : 0))
    let head = String(line[..<start]) + (isNegated ? "-" : "")
    let wanted = plain(begun)
    let names = words.filter { plain($0).hasPrefix(wanted) }
    guard let first = names.first else { return nil }
    let shared = names.dropFirst().reduce(first) { String(zip($0, $1).prefix { $0 == $1 }.map(\.0)) }
    return (head + (shared.count > begun.count || names.count == 1 ? shared : begun), names)
  }

  /// A filter with a name behind it, in quotes where that is more than a word.
  static func word(_ filter: String, _ name: String) -> String {
    name.contains(where: \.isWhitespace) ? "\(filter)\"\(name)\"" : filter + name
  }

  /// Blanks in quotes part no words.
  private static func lastWord(of line: String) -> String.Index {
    var start = line.startIndex
    var isQuoted = false
    for place in line.indices {
      if line[place] == "\"" { isQuoted.toggle() }
      if !isQuoted, line[place].isWhitespace { start = line.index(after: place) }
    }
    return start
  }

  private static func plain(_ word: String) -> String { word.lowercased().filter { $0 != "\"" } }
}
