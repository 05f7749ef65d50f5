import Edition

extension CourtesySite {
  /// Where a list stands in a language: `sections/index.html`, `sections/index.en.html`.
  func place(_ path: String, _ words: SiteWords) -> String {
    guard words.language != languages[0].language, path.hasSuffix(".html") else { return path }
    return path.dropLast(5) + ".\(words.language).html"
  }

  /// The words for an article's own page.
  func words(of article: SiteArticle) -> SiteWords {
    languages.first { article.entry.isIn($0.language) } ?? languages[0]
  }
}

extension EntryArticle {
  /// Whether it is in a language, or in a kind of it: `en`, `en-GB`.
  func isIn(_ wanted: String) -> Bool {
    guard let language = language?.lowercased() else { return false }
    return language == wanted || language.hasPrefix(wanted + "-")
  }
}
