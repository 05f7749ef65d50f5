import News
import Screen

/// Keys, pastes and clicks that write.
extension ComposerPage {
  mutating func appear(_ common: inout Common) { fit(common) }

  /// Sets the text for the space that it has.
  mutating func fit(_ common: Common) {
    let rect = layout(common.body, common).body
    body.layout(columns: rect.columns, rows: rect.rows)
  }

  /// The newsroom's sections, as its news has them.
  func sections(_ common: Common) -> [String] {
    common.shelf.scopes.compactMap { count in
      if case .section(newsroom, let name) = count.scope { name } else { nil }
    }
  }

  mutating func type(_ key: Key, _ common: inout Common) -> Bool {
    common.fadeMessage()
    guard header.focus == .body else { return typeInField(key, &common) }
    let before = body.change
    guard body.press(key) else { return false }
    tell(since: before, &common)
    return true
  }

  /// After the text took a key or a paste: sends it if it changed, says what could not be done.
  private mutating func tell(since before: Int, _ common: inout Common) {
    if let refusal = body.refusal { common.say(refusal, .bad) }
    if body.change != before { changed(&common) }
  }

  private mutating func typeInField(_ key: Key, _ common: inout Common) -> Bool {
    switch key {
    case .enter, .down: go(1, &common)
    case .up: go(-1, &common)
    default:
      let (field, before, wasUrgent) = (header.focus, header.text(header.focus), header.isUrgent)
      guard header.press(key, sections: sections(common)) else { return false }
      if header.isUrgent != wasUrgent || header.text(field) != before { tell(of: field, &common) }
    }
    return true
  }

  private mutating func tell(of field: DraftHeader.Field, _ common: inout Common) {
    if case .caption(let id) = field { changed(caption: id, &common) } else { changed(&common) }
  }

  /// To another field; what was written in this one goes to the disk at once.
  mutating func go(_ step: Int, _ common: inout Common) {
    header.move(step)
    flush(&common)
    fit(common)
  }

  /// Into the field in focus; a text of several lines can only be meant for the body.
  mutating func paste(_ text: String, _ common: inout Common) -> Bool {
    common.fadeMessage()
    let field = header.focus
    let isLong = !text.isOneLine
    if field == .body || field == .urgent || isLong {
      if field != .body { header.focus = .body }
      let before = body.change
      body.insert(text)
      tell(since: before, &common)
      fit(common)
    } else if !text.isEmpty {
      header[field]?.insert(text.oneLine)
      tell(of: field, &common)
    }
    return true
  }

  mutating func point(_ mouse: Mouse, _ common: inout Common) {
    let layout = layout(common.body, common)
    let isInBody = mouse.at.row >= layout.body.row
    switch mouse.action {
    case .wheelUp, .wheelDown: if isInBody { body.scroll(mouse.action == .wheelUp ? -3 : 3) }
    case .press, .doublePress:
      if isInBody {
        focus(.body, &common)
        return body.click(row: mouse.at.row, column: mouse.at.column, in: layout.body)
      }
      let place = layout.top + mouse.at.row - layout.header.row
      let rows = rows(common)
      guard mouse.at.row < layout.header.row + layout.header.rows, rows.indices.contains(place),
        case .field(let field) = rows[place]
      else { return }
      // What is not in focus is drawn from its beginning.
      if header.focus != field { _ = header[field]?.press(.home) }
      focus(field, &common)
      header[field]?.click(column: mouse.at.column - Self.indent, room: layout.header.columns - Self.indent)
    }
  }

  private mutating func focus(_ field: DraftHeader.Field, _ common: inout Common) {
    guard field != header.focus else { return }
    header.focus = field
    flush(&common)
    fit(common)
  }
}

extension String {
  /// Without the line ends that a copied line brings along.
  fileprivate var oneLine: String {
    var text = self[...]
    while text.last?.isNewline == true { text.removeLast() }
    while text.first?.isNewline == true { text.removeFirst() }
    return String(text)
  }
  fileprivate var isOneLine: Bool { !oneLine.contains(where: \.isNewline) }
}
