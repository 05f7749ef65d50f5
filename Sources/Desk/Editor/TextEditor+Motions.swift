import Screen

/// Where the cursor goes.
extension TextEditor {
  enum Motion: Hashable, Sendable {
    case left, right, wordLeft, wordRight
    case up, down, pageUp, pageDown
    case rowStart, rowEnd
    case paragraphUp, paragraphDown
    case start, end
  }

  mutating func move(_ motion: Motion) {
    switch motion {
    case .up: go(toRow: wrap.row(of: cursor) - 1)
    case .down: go(toRow: wrap.row(of: cursor) + 1)
    case .pageUp: page(-1)
    case .pageDown: page(1)
    default:
      cursor = target(of: motion)
      goal = nil
    }
    keepInSight()
  }

  func target(of motion: Motion) -> Int {
    switch motion {
    case .left: before(cursor)
    case .right: after(cursor)
    case .wordLeft: wordStart(before: cursor)
    case .wordRight: wordEnd(after: cursor)
    case .rowStart: rowStart
    case .rowEnd: rowEnd
    case .paragraphUp: cursor > 0 ? paragraphStart(of: before(cursor)) : 0
    case .paragraphDown: min(count, paragraphEnd(of: cursor) + 1)
    case .start: 0
    case .end: count
    case .up, .down, .pageUp, .pageDown: cursor
    }
  }

  // MARK: Borders

  /// The border at a place or right behind it.
  func border(at offset: Int) -> Int {
    let row = wrap.row(of: offset)
    guard wrap.start(of: row) < offset else { return offset }
    return wrap.borders(of: row, in: text).first { $0.offset >= offset }?.offset ?? end(of: row)
  }

  func before(_ offset: Int) -> Int {
    guard offset > 0 else { return 0 }
    let row = wrap.row(of: offset - 1)
    return wrap.borders(of: row, in: text).last { $0.offset < offset }?.offset ?? wrap.start(of: row)
  }

  func after(_ offset: Int) -> Int {
    let row = wrap.row(of: offset)
    return wrap.borders(of: row, in: text).first { $0.offset > offset }?.offset ?? end(of: row)
  }

  /// Where the next row begins.
  private func end(of row: Int) -> Int { row + 1 < wrap.count ? wrap.start(of: row + 1) : count }

  // MARK: Rows

  /// The start of the row; from there, of the paragraph.
  private var rowStart: Int {
    let start = wrap.start(of: wrap.row(of: cursor))
    return start == cursor ? paragraphStart(of: cursor) : start
  }

  /// The last place on the row; from there, the end of the paragraph.
  private var rowEnd: Int {
    let last = wrap.borders(of: wrap.row(of: cursor), in: text).last?.offset ?? cursor
    return last == cursor ? paragraphEnd(of: cursor) : last
  }

  /// To a row, as near to the goal column as it has a place.
  mutating func go(toRow row: Int) {
    let column = goal ?? self.column
    let borders = wrap.borders(of: max(0, min(row, wrap.count - 1)), in: text)
    cursor = (borders.last { $0.column <= column } ?? borders.first)?.offset ?? cursor
    goal = column
  }

  private mutating func page(_ direction: Int) {
    let step = direction * max(1, height - 1)
    let row = wrap.row(of: cursor)
    scroll(step)
    go(toRow: row + step)
  }

  /// The cursor's column on its row.
  var column: Int { wrap.borders(of: wrap.row(of: cursor), in: text).last { $0.offset <= cursor }?.column ?? 0 }

  // MARK: Paragraphs

  func paragraphStart(of offset: Int) -> Int {
    withBytes { bytes in bytes[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0 }
  }

  /// Before its line end.
  func paragraphEnd(of offset: Int) -> Int {
    withBytes { bytes in bytes[offset...].firstIndex(of: 0x0A) ?? bytes.count }
  }

  private func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    var text = text
    return text.withUTF8 { body($0) }
  }
}
