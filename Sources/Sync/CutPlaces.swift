import News

/// The bytes at which bodies were cut off. Once is an accident; twice at the same one, here or at another mirror, is a filter
/// that has seen what it looks for.
struct CutPlaces: Sendable {
  private var mirrors: [Int: Set<MirrorID>] = [:]

  init() {}

  /// The verdict on a mirror that failed, in the light of those before it. - Parameter before: what was said of the mirror
  /// when it was tried last.
  mutating func judge(_ verdict: Verdict, of mirror: MirrorID, before: Verdict?) -> Verdict {
    guard let place = Self.place(verdict) else { return verdict }
    let isSecond = mirrors[place] != nil || before.flatMap(Self.place) == place
    mirrors[place, default: []].insert(mirror)
    return isSecond ? Self.filter(verdict) : verdict
  }

  /// The same of an earlier failure of this round, when all are known.
  func reconsider(_ verdict: Verdict, of mirror: MirrorID) -> Verdict {
    guard let place = Self.place(verdict), let others = mirrors[place], others != [mirror] else { return verdict }
    return Self.filter(verdict)
  }

  private static func filter(_ verdict: Verdict) -> Verdict {
    Verdict(.contentFilter, weight: .soft, confidence: .likely, evidence: verdict.evidence)
  }

  /// The byte of the document at which it was cut off; nil where it failed otherwise, or before any came.
  private static func place(_ verdict: Verdict) -> Int? {
    guard verdict.symptom == .cutOff || verdict.symptom == .contentFilter, let bytes = verdict.evidence.bytes else {
      return nil
    }
    let place = (verdict.evidence.from ?? 0) + bytes
    return place > 0 ? place : nil
  }
}
