import Desk
import News
import Store

extension ReviewMaker {
  /// What was filed, to look at once more.
  func sheet(of filed: OutboxReport) async throws(StoreFault) -> ReviewSheet {
    let newsroom = try await store.newsrooms().first { $0.id == filed.newsroom }
    let relays = try await store.mirrors().filter { $0.newsroom == filed.newsroom && $0.takesDrops && !$0.isDisabled }
    let draft = Draft(
      id: filed.id, newsroom: newsroom?.id ?? NewsroomID(rawValue: 0), report: filed.report, begun: filed.filed,
      saved: filed.filed)
    var keys = ReviewKeys.none
    if let newsroom = filed.newsroom { keys = ReviewKeys(try await store.editionStatus(of: newsroom)) }
    var sheet = sheet(draft, newsroom, relays: relays.sorted { $0.position < $1.position }, keys: keys)
    if filed.isCarried {
      sheet.isSealed = filed.sealedTo != nil
      sheet.keys = .none
    }
    sheet.letters = filed.letters
    sheet.newsroomName = filed.newsroomName
    sheet.consent = max(sheet.consent, filed.consent)
    sheet.size = filed.dropSize ?? sheet.size
    sheet.missing = []
    sheet.isFiled = true
    return sheet
  }
}
