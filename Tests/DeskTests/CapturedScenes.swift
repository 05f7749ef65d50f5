import Feeds
import Markup
import News
import Screen
import TestSupport
import Testing

@testable import Desk

/// Feeds as real sites served them, each article as the reader sets it at three widths. The corpus is no part of the
/// repository: what is claimed holds for any article.
@Suite(.enabled(if: SharedFiles.has("corpora/captured"), Comment(rawValue: SharedFiles.why))) struct CapturedScenes {
  @Test(arguments: [
    "atom_example_reddit.xml", "atom_mediarss_reddit_1.xml", "jsonfeed_elastic_1.1.json", "rss_1.0_biorxiv.xml",
    "rss_2.0_bbc.xml", "rss_2.0_cloudflare.xml", "rss_2.0_element_io.xml", "rss_2.0_nightvale.xml",
    "rss_2.0_spiegel.xml", "rss_2.0_wirecutter.xml",
  ])
  func `each article of a captured feed is set whole, in lines that end well, its links numbered`(file: String) throws {
    let bytes = try SharedFiles.bytes("corpora/captured/" + file)
    let feed = try FeedReader.read(bytes, contentType: nil, base: "https://mirror.example/feed")
    #expect(!feed.articles.isEmpty)
    for article in feed.articles {
      let document = DocumentReader.document(html: article.content ?? article.summary ?? "", base: article.link)
      let wanted = ink(words(document.blocks))
      for width in [40, 80, 120] {
        let lines = DocumentText.styledLines(document, width: width)
        #expect(lines.allSatisfy { $0.columns <= width && $0.columns == TextWidth.columns(of: $0.text) })
        // Nothing is lost: the words stand in order, among bullets, margins and numbers.
        var left = wanted[...]
        for scalar in lines.map(\.text).joined().unicodeScalars where scalar == left.first { left = left.dropFirst() }
        #expect(left.isEmpty || hasColumns(document.blocks), "\(file) at \(width)")
        for (before, line) in zip(lines, lines.dropFirst()) where !before.text.isEmpty {
          guard let first = line.text.first, before.columns + 1 >= width else { continue }
          #expect(!"、。，；：」』）】".contains(first), "\(file) at \(width): \(line.text)")
        }
        let numbers = lines.compactMap { line in document.links.indices.first { line.text.hasPrefix("[\($0 + 1)]") } }
        #expect(Set(numbers).isSuperset(of: document.links.indices), "\(file) at \(width)")
      }
    }
  }

  private func words(_ blocks: [Document.Block]) -> String { blocks.map(words).joined() }

  private func words(_ block: Document.Block) -> String {
    let text = { (spans: [Document.Span]) in spans.map(\.text).joined() }
    return switch block {
    case .heading(_, let spans), .paragraph(let spans): text(spans)
    case .list(_, let items): items.map(words).joined()
    case .quote(let blocks): words(blocks)
    case .code(let code): code
    case .table(let table): ([table.header] + table.rows).joined().map(text).joined()
    case .definitions(let all): all.map { text($0.term) + words($0.meaning) }.joined()
    case .figure(let figure): text(figure.caption)
    case .rule: ""
    }
  }

  /// Its cells stand beside one another.
  private func hasColumns(_ blocks: [Document.Block]) -> Bool {
    blocks.contains { block in
      switch block {
      case .table: true
      case .quote(let blocks): hasColumns(blocks)
      case .list(_, let items): items.contains { hasColumns($0) }
      case .definitions(let all): all.contains { hasColumns($0.meaning) }
      default: false
      }
    }
  }

  private func ink(_ text: String) -> [Unicode.Scalar] {
    VisibleText.graphemes(of: text).flatMap { Array($0.text.unicodeScalars) }.filter { !$0.properties.isWhitespace }
  }
}
