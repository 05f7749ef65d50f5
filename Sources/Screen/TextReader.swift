/// Reads a text grapheme by grapheme from any border on, and says where a row of it ends. What most texts are made of is
/// read byte by byte; the rest is asked of `String`.
struct TextReader {
  /// What is to be known of a grapheme to set it.
  struct Grapheme {
    var end: Int
    /// Columns that it takes; of a tab, 1.
    var columns: Int
    var kind: BreakClass
    var base: Unicode.Scalar
    var gap = VisibleText.Graphemes.Gap.none
    var isLineEnd: Bool { base == "\n" }
  }

  static let tabStop = 8

  private let text: String
  let bytes: UnsafeBufferPointer<UInt8>
  /// Cells of a row, the cursor's among them.
  private let width: Int
  private var room: Int { width - 1 }

  static func read<Result>(_ text: String, columns: Int, _ body: (TextReader) -> Result) -> Result {
    var copy = text
    return copy.withUTF8 { body(TextReader(text: text, bytes: $0, width: columns)) }
  }

  // MARK: Rows

  /// Where the row that begins at a border ends, nil with the text; and how far the text was looked at to know.
  func row(from start: Int) -> (end: Int?, reach: Int) {
    var places = BreakPlaces()
    var at = start
    var column = 0
    var reach = start
    while at < bytes.count {
      let next = grapheme(at: at)
      if next.isLineEnd { return (next.end, max(reach, next.end)) }
      // What draws nothing has no end otherwise.
      if places.count >= 4 * width + 64 { return (at, max(reach, at)) }
      if next.columns == 0 {
        places.pass(next.gap)
        at = next.end
        continue
      }
      let columns = columns(of: next, at: column)
      if next.kind == .space {
        guard column + columns <= width else { return (at, max(reach, next.end)) }
        column += columns
        at = next.end
        places.add(next)
        guard column == width else { continue }
        // Full; it ends here unless the space belongs to what it parts.
        guard at < bytes.count else { return (at, at) }
        let beyond = grapheme(at: at)
        reach = max(reach, beyond.end)
        guard beyond.kind != .space, beyond.columns > 0 else { return (at, reach) }
        places.note(beyond, at: at, isLast: isLast(beyond, &reach), hasRoom: false)
        return (places.end(before: at), reach)
      }
      reach = max(reach, next.end)
      places.note(next, at: at, isLast: isLast(next, &reach), hasRoom: column < room)
      if column + columns > room { return (places.end(before: at), reach) }
      column += columns
      places.add(next)
      at = next.end
    }
    return (nil, bytes.count)
  }

  /// Behind a stop or a closing quotation mark comes no word; of other letters it is not asked.
  private func isLast(_ grapheme: Grapheme, _ reach: inout Int) -> Bool {
    guard grapheme.kind == .finalQuote || grapheme.kind == .close, grapheme.end < bytes.count else { return true }
    let next = self.grapheme(at: grapheme.end)
    reach = max(reach, next.end)
    return !next.kind.isWordy
  }

  /// The columns of a grapheme that stands at a column: a tab goes to its stop.
  func columns(of grapheme: Grapheme, at column: Int) -> Int {
    guard grapheme.base == "\t", grapheme.kind == .space else { return grapheme.columns }
    return max(1, min(Self.tabStop - column % Self.tabStop, width - column))
  }

  // MARK: Graphemes

  /// The grapheme that begins at a border.
  func grapheme(at offset: Int) -> Grapheme {
    let byte = bytes[offset]
    let next = offset + 1
    if byte == 0x0A || byte == 0x09 {
      return Grapheme(end: next, columns: 1, kind: .space, base: Unicode.Scalar(byte))
    }
    if byte >= 0x20, byte < 0x7F, next == bytes.count || bytes[next] < 0x80 {
      let scalar = Unicode.Scalar(byte)
      return Grapheme(end: next, columns: 1, kind: BreakClass(scalar), base: scalar)
    }
    if let (scalar, end) = scalar(at: offset), Self.standsAlone(scalar),
      end == bytes.count || self.scalar(at: end).map({ $0.0.value < 0x20 || Self.standsAlone($0.0) }) == true
    {
      let columns = TextWidth.columns(of: scalar)
      if columns == 1 || columns == 2, columns <= room {
        return Grapheme(end: end, columns: columns, kind: BreakClass(scalar), base: scalar)
      }
    }
    return composed(at: offset)
  }

