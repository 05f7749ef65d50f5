import CCmark
import Edition
import Foundation
import Markup
import News

/// Reads an article from a Markdown or HTML file.
///
/// Words about it may stand before the text, between lines of `---`: `title`, `lang`, `sections` (parted by commas), `byline`,
/// `place`, `summary`, `urgent`, `published`, `source`, `note`. Without a title the first heading is it.
public enum ArticleFile {
  /// The most that is read of one, in bytes.
  public static let mostBytes = 4 << 20

  /// - Parameter isHTML: HTML, not Markdown.
  public static func read(_ bytes: [UInt8], isHTML: Bool) throws(PressFault) -> WrittenArticle {
    guard bytes.count <= mostBytes else { throw .article("it is larger than \(mostBytes >> 20) MiB") }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .article("it is not UTF-8") }
    // To Swift, the two that end a line of some editors are one letter.
    let (words, rest) = try words(text.replacing("\r\n", with: "\n"))
    var article = isHTML ? html(rest) : markdown(rest)
    try take(words, into: &article)
    article.title = article.title.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !article.title.isEmpty else {
      throw .article("it has no title: write `title:` between lines of `---`, or a heading before the text")
    }
    article.pictures = PictureScan.pictures(in: article.html)
    return article
  }

  private static func markdown(_ text: String) -> WrittenArticle {
    var text = text
    var title = ""
    let lines = text.split(separator: "\n", maxSplits: 64, omittingEmptySubsequences: false)
    if let place = lines.firstIndex(where: { !$0.allSatisfy(\.isWhitespace) }), lines[place].hasPrefix("# ") {
      title = String(lines[place].dropFirst(2))
      text = lines[(place + 1)...].joined(separator: "\n")
    }
    // cmark leaves raw HTML out by itself; what it makes goes through the same door as what strangers send.
    var page = ""
    let utf8 = Array(text.utf8)
    let made = utf8.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { cmark_markdown_to_html($0.baseAddress, $0.count, CMARK_OPT_DEFAULT) }
    }
    if let made {
      page = String(cString: made)
      free(made)
    }
    return WrittenArticle(title: title, html: HTMLCleaner.clean(page, base: WrittenArticle.picturePrefix).html)
  }

  private static func html(_ text: String) -> WrittenArticle {
    let base = WrittenArticle.picturePrefix
    if let found = ArticleExtractor.extract(Array(text.utf8), contentType: "text/html; charset=utf-8", base: base) {
      var article = WrittenArticle(title: found.title ?? "", html: found.html)
      article.language = found.language
      article.byline = found.byline
      return article
    }
    return WrittenArticle(title: "", html: HTMLCleaner.clean(text, base: base).html)
  }

  private static func words(_ text: String) throws(PressFault) -> (words: [(String, String)], rest: String) {
    guard text.hasPrefix("---\n") else { return ([], text) }
    var words: [(String, String)] = []
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[1...]
    while let line = lines.popFirst()?.trimmingCharacters(in: .whitespaces) {
      if line == "---" { return (words, lines.joined(separator: "\n")) }
      if line.isEmpty { continue }
      guard let colon = line.firstIndex(of: ":") else {
        throw .article("before its text stands `\(line)`, which is no `name: words`")
      }
      var value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") { value = String(value.dropFirst().dropLast()) }
      words.append((line[..<colon].lowercased(), value))
    }
    throw .article("the words before its text have no end: a line `---` is missing")
  }

  private static func take(_ words: [(String, String)], into article: inout WrittenArticle) throws(PressFault) {
    for (name, value) in words {
      switch name {
      case "title": article.title = value
      case "lang", "language": article.language = value
      case "sections", "section", "tags":
        article.sections = value.trimmingCharacters(in: ["[", "]"]).split(separator: ",")
          .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
      case "byline", "author": article.byline = value
      case "place": article.place = value
      case "summary": article.summary = value
      case "urgent": article.isUrgent = ["true", "yes", "1"].contains(value.lowercased())
      case "source": article.source = value
      case "note": article.note = value
      case "published", "date":
        guard let date = EntryTime.date(value) ?? EntryTime.date(value + "T00:00:00Z") else {
          throw .article("`\(value)` is no time: 2026-01-02T03:04:05Z, or 2026-01-02")
        }
        article.published = date
      default: throw .article("`\(name)` is no word that an article has")
      }
    }
  }
}
