import Edition
public import Foundation
public import News
import Seal

extension NewsroomFolder {
  /// What an import did.
  public struct ImportReport: Hashable, Sendable {
    public var added = 0
    public var changed = 0
    public var unchanged = 0
    public var retracted = 0
    /// Links of articles that no entry can hold; they are tried again the next time.
    public var leftOut: [String] = []
    public init() {}
  }

  /// Keeps an existing site as a source: articles that are new are added, those that changed become revisions.
  /// - Parameters:
  ///   - articles: all that the site gives, the newest first, as feeds have them.
  ///   - retracts: what the site gave once and gives no more is taken back; only for a list that is whole.
  public func take(_ articles: [Article], retracts: Bool, now: Date) throws(PressFault) -> ImportReport {
    var report = ImportReport()
    var seen: Set<String> = []
    // The oldest first, as they were published.
    for article in articles.reversed() {
      guard let key = article.guid ?? article.link, seen.insert(key).inserted else { continue }
      let hash = Self.hash(of: article)
      let known = book.imported[key]
      guard known?.hash != hash || known?.isRetracted == true else {
        report.unchanged += 1
        continue
      }
      // The same id each time: what waits already, and was not noted for a kill, becomes a revision and no second article.
      let item = Self.item(article, id: known?.id ?? EntryDraft.id(of: book.origin + " " + key), now: now)
      do throws(PressFault) {
        try enqueue(item)
      } catch {
        guard case .tree(.tooLong) = error else { throw error }
        report.leftOut.append(key)
        continue
      }
      // Noted only now: what is noted and does not wait would be lost for good.
      book.imported[key] = NewsroomBook.Imported(id: item.id, hash: hash)
      if known == nil { report.added += 1 } else { report.changed += 1 }
    }
    if retracts {
      guard !seen.isEmpty else {
        throw .newsroom(
          "no article at all was given, so nothing can be said to be gone: nothing is taken back; see whether the source is still the site's own"
        )
      }
      for (key, known) in book.imported.sorted(by: { $0.key < $1.key })
      where !seen.contains(key) && known.isRetracted != true {
        try retract(known: known.id, note: nil, now: now)
        book.imported[key]?.isRetracted = true
        report.retracted += 1
      }
    }
    try save()
    return report
  }

  private static func item(_ article: Article, id: String, now: Date) -> QueuedItem {
    let published = article.published ?? article.updated
    let entry = EntryArticle(
      title: article.title.isEmpty ? String(article.text.prefix(80)) : article.title, language: article.language,
      sections: article.sections, byline: article.authors.isEmpty ? nil : article.authors.joined(separator: ", "),
      isUrgent: article.isUrgent, source: article.link, published: published.map { EntryTime.text($0) })
    let html = article.content ?? article.summary ?? ""
    return QueuedItem(
      id: id, time: now, kind: "article", members: EntryDraft.article(entry, time: now).members,
      body: Array(html.utf8))
  }

  /// Of what a reader would see change.
  private static func hash(of article: Article) -> String {
    let parts = [article.title, article.content ?? article.summary ?? "", article.sections.joined(separator: ",")]
    return Digest.of(parts.joined(separator: "\u{0}").utf8).hex
  }
}
