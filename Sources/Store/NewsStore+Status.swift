public import News

extension NewsStore {
  public func setRead(_ ids: [ArticleID], _ isRead: Bool) async throws(StoreFault) {}
  public func setStarred(_ ids: [ArticleID], _ isStarred: Bool) async throws(StoreFault) {}
  @discardableResult
  public func markAllRead(_ scope: Scope) async throws(StoreFault) -> Int { 0 }
  public func acknowledge(_ id: ArticleID) async throws(StoreFault) {}
  /// Takes back the newest action that was not taken back yet, also after a restart; says what it was.
  public func undo() async throws(StoreFault) -> Phrase? { nil }
}
