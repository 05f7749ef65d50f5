public import News

extension NewsStore {
  public func scopes() async throws(StoreFault) -> [ScopeCount] { [] }
  public func count(_ scope: Scope, unreadOnly: Bool = false) async throws(StoreFault) -> Int { 0 }
  /// Unacknowledged alerts first, then newest first.
  public func headlines(_ scope: Scope, unreadOnly: Bool = false, offset: Int = 0, limit: Int) async throws(StoreFault)
    -> [Headline]
  { [] }
  public func headlines(ids: [ArticleID]) async throws(StoreFault) -> [Headline] { [] }
  /// Where the article stands in the list, from 0; nil when it is not in it.
  public func position(of id: ArticleID, in scope: Scope, unreadOnly: Bool = false) async throws(StoreFault) -> Int? {
    nil
  }
  /// The unread article nearest below (or above) this one in the list.
  public func nextUnread(after id: ArticleID, in scope: Scope, backwards: Bool = false) async throws(StoreFault)
    -> ArticleID?
  { nil }
  public func article(_ id: ArticleID) async throws(StoreFault) -> StoredArticle? { nil }
}
