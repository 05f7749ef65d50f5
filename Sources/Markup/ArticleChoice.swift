/// Which block of a page is its article, and what in it is not part of it.
///
/// Each block is worth its running text; links and scraps cost. The block of the greatest sum over all that it holds is the
/// article: anything smaller loses text, anything greater takes in what is around it.
struct ArticleChoice {
  /// Letters below which a page has no article, with a hint and without.
  private static let least = 90
  private static let leastUnnamed = 220

  private let bytes: Bytes
  private let blocks: [PageSketch.Block]
  /// Left out, with all that they hold.
  private var isOut: [Bool]
  /// Worth of each block with all that it holds.
  private var worth: [Int] = []
  /// Letters of running text in it.
  private var running: [Int] = []
  /// Headings in it that are links: titles of other articles.
  private var teasers: [Int] = []

  init(_ sketch: PageSketch, of bytes: Bytes) {
    self.bytes = bytes
    blocks = sketch.blocks
    isOut = PageMargins(blocks, of: bytes).isOut
    weigh()
  }

  // MARK: Worth

  private mutating func weigh() {
    worth = Array(repeating: 0, count: blocks.count)
    running = worth
    teasers = worth
    for i in blocks.indices.reversed() where !isOut[i] {
      let block = blocks[i]
      let own = block.running
      running[i] += own
      worth[i] += own > 0 ? own - block.linked : block.cost
      if block.element.isHeading, block.linked * 5 >= block.text.letters * 4, block.linked > 5 { teasers[i] += 1 }
      guard block.parent >= 0 else { continue }
      worth[block.parent] += worth[i]
      running[block.parent] += running[i]
      teasers[block.parent] += teasers[i]
    }
  }

  // MARK: The choice

  /// The article's block; nil where none stands out.
  func article() -> Int? {
    var best = 0
    var most = Int.min
    for i in blocks.indices where !isOut[i] && running[i] > 0 {
      let hint = blocks[i].hint
      let value = hint.contains(.body) ? worth[i] * 3 / 2 : hint.contains(.article) ? worth[i] * 6 / 5 : worth[i]
      // Of blocks of one worth the innermost.
      if value >= most { (best, most) = (i, value) }
    }
    guard most > 0 else { return nil }
    best = widened(best)
    let isNamed = holdsHint(best)
    guard running[best] >= (isNamed ? Self.least : Self.leastUnnamed), worth[best] * 3 > running[best] else {
      return nil
    }
    return isList(best) ? nil : best
  }

  /// The box that names itself an article's, when what was found is most of what it holds.
  private func widened(_ best: Int) -> Int {
    guard !blocks[best].hint.contains(.body) else { return best }
    var place = blocks[best].parent
    while place > 0 {
      let hint = blocks[place].hint
      if !hint.isDisjoint(with: [.body, .article]), worth[place] * 2 > worth[best], teasers[place] <= teasers[best] + 1
      {
        return place
      }
      place = blocks[place].parent
    }
    // A paragraph alone: what stands beside it belongs to it.
    let parent = blocks[best].parent
    if parent > 0, blocks[best].element == .p || blocks[best].element == .li, worth[parent] * 2 > worth[best] {
      return parent
    }
    return best
  }

  private func holdsHint(_ best: Int) -> Bool {
    var place = best
    while place > 0 {
      if !blocks[place].hint.isDisjoint(with: [.body, .article]) { return true }
      place = blocks[place].parent
    }
    return (best..<blocks[best].end).contains { !isOut[$0] && !blocks[$0].hint.isDisjoint(with: [.body, .article]) }
  }

  /// Several articles, or the beginnings of several: a front page.
  private func isList(_ best: Int) -> Bool {
    if teasers[best] >= 3, running[best] < teasers[best] * 1500 { return true }
    var articles: [Int] = []
    var i = best + 1
    while i < blocks[best].end {
      if !isOut[i], blocks[i].element == .article {
        articles.append(running[i])
        i = max(i + 1, blocks[i].end)
      } else {
        i += 1
      }
    }
    guard articles.count >= 3, let greatest = articles.max() else { return false }
    return greatest * 5 < running[best] * 3
  }

  // MARK: What is taken

  /// The article's title stands above it, not in it.
  mutating func leaveOut(title: String?) {
    guard let title else { return }
    for (i, block) in blocks.enumerated() where block.element == .h1 && !isOut[i] {
      guard HTMLCleaner.title(bytes[at: block.inner]) == title else { continue }
      for k in i..<max(i + 1, block.end) { isOut[k] = true }
    }
  }

  /// The HTML of a block without what is out and without its lists of links.
  func source(of article: Int) -> [UInt8] {
    let whole = blocks[article]
    let keepsTag: Bool =
      switch whole.element {
      case .p, .pre, .blockquote, .table, .ul, .ol, .dl, .figure: true
      default: false
      }
    let range = keepsTag ? whole.outer : whole.inner
    var out: [UInt8] = []
    out.reserveCapacity(range.count)
    var start = range.lowerBound
    var i = article + 1
    while i < whole.end {
      guard isOut[i] || isLinkList(i) else {
        i += 1
        continue
      }
      if blocks[i].outer.lowerBound > start { out += bytes[at: start..<blocks[i].outer.lowerBound] }
      start = max(start, min(blocks[i].outer.upperBound, range.upperBound))
      i = max(i + 1, blocks[i].end)
    }
    if start < range.upperBound { out += bytes[at: start..<range.upperBound] }
    return out
  }

  /// Links to other articles, or buttons: hardly a word outside of links.
  private func isLinkList(_ block: Int) -> Bool {
    switch blocks[block].element {
    case .ul, .ol, .div, .section, .table, .p: break
    default: return false
    }
    guard running[block] == 0 else { return false }
    var letters = 0
    var linked = 0
    var pictures = 0
    var parts = 0
    for i in block..<blocks[block].end where !isOut[i] {
      letters += blocks[i].text.letters
      linked += blocks[i].linked
      pictures += blocks[i].pictures
      if blocks[i].linked > 0 { parts += 1 }
    }
    return parts >= 3 && linked * 4 > letters * 3 && linked > 20 && pictures <= parts
  }
}
