import Foundation
import News

/// A condition on what an article is, not on its words.
struct SearchFilter: Hashable {
  let test: ArticleQuery.Test
  let isNegated: Bool

  /// `read` is told by what is unread, which an index has.
  init(_ test: ArticleQuery.Test, isNegated: Bool) {
    self.test = test
    self.isNegated = isNegated
  }

  /// Whether the answer changes while the article stays as it is: with what its reader does, with time, with names.
  var isMoving: Bool {
    switch test {
    case .read, .starred, .tag, .muted, .before, .after, .newsroom: true
    case .words, .beginning, .from, .section, .language, .hasPicture: false
    }
  }

  /// - Parameters: of the article; `byline` nil where it has none.
  func passes(byline: String?, sections: [String], language: String?, pictures: Int) -> Bool {
    let isSo =
      switch test {
      case .from(let name): byline.map { Self.holds($0, name) } ?? false
      case .section(let name): sections.contains { Self.holds($0, name) }
      case .language(let tag): language.map { Self.isLanguage($0, tag) } ?? false
      case .hasPicture: pictures > 0
      default: true
      }
    return isSo != isNegated
  }

  /// Whether a name holds these words: the last one may be the beginning of one.
  static func holds(_ name: String, _ words: String) -> Bool {
    guard let piece = SearchQuery.Piece(words[...], isPrefix: true) else { return false }
    return !FoldedText(name).matches(piece, limit: 1).isEmpty
  }

  /// - Parameter tag: in small letters; `ko` is `ko-KR`, and `zh-hant` is `zh-Hant-TW`.
  static func isLanguage(_ language: String, _ tag: String) -> Bool {
    let language = language.lowercased().replacingOccurrences(of: "_", with: "-")
    return language == tag || language.hasPrefix(tag + "-")
  }
}
