import Desk
import Markup
import News

/// What the reader page may be given, and what it may make of it.
struct DocumentRules {
  private let links: Int
  private let notes: Int

  /// HTML to a document to rows.
  static func check(html: String, width: Int) throws(Complaint) {
    let document = DocumentReader.document(html: html, base: Door.base)
    let rules = DocumentRules(links: document.links.count, notes: document.notes.count)
    try rules.check(document.blocks)
    for link in document.links { try HTMLRules.check(link: link.url) }
    for note in document.notes {
      try TextRules.check(note.mark, "a note's mark")
      try rules.check(note.blocks)
    }
    for row in DocumentText.lines(document, width: width) { try TextRules.check(row: row, width: width) }
  }

  private func check(_ blocks: [Document.Block]) throws(Complaint) {
    for block in blocks {
      switch block {
      case .heading(_, let spans), .paragraph(let spans): try check(spans)
      case .list(_, let items): for item in items { try check(item) }
      case .quote(let blocks): try check(blocks)
      case .code(let text): try TextRules.check(text, "code")
      case .table(let table): for cell in (table.rows + [table.header]).joined() { try check(cell) }
      case .definitions(let definitions):
        for definition in definitions {
          try check(definition.term)
          try check(definition.meaning)
        }
      case .figure(let figure):
        try check(figure.caption)
        try TextRules.check(figure.alt, "a picture's text")
        try HTMLRules.check(link: figure.source)
      default: break
      }
    }
  }

  private func check(_ spans: [Document.Span]) throws(Complaint) {
    for span in spans {
      if let link = span.link, link < 1 || link > links { throw Complaint("link \(link) of \(links)") }
      if let note = span.note, note < 1 || note > notes { throw Complaint("note \(note) of \(notes)") }
      try TextRules.check(span.text, "a span")
    }
  }
}
