import Desk
import News
import Store

/// To whom a newsroom's reports are sealed, in words; and what is asked where that can't be.
enum SealedWords {
  /// Nil for a newsroom of feeds.
  static func line(of newsroom: NewsroomID?, _ name: String, _ store: NewsStore) async throws(StoreFault) -> Phrase? {
    guard let newsroom else { return nil }
    return line(ReviewKeys(try await store.editionStatus(of: newsroom)), name)
  }

  static func line(_ keys: ReviewKeys, _ name: String) -> Phrase? {
    switch keys {
    case .none: return nil
    case .waiting: return "it waits for the keys of \(name), which a sync brings, and is sealed to them"
    case .stopped:
      return "it waits: \(name) shows two editions that exclude each other, so its keys can't be trusted now"
    case .nobody(let origin): return "the keys of \(origin) name nobody to seal it to"
    case .desk(let editors, let origin, let fingerprint, _):
      let editors = Phrase(editors, one: "sealed for %1 editor", many: "sealed for %1 editors")
      return "\(editors) of \(origin), \(fingerprint)"
    }
  }
}

extension ReviewKeys {
  /// By what is known of the newsroom's record; nil is a newsroom of feeds.
  init(_ status: EditionStatus?) {
    switch ReportSealing(status) {
    case .waiting: self = .waiting
    case .stopped: self = .stopped
    case .unsealed: self = status.map { .nobody(origin: $0.origin ?? "") } ?? .none
    case .sealed(let recipients):
      self = .desk(
        editors: recipients.count, origin: status?.origin ?? "", fingerprint: status?.fingerprint ?? "",
        isFirstSeen: status?.isFirstSeen ?? false)
    }
  }

  var isSealed: Bool {
    switch self {
    case .none, .nobody: false
    case .waiting, .stopped, .desk: true
    }
  }

  var recipients: Int { if case .desk(let editors, _, _, _) = self { editors } else { isSealed ? 1 : 0 } }
}
