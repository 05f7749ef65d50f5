/// Sets graphemes in lines as they come: looks back no further than one line, so a megabyte without a space costs what any
/// other megabyte costs.
///
/// Invariants: `columns` is the sum of the widths in `line` and at most `width`; every grapheme is looked at once when it
/// comes and at most once more when the line it is on is broken before it.
struct LineBreaker {
  private struct Atom {
    var text: String
    var width: Int
    var span: Int
    var kind: BreakClass
    var scalar: Unicode.Scalar
    var gap: VisibleText.Graphemes.Gap
  }

  private let spans: [StyledText.Span]
  private let width: Int
  private var line: [Atom] = []
  private var columns = 0
  private var hasInk = false
  /// How many of `line` come before the best place to end it.
  private var lastBreak: Int?
  /// The same inside a word that may have to be broken: after `/` of a long address.
  private var lastWeakBreak: Int?
  private var finished: [StyledLine] = []
  /// The line began because one before it was full: spaces at its start are left out.
  private var isContinued = false

  init(_ spans: [StyledText.Span], width: Int) {
    self.spans = spans
    self.width = max(1, width)
    for number in spans.indices { set(number) }
  }

  private mutating func set(_ number: Int) {
    for (index, part) in Self.paragraphs(spans[number].text).enumerated() {
      if index > 0 { endLine() }
      var graphemes = VisibleText.Graphemes(of: part)
      while let grapheme = graphemes.next() {
        let fits = grapheme.width <= width
        let kind = BreakClass(graphemes.base)
        // A mark on a space is to be seen.
        let isBare = grapheme.text.unicodeScalars.count == 1
        add(
          Atom(
            text: fits ? grapheme.text : "?", width: fits ? grapheme.width : 1, span: number,
            kind: kind == .space && !isBare ? .letter : kind, scalar: graphemes.base, gap: graphemes.gap))
      }
    }
  }

  mutating func end() -> [StyledLine] {
    endLine()
    return finished
  }

  private mutating func finish() {
    var pieces: [StyledLine.Piece] = []
    for atom in line {
      let span = spans[atom.span]
      if let last = pieces.last, last.style == span.style, last.link == span.link {
        pieces[pieces.count - 1].text += atom.text
        pieces[pieces.count - 1].columns += atom.width
      } else {
        pieces.append(StyledLine.Piece(atom.text, style: span.style, link: span.link, columns: atom.width))
      }
    }
    finished.append(StyledLine(pieces: pieces))
  }

  /// The text between its line ends: LF, CR LF, and Unicode's two separators.
  private static func paragraphs(_ text: String) -> [String] {
    guard text.utf8.contains(where: { $0 == 0x0A || $0 == 0xE2 }) else { return [text] }
    var paragraphs: [String] = []
    var paragraph = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard ["\n", "\u{2028}", "\u{2029}"].contains(scalar) else {
        paragraph.append(scalar)
        continue
      }
      if scalar == "\n", paragraph.last == "\r" { paragraph.removeLast() }
      paragraphs.append(String(paragraph))
      paragraph = String.UnicodeScalarView()
    }
    return paragraphs + [String(paragraph)]
  }

  private mutating func add(_ atom: Atom) {
    if atom.kind == .space {
      if line.isEmpty, isContinued { return }
      // A space that does not fit belongs to the line's end.
      guard columns + atom.width <= width else {
        breakLine(at: line.count)
        return
      }
      push(atom)
      // Spaces that a paragraph begins with are its indent.
      if hasInk { lastBreak = line.count }
      return
    }
    while columns + atom.width > width { breakLine(at: breakPlace(before: atom)) }
    noteBreaks(before: atom)
    push(atom)
    hasInk = true
  }

  private mutating func push(_ atom: Atom) {
    line.append(atom)
    columns += atom.width
  }

  /// Whether the line may end between its last grapheme and the next.
  private mutating func noteBreaks(before next: Atom) {
    guard let last = line.last else { return }
    // The hyphen needs a column of its own.
    if last.gap == .softHyphen, columns == width { return }
    let neighbour = BreakNeighbour(kind: last.kind, scalar: last.scalar, gap: last.gap)
    switch BreakPlace(after: neighbour, line.dropLast().last?.kind, before: next.kind) {
    case .good: lastBreak = line.count
    case .weak: lastWeakBreak = line.count
    case .none: break
    }
  }

  /// Where the full line ends: at the last good place; in a word longer than the line, behind a mark of an address, or
  /// else anywhere that keeps closing punctuation with what it closes.
  private mutating func breakPlace(before next: Atom) -> Int {
    noteBreaks(before: next)
    if let lastBreak, lastBreak > 0 { return lastBreak }
    if let lastWeakBreak, lastWeakBreak > line.count / 2 { return lastWeakBreak }
    var place = line.count
    while place > max(1, line.count - 4) {
      let after = place < line.count ? line[place].kind : next.kind
      guard line[place - 1].kind.holds(after) || line[place - 1].gap == .wordJoiner else { return place }
      place -= 1
    }
    return line.count
  }

  private mutating func breakLine(at place: Int) {
    let rest = Array(line[place...])
    line.removeSubrange(place...)
    while let last = line.last, last.kind == .space { line.removeLast() }
    if let last = line.last, last.gap == .softHyphen, line.reduce(0, { $0 + $1.width }) < width {
      line.append(Atom(text: "-", width: 1, span: last.span, kind: .hyphen, scalar: "-", gap: .none))
    }
    finish()
    startLine(isContinued: true)
    for atom in rest { add(atom) }
  }

  private mutating func endLine() {
    // A paragraph's last spaces filled a line and nothing came after them.
    if !(line.isEmpty && isContinued) { finish() }
    startLine(isContinued: false)
  }

  private mutating func startLine(isContinued: Bool) {
    line.removeAll(keepingCapacity: true)
    columns = 0
    hasInk = false
    lastBreak = nil
    lastWeakBreak = nil
    self.isContinued = isContinued
  }
}
