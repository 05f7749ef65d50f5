public import News

extension NewsStore {
  public func search(_ query: String, scope: Scope = .all, limit: Int) async throws(StoreFault) -> [SearchHit] { [] }
}
