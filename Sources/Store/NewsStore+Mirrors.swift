public import Foundation
public import News

extension NewsStore {
  public func mirrors(now: Date = Date()) async throws(StoreFault) -> [Mirror] { [] }
  public func mirrors(of newsroom: NewsroomID, now: Date = Date()) async throws(StoreFault) -> [Mirror] { [] }
  @discardableResult
  public func addMirror(url: String, to newsroom: NewsroomID) async throws(StoreFault) -> Mirror { throw .notFound("") }
  public func removeMirror(_ id: MirrorID) async throws(StoreFault) {}
  public func setPinned(_ id: MirrorID, _ isPinned: Bool) async throws(StoreFault) {}
  public func setDisabled(_ id: MirrorID, _ isDisabled: Bool) async throws(StoreFault) {}
  public func moveMirror(_ id: MirrorID, to position: Int) async throws(StoreFault) {}
  public func setOffer(_ id: MirrorID, _ offer: MovedOffer?) async throws(StoreFault) {}
  public func acceptOffer(_ id: MirrorID) async throws(StoreFault) {}
  public func dismissOffer(_ id: MirrorID) async throws(StoreFault) {}
}
