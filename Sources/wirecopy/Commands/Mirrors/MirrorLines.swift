import Foundation
import News
import Sync
import Wire

/// A list of mirrors as somebody gives it, before it is taken: what has no scheme and does not look like a host either is prose. A
/// README in place of the list is no hundred mirrors.
struct MirrorLines {
  /// A line that is not taken.
  struct Refused {
    /// From 1.
    var line: Int
    /// Its beginning; empty where it may hold a password.
    var text: String
    var reason: Phrase
  }

  /// The list with an empty line in place of each of prose: lines keep their numbers.
  let text: String
  let prose: [Refused]

  private static let mostShown = 120

  init(_ text: String) {
    guard text.utf8.count <= MirrorList.mostBytes else {
      self.text = text
      self.prose = []
      return
    }
    var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    var found: [Refused] = []
    for (index, line) in lines.enumerated().prefix(MirrorList.mostLines) {
      let words = line.split { $0.isWhitespace || $0 == "\u{FEFF}" }
      guard let first = words.first, !first.hasPrefix("#"), !Self.isAddress(first) else { continue }
      let shown = line.contains("@") ? "" : String(line.unicodeScalars.prefix(Self.mostShown))
      found.append(Refused(line: index + 1, text: shown, reason: "this is no web address"))
      lines[index] = ""
    }
    self.text = lines.joined(separator: "\n")
    self.prose = found
  }

  /// All that is not taken, by line.
  func refused(with report: MirrorListReport) -> [Refused] {
    let others = report.refused.map { Refused(line: $0.line, text: $0.text, reason: $0.reason) }
    return (prose + others).sorted { $0.line < $1.line }
  }

  /// What is said of the prose in it, in pieces.
  var sentences: [Phrase] {
    var sentences: [Phrase] = prose.prefix(3).map { "line \($0.line): \($0.reason)" }
    if prose.count > 3 {
      sentences.append(Phrase(prose.count - 3, one: "%1 more line not taken", many: "%1 more lines not taken"))
    }
    return sentences
  }

  /// Whether it has a scheme, or a host as hosts are: with a dot in it, a literal address, or this machine.
  static func isAddress(_ word: Substring) -> Bool {
    if word.contains("://") || word.hasPrefix("[") { return true }
    let rest = word.lowercased().hasPrefix("feed:") ? word.dropFirst(5) : word
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let host = authority.prefix { $0 != ":" }.lowercased()
    if host == "localhost" || WireAddress.isLiteral(host) || WireAddress.isLiteral(String(authority)) { return true }
    return host.contains(".") && !host.hasPrefix(".") && !host.hasSuffix(".")
  }
}
