/// One pass of the cleaner over one document: tokens in, safe HTML and plain text out.
///
/// Invariant: `html` holds the tags of `open` in this order, opened and not closed; nothing is written to it but text with
/// its `&`, `<`, `>` escaped, and tags from `HTMLElement.entries` with attributes from `HTMLAttributes`.
struct HTMLSweep {
  /// Deeper elements are taken out, what they hold stays.
  static let maximumDepth = 64

  let bytes: Bytes
  let base: LinkBase?
  var tokens: HTMLTokens
  var html: [UInt8] = []
  var text = FoldedText()
  var open: [HTMLElement] = []
  /// How many of each element are in `open`.
  var openCount = [UInt8](repeating: 0, count: HTMLElement.count)
  /// The last thing written to `html` was white space, or nothing yet.
  var endsInSpace = true
  var preDepth = 0
  // Tables that are looked into at every byte and tag: a global one is guarded anew at each look.
  let classes = TextClass.of
  private let entries = HTMLElement.entries
  /// Inside of `video` or `audio`: their text is for readers that can't play them.
  var mediaDepth = 0
  var mediaHasLink = false
  /// Inside of `svg`.
  var pictureDepth = 0
  /// The picture that was written last: pages that load late name it twice.
  var lastPicture: [UInt8] = []
  /// Ids that links of the document lead to: no other is kept.
  var targets: Set<UInt64> = []
  /// How often it may be looked ahead whether something is a share bar.
  var looks = ShareBar.maximumLooks

  init(_ bytes: Bytes, base: LinkBase?) {
    self.bytes = bytes
    self.base = base
    tokens = HTMLTokens(bytes)
    html.reserveCapacity(bytes.count + bytes.count / 8 + 64)
    text.reserveCapacity(bytes.count)
    open.reserveCapacity(Self.maximumDepth)
  }

  mutating func run() -> CleanHTML {
    targets = FragmentTargets.of(bytes)
    while let token = tokens.next(), html.count < HTMLCleaner.maximumOutput {
      switch token {
      case .text(let range), .section(let range): if mediaDepth == 0 { write(range) }
      case .start(let name, let hash, let isEmpty):
        if let element = HTMLElement.named(hash) { start(element, name: name, isEmpty: isEmpty) }
      case .end(_, let hash):
        if let element = HTMLElement.named(hash) { end(element) }
      }
    }
    while !open.isEmpty { closeLast() }
    while let last = html.last, last == 0x20 || last == 0x0A { html.removeLast() }
    return CleanHTML(html: html.string, text: text.finish())
  }

  // MARK: Tags

  mutating func start(_ element: HTMLElement, name: Range<Int>, isEmpty: Bool) {
    let traits = entry(element).traits
    if element == .svg, !isEmpty { pictureDepth += 1 }
    if traits.contains(.isDropped) {
      // A drawing's title says what it shows.
      if element == .title, pictureDepth > 0 { return }
      if !isEmpty { drop(element, name: name, isRaw: traits.contains(.isRaw)) }
      return
    }
    let attributes = HTMLAttributes(tokens.attributes, of: bytes)
    if isUnseen(element, attributes) {
      if !isEmpty, !traits.contains(.isVoid) { drop(element, name: name, isRaw: traits.contains(.isRaw)) }
      return
    }
    if !isEmpty, ShareBar.isOne(element, attributes, at: tokens, looks: &looks, open: openCount) {
      drop(element, name: name, isRaw: false)
      return
    }
    switch element {
    case .iframe, .embed, .object, .video, .audio, .source:
      embed(element, attributes, isEmpty: isEmpty)
      return
    case .img:
      picture(attributes)
      return
    case .br:
      write(element, attributes)
      text.breakLine()
      endsInSpace = true
      return
    default: break
    }
    closeImplied(by: element, isBlock: traits.contains(.isBlock))
    guard traits.contains(.isWritten), open.count < Self.maximumDepth else { return }
    if traits.contains(.isBlock) {
      text.breakBlock()
      endsInSpace = true
    } else if element == .td || element == .th {
      text.breakCell()
      endsInSpace = true
    }
    if traits.contains(.isVoid) {
      write(element, attributes)
    } else {
      write(element, attributes)
      push(element)
    }
  }

  mutating func end(_ element: HTMLElement) {
    if element == .br {
      html.append("<br>")
      text.breakLine()
      return
    }
    if element == .svg, pictureDepth > 0 { pictureDepth -= 1 }
    guard openCount[Int(element.rawValue)] > 0 else { return }
    // A wall keeps what is inside of it from closing what is outside.
    for outer in open.reversed() {
      if outer == element { break }
      if entry(outer).traits.contains(.isWall), !isTablePart(element) { return }
    }
    while let last = open.last {
      closeLast()
      if last == element { break }
    }
  }

  /// End tags of these reach out of a cell.
  func isTablePart(_ element: HTMLElement) -> Bool {
    switch element {
    case .table, .tr, .tbody, .thead, .tfoot: true
    default: false
    }
  }

  /// Elements whose start ends others (HTML, section 13.1.2.4).
  mutating func closeImplied(by element: HTMLElement, isBlock: Bool) {
    switch element {
    case .li: close(.li, upTo: [.ul, .ol])
    case .dt, .dd:
      close(.dt, upTo: [.dl])
      close(.dd, upTo: [.dl])
    case .td, .th:
      close(.td, upTo: [.table])
      close(.th, upTo: [.table])
    case .tr: close(.tr, upTo: [.table])
    case .tbody, .thead, .tfoot:
      close(.tbody, upTo: [.table])
      close(.thead, upTo: [.table])
      close(.tfoot, upTo: [.table])
    case .a: close(.a, upTo: [])
    default: break
    }
    if isBlock, openCount[Int(HTMLElement.p.rawValue)] > 0 {
      close(.p, upTo: [.td, .th, .li, .dd, .blockquote, .figure])
    }
  }

  /// Closes the innermost such element, and what is open inside of it, if none of `walls` is between.
  mutating func close(_ element: HTMLElement, upTo walls: [HTMLElement]) {
    guard openCount[Int(element.rawValue)] > 0 else { return }
    for outer in open.reversed() {
      if outer == element { break }
      if walls.contains(outer) { return }
    }
    while let last = open.last {
      closeLast()
      if last == element { return }
    }
  }

  @inline(__always)
  private func entry(_ element: HTMLElement) -> HTMLElement.Entry { entries[Int(element.rawValue)] }

  mutating func push(_ element: HTMLElement) {
    open.append(element)
    openCount[Int(element.rawValue)] += 1
    if element == .pre {
      preDepth += 1
      text.isPreformatted = true
    }
  }

  mutating func closeLast() {
    guard let element = open.popLast() else { return }
    openCount[Int(element.rawValue)] -= 1
    if element == .video || element == .audio {
      mediaDepth -= 1
      return
    }
    let entry = entry(element)
    html += entry.close
    if entry.traits.contains(.isBlock) {
      text.breakBlock()
      endsInSpace = true
    }
    if element == .pre {
      preDepth -= 1
      text.isPreformatted = preDepth > 0
    }
  }

  mutating func write(_ element: HTMLElement, _ attributes: HTMLAttributes) {
    html += entry(element).open
    attributes.write(of: element, base: base, targets: targets, to: &html)
    html.append(UInt8(ascii: ">"))
  }
}
