import Foundation
import News
import Screen

/// How a newsroom's signed record stands here: what is wrong, the keys to be read aloud, what of it is here.
enum EditionText {
  static func lines(
    _ newsroom: Newsroom, _ status: EditionStatus, _ evidence: [EditionEvidence], isDetailed: Bool, width: Int,
    hasHints: Bool = true, _ common: Common
  ) -> [StyledLine] {
    var text = LabelledLines(width: width, hasHints: hasHints, common)
    AlarmText.write(status, evidence, isDetailed: isDetailed, to: &text, common)
    addState(newsroom, status, to: &text, common)
    text.gap()
    addKeys(status, width: width, to: &text, common)
    return text.lines
  }

  private static func addKeys(
    _ status: EditionStatus, width: Int, to text: inout LabelledLines, _ common: Common
  ) {
    guard let fingerprint = status.fingerprint ?? status.wanted else { return }
    text.heading("The keys: read this aloud, and compare it")
    text.say(AlarmText.keys(status), Style(status.wantsComparison ? .warning : .normal))
    text.hint("\(common.key(.compare)) compares them with what somebody reads to you.")
    text.gap()
    text.lines += FingerprintText.lines(fingerprint, width: width, common)
    text.gap()
    text.heading("Who signs")
    text.fact("name", status.origin ?? "", isFromOutside: true)
    text.fact("keys no.", status.root > 0 ? "\(status.root)" : "")
    text.fact("editors", common.text("\(status.threshold) of \(status.editors.count) must sign new keys"))
    for key in status.editors.prefix(32) { text.fact("", ProofText.grouped(String(key.prefix(32)))) }
    for (place, key) in status.heads.prefix(8).enumerated() {
      text.fact(place == 0 ? "signing key" : "", ProofText.grouped(String(key.prefix(32))))
    }
    if !status.recipients.isEmpty {
      text.fact("reports", common.text("are sealed to keys: \(status.recipients.count)"))
    }
  }

  private static func addState(
    _ newsroom: Newsroom, _ status: EditionStatus, to text: inout LabelledLines, _ common: Common
  ) {
    let times = common.times
    text.heading("What of it is here")
    text.fact("title", status.title ?? newsroom.name, isFromOutside: true)
    if let signed = status.signed {
      text.fact("signed", "\(times.long(signed)), \(common.text(TimeText.ago(signed, now: common.now)))")
    }
    if let served = newsroom.lastServed {
      text.fact("asked", "\(times.long(served)), \(common.text(TimeText.ago(served, now: common.now)))")
    }
    text.fact("entries", common.text(Self.extent(status)), Style(status.isComplete ? .normal : .warning))
    if status.missingTexts + status.missingFiles > 0 {
      text.fact(
        "missing", common.text("texts \(status.missingTexts), pictures and files \(status.missingFiles)"),
        Style(.warning))
    }
    if status.removed > 0 {
      text.fact(
        "removed",
        common.text(Phrase(status.removed, one: "%1 entry, by the newsroom", many: "%1 entries, by the newsroom")))
    }
    if status.unknown > 0 {
      text.fact(
        "unknown",
        common.text(
          Phrase(
            status.unknown, one: "%1 entry that this version can't show",
            many: "%1 entries that this version can't show")))
    }
    text.fact("on disk", SizeText.text(status.bytes))
    let own = common.shelf.mirrors.filter { $0.mirror.newsroom == newsroom.id && $0.mirror.servesNews }
    if let last = own.filter({ $0.mirror.lastGood != nil }).max(by: {
      ($0.mirror.lastGood ?? .distantPast) < ($1.mirror.lastGood ?? .distantPast)
    }) {
      text.fact("last mirror", last.name, isFromOutside: true)
    }
    text.fact("compared", common.text(comparison(status, own.count, common)))
    if let expires = status.expires {
      let isOver = status.isExpired(now: common.now)
      let line: Phrase =
        isOver
        ? "\(times.long(expires)): older than the editors wanted; what is here stays readable"
        : "\(times.long(expires))"
      text.fact("keys until", common.text(line), Style(isOver ? .warning : .normal))
    }
  }

  static func extent(_ status: EditionStatus) -> Phrase {
    if status.isComplete { return "\(status.size), all here" }
    if status.first < status.size, status.first > 0 {
      return "\(status.held) of \(status.size) here: all from \(status.first + 1) on"
    }
    return "\(status.held) of \(status.size) here"
  }

  /// Whether another operator was seen to say the same.
  private static func comparison(_ status: EditionStatus, _ mirrors: Int, _ common: Common) -> Phrase {
    if let compared = status.compared {
      let (name, ago) = (common.name(ofMirror: compared.mirror), TimeText.ago(compared.at, now: common.now))
      return "\(name) says the same, \(ago)"
    }
    return mirrors > 1
      ? "not yet: once a day a second mirror is asked, too" : "no: there is one mirror alone; add a second one"
  }
}
