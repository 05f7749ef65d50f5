import News
import Screen

/// An article from its title to its last enclosure, set in lines.
enum ArticleText {
  /// - Parameter isOwn: the feed's own words, though a full text is kept.
  /// - Parameter limit: no more lines than these are wanted: what is far below them is not set.
  static func lines(
    _ opened: OpenedArticle, _ proof: ArticleProof? = nil, isOwn: Bool = false, width: Int, _ common: Common,
    limit: Int = .max
  ) -> [StyledLine] {
    let width = max(1, width)
    let body = DocumentText.styledLines(
      isOwn ? opened.document : opened.shown, width: width, isPlain: common.options.isPlain, limit: limit)
    let marks =
      CommentsMark.lines(opened.article, width: width, common)
      + FullTextMark.lines(opened.article, isOwn: isOwn, width: width, common)
    return head(opened.article.headline, proof, width: width, common, limit: limit) + marks + [StyledLine()] + body
      + (body.count < limit ? tail(opened, width: width) : [])
  }

  /// Title, who and where, when, and which mirror brought it.
  static func head(
    _ headline: Headline, _ proof: ArticleProof? = nil, width: Int, _ common: Common, limit: Int = .max
  ) -> [StyledLine] {
    let star = headline.isStarred ? "★ " : ""
    var lines = StyledText(star + headline.title.bounded(lines: limit, width: width), style: Style(.title, bold: true))
      .lines(width: width)
    if headline.isUrgent {
      lines += StyledText("! " + common.text("alert"), style: Style(.alert, bold: true)).lines(width: width)
    }
    let who: [String?] = [
      headline.byline, headline.newsroomName,
      headline.sections.map { common.sectionTitle($0, of: headline.newsroom) }.joined(separator: ", "),
      headline.language,
    ]
    lines += line(who.map { $0?.bounded(lines: limit, width: width) }, width)
    var when = [headline.published.map { common.times.long($0) }]
    if let updated = headline.updated, updated != headline.published {
      when.append(common.text("changed \(common.times.long(updated))"))
    }
    if !headline.tags.isEmpty { when.append(headline.tags.map { "#" + $0 }.joined(separator: " ")) }
    when.append(headline.mirror.map { common.text("from \($0.bounded(lines: limit, width: width))") })
    lines += line(when, width)
    if let withdrawn = headline.withdrawn {
      let text = common.text("withdrawn by the newsroom, \(common.times.long(withdrawn)); what it said is kept here")
      lines += StyledText("✗ " + text, style: Style(.warning, bold: true)).lines(width: width)
      if let note = proof?.withdrawal, !note.isEmpty {
        let words = "  “" + note.bounded(lines: 10, width: width) + "”"
        lines += StyledText(words, style: Style(.warning)).lines(width: width)
      }
    }
    if headline.revisions > 1 {
      let text = common.text(
        "± wordings: \(headline.revisions) · \(common.key(.revisions, on: .reader)) shows what changed")
      lines += StyledText(text, style: Style(.warning)).lines(width: width)
    }
    if let proof { lines += ProofText.line(proof, width: width, common) }
    return lines
  }

  private static func line(_ parts: [String?], _ width: Int) -> [StyledLine] {
    let text = parts.compactMap { $0?.isEmpty == false ? $0 : nil }.joined(separator: " · ")
    return text.isEmpty ? [] : StyledText(text, style: Style(.dim)).lines(width: width)
  }

  private static func tail(_ opened: OpenedArticle, width: Int) -> [StyledLine] {
    guard !opened.article.enclosures.isEmpty else { return [] }
    var lines = [StyledLine()]
    for enclosure in opened.article.enclosures {
      let size = enclosure.length.map { $0 > 0 ? " (\(($0 - 1) / 1_024 + 1) KiB)" : "" } ?? ""
      lines += StyledText("▣ \(enclosure.url)\(size)", style: Style(.link)).lines(width: width)
    }
    return lines
  }
}
