import News
import Screen

/// A headline on one line: marks, time, title, and as much of section and language as there is room for.
struct HeadlineRow {
  let headline: Headline

  init(_ headline: Headline) { self.headline = headline }

  func draw(on grid: inout Grid, in place: Rect, row: Int, _ common: Common) {
    let isAlert = headline.isUrgent && !headline.isAcknowledged
    let role: Role = isAlert ? .alert : headline.isRead ? .read : .unread
    let style = Style(role, bold: isAlert || !headline.isRead)
    let end = place.column + place.columns
    var column = place.column + 1
    column = grid.put(isAlert ? "!" : headline.isRead ? " " : "●", column: column, row: row, style: style)
    let time = common.times.short(headline.time, now: common.now)
    grid.put(time, column: column + 1 + (5 - time.count), row: row, style: Style(.dim))
    column += 7

    // From the right: language, section, marks.
    var right = end - 1
    if place.columns >= 60 {
      grid.put(headline.language ?? "", column: right - 2, row: row, style: Style(.dim), limit: 2)
      right -= 4
    }
    if place.columns >= 48 {
      let section = headline.sections.first.map { common.sectionTitle($0, of: headline.newsroom) } ?? ""
      grid.putCut(section, column: right - 9, row: row, style: Style(.dim), limit: 9)
      right -= 11
    }
    if place.columns >= 36 {
      let marks =
        (headline.withdrawn == nil ? "" : "✗")
        + (headline.revisions > 1 ? "±\(min(headline.revisions, 99))" : "")
        + (headline.pictures > 0 ? "▣\(min(headline.pictures, 99))" : "")
      let width = TextWidth.columns(of: marks)
      if width > 0 {
        grid.put(marks, column: right - width, row: row, style: Style(.dim))
        right -= width + 1
      }
      if headline.isStarred {
        // Beside the other marks; apart from a section's name.
        let column = width > 0 ? right : right - 1
        grid.put("★", column: column, row: row, style: Style(.starred))
        right = column - 1
      }
    }
    let room = max(0, right - column)
    grid.putCut(headline.title, column: column, row: row, style: style, limit: room)
  }
}

extension Grid {
  /// Like `put`; a text that is cut ends in `…`. Reads no more of it than is shown.
  @discardableResult
  mutating func putCut(_ text: String, column: Int, row: Int, style: Style = .normal, limit: Int) -> Int {
    guard limit > 0 else { return column }
    var columns = 0
    for grapheme in VisibleText.Graphemes(of: text) {
      columns += grapheme.width
      guard columns <= limit else {
        var end = put(text, column: column, row: row, style: style, limit: limit - 1)
        while end > column, end <= size.columns, row >= 0, row < size.rows, self[end - 1, row].text == " " { end -= 1 }
        return put("…", column: end, row: row, style: style)
      }
    }
    return put(text, column: column, row: row, style: style)
  }
}
