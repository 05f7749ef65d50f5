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
  private let bytes: Bytes
  private var tokens: HTMLTokens
  private var frames = [DocumentFrame(.body)]
  private var style: Document.SpanStyle = []
  private var link: Int?
  /// Open inline elements, with what was before them.
  private var inline: [(element: HTMLElement, style: Document.SpanStyle, link: Int?)] = []
  private var links: [Document.Link] = []
  private var linkNumbers: [String: Int] = [:]
  /// Inside of `rp`, which is for readers that can't show ruby.
  private var silence = 0

  init(_ bytes: Bytes) {
    self.bytes = bytes
    tokens = HTMLTokens(bytes)
  }

  mutating func run() -> Document {
    while let token = tokens.next() {
      switch token {
      case .text(let range), .section(let range):
        if silence == 0 { frames[frames.count - 1].add(text(range), style: style, link: link) }
      case .start(_, let hash, _):
        if let element = HTMLElement.named(hash) { start(element, HTMLAttributes(tokens.attributes, of: bytes)) }
      case .end(_, let hash): if let element = HTMLElement.named(hash) { end(element) }
      }
    }
    while frames.count > 1 { closeFrame() }
    frames[0].flush()
    return Document(blocks: frames[0].blocks, links: links)
  }

  private func text(_ range: Range<Int>) -> String { CharacterReference.decoded(bytes[at: range]).string }

  private mutating func start(_ element: HTMLElement, _ attributes: HTMLAttributes) {
    switch element {
    case .h1, .h2, .h3, .h4, .h5, .h6, .blockquote, .pre, .table, .tr, .td, .th, .caption, .dl, .dt, .dd, .figure,
      .figcaption, .ul, .li:
      open(element)
    case .ol:
      open(element)
      frames[frames.count - 1].start = attributes.raw("start").flatMap { Int($0.string) } ?? 1
    case .br: frames[frames.count - 1].add("\n", style: style, link: link)
    case .hr: add(.rule)
    case .img: addPicture(attributes)
    case .a:
      inline.append((element, style, link))
      if let target = attributes.value("href")?.string { link = number(of: target) }
    case .q:
      frames[frames.count - 1].add("“", style: style, link: link)
      inline.append((element, style, link))
    case .rp: silence += 1
    default:
      if element.traits.contains(.isBlock) {
        frames[frames.count - 1].flush()
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
        closeFrame()
      } else if element.traits.contains(.isBlock) {
        frames[frames.count - 1].flush()
      } else if Self.style(of: element) != nil {
        endInline(element)
      }
    }
  }

  private mutating func endInline(_ element: HTMLElement) {
    if element == .q { frames[frames.count - 1].add("”", style: style, link: link) }
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
