import News
import Screen

/// An article from its title to its last enclosure, set in lines.
enum ArticleText {
  static func lines(_ opened: OpenedArticle, width: Int, _ common: Common) -> [StyledLine] {
    let width = max(1, width)
    return head(opened, width: width, common) + [StyledLine()]
      + DocumentText.styledLines(opened.document, width: width) + tail(opened, width: width, common)
  }

  /// Title, who and where, when, and which mirror brought it.
  static func head(_ opened: OpenedArticle, width: Int, _ common: Common) -> [StyledLine] {
    let headline = opened.article.headline
    let times = TimeText(secondsFromUTC: common.options.secondsFromUTC)
    var lines = StyledText((headline.isStarred ? "★ " : "") + headline.title, style: Style(.title, bold: true)).lines(
      width: width)
    if headline.isUrgent {
      lines += StyledText("! " + common.text("alert"), style: Style(.alert, bold: true)).lines(width: width)
    }
    let who: [String?] = [
      headline.byline, headline.newsroomName, headline.sections.joined(separator: ", "), headline.language,
    ]
    lines += line(who, width)
    var when = [headline.published.map { times.long($0) }]
    if let updated = headline.updated, updated != headline.published {
      when.append(common.text("changed \(times.long(updated))"))
    }
    when.append(headline.mirror.map { common.text("from \($0)") })
    lines += line(when, width)
    if headline.revisions > 1 {
      let text = common.text(
        Phrase(headline.revisions, one: "± %1 wording", many: "± %1 wordings, v shows what changed"))
      lines += StyledText(text, style: Style(.warning)).lines(width: width)
    }
    return lines
  }

  private static func line(_ parts: [String?], _ width: Int) -> [StyledLine] {
    let text = parts.compactMap { $0?.isEmpty == false ? $0 : nil }.joined(separator: " · ")
    return text.isEmpty ? [] : StyledText(text, style: Style(.dim)).lines(width: width)
  }

  private static func tail(_ opened: OpenedArticle, width: Int, _ common: Common) -> [StyledLine] {
    guard !opened.article.enclosures.isEmpty else { return [] }
    var lines = [StyledLine()]
    for enclosure in opened.article.enclosures {
      let size = enclosure.length.map { $0 > 0 ? " (\(($0 + 1_023) / 1_024) KiB)" : "" } ?? ""
      lines += StyledText("▣ \(enclosure.url)\(size)", style: Style(.link)).lines(width: width)
    }
    return lines
  }
}
