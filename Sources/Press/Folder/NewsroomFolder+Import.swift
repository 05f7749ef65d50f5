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
      let item = Self.item(article, id: known?.id, now: now)
      book.imported[key] = NewsroomBook.Imported(id: item.id, hash: hash)
      // Saved with the number of the item: a kill in between may add a revision twice, and loses none.
      try enqueue(item)
      if known == nil { report.added += 1 } else { report.changed += 1 }
    }
    if retracts {
      for (key, known) in book.imported.sorted(by: { $0.key < $1.key })
      where !seen.contains(key) && known.isRetracted != true {
        book.imported[key]?.isRetracted = true
        try retract(known.id, note: nil, now: now)
        report.retracted += 1
      }
    }
    return report
  }

  private static func item(_ article: Article, id: String?, now: Date) -> QueuedItem {
    let published = article.published ?? article.updated
    let entry = EntryArticle(
      title: article.title.isEmpty ? String(article.text.prefix(80)) : article.title, language: article.language,
      sections: article.sections, byline: article.authors.isEmpty ? nil : article.authors.joined(separator: ", "),
      isUrgent: article.isUrgent, source: article.link, published: published.map { EntryTime.text($0) })
    let html = article.content ?? article.summary ?? ""
    return QueuedItem(
      id: id ?? EntryDraft.newID(), time: now, kind: "article", members: EntryDraft.article(entry, time: now).members,
      body: Array(html.utf8))
  }

  /// Of what a reader would see change.
  private static func hash(of article: Article) -> String {
    let parts = [article.title, article.content ?? article.summary ?? "", article.sections.joined(separator: ",")]
    return Digest.of(parts.joined(separator: "\u{0}").utf8).hex
  }
}
