import News

/// What the reader typed: words and "phrases", all of which must be there.
///
/// `strike`, of a script with words, is a word; `strik*` a prefix, and so is the last word while it is being typed. 촛불 is found inside
/// of any run. Nothing of it reaches FTS5 as written: pieces are cut into the index's own words and quoted.
struct SearchQuery {
  /// One word or phrase, folded.
  struct Piece {
    var bytes: [UInt8]
    /// It must begin, or end, where a word does.
    var beginsWord: Bool
    var endsWord: Bool
    /// The words of the index that an article with this piece has.
    var terms: [(word: String, isPrefix: Bool)]
  }

  /// More pieces or bytes than these are no query.
  static let pieceLimit = 32
  static let byteLimit = 2000

  let pieces: [Piece]

  init(_ text: String) throws(StoreFault) {
    guard text.utf8.count <= Self.byteLimit else { throw .badQuery("The search is too long.") }
    var pieces: [Piece] = []
    for token in try Self.tokens(text) {
      if let piece = Piece(token.text, isPrefix: token.isPrefix) { pieces.append(piece) }
    }
    guard !pieces.isEmpty else {
      throw .badQuery(
        text.allSatisfy(\.isWhitespace) ? "Type a word to search for." : "There is no word in this search: \(text)")
    }
    guard pieces.count <= Self.pieceLimit else { throw .badQuery("The search has too many words.") }
    self.pieces = pieces
  }

  private static func tokens(_ text: String) throws(StoreFault) -> [(text: Substring, isPrefix: Bool)] {
    var tokens: [(text: Substring, isPrefix: Bool)] = []
    var rest = text[...]
    while true {
      rest = rest.drop { $0.isWhitespace }
      guard let first = rest.first else { return tokens }
      if isQuote(first) {
        let body = rest.dropFirst()
        guard let end = body.firstIndex(where: isQuote) else {
          throw .badQuery("A quotation mark is not closed: \(String(rest))")
        }
        let after = body.index(after: end)
        tokens.append((body[..<end], false))
        rest = body[after...]
      } else {
        let end = rest.firstIndex { $0.isWhitespace || isQuote($0) } ?? rest.endIndex
        let word = rest[..<end]
        rest = rest[end...]
        if word == "*" { throw .badQuery("A star needs the beginning of a word before it.") }
        tokens.append(word.last == "*" ? (word.dropLast(), true) : (word, rest.isEmpty && word.count > 1))
      }
    }
  }

  private static func isQuote(_ character: Character) -> Bool { "\"“”„«»「」『』".contains(character) }

  /// The FTS5 query: every term of every piece; in titles when `mark` is `IndexWords.titleMark`.
  func match(mark: [UInt8], newsroom: Int64?) -> String {
    let mark = String(decoding: mark, as: UTF8.self)
    var terms = pieces.flatMap { piece in
      piece.terms.map { "\"\(mark)\($0.word)\"" + ($0.isPrefix ? " *" : "") }
    }
    if let newsroom { terms.append("\"\(IndexWords.newsroomWord(newsroom))\"") }
    return terms.joined(separator: " AND ")
  }
}

extension SearchQuery.Piece {
  /// nil where there is neither letter nor number.
  init?(_ text: Substring, isPrefix: Bool) {
    var folded = FoldedText(String(text)).bytes
    if folded.last == 0x20 { folded.removeLast() }
    guard !folded.isEmpty else { return nil }
    bytes = folded
    let line = FoldedText(String(decoding: folded, as: UTF8.self))
    beginsWord = line.isWord(at: 0)
    let endsInWord = line.isWord(before: folded.count)
    endsWord = endsInWord && !isPrefix
    var words = IndexWords().words(of: String(decoding: folded, as: UTF8.self)).map { (word: $0, isPrefix: false) }
    if isPrefix, endsInWord {
      let last = Self.lastWord(folded, line)
      words.removeAll { $0.word == last }
      words.append((last, true))
    }
    // One character of a gapless script: the index has it alone only where it stood alone, else as the first of a pair.
    for place in words.indices where words[place].word.unicodeScalars.count == 1 {
      if !FoldedText(words[place].word).isWord(at: 0) { words[place].isPrefix = true }
    }
    // At the beginning of a phrase it may be the end of a run, which the index can't tell: the text itself will.
    if words.count > 1, let first = line.loneStart { words.removeAll { $0.word == first && $0.isPrefix } }
    terms = words
  }

  private static func lastWord(_ folded: [UInt8], _ line: FoldedText) -> String {
    var start = folded.count
    while start > 0, line.isWord(before: start) {
      start -= 1
      while start > 0, folded[start] & 0xC0 == 0x80 { start -= 1 }
    }
    var word = ""
    for scalar in String(decoding: folded[start...], as: UTF8.self).unicodeScalars
    where word.utf8.count < IndexWords.longest {
      word.unicodeScalars.append(scalar)
    }
    return word
  }
}

extension FoldedText {
  /// The first character, where it is of a gapless script and the next is not.
  var loneStart: String? {
    let scalars = String(decoding: bytes.prefix(8), as: UTF8.self).unicodeScalars
    guard let first = scalars.first, !isWord(at: 0) else { return nil }
    let length = String(first).utf8.count
    guard length >= bytes.count || bytes[length] == 0x20 || isWord(at: length) else { return nil }
    return String(first)
  }
}
