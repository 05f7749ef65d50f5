/// Sets text in the lines of a page. It is read as the rows of the editor are (`TextReader`), which look no further than
/// one line: a megabyte without a space costs what any other megabyte costs.
///
/// Invariants: no line is wider than `width`; but for the spaces where a line was broken, all that is drawn of the text
/// stands on some line, once.
struct LineSetter {
  private let spans: [StyledText.Span]
  private let width: Int
  private let settled: SettledText
  /// The span that the line begins in.
  private var span = 0
  private(set) var lines: [StyledLine] = []

  init(_ spans: [StyledText.Span], width: Int) {
    self.spans = spans
    self.width = max(1, width)
    settled = SettledText(spans, room: self.width)
    // Behind a row of the editor stands the cursor, behind a line nothing.
    TextReader.read(settled.text, columns: self.width + 1) { set($0) }
  }

  private mutating func set(_ reader: TextReader) {
    let bytes = reader.bytes
    lines.reserveCapacity(bytes.count / (width + 1) + 1)
    var start = 0
    while true {
      guard let end = reader.row(from: start).end else {
        put(reader, start..<bytes.count)
        return
      }
      if end > start, bytes[end - 1] == 0x0A {
        put(reader, start..<end - 1)
        start = end
        continue
      }
      put(
        reader, start..<reader.inkEnd(of: start..<end),
        isHyphenated: end > 1 && bytes[end - 2] == 0xC2 && bytes[end - 1] == 0xAD)
      // Spaces at the start of what goes on are left out; where nothing else is left, so is the line.
      start = reader.spaceEnd(from: end)
      if start == bytes.count { return }
      if bytes[start] == 0x0A { start += 1 }
    }
  }

  private mutating func put(_ reader: TextReader, _ range: Range<Int>, isHyphenated: Bool = false) {
    while span + 1 < spans.count, settled.ends[span] <= range.lowerBound { span += 1 }
    var pieces: [StyledLine.Piece] = []
    var (at, number) = (range.lowerBound, span)
    while at < range.upperBound, number < spans.count {
      let end = min(range.upperBound, settled.ends[number])
      if end > at { append(piece(reader, at..<end, of: spans[number]), to: &pieces) }
      at = max(at, end)
      number += 1
    }
    if isHyphenated, let last = pieces.last, pieces.reduce(0, { $0 + $1.columns }) < width {
      append(.init("-", style: last.style, link: last.link, columns: 1), to: &pieces)
    }
    lines.append(StyledLine(pieces: pieces))
  }

  private func piece(_ reader: TextReader, _ range: Range<Int>, of span: StyledText.Span) -> StyledLine.Piece {
    var text = reader.text(in: range)
    if settled.hasGaps { text = SettledText.drawn(text[...]) }
    return .init(text, style: span.style, link: span.link, columns: TextWidth.settledColumns(of: text))
  }

  private func append(_ piece: StyledLine.Piece, to pieces: inout [StyledLine.Piece]) {
    guard let last = pieces.last, last.style == piece.style, last.link == piece.link else {
      if !piece.text.isEmpty { pieces.append(piece) }
      return
    }
    pieces[pieces.count - 1].text += piece.text
    pieces[pieces.count - 1].columns += piece.columns
  }
}

extension TextReader {
  func text(in range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }

  /// Where the spaces end that begin at a place.
  fileprivate func spaceEnd(from start: Int) -> Int {
    var at = start
    while at < bytes.count, let end = space(at: at) { at = end }
    return at
  }

  /// A row without the spaces that it ends with.
  fileprivate func inkEnd(of row: Range<Int>) -> Int {
    var end = row.upperBound
    while end > row.lowerBound {
      if bytes[end - 1] == 0x20 {
        end -= 1
      } else if end - 3 >= row.lowerBound, space(at: end - 3) == end {
        end -= 3
      } else {
        break
      }
    }
    return end
  }

  private func space(at offset: Int) -> Int? {
    if bytes[offset] == 0x20 {
      // A mark on a space is to be seen.
      return grapheme(at: offset).kind == .space ? offset + 1 : nil
    }
    guard offset + 2 < bytes.count, bytes[offset] == 0xE3, bytes[offset + 1] == 0x80, bytes[offset + 2] == 0x80 else {
      return nil
    }
    return grapheme(at: offset).kind == .space ? offset + 3 : nil
  }
}
