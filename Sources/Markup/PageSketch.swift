/// A page as its blocks: where each stands in the source, what is in it, what it says it is. Bounded in blocks and depth;
/// what is over the bounds counts to the block around it.
struct PageSketch {
  struct Block {
    var element: HTMLElement
    var parent: Int
    /// Its place in the source, tags included.
    var outer: Range<Int>
    /// Without its tags.
    var inner: Range<Int>
    /// Index behind its last descendant: blocks stand in the order of their start tags.
    var end = 0
    var hint: PageHint
    /// Text in it and not in a block inside of it; and how much of that is in links.
    var text = TextMeasure()
    var linked = 0
    var breaks = 0
    var pictures = 0
  }

  static let maximumBlocks = 100_000
  static let maximumDepth = 200

  private let bytes: Bytes
  private(set) var blocks: [Block] = []
  private(set) var isHTML = false
  /// `href` of the first `base`.
  private(set) var base: [UInt8] = []
  private(set) var language: [UInt8] = []
  /// Contents of `meta` by name or property, in lower case.
  private(set) var meta: [String: [UInt8]] = [:]
  /// Raw, of the page's `title`.
  private(set) var title = 0..<0
  /// Text of inline elements that say they are a byline.
  private(set) var bylines: [Range<Int>] = []

  private var open: [Int] = []
  private var openCount = [Int](repeating: 0, count: HTMLElement.count)
  /// How many blocks were open around the link that is open, if one is.
  private var linkDepth: Int?
  private var tokens: HTMLTokens

  init(_ bytes: Bytes) {
    self.bytes = bytes
    tokens = HTMLTokens(bytes)
  }

  mutating func draw() {
    openBlock(.html, [], at: 0, inner: 0)
    while true {
      let start = tokens.offset
      guard let token = tokens.next() else { break }
      switch token {
      case .text(let range), .section(let range): add(range)
      case .start(let name, let hash, let isEmpty):
        if let element = HTMLElement.named(hash) { begin(element, at: start, name: name, isEmpty: isEmpty) }
      case .end(_, let hash):
        if let element = HTMLElement.named(hash) { end(element, at: start) }
      }
    }
    while !open.isEmpty { closeBlock(inner: bytes.count, outer: bytes.count) }
  }

  private mutating func add(_ range: Range<Int>) {
    guard let last = open.last else { return }
    let before = blocks[last].text.letters
    blocks[last].text.add(bytes[at: range])
    if linkDepth != nil { blocks[last].linked += blocks[last].text.letters - before }
  }

  // MARK: Tags

  private mutating func begin(_ element: HTMLElement, at start: Int, name: Range<Int>, isEmpty: Bool) {
    let traits = element.traits
    if traits.contains(.isRaw) {
      let inside = tokens.offset
      if !isEmpty { tokens.skipRawText(until: name) }
      if element == .title, title.isEmpty, openCount[Int(HTMLElement.svg.rawValue)] == 0 {
        let end = bytes[at: inside..<tokens.offset].lastIndex(of: UInt8(ascii: "<")).map { inside + $0 }
        title = inside..<(end ?? tokens.offset)
      }
      return
    }
    let attributes = HTMLAttributes(tokens.attributes, of: bytes)
    switch element {
    case .html, .body, .head:
      isHTML = true
      if let value = attributes.raw("lang") ?? attributes.raw("xml:lang"), language.isEmpty { language = Array(value) }
    case .base: if base.isEmpty { base = attributes.value("href") ?? [] }
    case .meta: readMeta(attributes)
    case .a:
      isHTML = true
      // To a place in this page: a heading's own mark, a footnote.
      let isMark = attributes.raw("href").map { $0.first == UInt8(ascii: "#") } ?? true
      linkDepth = isEmpty || isMark ? nil : open.count
      if PageHint.of(element, attributes).contains(.byline) { noteByline() }
    case .img: if let last = open.last, !attributes.isPixel { blocks[last].pictures += 1 }
    case .br: if let last = open.last { blocks[last].breaks += 1 }
    case .span, .cite, .strong, .em, .b, .i:
      let hint = tokens.attributes.isEmpty ? [] : PageHint.of(element, attributes)
      if hint.contains(.byline) { noteByline() }
      if hint.contains(.hidden), !isEmpty { pass(element) }
    case .svg, .template, .noscript, .object, .applet, .datalist, .dialog: if !isEmpty { pass(element) }
    default:
      guard element.traits.contains(.isBlock) || element == .td || element == .th, element != .hr else { return }
      isHTML = true
      closeImplied(by: element, at: start)
      guard !isEmpty || element == .div, blocks.count < Self.maximumBlocks, open.count < Self.maximumDepth else {
        return
      }
      openBlock(element, PageHint.of(element, attributes), at: start, inner: tokens.offset)
    }
  }

