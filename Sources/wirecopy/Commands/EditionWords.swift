import Edition
import Foundation
import News
import Sync

/// How a signed newsroom's record stands here, in plain lines.
enum EditionWords {
  /// What is said when it is followed: the keys, and that they are to be compared where nothing but the first sight vouches for them.
  static func following(_ status: EditionStatus) -> [Phrase] {
    var lines = [keys(status)].compactMap { $0 }
    if status.wantsComparison {
      lines.append(
        "  nobody has vouched for these keys: compare them with what the newsroom prints, says, or has on its own site")
    }
    return lines
  }

  static func lines(_ status: EditionStatus, now: Date) -> [Phrase] {
    var lines = [keys(status)].compactMap { $0 }
    if status.fork != nil {
      lines.append(
        "STOPPED: two different editions of it are signed; nothing more is taken from it, and nothing sent to it: `wirecopy keys` says what to do"
      )
    }
    for one in status.tampering {
      lines.append("\(MirrorName(one.mirror)) gave what it did not sign, \(one.seen.rfc3339): \(one.fault)")
    }
    lines.append(extent(status))
    if let age = status.age(now: now) { lines.append("last signed \(span(age)) ago") }
    if status.isExpired(now: now) {
      lines.append("its keys are older than its editors wanted; what is here stays readable")
    }
    return lines
  }

  private static func keys(_ status: EditionStatus) -> Phrase? {
    guard let text = status.fingerprint ?? status.wanted else { return nil }
    let groups = Fingerprint(text)?.groups.joined(separator: " ") ?? text
    return status.wantsComparison ? "keys (trusted at first sight): \(groups)" : "keys: \(groups)"
  }

  private static func extent(_ status: EditionStatus) -> Phrase {
    let size = Phrase(status.size, one: "%1 entry", many: "%1 entries")
    let bytes = ByteCount.words(status.bytes)
    if status.isWhole { return "\(size), all here, \(bytes)" }
    return
      "\(size), \(status.held) here, \(bytes); missing: \(status.missingTexts) texts, \(status.missingFiles) pictures and files"
  }

  private static func span(_ seconds: TimeInterval) -> Phrase {
    switch Int(seconds) {
    case ..<7_200: Phrase(max(1, Int(seconds) / 60), one: "%1 minute", many: "%1 minutes")
    case ..<172_800: Phrase(Int(seconds) / 3_600, one: "%1 hour", many: "%1 hours")
    default: Phrase(Int(seconds) / 86_400, one: "%1 day", many: "%1 days")
    }
  }
}
