import Foundation
import News

#if canImport(Glibc)
  import Glibc
#endif

/// An article as saved searches and mutes look at it when it comes. Its text is unpacked only for a phrase whose words are all there.
final class ArrivedArticle {
  let newsroom: Int64
  let byline: String?
  let sections: [String]
  let language: String?
  let pictures: Int
  private let title: String
  private let words: Data
  private let unpack: () -> [UInt8]
  private lazy var folded = (FoldedText(title), FoldedText(unpack()))

  init(
    newsroom: Int64, title: String, byline: String?, sections: [String], language: String?, pictures: Int, words: Data,
    unpack: @escaping () -> [UInt8]
  ) {
    (self.newsroom, self.title, self.byline) = (newsroom, title, byline)
    (self.sections, self.language, self.pictures) = (sections, language, pictures)
    (self.words, self.unpack) = (words, unpack)
  }

  convenience init(_ article: PreparedArticle, newsroom: Int64) {
    let given = article.article
    self.init(
      newsroom: newsroom, title: given.title,
      byline: given.authors.isEmpty ? nil : given.authors.joined(separator: ", "), sections: article.sections,
      language: given.language, pictures: article.pictures, words: article.words
    ) { article.body.withUnsafeBytes { BodyUnpacker().text($0, textLength: article.textLength) } ?? [] }
  }

  func holds(_ piece: SearchQuery.Piece) -> Bool {
    guard piece.terms.allSatisfy({ hasWord($0.word, isPrefix: $0.isPrefix) }) else { return false }
    if piece.isExact { return true }
    return !folded.0.matches(piece, limit: 1).isEmpty || !folded.1.matches(piece, limit: 1).isEmpty
  }

  /// The words are parted by spaces, and the first of them names the newsroom.
  private func hasWord(_ word: String, isPrefix: Bool) -> Bool {
    let needle = Array((" " + word).utf8)
    return words.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress, let last = needle.last else { return false }
      // The last byte is looked for first: in UTF-8 it tells most.
      var end = needle.count - 1
      while end < bytes.count, let found = memchr(start + end, Int32(last), bytes.count - end) {
        end = UnsafeRawPointer(found) - start + 1
        guard memcmp(start + end - needle.count, needle, needle.count) == 0 else { continue }
        if isPrefix || end == bytes.count || bytes[end] == 0x20 { return true }
      }
      return false
    }
  }
}
