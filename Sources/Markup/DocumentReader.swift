public import News

/// HTML, trusted or not, to what the reader page lays out.
public enum DocumentReader {
  /// The HTML goes through `HTMLCleaner` first: what comes out is safe, well nested and bounded, whatever went in.
  /// - Parameter base: absolute URL against which relative links are resolved.
  public static func document(html: String, base: String?) -> Document {
    let clean = HTMLCleaner.clean(html, base: base).html
    return clean.withBytes { bytes in
      var walk = DocumentWalk(bytes)
      return walk.run()
    }
  }
}

/// One walk over clean HTML: a stack of open blocks, each taking spans and finished blocks.
private struct DocumentWalk {
  /// Columns that one cell may take.
  private static let maximumColumns = 32
  /// Rows that one cell may take.
  private static let maximumRows = 1000

  private let bytes: Bytes
  private var tokens: HTMLTokens
  private var frames = [DocumentFrame(.body)]
  private var style: Document.SpanStyle = []
  private var link: Int?
  /// Open inline elements, with what was before them.
  private var inline: [(element: HTMLElement, style: Document.SpanStyle, link: Int?)] = []
  private var links: [Document.Link] = []
  private var linkNumbers: [String: Int] = [:]
  /// Inside of `rp`, which is for readers that can't show ruby, or of a footnote's way back.
  private var silence = 0
  private let footnotes: FootnoteFinder
  private var notes: [Document.Note]
  /// The footnote whose mark is read.
  private var note: Int?
  private var isWayBack = false

  init(_ bytes: Bytes) {
    self.bytes = bytes
    tokens = HTMLTokens(bytes)
    footnotes = FootnoteFinder(bytes)
    notes = Array(repeating: Document.Note(mark: "", blocks: []), count: footnotes.count)
  }

  mutating func run() -> Document {
    while true {
      let offset = tokens.offset
      guard let token = tokens.next() else { break }
      switch token {
      case .text(let range), .section(let range): if silence == 0 { add(text(range)) }
      case .start(_, let hash, _):
        guard let element = HTMLElement.named(hash) else { continue }
        if let number = footnotes.notes[offset] {
          open(element)
          frames[frames.count - 1].note = number
        } else {
          start(element, HTMLAttributes(tokens.attributes, of: bytes), at: offset)
        }
      case .end(_, let hash): if let element = HTMLElement.named(hash) { end(element) }
      }
    }
    while frames.count > 1 { closeFrame() }
    frames[0].flush()
    // Footnotes have a line of their own above them.
    if !notes.isEmpty, frames[0].blocks.last == .rule { frames[0].blocks.removeLast() }
    return Document(blocks: frames[0].blocks, links: links, notes: notes)
  }

  private mutating func add(_ text: [UInt8]) {
    if let note, notes[note - 1].mark.isEmpty {
      notes[note - 1].mark =
        text.string.trimmingPrefix { $0.isWhitespace || "[(^".contains($0) }
        .prefix { !$0.isWhitespace && !"])".contains($0) }.description
    }
    frames[frames.count - 1].add(text, place)
  }

  private func text(_ range: Range<Int>) -> [UInt8] { CharacterReference.decoded(bytes[at: range]) }

  private var place: SpanRuns.Place { .init(style: style, link: link, note: note) }

  private mutating func start(_ element: HTMLElement, _ attributes: HTMLAttributes, at offset: Int) {
    switch element {
    case .td, .th:
      open(element)
      let columns = attributes.raw("colspan").flatMap { Int($0.string) } ?? 1
      frames[frames.count - 1].columns = max(1, min(columns, Self.maximumColumns))
      let height = attributes.raw("rowspan").flatMap { Int($0.string) } ?? 1
      frames[frames.count - 1].height = max(1, min(height, Self.maximumRows))
    case .h1, .h2, .h3, .h4, .h5, .h6, .blockquote, .pre, .table, .tr, .caption, .dl, .dt, .dd, .figure,
      .figcaption, .ul:
      open(element)
    case .ol:
      open(element)
      frames[frames.count - 1].start = attributes.raw("start").flatMap { Int($0.string) }
      frames[frames.count - 1].isReversed = attributes.raw("reversed") != nil
    case .li:
      open(element)
      frames[frames.count - 1].start = attributes.raw("value").flatMap { Int($0.string) }
    case .br: frames[frames.count - 1].breakLine(place)
    case .hr: add(.rule)
    case .img: addPicture(attributes)
    case .a:
      inline.append((element, style, link))
      note = footnotes.marks[offset]
      isWayBack = footnotes.backs.contains(offset)
      if isWayBack { silence += 1 }
      if note != nil || isWayBack { break }
      if let target = attributes.value("href")?.string { link = number(of: target) }
    case .q:
      frames[frames.count - 1].add(Array("“".utf8), place)
      inline.append((element, style, link))
    case .rp: silence += 1
    default:
      if element.traits.contains(.isBlock) {
        frames[frames.count - 1].flush()
        if frames[frames.count - 1].element == element { frames[frames.count - 1].nested += 1 }
      } else if let added = Self.style(of: element) {
        inline.append((element, style, link))
        style.formUnion(added)
      }
    }
  }

  private mutating func end(_ element: HTMLElement) {
    switch element {
    case .rp: silence = max(0, silence - 1)
    case .q, .a: endInline(element)
    default:
      if frames.count > 1, frames[frames.count - 1].element == element {
        if frames[frames.count - 1].nested > 0 {
          frames[frames.count - 1].nested -= 1
          frames[frames.count - 1].flush()
        } else {
          closeFrame()
        }
      } else if element.traits.contains(.isBlock) {
        frames[frames.count - 1].flush()
      } else if Self.style(of: element) != nil {
        endInline(element)
      }
    }
  }

  private mutating func endInline(_ element: HTMLElement) {
    if element == .q { frames[frames.count - 1].add(Array("”".utf8), place) }
    if element == .a {
      note = nil
      if isWayBack { silence -= 1 }
      isWayBack = false
    }
    guard let last = inline.last, last.element == element else { return }
    inline.removeLast()
    (style, link) = (last.style, last.link)
  }

  private mutating func open(_ element: HTMLElement) {
    frames[frames.count - 1].flush()
    frames.append(DocumentFrame(element))
  }

  private mutating func closeFrame() {
    guard frames.count > 1, var frame = frames.popLast() else { return }
    if let note = frame.note {
      frame.flush()
      notes[note - 1].blocks = frame.blocks
      return
    }
    frame.close(into: &frames[frames.count - 1])
  }

  private mutating func add(_ block: Document.Block) {
    frames[frames.count - 1].flush()
    frames[frames.count - 1].blocks.append(block)
  }

  private mutating func addPicture(_ attributes: HTMLAttributes) {
    let figure = Document.Figure(
      source: attributes.value("src")?.string,
      alt: attributes.text(.alt)?.string ?? attributes.text(.title)?.string ?? "")
    add(.figure(figure))
  }

  /// The number under which a target is listed, from 1; one target has one number.
  private mutating func number(of target: String) -> Int {
    if let known = linkNumbers[target] { return known }
    links.append(Document.Link(url: target))
    linkNumbers[target] = links.count
    return links.count
  }

  private static func style(of element: HTMLElement) -> Document.SpanStyle? {
    switch element {
    case .b, .strong: .strong
    case .i, .em, .cite, .dfn, .var: .emphasis
    case .code, .kbd, .samp, .tt: .code
    case .del, .s, .strike: .deleted
    case .ins, .u: .inserted
    case .sup: .superscript
    case .sub: .subscript
    case .rt: .ruby
    default: nil
    }
  }
}