  /// Scalars of one cell that join neither what is before them nor what is behind, if that is such a scalar itself
  /// (UAX #29: Grapheme_Cluster_Break is Other, LV or LVT).
  static func standsAlone(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xAC00...0xD7A3, 0x4E00...0x9FFF, 0x3041...0x3096, 0x30A1...0x30FF, 0x3001...0x3029: true
    case 0xA1...0xAC, 0xAE...0x2FF, 0x370...0x482, 0x48A...0x52F, 0x5D0...0x5EA, 0x620...0x64A, 0x671...0x6D3: true
    case 0x2010...0x2027, 0x2030...0x205E, 0x3131...0x318E, 0xFF01...0xFF9D: true
    default: false
    }
  }

  private func scalar(at offset: Int) -> (Unicode.Scalar, end: Int)? {
    let first = UInt32(bytes[offset])
    func rest(_ place: Int) -> UInt32 { UInt32(bytes[offset + place]) & 0x3F }
    let (value, length): (UInt32, Int) =
      switch first {
      case 0..<0x80: (first, 1)
      case 0..<0xE0: ((first & 0x1F) << 6 | rest(1), 2)
      case 0..<0xF0: ((first & 0x0F) << 12 | rest(1) << 6 | rest(2), 3)
      default: ((first & 0x07) << 18 | rest(1) << 12 | rest(2) << 6 | rest(3), 4)
      }
    return Unicode.Scalar(value).map { ($0, offset + length) }
  }

  /// Any grapheme. One that no row can hold is cut to the row's room.
  private func composed(at offset: Int) -> Grapheme {
    let letter = letter(at: offset)
    let scalars = letter.unicodeScalars
    let base = scalars.first ?? " "
    var grapheme = Grapheme(end: offset + letter.utf8.count, columns: 0, kind: BreakClass(base), base: base)
    // A mark on a space is to be seen.
    if grapheme.kind == .space, scalars.count > 1 { grapheme.kind = .letter }
    // A joiner at the end keeps what follows.
    if scalars.last == "\u{200D}" { grapheme.gap = .wordJoiner }
    if let columns = Self.columns(of: scalars), columns <= room {
      grapheme.columns = columns
      return grapheme
    }
    let (cells, gap) = cells(of: letter)
    for cell in cells { grapheme.columns += cell.width }
    if gap != .none { grapheme.gap = gap }
    return grapheme
  }

  /// The columns of glyphs with what joins them; nil where something else is to be shown.
  private static func columns(of scalars: Substring.UnicodeScalarView) -> Int? {
    var columns = 0
    for scalar in scalars {
      switch ScalarForm(scalar) {
      // A tone is drawn into some emoji and beside others.
      case .glyph where (0x1F3FB...0x1F3FF).contains(scalar.value): return nil
      // A flag is drawn as its letters.
      case .glyph where (0x1F1E6...0x1F1FF).contains(scalar.value): columns += 1
      case .glyph(let width): columns += width
      case .joins where columns > 0, .nothing where columns > 0: break
      default: return nil
      }
    }
    return columns
  }

  private func letter(at offset: Int) -> Substring {
    let utf8 = text.utf8
    // From its border on: what stands before it is not looked at.
    return text[utf8.index(utf8.startIndex, offsetBy: offset)...].prefix(1)
  }

  private func cells(of letter: Substring) -> ([VisibleText.Grapheme], VisibleText.Graphemes.Gap) {
    var graphemes = VisibleText.Graphemes(of: String(letter))
    var cells: [VisibleText.Grapheme] = []
    var left = room
    while let cell = graphemes.next() {
      left -= cell.width
      if left < 0 { return (cells.isEmpty ? [VisibleText.Grapheme(text: "?", width: 1)] : cells, .none) }
      cells.append(cell)
    }
    return (cells, graphemes.gap)
  }

  /// What is drawn of a grapheme that stands at a column.
  func shown(from start: Int, _ grapheme: Grapheme, at column: Int) -> String {
    if grapheme.base == "\t", grapheme.kind == .space {
      return String(repeating: " ", count: columns(of: grapheme, at: column))
    }
    if grapheme.end == start + 1 { return String(grapheme.base) }
    return cells(of: letter(at: start)).0.map(\.text).joined()
  }
}
