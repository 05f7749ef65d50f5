import News

/// The messages of a thread, as one unfolds and folds them.
///
/// Invariants: what is folded away is never selected; `selected` is the place in `shown`.
struct MessageTree: Sendable {
  private(set) var rows: [MessageRow] = []
  private(set) var folded: Set<ArticleID> = []
  var list = ListView()

  /// The messages that are not folded away.
  var shown: [MessageRow] {
    var shown: [MessageRow] = []
    var place = 0
    while place < rows.count {
      shown.append(rows[place])
      place += 1 + (folded.contains(rows[place].id) ? rows[place].answers : 0)
    }
    return shown
  }

  var selected: MessageRow? {
    let shown = shown
    return shown.indices.contains(list.selected) ? shown[list.selected] : nil
  }

  /// The next unread one after the selected one, at its place in the thread.
  var nextUnread: MessageRow? {
    let after = selected.flatMap { row in rows.firstIndex { $0.id == row.id } } ?? -1
    return rows[(after + 1)...].first { !$0.headline.isRead }
  }

  /// Other messages, of the same thread or of another.
  mutating func replace(_ rows: [MessageRow]) { self.rows = rows }

  /// Another thread: nothing of it is here yet.
  mutating func clear() {
    rows = []
    list = ListView()
  }

  mutating func change(_ id: ArticleID, _ change: (inout Headline) -> Void) {
    guard let place = rows.firstIndex(where: { $0.id == id }) else { return }
    change(&rows[place].headline)
  }

  mutating func markAllRead() { for place in rows.indices { rows[place].headline.isRead = true } }

  /// Selects a message, unfolding what hides it.
  mutating func select(_ id: ArticleID) {
    for above in ancestors(of: id) { folded.remove(above) }
    list.selected = shown.firstIndex { $0.id == id } ?? list.selected
  }

  /// Folds or unfolds the selected message; on an answer without answers, what it answers.
  mutating func toggleFold() {
    guard let selected, let id = selected.answers > 0 ? selected.id : selected.parent else { return }
    if folded.remove(id) == nil { folded.insert(id) }
    list.selected = shown.firstIndex { $0.id == id } ?? list.selected
  }

  /// Folds all that has answers; unfolds all where that is done. What hides the selected message is selected in its place.
  mutating func toggleAllFolds() {
    let answered = Set(rows.filter { $0.answers > 0 }.map(\.id))
    let held = selected?.id
    folded = folded.isSuperset(of: answered) ? [] : answered
    guard let held else { return }
    let shown = shown
    if let place = ([held] + ancestors(of: held)).lazy.compactMap({ id in shown.firstIndex { $0.id == id } }).first {
      list.selected = place
    }
  }

  /// What a message answers, and what that answers, from the nearest on.
  private func ancestors(of id: ArticleID) -> [ArticleID] {
    var ancestors: [ArticleID] = []
    var parent = rows.first { $0.id == id }?.parent
    while let above = parent, ancestors.count < rows.count {
      ancestors.append(above)
      parent = rows.first { $0.id == above }?.parent
    }
    return ancestors
  }
}