  private mutating func pass(_ element: HTMLElement) {
    let outside = openCount.map { UInt8(min($0, 255)) }
    var span = HTMLSpan(element, within: outside)
    span.pass(&tokens)
  }

  private mutating func end(_ element: HTMLElement, at start: Int) {
    if element == .a { linkDepth = nil }
    guard element != .html, element != .body, openCount[Int(element.rawValue)] > 0 else { return }
    for index in open.reversed() {
      let outer = blocks[index].element
      if outer == element { break }
      if outer.traits.contains(.isWall), element != .table, element != .tr { return }
    }
    while let last = open.last {
      let found = blocks[last].element == element
      closeBlock(inner: start, outer: found ? tokens.offset : start)
      if found { return }
    }
  }

  private mutating func closeImplied(by element: HTMLElement, at start: Int) {
    switch element {
    case .li: close([.li], upTo: [.ul, .ol], at: start)
    case .dt, .dd: close([.dt, .dd], upTo: [.dl], at: start)
    case .td, .th: close([.td, .th], upTo: [.table, .tr], at: start)
    case .tr: close([.tr], upTo: [.table], at: start)
    default: close([.p], upTo: [.td, .th, .li, .dd, .blockquote, .figure, .div], at: start)
    }
  }

  private mutating func close(_ elements: [HTMLElement], upTo walls: [HTMLElement], at start: Int) {
    for (place, index) in open.enumerated().reversed() {
      let element = blocks[index].element
      if elements.contains(element) {
        while open.count > place { closeBlock(inner: start, outer: start) }
        return
      }
      if walls.contains(element) { return }
    }
  }

  private mutating func openBlock(_ element: HTMLElement, _ hint: PageHint, at start: Int, inner: Int) {
    let block = Block(
      element: element, parent: open.last ?? -1, outer: start..<start, inner: inner..<inner, hint: hint)
    open.append(blocks.count)
    openCount[Int(element.rawValue)] += 1
    blocks.append(block)
  }

  private mutating func closeBlock(inner: Int, outer: Int) {
    guard let index = open.popLast() else { return }
    // A link that never ends ends with what is around it.
    if let depth = linkDepth, open.count < depth { linkDepth = nil }
    openCount[Int(blocks[index].element.rawValue)] -= 1
    blocks[index].inner = blocks[index].inner.lowerBound..<max(inner, blocks[index].inner.lowerBound)
    blocks[index].outer = blocks[index].outer.lowerBound..<max(outer, blocks[index].inner.upperBound)
    blocks[index].end = blocks.count
  }

  // MARK: What the page says of itself

  private mutating func readMeta(_ attributes: HTMLAttributes) {
    guard meta.count < 64, let content = attributes.value("content"), content.count <= 4096,
      let name = attributes.raw("property") ?? attributes.raw("name") ?? attributes.raw("itemprop"), name.count < 64
    else { return }
    let key = name.map(\.lowercased).string
    if meta[key] == nil { meta[key] = content }
  }

  private mutating func noteByline() {
    guard bylines.count < 16 else { return }
    let end = min(bytes.count, tokens.offset + 400)
    bylines.append(
      tokens.offset..<(bytes[at: tokens.offset..<end].sliceEnd.map { tokens.offset + $0 } ?? tokens.offset))
  }
}

extension UnsafeBufferPointer where Element == UInt8 {
  /// Offset of the first end tag.
  fileprivate var sliceEnd: Int? {
    var i = 0
    while let less = first(UInt8(ascii: "<"), from: i) {
      if less + 1 < count, self[less + 1] == UInt8(ascii: "/") { return less }
      i = less + 1
    }
    return nil
  }
}
