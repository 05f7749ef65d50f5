/// Reads a query, piece by piece.
struct QueryReading {
  private let text: [Character]
  private var place = 0

  init(_ text: String) { self.text = Array(text) }

  mutating func parts() throws(QueryFault) -> [ArticleQuery.Part] {
    let whole = 0..<text.count
    guard String(text).utf8.count <= ArticleQuery.mostBytes else {
      throw QueryFault("The search is too long.", at: whole)
    }
    var parts: [ArticleQuery.Part] = []
    while let part = try next() {
      parts.append(part)
      guard parts.count <= ArticleQuery.mostParts else { throw QueryFault("The search has too many words.", at: whole) }
    }
    guard !parts.isEmpty else {
      throw QueryFault(
        text.allSatisfy(\.isWhitespace)
          ? "Type a word to search for." : "There is no word in this search: \(String(text))",
        at: whole)
    }
    return parts
  }

  /// nil at the end. What has neither letter nor number is passed over, as it is in the texts.
  private mutating func next() throws(QueryFault) -> ArticleQuery.Part? {
    while true {
      while place < text.count, text[place].isWhitespace { place += 1 }
      guard place < text.count else { return nil }
      let start = place
      let isNegated = text[place] == "-" && place + 1 < text.count && Self.beginsPart(text[place + 1])
      if isNegated { place += 1 }
      guard let test = try test(from: start) else { continue }
      // `unread` is `read` the other way round.
      if case .unread = test {
        return ArticleQuery.Part(.read, isNegated: !isNegated, range: start..<place)
      }
      guard case .is(let meant) = test else { continue }
      return ArticleQuery.Part(meant, isNegated: isNegated, range: start..<place)
    }
  }

  private enum Found {
    case `is`(ArticleQuery.Test)
    case unread
  }

  private mutating func test(from start: Int) throws(QueryFault) -> Found? {
    if Self.isQuote(text[place]) {
      let phrase = try quoted(from: start)
      return Self.hasWord(phrase) ? .is(.words(phrase)) : nil
    }
    let begin = place
    while place < text.count, !text[place].isWhitespace, !Self.isQuote(text[place]), text[place] != ":" { place += 1 }
    let word = String(text[begin..<place])
    if place < text.count, text[place] == ":", Self.isName(word), !(place + 1 < text.count && text[place + 1] == "/") {
      return try filter(word.lowercased(), from: start)
    }
    // What only looks like a filter (12:30, an address) is text to its end.
    while place < text.count, !text[place].isWhitespace, !Self.isQuote(text[place]) { place += 1 }
    return try bare(String(text[begin..<place]), from: start)
  }

  private func bare(_ word: String, from start: Int) throws(QueryFault) -> Found? {
    switch word.lowercased() {
    case "unread": return .unread
    case "read": return .is(.read)
    case "starred": return .is(.starred)
    case "muted": return .is(.muted)
    default: break
    }
    if word == "*" { throw QueryFault("A star needs the beginning of a word before it.", at: start..<place) }
    if word.last == "*" {
      let beginning = String(word.dropLast())
      return Self.hasWord(beginning) ? .is(.beginning(beginning)) : nil
    }
    guard Self.hasWord(word) else { return nil }
    // The last word may be unfinished.
    return .is(place == text.count && word.count > 1 ? .beginning(word) : .words(word))
  }

  private mutating func filter(_ name: String, from start: Int) throws(QueryFault) -> Found {
    place += 1
    let value = try value(of: name, from: start)
    let range = start..<place
    switch name {
    case "from", "author": return .is(.from(value))
    case "section": return .is(.section(value))
    case "lang", "language":
      guard value.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else {
        throw QueryFault("\(value) is no language: write lang:ko, or lang:pt-BR", at: range)
      }
      return .is(.language(value.lowercased()))
    case "newsroom": return .is(.newsroom(value))
    case "tag": return .is(.tag(value))
    case "before", "after":
      guard let date = QueryDate(value) else {
        throw QueryFault(
          "\(value) is no date: write 2026-03-09, 2026-03, 7d or yesterday", at: range)
      }
      return .is(name == "before" ? .before(date) : .after(date))
    case "has":
      guard ["picture", "pictures"].contains(value.lowercased()) else {
        throw QueryFault("\(value) is nothing that articles have: write has:picture", at: range)
      }
      return .is(.hasPicture)
    case "is":
      switch value.lowercased() {
      case "unread": return .unread
      case "read": return .is(.read)
      case "starred": return .is(.starred)
      case "muted": return .is(.muted)
      default:
        throw QueryFault(
          "\(value) is nothing that articles are: write is:unread, is:read, is:starred or is:muted", at: range)
      }
    default:
      throw QueryFault(
        "There is no filter \(name): there are from, section, lang, newsroom, tag, before, after, has and is. In \"quotes\" it is text.",
        at: range)
    }
  }

  private mutating func value(of name: String, from start: Int) throws(QueryFault) -> String {
    var value = ""
    if place < text.count, Self.isQuote(text[place]) {
      value = try quoted(from: start)
    } else {
      let begin = place
      while place < text.count, !text[place].isWhitespace, !Self.isQuote(text[place]) { place += 1 }
      value = String(text[begin..<place])
    }
    value = value.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !value.isEmpty else { throw QueryFault("After \(name): there is nothing.", at: start..<place) }
    return value
  }

  private mutating func quoted(from start: Int) throws(QueryFault) -> String {
    let begin = place + 1
    guard let end = text[begin...].firstIndex(where: Self.isQuote) else {
      throw QueryFault("A quotation mark is not closed: \(String(text[place...]))", at: place..<text.count)
    }
    place = end + 1
    return String(text[begin..<end])
  }

  private static func beginsPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || isQuote(character)
  }
  private static func isName(_ word: String) -> Bool {
    word.count > 1 && word.allSatisfy { $0.isASCII && $0.isLetter }
  }
  private static func isQuote(_ character: Character) -> Bool { "\"“”„«»「」『』".contains(character) }
  private static func hasWord(_ text: String) -> Bool { text.contains { $0.isLetter || $0.isNumber } }
}
