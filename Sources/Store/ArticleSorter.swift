import Foundation
import GRDB
import News

/// Says of an article, as it comes or changes, which saved searches find it and which mutes hide it.
struct ArticleSorter {
  private let searches: [(id: Int64, query: SearchQuery)]
  private let mutes: [(id: Int64, newsroom: Int64?, rule: MuteRule)]

  init(_ db: Database) throws {
    searches = try SavedSearch.fetchAll(db).compactMap { search in
      guard let query = try? SearchQuery(search.query), query.isFixed else { return nil }
      return (search.id.rawValue, query.fixed)
    }
    mutes = try Mute.fetchAll(db).compactMap { mute in
      MuteRule(mute.subject).map { (mute.id.rawValue, mute.newsroom?.rawValue, $0) }
    }
  }

  var isIdle: Bool { searches.isEmpty && mutes.isEmpty }

  func finds(_ article: ArrivedArticle) -> [Int64] { searches.filter { $0.query.finds(article) }.map(\.id) }

  func mutes(_ article: ArrivedArticle, thread: Int64?) -> [Int64] {
    mutes.filter { mute in
      (mute.newsroom == nil || mute.newsroom == article.newsroom) && mute.rule.hides(article, thread: thread)
    }.map(\.id)
  }
}

/// A mute's subject, ready to be compared.
enum MuteRule {
  case author(folded: [UInt8])
  case word(SearchQuery.Piece)
  case thread(Int64)

  /// nil where the subject has neither letter nor number.
  init?(_ subject: Mute.Subject) {
    switch subject {
    case .author(let name):
      let folded = Self.folded(name)
      guard !folded.isEmpty else { return nil }
      self = .author(folded: folded)
    case .word(let word):
      let word = word.last == "*" ? (word.dropLast(), true) : (word[...], false)
      guard let piece = SearchQuery.Piece(word.0, isPrefix: word.1) else { return nil }
      self = .word(piece)
    case .thread(let id): self = .thread(id.rawValue)
    }
  }

  func hides(_ article: ArrivedArticle, thread: Int64?) -> Bool {
    switch self {
    case .author: article.byline.map(isBy) ?? false
    case .word(let piece): article.holds(piece)
    case .thread(let id): thread == id
    }
  }

  /// The whole byline, or one of the names in it.
  func isBy(_ byline: String) -> Bool {
    guard case .author(let name) = self else { return false }
    return Self.folded(byline) == name || byline.split(separator: ",").contains { Self.folded(String($0)) == name }
  }

  private static func folded(_ name: String) -> [UInt8] {
    var bytes = FoldedText(name).bytes
    while bytes.last == 0x20 { bytes.removeLast() }
    while bytes.first == 0x20 { bytes.removeFirst() }
    return bytes
  }
}
