import Foundation
import News
import Screen

/// An article as a piece of a report that answers it: whose it is, where it stands, its text behind `> `.
struct ArticleQuote: Hashable, Sendable {
  /// Columns of a line, `> ` included.
  static let width = 72
  /// A longer text is cut here, and says so.
  static let mostCharacters = 16_000
  static let mostLines = 200

  let link: String?
  let text: String
  private let title: String

  init(_ article: StoredArticle) {
    let headline = article.headline
    link = headline.link
    title = VisibleText.line(headline.title)
    let source = [headline.newsroomName, headline.byline ?? "", String(headline.time.rfc3339.prefix(10))]
    let head = "\(title) (\(source.filter { !$0.isEmpty }.joined(separator: ", ")))"
    text = ([head] + [link].compactMap { $0 } + Self.quoted(article.text)).map(VisibleText.line)
      .joined(separator: "\n")
  }

  /// `Re: …`, once however often it was answered.
  func title(after beginning: String) -> String {
    let beginning = beginning.trimmingCharacters(in: .whitespaces)
    if beginning.isEmpty || title.lowercased().hasPrefix(beginning.lowercased()) { return title }
    return "\(beginning) \(title)"
  }

  private static func quoted(_ text: String) -> [String] {
    let kept = text.prefix(mostCharacters)
    var lines: [String] = []
    for paragraph in kept.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let isBlank = paragraph.allSatisfy(\.isWhitespace)
      if isBlank, lines.last == ">" || lines.isEmpty { continue }
      lines += isBlank ? [">"] : StyledText(String(paragraph)).lines(width: width - 2).map { "> " + $0.text }
      if lines.count > mostLines { break }
    }
    while lines.last == ">" { lines.removeLast() }
    let isCut = kept.endIndex < text.endIndex || lines.count > mostLines
    return isCut ? lines.prefix(mostLines) + ["> […]"] : lines
  }
}
