import Foundation
import News

/// A query as the store looks it up: the words in the index's own cut, and the filters.
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

    /// The index alone tells who has it: no look at the text is needed.
    var isExact: Bool { terms.count == 1 && terms.allSatisfy { Array($0.word.utf8) == bytes } }

    /// Its terms as an FTS5 query.
    var match: String {
      terms.map { "\"\($0.word)\"" + ($0.isPrefix ? " *" : "") }.joined(separator: " AND ")
    }
  }

  /// All of which must be there, and none of which may be.
  let pieces: [Piece]
  let excluded: [Piece]
  let filters: [SearchFilter]

  init(_ text: String) throws(StoreFault) {
    do throws(QueryFault) {
      self.init(try ArticleQuery(text))
    } catch {
      throw .badQuery(error.phrase)
    }
    // Letters that the index takes for none (a lone mark) leave nothing to look for.
    if pieces.isEmpty, excluded.isEmpty, filters.isEmpty {
      throw .badQuery("There is no word in this search: \(text)")
    }
  }

  init(_ query: ArticleQuery) {
    var pieces: [Piece] = []
    var excluded: [Piece] = []
    var filters: [SearchFilter] = []
    for part in query.parts {
      let piece: Piece?
      switch part.test {
      case .words(let text): piece = Piece(text[...], isPrefix: false)
      case .beginning(let text): piece = Piece(text[...], isPrefix: true)
      default:
        filters.append(SearchFilter(part.test, isNegated: part.isNegated))
        continue
      }
      guard let piece else { continue }
      if part.isNegated { excluded.append(piece) } else { pieces.append(piece) }
    }
    (self.pieces, self.excluded, self.filters) = (pieces, excluded, filters)
  }

  /// The FTS5 query: every term of every piece, and none of a negated one that the index alone can tell; in titles when `mark` is `IndexWords.titleMark`.
  func match(mark: [UInt8], newsroom: Int64?) -> String {
    let mark = String(decoding: mark, as: UTF8.self)
    var terms = pieces.flatMap { piece in
      piece.terms.map { "\"\(mark)\($0.word)\"" + ($0.isPrefix ? " *" : "") }
    }
    if let newsroom { terms.append("\"\(IndexWords.newsroomWord(newsroom))\"") }
    let wanted = terms.joined(separator: " AND ")
    let unwanted = excluded.filter(\.isExact).map { " NOT (\($0.match))" }.joined()
    return unwanted.isEmpty ? wanted : "(\(wanted))" + unwanted
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

extension SearchQuery {
  private init(pieces: [Piece], excluded: [Piece], filters: [SearchFilter]) {
    (self.pieces, self.excluded, self.filters) = (pieces, excluded, filters)
  }

  /// One word or phrase.
  init(_ piece: Piece) { self.init(pieces: [piece], excluded: [], filters: []) }

  /// Whether some of it asks what an article is, which does not change until the article does.
  var isFixed: Bool { !pieces.isEmpty || !excluded.isEmpty || filters.contains { !$0.isMoving } }

  /// That part of it.
  var fixed: SearchQuery {
    SearchQuery(pieces: pieces, excluded: excluded, filters: filters.filter { !$0.isMoving })
  }

  /// Whether an article, as it comes, meets the fixed part.
  func finds(_ article: ArrivedArticle) -> Bool {
    filters.allSatisfy {
      $0.isMoving
        || $0.passes(
          byline: article.byline, sections: article.sections, language: article.language, pictures: article.pictures)
    } && pieces.allSatisfy(article.holds) && !excluded.contains(where: article.holds)
  }
}
