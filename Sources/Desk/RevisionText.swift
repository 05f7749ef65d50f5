import News
import Screen

/// What one revision changed, in lines: deleted words as `[-…-]`, inserted ones as `{+…+}`.
enum RevisionText {
  /// - Parameter age: 0 for the newest change, 1 for the one before.
  static func lines(_ article: StoredArticle, age: Int, width: Int, _ common: Common) -> [StyledLine] {
    guard article.revisions.indices.contains(age + 1) else { return [] }
    let new = article.revisions[age]
    let old = article.revisions[age + 1]
    var lines: [StyledLine] = []
    let head: Phrase = "What changed from wording \(old.number) to wording \(new.number)"
    lines += StyledText(common.text(head), style: Style(.title, bold: true)).lines(width: width)
    // Every wording that is kept; the two that are compared are marked.
    for revision in article.revisions {
      let mark = revision.number == old.number ? "-" : revision.number == new.number ? "+" : " "
      let origin = revision.mirror.map { " · " + common.text("from \($0)") } ?? ""
      let line = "\(mark) \(common.times.long(revision.updated ?? revision.arrived))\(origin)"
      lines += StyledText(line, style: Style(.dim)).lines(width: width)
    }
    lines.append(StyledLine())
    if old.title != new.title {
      lines += text(TextDifference(from: old.title, to: new.title), bold: true).lines(width: width)
      lines.append(StyledLine())
    }
    return lines + text(TextDifference(from: old.text, to: new.text), bold: false).lines(width: width)
  }

  private static func text(_ difference: TextDifference, bold: Bool) -> StyledText {
    var text = StyledText()
    for piece in difference.pieces {
      switch piece {
      case .same(let words): text.append(words, style: Style(bold: bold))
      case .deleted(let words): text.append("[-\(words)-]", style: Style(.bad, bold: bold))
      case .inserted(let words): text.append("{+\(words)+}", style: Style(.good, bold: bold))
      }
    }
    return text
  }
}
