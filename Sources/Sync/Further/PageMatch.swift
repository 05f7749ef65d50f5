/// Whether a page is that of an article: a server that answers every address with some page must not lend its text to another's title.
enum PageMatch {
  /// Of the words that are looked for, what must be there.
  private static let share = 0.6
  private static let mostWords = 40

  /// - Parameters:
  ///   - title: of the article.
  ///   - text: what its feed gives of it.
  ///   - page: title and text that were made out on the page.
  static func fits(title: String, text: String, page: String) -> Bool {
    let there = Set(words(page, limit: .max))
    for wanted in [words(title, limit: mostWords), words(text, limit: mostWords)] where wanted.count >= 2 {
      let found = wanted.count { there.contains($0) }
      if Double(found) >= Double(wanted.count) * share { return true }
    }
    let all = words(title, limit: mostWords) + words(text, limit: mostWords)
    // A title of one word and no text: nothing more can be asked.
    return all.count < 2 || all.allSatisfy(there.contains)
  }

  /// Folded words of two letters and more; of scripts without gaps, pairs of letters.
  private static func words(_ text: String, limit: Int) -> [String] {
    var words: [String] = []
    for run in text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
      guard words.count < limit else { break }
      let letters = Array(run)
      if letters.contains(where: isGapless) {
        for place in letters.indices.dropLast() where words.count < limit {
          words.append(String(letters[place...(place + 1)]))
        }
        if letters.count == 1 { words.append(String(run)) }
      } else if letters.count >= 2 {
        words.append(String(run))
      }
    }
    return words
  }

  /// Han, Kana, Hangul: Korean endings change, so pairs are better there, too.
  private static func isGapless(_ letter: Character) -> Bool {
    guard let value = letter.unicodeScalars.first?.value else { return false }
    return (0x3040...0x30FF).contains(value) || (0x3400...0x9FFF).contains(value) || (0xAC00...0xD7AF).contains(value)
      || (0x20000...0x3FFFF).contains(value)
  }
}
