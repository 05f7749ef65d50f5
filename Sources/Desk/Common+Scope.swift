import News

extension Common {
  /// The list that is read, as the first line names it.
  var scopeName: String {
    switch scope {
    case .all: shelf.newsrooms.count == 1 ? shelf.newsrooms[0].name : "Wirecopy"
    case .starred: text("Starred")
    case .newsroom(let id): newsroom(id)?.name ?? ""
    case .section(let id, let section): "\(newsroom(id)?.name ?? "") / \(sectionTitle(section, of: id))"
    case .board(let id): "\(newsroom(id)?.name ?? "") / \(text("Board"))"
    case .tag, .savedSearch: shelf.scopes.first { $0.scope == scope }?.title ?? ""
    }
  }

  /// The newsroom whose board `boards` opens: that of the list, else the first that has one.
  var boardInScope: NewsroomID? {
    let boards = shelf.scopes.compactMap { count -> NewsroomID? in
      if case .board(let id) = count.scope { id } else { nil }
    }
    return newsroomInScope.flatMap { boards.contains($0) ? $0 : nil } ?? boards.first
  }
}
