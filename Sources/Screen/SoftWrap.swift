/// The rows of a text that is being edited: soft wrap that is mended where the text changed and kept elsewhere.
///
/// Places are UTF-8 offsets into the text. A row has room for `columns` − 1 columns of ink: the last column is for the
/// cursor behind it, or for the space that the row ends with. Unlike in `StyledText.lines`, no space is left out, so that
/// the cursor can stand on each.
///
/// Invariants: a row begins on a border between graphemes; where it ends follows from the text behind its start alone
/// (greedy, as in `StyledText.lines`); `rows` is what `init` would give for the same text; `reach` never falls from row to row.
public struct SoftWrap: Hashable, Sendable {
  struct Row: Hashable, Sendable {
    var start: Int32
    /// How far the text was looked at to find the row's end: an edit behind it leaves the row as it is.
    var reach: Int32
  }

  /// Cells of a row, at least 2.
  public let columns: Int
  private(set) var rows: [Row] = []

  public init(_ text: String, columns: Int) {
    self.columns = max(2, columns)
    rows.reserveCapacity(text.utf8.count / self.columns + 1)
    TextReader.read(text, columns: self.columns) { reader in
      var start = 0
      while true {
        let row = reader.row(from: start)
        rows.append(Row(start: Int32(clamping: start), reach: Int32(clamping: row.reach)))
        guard let end = row.end else { return }
        start = end
      }
    }
  }

  /// How many rows there are, at least one.
  public var count: Int { rows.count }

  /// Where a row begins.
  public func start(of row: Int) -> Int { Int(rows[row].start) }

  /// The row that a place is on; the border between two rows is on the second.
  public func row(of offset: Int) -> Int {
    var (low, high) = (0, rows.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(rows[middle].start) <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// Sets again what changed when `removed` bytes at a place gave way to `added`.
  /// - Parameter text: as it is now.
  public mutating func mend(_ text: String, at place: Int, removed: Int, added: Int) {
    var first = row(of: place)
    while first > 0, Int(rows[first - 1].reach) >= place { first -= 1 }
    let shift = added - removed
    var fresh: [Row] = []
    // The first old row whose start is as it was.
    var next = row(of: place + removed)
    if start(of: next) < place + removed { next += 1 }
    next = max(next, first + 1)
    var isSame = false
    TextReader.read(text, columns: columns) { reader in
      var start = Int(rows[first].start)
      while true {
        let row = reader.row(from: start)
        fresh.append(Row(start: Int32(clamping: start), reach: Int32(clamping: row.reach)))
        guard let end = row.end else { return }
        start = end
        while next < rows.count, Int(rows[next].start) + shift < start { next += 1 }
        if start >= place + added, next < rows.count, Int(rows[next].start) + shift == start {
          isSame = true
          return
        }
      }
    }
    rows.replaceSubrange(first..<(isSame ? next : rows.count), with: fresh)
    guard isSame, shift != 0 else { return }
    let moved = first + fresh.count
    rows.withUnsafeMutableBufferPointer { rows in
      for index in moved..<rows.count {
        rows[index].start += Int32(clamping: shift)
        rows[index].reach += Int32(clamping: shift)
      }
    }
  }

  /// One grapheme on its row.
  public struct Letter: Hashable, Sendable {
    /// Where it begins in the text, and where it ends.
    public var start: Int
    public var end: Int
    /// Its first column on the row, and how many it takes; 0 where nothing of it is drawn.
    public var column: Int
    public var columns: Int
    /// What is drawn, made visible.
    public var text: String
  }

  /// The graphemes of a row in order; the line end is none of them.
  public func letters(of row: Int, in text: String) -> [Letter] {
    var letters: [Letter] = []
    walk(row, in: text) { reader, start, grapheme, column in
      letters.append(
        Letter(
          start: start, end: grapheme.end, column: column, columns: reader.columns(of: grapheme, at: column),
          text: reader.shown(from: start, grapheme, at: column)))
    }
    return letters
  }

  /// The places on a row where a grapheme begins, and their columns. The last is where the row's ink ends, if the cursor can
  /// stand there: where the next row goes on with the same paragraph, it belongs to that.
  public func borders(of row: Int, in text: String) -> [(offset: Int, column: Int)] {
    var borders: [(offset: Int, column: Int)] = []
    var last = (offset: start(of: row), column: 0)
    let end = walk(row, in: text) { reader, start, grapheme, column in
      borders.append((start, column))
      last = (grapheme.end, column + reader.columns(of: grapheme, at: column))
    }
    if end != .soft { borders.append(last) }
    return borders
  }

  /// How a row ends.
  public enum End: Hashable, Sendable { case hard, soft, softHyphen, text }

  /// How a row ends, in words of the text: at a line end, in the paragraph, at a hyphen that is drawn only there, or with
  /// the text.
  public func end(of row: Int, in text: String) -> End {
    guard row + 1 < rows.count else { return .text }
    let end = start(of: row + 1)
    return TextReader.read(text, columns: columns) { reader in
      if end > start(of: row), reader.bytes[end - 1] == 0x0A { return .hard }
      return end > 1 && reader.bytes[end - 2] == 0xC2 && reader.bytes[end - 1] == 0xAD ? .softHyphen : .soft
    }
  }

  @discardableResult
  private func walk(
    _ row: Int, in text: String, _ visit: (TextReader, Int, TextReader.Grapheme, Int) -> Void
  ) -> End {
    let end = row + 1 < rows.count ? start(of: row + 1) : text.utf8.count
    return TextReader.read(text, columns: columns) { reader in
      var (at, column) = (start(of: row), 0)
      while at < end {
        let grapheme = reader.grapheme(at: at)
        if grapheme.isLineEnd { return .hard }
        visit(reader, at, grapheme, column)
        column += reader.columns(of: grapheme, at: column)
        at = grapheme.end
      }
      return row + 1 < rows.count ? .soft : .text
    }
  }
}
