import News
import Screen

extension PicturesPage {
  /// The list of pictures where there is room for it, the picture, and its words below it.
  struct Layout {
    var list: Rect?
    var picture: Rect
    var words: Rect
  }

  func layout(_ common: Common) -> Layout {
    let body = common.body
    var place = body
    var list: Rect?
    if body.columns >= 70, pictures.count > 1, !isAlone {
      let left = body.columns >= 110 ? 40 : 28
      list = Rect(column: 0, row: body.row, columns: left - 1, rows: body.rows)
      place = Rect(column: left + 1, row: body.row, columns: body.columns - left - 1, rows: body.rows)
    }
    guard common.showsPictures else {
      let none = Rect(column: place.column, row: place.row, columns: 0, rows: 0)
      return Layout(list: list, picture: none, words: place)
    }
    let wanted = current.map { words(of: $0, width: place.columns - 2, common).count } ?? 0
    let rows = max(1, min(wanted, max(2, place.rows / 3)))
    let high = max(0, place.rows - rows - 1)
    return Layout(
      list: list, picture: Rect(column: place.column, row: place.row, columns: place.columns - 1, rows: high),
      words: Rect(
        column: place.column, row: place.row + high + 1, columns: place.columns, rows: place.rows - high - 1))
  }

  /// Caption, what is to be seen, and whose it is: always, whether the picture is shown or not.
  private func words(of picture: ShelvedPicture, width: Int, _ common: Common) -> [StyledLine] {
    let width = max(2, width)
    var lines: [StyledLine] = []
    if !picture.caption.isEmpty {
      lines += StyledText(picture.caption.bounded(lines: 20, width: width), style: Style(italic: true)).lines(
        width: width)
    }
    if picture.alt != picture.caption {
      let alt = picture.alt.isEmpty ? common.text("no words for this picture") : picture.alt
      lines += StyledText("▣ " + alt.bounded(lines: 20, width: width), style: Style(.dim)).lines(width: width)
    }
    if case .list = subject {
      lines += StyledText(picture.title.bounded(lines: 2, width: width), style: Style(.title)).lines(width: width)
    }
    return lines
  }

  func render(on grid: inout Grid, in rect: Rect, _ common: Common) {
    grid.cursor = Point(column: 0, row: rect.row)
    guard let current else {
      if isLoaded {
        grid.put(
          common.text("No pictures here."), column: 1, row: rect.row, style: Style(.dim), limit: rect.columns - 1)
      }
      return
    }
    let layout = layout(common)
    if let pane = layout.list { renderList(on: &grid, in: pane, common) }
    renderPicture(on: &grid, in: layout.picture, common)
    let words = words(of: current, width: layout.words.columns - 2, common)
    for (offset, line) in words.prefix(layout.words.rows).enumerated() {
      grid.put(line, column: layout.words.column + 1, row: layout.words.row + offset)
    }
    if layout.list == nil { grid.cursor = Point(column: layout.words.column + 1, row: layout.words.row) }
  }

  private func renderPicture(on grid: inout Grid, in place: Rect, _ common: Common) {
    guard place.rows > 0, let order = order(common) else { return }
    let line: Phrase
    switch state(of: order) {
    case .drawn(let picture):
      if grid.put(picture, in: place) { return }
      line = "there is no room for this picture"
    case .asked:
      line = "drawing…"
    case nil:
      // It was given up.
      line = "not drawn; \(common.key(.fetchPicture)) draws it"
    case .fetching:
      line = "fetching from the mirrors… \(common.key(.cancel)) cancels"
    case .absent:
      let name = common.newsroom(order.newsroom)?.name ?? ""
      line = "not kept here; \(common.key(.fetchPicture)) fetches it from the mirrors of \(name)"
    case .failed(let phrase): line = phrase
    }
    let lines = StyledText(common.text(line), style: Style(.dim)).lines(width: max(2, place.columns - 2))
    for (offset, line) in lines.prefix(place.rows).enumerated() {
      grid.put(line, column: place.column + 1, row: place.row + offset)
    }
  }

  private func renderList(on grid: inout Grid, in pane: Rect, _ common: Common) {
    for row in pane.row..<pane.row + pane.rows {
      grid.put(common.options.isPlain ? " " : "│", column: pane.columns, row: row, style: Style(.border))
    }
    for offset in 0..<pane.rows where pictures.indices.contains(list.top + offset) {
      let picture = pictures[list.top + offset]
      let row = pane.row + offset
      let words = [picture.caption, picture.alt, picture.title].first { !$0.isEmpty } ?? picture.url
      grid.putCut("▣ \(words)", column: 1, row: row, limit: pane.columns - 2)
      guard list.top + offset == list.selected else { continue }
      grid.restyle(Rect(column: 0, row: row, columns: pane.columns, rows: 1)) { $0.isReversed = true }
      grid.cursor = Point(column: 0, row: row)
    }
  }
}
