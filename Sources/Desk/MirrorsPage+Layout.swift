import Screen

extension MirrorsPage {
  /// Where the parts of the page stand.
  struct Layout {
    /// The way that all is reached, where it is another than the direct one.
    var network: Rect?
    var list: Rect
    /// What is known of the selected mirror, without the line above it.
    var details: Rect?
  }

  func isSmall(_ common: Common) -> Bool { common.body.rows < 12 }

  func layout(_ common: Common) -> Layout {
    let body = common.body
    func part(_ first: Int, _ rows: Int) -> Rect {
      Rect(column: 0, row: body.row + first, columns: body.columns, rows: max(0, rows))
    }
    let head = common.shelf.network != nil && body.rows >= 6 ? 1 : 0
    let rows = body.rows - head
    let hasMirror = self.rows.place(of: selected) != nil
    var layout = Layout(network: head > 0 ? part(0, 1) : nil, list: part(head, rows))
    if isSmall(common) {
      if isInDetails, hasMirror { (layout.list, layout.details) = (part(head, 0), part(head, rows)) }
    } else if isDetailed {
      // What is read has the room, and what the list does not need.
      let most = isInDetails && hasMirror ? rows / 4 : rows - max(10, rows / 3)
      let listed = max(4, min(most, self.rows.rows.count))
      layout.list = part(head, listed)
      layout.details = hasMirror ? part(head + listed + 1, rows - listed - 1) : nil
    }
    return layout
  }
}
