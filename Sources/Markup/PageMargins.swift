/// Which blocks of a page are no part of any article: what says so of itself, notices of consent, readers' comments.
struct PageMargins {
  /// Bytes in which notices of consent are looked for.
  private static let mostLooked = 4 * 1_048_576
  /// Headings that are read.
  private static let mostHeadings = 2000

  /// Of each block, and of all that one which is out holds.
  private(set) var isOut: [Bool]
  private let blocks: [PageSketch.Block]
  private let bytes: Bytes

  init(_ blocks: [PageSketch.Block], of bytes: Bytes) {
    self.blocks = blocks
    self.bytes = bytes
    isOut = Array(repeating: false, count: blocks.count)
    leaveOut()
    leaveOutBelowHeadings()
  }

  /// What says that it is no part of an article is out, unless the article is inside of it.
  private mutating func leaveOut() {
    var hasBody = Array(repeating: false, count: blocks.count)
    var hasArticle = hasBody
    var letters = Array(repeating: 0, count: blocks.count)
    for i in blocks.indices.reversed() {
      let block = blocks[i]
      letters[i] += block.running
      let isClean = block.hint.isDisjoint(with: PageHint.outside)
      if isClean, block.hint.contains(.body) || block.element == .main { hasBody[i] = true }
      if isClean, block.element == .article || block.element == .h1 { hasArticle[i] = true }
      guard block.parent >= 0 else { continue }
      letters[block.parent] += letters[i]
      hasBody[block.parent] = hasBody[block.parent] || hasBody[i]
      hasArticle[block.parent] = hasArticle[block.parent] || hasArticle[i]
    }
    let all = max(1, letters.first ?? 0)
    var budget = Self.mostLooked
    for (i, block) in blocks.enumerated() where i > 0 {
      if block.parent >= 0, isOut[block.parent] {
        isOut[i] = true
        continue
      }
      let why = block.hint.intersection(PageHint.outside)
      if why.isEmpty {
        isOut[i] = isNotice(i, letters: letters[i], of: all, budget: &budget)
      } else if why.contains(.hidden) {
        isOut[i] = true
      } else if !why.isDisjoint(with: [.comments, .consent]) {
        isOut[i] = !hasBody[i] && !(hasArticle[i] && letters[i] * 2 > all && block.element != .article)
      } else {
        isOut[i] =
          !hasBody[i] && !(hasArticle[i] && letters[i] * 4 > all) && letters[i] * 5 < all * 3
          || isNotice(i, letters: letters[i], of: all, budget: &budget)
      }
    }
  }

  /// A notice of cookies or consent that doesn't call itself one: few words, one of them to agree.
  private func isNotice(_ i: Int, letters: Int, of all: Int, budget: inout Int) -> Bool {
    let block = blocks[i]
    guard block.element == .div || block.element == .section, letters < 1500, letters * 2 < all || letters < 700,
      block.inner.count < 12_000, budget > 0
    else { return false }
    budget -= block.inner.count
    let source = bytes[at: block.inner]
    guard source.contains(word: "cookie") || source.contains(text: "쿠키") || source.contains(text: "クッキー") else {
      return false
    }
    let asks =
      source.contains(word: "<button") || source.contains(word: "<input") || source.contains(word: "onclick")
      || source.contains(word: "btn")
    guard asks else { return false }
    return ["accept", "agree", "allow", "got it", "consent"].contains { source.contains(word: $0) }
      || ["동의", "확인", "허용", "同意", "承諾"].contains { source.contains(text: $0) }
  }

  /// Behind a heading that says so come the readers' comments, to the end of what the heading stands in.
  private mutating func leaveOutBelowHeadings() {
    var looked = 0
    for (i, block) in blocks.enumerated() where !isOut[i] && looked < Self.mostHeadings {
      guard block.element.isHeading, block.inner.count < 400, (1..<40).contains(block.text.letters) else {
        continue
      }
      looked += 1
      guard Self.headsComments(HTMLCleaner.title(bytes[at: block.inner])) else { continue }
      var place = i
      while place > 0 {
        let parent = blocks[place].parent
        let before = siblings(of: place).prefix { $0 < place }
        let isFirst = !before.contains { hasText($0) } && blocks[parent].text.letters == 0
        var after = 0
        for sibling in siblings(of: place) where sibling > place {
          after += 1
          leaveOut(sibling)
        }
        leaveOut(place)
        // The heading has a box of its own.
        guard isFirst, after == 0, parent > 0 else { break }
        place = parent
      }
    }
  }

  private func siblings(of block: Int) -> [Int] {
    let parent = blocks[block].parent
    guard parent >= 0 else { return [] }
    var found: [Int] = []
    var i = parent + 1
    while i < blocks[parent].end {
      found.append(i)
      i = max(i + 1, blocks[i].end)
    }
    return found
  }

  private func hasText(_ block: Int) -> Bool { (block..<blocks[block].end).contains { blocks[$0].text.letters > 0 } }

  private mutating func leaveOut(_ block: Int) {
    for i in block..<max(block + 1, blocks[block].end) { isOut[i] = true }
  }

  private static func headsComments(_ title: String) -> Bool {
    let words = title.lowercased().filter { !$0.isNumber && !$0.isPunctuation && !$0.isSymbol }
      .split(separator: " ").joined(separator: " ")
    return [
      "comments", "comment", "leave a comment", "leave a reply", "add a comment", "post a comment", "reader comments",
      "댓글", "덧글", "의견", "댓글 달기", "댓글쓰기", "댓글 쓰기", "개의 댓글", "コメント", "コメントを残す", "评论", "評論", "kommentare",
      "commentaires", "comentarios",
    ].contains(words)
  }
}

extension UnsafeBufferPointer where Element == UInt8 {
  /// Whether a word in lower case is in it, whatever the case of letters.
  fileprivate func contains(word: StaticString) -> Bool { indices.contains { hasWord(word, at: $0) } }

  fileprivate func contains(text: String) -> Bool {
    text.withBytes { text in
      guard let first = text.first else { return true }
      var i = 0
      while let found = self.first(first, from: i) {
        if found + text.count <= count, self[at: found..<found + text.count].elementsEqual(text) { return true }
        i = found + 1
      }
      return false
    }
  }
}
