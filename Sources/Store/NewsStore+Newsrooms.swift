public import Foundation
public import News

extension NewsStore {
  @discardableResult
  public func addNewsroom(name: String, title: String? = nil, mirrors: [String], now: Date = Date())
    async throws(StoreFault) -> Newsroom
  { throw .notFound("") }
  public func newsrooms() async throws(StoreFault) -> [Newsroom] { [] }
  public func newsroom(named name: String) async throws(StoreFault) -> Newsroom? { nil }
  public func removeNewsroom(_ id: NewsroomID) async throws(StoreFault) {}
  public func renameNewsroom(_ id: NewsroomID, to name: String) async throws(StoreFault) {}
}
