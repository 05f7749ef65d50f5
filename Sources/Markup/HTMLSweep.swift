/// One pass of the cleaner over one document: tokens in, safe HTML and plain text out.
///
/// Invariant: `html` holds the tags of `open` in this order, opened and not closed; nothing is written to it but text with
/// its `&`, `<`, `>` escaped, and tags from `HTMLElement.entries` with attributes from `HTMLAttributes`.
struct HTMLSweep {
  /// Deeper elements are taken out, what they hold stays.
  static let maximumDepth = 64

  private let bytes: Bytes
  let base: LinkBase?
  private var tokens: HTMLTokens
  private(set) var html: [UInt8] = []
  private var text = FoldedText()
  private var open: [HTMLElement] = []
  /// How many of each element are in `open`.
  private var openCount = [UInt8](repeating: 0, count: HTMLElement.count)
  /// The last thing written to `html` was white space, or nothing yet.
  private var endsInSpace = true
  private var preDepth = 0
  /// Inside of `video` or `audio`: their text is for readers that can't play them.
  private var mediaDepth = 0
  private var mediaHasLink = false
  /// Inside of `svg`.
  private var pictureDepth = 0

  init(_ bytes: Bytes, base: LinkBase?) {
    self.bytes = bytes
    self.base = base
    tokens = HTMLTokens(bytes)
    html.reserveCapacity(bytes.count + bytes.count / 8 + 64)
    text.reserveCapacity(bytes.count)
    open.reserveCapacity(Self.maximumDepth)
  }

