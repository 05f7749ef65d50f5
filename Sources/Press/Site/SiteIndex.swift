import Edition
import Foundation

/// What an edition's entries come to: the newest revision of each article, boards with their messages, lists.
struct SiteIndex {
  private(set) var articles: [SiteArticle] = []
  private(set) var messages: [String: [(entry: EntryMessage, id: String, time: Date)]] = [:]
  private(set) var boards: [EntryList] = []
  private(set) var sections: [EntryList] = []
  private(set) var mirrors: [EntryMirror] = []
  /// Articles that changed since a size of the log, by their order.
  private(set) var changed: Set<Int> = []
  private(set) var changedBoards: Set<String> = []
  /// Something was removed since: what it was can't be told any more, so every page is made again.
  private(set) var hasRemovals = false
  private var places: [String: Int] = [:]

  /// - Parameter since: entries that the site shows already.
  init(_ tree: PublishedTree, since: Int) throws(TreeFolderFault) {
    try tree.each { (entry: Entry) throws(TreeFolderFault) in take(entry, isNew: entry.index >= since) }
  }

  private mutating func take(_ entry: Entry, isNew: Bool) {
    guard let head = entry.head else { return }
    switch entry.content {
    case .article(let article): take(article, head, entry.index, isNew: isNew)
    case .retraction(let id, let note):
      guard let place = places[id] else { return }
      articles[place].retraction = .some(note)
      if isNew { changed.insert(place) }
    case .message(let message):
      messages[message.board, default: []].append((message, head.id, head.time))
      if isNew { changedBoards.insert(message.board) }
    case .boards(let lists):
      boards = lists
      if isNew { changedBoards.formUnion(lists.map(\.name)) }
    case .sections(let lists): sections = lists
    case .mirrors(let list): mirrors = list
    case .removal: hasRemovals = hasRemovals || isNew
    case .letter, .receipt, .root, .unknown, .unreadable, .removed: break
    }
  }

  private mutating func take(_ article: EntryArticle, _ head: EntryHead, _ index: Int, isNew: Bool) {
    if let place = places[head.id] {
      articles[place].entry = article
      articles[place].index = index
      articles[place].time = head.time
      articles[place].retraction = nil
      if let note = article.note { articles[place].corrections.append((head.time, note)) }
      if isNew { changed.insert(place) }
    } else {
      let published = article.published.flatMap(EntryTime.date) ?? head.time
      places[head.id] = articles.count
      if isNew { changed.insert(articles.count) }
      articles.append(
        SiteArticle(
          id: head.id, order: articles.count, index: index, entry: article, time: head.time, published: published,
          corrections: article.note.map { [(head.time, $0)] } ?? []))
    }
  }

  /// The newest first; those of one time in the order of the log.
  var newest: [SiteArticle] { articles.sorted { ($0.published, $0.order) > ($1.published, $1.order) } }

  /// What a section or board is called.
  static func title(_ name: String, in lists: [EntryList], language: String) -> String {
    guard let list = lists.first(where: { $0.name == name }) else { return name }
    return list.titles[language] ?? list.titles.first { language.hasPrefix($0.key) }?.value ?? list.titles["en"] ?? name
  }
}
