/// What goes with all that it holds.
extension HTMLSweep {
  /// Whether readers of a page would not see this element.
  func isUnseen(_ element: HTMLElement, _ attributes: HTMLAttributes) -> Bool {
    switch element {
    // Pages hide themselves until their scripts have run.
    case .html, .body, .head: false
    case .dialog: attributes.raw("open") == nil || attributes.isHidden
    case .a, .span, .svg, .sup, .i, .b, .math: attributes.isHidden || attributes.isDecoration
    default: attributes.isHidden
    }
  }

  /// Passes over an element, up to its end tag or to where it ends without one.
  mutating func drop(_ element: HTMLElement, name: Range<Int>, isRaw: Bool) {
    if isRaw {
      tokens.skipRawText(until: name)
    } else {
      var span = HTMLSpan(element, within: openCount)
      span.pass(&tokens)
    }
  }
}

/// How far an element reaches whose start tag was just read, whether its end tag stands there or not.
struct HTMLSpan {
  /// Elements open inside of it, itself first.
  private var inside: [HTMLElement]
  private var counts = [Int](repeating: 0, count: HTMLElement.count)
  /// Those open around it: their end tags end it, too.
  private let outside: [UInt8]

  init(_ element: HTMLElement, within outside: [UInt8]) {
    inside = [element]
    counts[Int(element.rawValue)] = 1
    self.outside = outside
  }

  /// Reads tokens up to the element's end.
  mutating func pass(_ tokens: inout HTMLTokens) {
    while read(&tokens) != nil {}
  }

  /// The next token inside of the element; nil at its end, behind which `tokens` stand then.
  mutating func read(_ tokens: inout HTMLTokens) -> HTMLTokens.Token? {
    let start = tokens.offset
    guard !inside.isEmpty, let token = tokens.next() else { return nil }
    switch token {
    case .text, .section: break
    case .start(let name, let hash, let isEmpty):
      guard let element = HTMLElement.named(hash) else { break }
      if element.traits.contains(.isRaw) {
        if !isEmpty { tokens.skipRawText(until: name) }
        break
      }
      closeImplied(by: element)
      guard !inside.isEmpty else {
        tokens.rewind(to: start)
        return nil
      }
      if !isEmpty, !element.traits.contains(.isVoid) {
        inside.append(element)
        counts[Int(element.rawValue)] += 1
      }
    case .end(_, let hash):
      guard let element = HTMLElement.named(hash) else { break }
      if counts[Int(element.rawValue)] > 0 {
        pop(to: element)
        if inside.isEmpty { return nil }
      } else if outside[Int(element.rawValue)] > 0, !element.isInline {
        tokens.rewind(to: start)
        return nil
      }
    }
    return token
  }

  /// Ends the elements that a start tag ends.
  private mutating func closeImplied(by element: HTMLElement) {
    guard let last = inside.last else { return }
    switch element {
    case .li: close([.li], upTo: [.ul, .ol])
    case .dt, .dd: close([.dt, .dd], upTo: [.dl])
    case .td, .th: close([.td, .th], upTo: [.table, .tr])
    case .tr: close([.tr, .td, .th], upTo: [.table])
    default: if element.traits.contains(.isBlock), last == .p { pop(to: .p) }
    }
  }

  private mutating func close(_ elements: [HTMLElement], upTo walls: [HTMLElement]) {
    for (i, element) in inside.enumerated().reversed().prefix(HTMLSweep.maximumDepth) {
      if elements.contains(element) {
        while inside.count > i { removeLast() }
        return
      }
      if walls.contains(element) { return }
    }
  }

  private mutating func pop(to element: HTMLElement) {
    while let last = inside.last {
      removeLast()
      if last == element { return }
    }
  }

  private mutating func removeLast() {
    guard let last = inside.popLast() else { return }
    counts[Int(last.rawValue)] -= 1
  }
}