  mutating func run() -> CleanHTML {
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

  private mutating func start(_ element: HTMLElement, name: Range<Int>, isEmpty: Bool) {
    let traits = element.traits
    if element == .svg, !isEmpty { pictureDepth += 1 }
    if traits.contains(.isDropped) {
      // A drawing's title says what it shows.
      if element == .title, pictureDepth > 0 { return }
      if !isEmpty { drop(element, name: name, isRaw: traits.contains(.isRaw)) }
      return
    }
    let attributes = HTMLAttributes(tokens.attributes, of: bytes)
    if attributes.isHidden {
      if !isEmpty, !traits.contains(.isVoid) { drop(element, name: name, isRaw: traits.contains(.isRaw)) }
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
    if traits.contains(.isBlock) {
      text.breakBlock()
      endsInSpace = true
    } else if element == .td || element == .th {
      text.breakCell()
      endsInSpace = true
    }
    guard traits.contains(.isWritten) else { return }
    if traits.contains(.isVoid) {
      write(element, attributes)
    } else if open.count < Self.maximumDepth {
      write(element, attributes)
      push(element)
    }
  }

  private mutating func end(_ element: HTMLElement) {
    let traits = element.traits
    if element == .br {
      html.append("<br>")
      text.breakLine()
      return
    }
    if element == .svg, pictureDepth > 0 { pictureDepth -= 1 }
    if traits.contains(.isBlock) { text.breakBlock() }
    guard openCount[Int(element.rawValue)] > 0 else { return }
    // A wall keeps what is inside of it from closing what is outside.
    for outer in open.reversed() {
      if outer == element { break }
      if outer.traits.contains(.isWall), !isTablePart(element) { return }
    }
    while let last = open.last {
      closeLast()
      if last == element { break }
    }
  }

  /// End tags of these reach out of a cell.
  private func isTablePart(_ element: HTMLElement) -> Bool {
    switch element {
    case .table, .tr, .tbody, .thead, .tfoot: true
    default: false
    }
  }

  /// Elements whose start ends others (HTML, section 13.1.2.4).
  private mutating func closeImplied(by element: HTMLElement, isBlock: Bool) {
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
    if isBlock, openCount[Int(HTMLElement.p.rawValue)] > 0 { close(.p, upTo: [.td, .th, .li, .dd, .blockquote, .figure]) }
  }

  /// Closes the innermost such element, and what is open inside of it, if none of `walls` is between.
  private mutating func close(_ element: HTMLElement, upTo walls: [HTMLElement]) {
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

  private mutating func push(_ element: HTMLElement) {
    open.append(element)
    openCount[Int(element.rawValue)] += 1
    if element == .pre {
      preDepth += 1
      text.isPreformatted = true
    }
  }

  private mutating func closeLast() {
    guard let element = open.popLast() else { return }
    openCount[Int(element.rawValue)] -= 1
    if element == .video || element == .audio {
      mediaDepth -= 1
      return
    }
    html += element.entry.close
    if element.traits.contains(.isBlock) {
      text.breakBlock()
      endsInSpace = true
    }
    if element == .pre {
      preDepth -= 1
      text.isPreformatted = preDepth > 0
    }
  }

  private mutating func write(_ element: HTMLElement, _ attributes: HTMLAttributes) {
    html += element.entry.open
    attributes.write(of: element, base: base, to: &html)
    html.append(UInt8(ascii: ">"))
  }

  /// Passes over an element with all that it holds.
  private mutating func drop(_ element: HTMLElement, name: Range<Int>, isRaw: Bool) {
    if isRaw {
      tokens.skipRawText(until: name)
      return
    }
    var depth = 1
    while depth > 0, let token = tokens.next() {
      switch token {
      case .start(let name, let hash, let isEmpty):
        guard let inner = HTMLElement.named(hash) else { continue }
        if inner.traits.contains(.isRaw), !isEmpty {
          tokens.skipRawText(until: name)
        } else if inner == element, !isEmpty {
          depth += 1
        }
      case .end(_, let hash): if HTMLElement.named(hash) == element { depth -= 1 }
      case .text, .section: break
      }
    }
  }

  // MARK: What is shown elsewhere

  private mutating func picture(_ attributes: HTMLAttributes) {
    guard !attributes.isPixel, let source = attributes.picture(base: base) else { return }
    html += HTMLElement.img.entry.open
    attributes.write(source: source, of: .img, to: &html)
    html.append(UInt8(ascii: ">"))
    if let alt = attributes.text(.alt) {
      alt.withUnsafeBufferPointer { text.append($0) }
    }
    endsInSpace = false
  }

  /// What plays elsewhere becomes a link to it.
  private mutating func embed(_ element: HTMLElement, _ attributes: HTMLAttributes, isEmpty: Bool) {
    if element != .source || mediaDepth > 0 && !mediaHasLink, let link = attributes.player(of: element, base: base) {
      let title = attributes.text(.title) ?? []
      text.breakBlock()
      html.append("<p><a href=\"")
      link.withUnsafeBufferPointer { html.append(attribute: $0) }
      html.append("\">")
      (title.isEmpty ? link : title).withUnsafeBufferPointer {
        html.append(escaped: $0)
        text.append($0)
      }
      html.append("</a></p>")
      text.breakBlock()
      mediaHasLink = mediaDepth > 0 || element == .video || element == .audio
      endsInSpace = true
    } else if element == .video || element == .audio {
      mediaHasLink = false
    }
    if element == .video || element == .audio, !isEmpty, open.count < Self.maximumDepth {
      push(element)
      mediaDepth += 1
    }
  }

  // MARK: Text

  /// Text runs to both outputs; the work is in finding runs that go as they are.
  private mutating func write(_ range: Range<Int>) {
    var i = range.lowerBound
    let end = range.upperBound
    while i < end {
      let start = i
      run: while i < end {
        switch TextClass.of[Int(bytes[i])] {
        case .plain: i += 1
        case .space:
          // One blank between words is part of the run.
          guard preDepth == 0, i > start, i + 1 < end, bytes[i + 1] > 0x20 else { break run }
          i += 1
        case .suspect:
          if SafeText.needsCare(bytes, at: i) { break run }
          i += 1
        case .noBreak where i + 1 < end && bytes[i + 1] == 0xA0: break run
        case .noBreak:
          if SafeText.needsCare(bytes, at: i) { break run }
          i += 1
        case .markup: break run
        }
      }
      if i > start {
        let run = bytes[at: start..<i]
        html += run
        text.append(run: run)
        endsInSpace = false
      }
      if i < end { i += special(at: i, end: end) }
    }
  }

  /// Writes what stands at a byte that is not simply copied; bytes read.
  private mutating func special(at i: Int, end: Int) -> Int {
    let byte = bytes[i]
    switch byte {
    case 0x09, 0x0A, 0x20:
      if preDepth > 0 {
        html.append(byte)
        text.append(preformatted: byte)
      } else {
        writeSpace(byte == 0x0A ? 0x0A : 0x20)
      }
      return 1
    case UInt8(ascii: "&"):
      guard let reference = CharacterReference.read(bytes, at: i), i + reference.length <= end else {
        html.append("&amp;")
        text.append(byte: byte)
        endsInSpace = false
        return 1
      }
      if let scalar = reference.scalar { write(scalar) }
      return reference.length
    case UInt8(ascii: "<"), UInt8(ascii: ">"):
      html.append(byte == UInt8(ascii: "<") ? "&lt;" : "&gt;")
      text.append(byte: byte)
      endsInSpace = false
      return 1
    case 0xC2 where i + 1 < end && bytes[i + 1] == 0xA0:
      write("\u{A0}")
      return 2
    default:
      var repaired: [UInt8] = []
      let length = SafeText.repair(bytes, at: i, to: &repaired)
      for scalar in String(decoding: repaired, as: UTF8.self).unicodeScalars { write(scalar) }
      return length
    }
  }

  private mutating func write(_ scalar: Unicode.Scalar) {
    switch scalar {
    case " ", "\t", "\n":
      if preDepth > 0 {
        html.append(UInt8(ascii: scalar))
        text.append(preformatted: UInt8(ascii: scalar))
      } else {
        writeSpace(0x20)
      }
      return
    case "&": html.append("&amp;")
    case "<": html.append("&lt;")
    case ">": html.append("&gt;")
    default: html.append(scalar: scalar)
    }
    endsInSpace = false
    text.append(scalar: scalar)
  }

  private mutating func writeSpace(_ byte: UInt8) {
    if !endsInSpace { html.append(byte) }
    endsInSpace = true
    text.space()
  }
}

/// How a byte of text is taken.
enum TextClass: UInt8 {
  case plain, space, markup, suspect, noBreak

  static let of: [TextClass] = (0..<256).map { byte in
    switch UInt8(byte) {
    case 0x20: .space
    case 0x09, 0x0A, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"): .markup
    case 0xC2: .noBreak
    default: SafeText.isSuspect[byte] ? .suspect : .plain
    }
  }
}
