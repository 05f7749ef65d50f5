import Foundation
import News
import Screen

/// What is wrong with a newsroom's record, for a reader without training: what happened, what it means, what to do.
enum AlarmText {
  static func write(
    _ status: EditionStatus, _ evidence: [EditionEvidence], isDetailed: Bool, to text: inout LabelledLines,
    _ common: Common
  ) {
    if let fork = status.fork { write(fork, isDetailed: isDetailed, to: &text, common) }
    for one in status.tampering { write(one, evidence, isDetailed: isDetailed, to: &text, common) }
    if status.fork != nil || !status.tampering.isEmpty {
      let (show, export) = (common.key(.evidence), common.key(.exportEvidence))
      text.hint("\(show) shows or hides what proves it; \(export) writes that to a file.")
      if status.hasAlarm { text.hint("\(common.key(.acknowledge)) takes this off the other pages.") }
      text.gap()
    }
  }

  private static func write(
    _ fork: EditionStatus.Fork, isDetailed: Bool, to text: inout LabelledLines, _ common: Common
  ) {
    let times = common.times
    let mirror = fork.mirror.map(common.name(ofMirror:)) ?? "?"
    text.heading("STOPPED: two different editions are signed", Style(.bad, bold: true))
    text.say(
      "What happened: two records that can't both be true were signed with this newsroom's key. One is the one that you have; the other came from \(mirror) on \(times.long(fork.seen))."
    )
    text.say(
      "What it means: somebody else may have the newsroom's key, or somebody makes it show one thing to you and another to others. Nobody can tell from here which of the two is true."
    )
    text.say(
      "What is done: nothing more is taken from this newsroom, and nothing is sent to it, no reports either. What you have stays readable, and was checked."
    )
    text.say(
      "What to do: compare the two states below, and the newsroom's keys, with people whom you trust, by telephone or in person and not by these mirrors. Be careful with what you would tell this newsroom until then."
    )
    text.say(
      "It goes on when its editors have signed new keys that say which one is theirs; nothing else starts it again.",
      Style(.dim))
    text.gap()
    for (label, note) in [("yours", fork.held), ("the other", fork.other)] as [(Phrase, String)] {
      let state = SignedState(note)
      text.fact(label, common.text("entries: \(state.size)") + " · " + ProofText.grouped(state.hash))
    }
    if isDetailed {
      for (label, note) in [("The note that you have:", fork.held), ("The other note:", fork.other)]
        as [(Phrase, String)]
      {
        text.gap()
        text.say(label, Style(.heading))
        text.raw(note, Style(.code))
      }
    }
    text.gap()
  }

  private static func write(
    _ one: EditionStatus.Tampering, _ evidence: [EditionEvidence], isDetailed: Bool, to text: inout LabelledLines,
    _ common: Common
  ) {
    let times = common.times
    let mirror = common.name(ofMirror: one.mirror)
    text.heading("\(mirror) gave what the newsroom did not sign", Style(.warning, bold: true))
    text.say("What happened: \(one.fault) (\(one.path), \(times.long(one.seen))).")
    text.say(
      "What it means: the mirror, or somebody on the way to it, altered, cut or withheld something; a broken disk does so, too. Nothing of it was kept or shown, and other mirrors are asked."
    )
    text.say(
      "What to do: nothing, where it is this one alone. If several do so, somebody may be altering your line: try another network, or Tor. The mirrors page removes a mirror."
    )
    if isDetailed {
      for piece in evidence where piece.mirror == one.mirror {
        text.gap()
        text.say("\(piece.path), \(times.long(piece.seen)): \(piece.fault)", Style(.heading))
        text.raw(beginning(piece.bytes), Style(.code))
      }
    }
    text.gap()
  }

  /// Of a piece as it came: its text, else its bytes in hexadecimal.
  private static func beginning(_ bytes: [UInt8]) -> String {
    let head = bytes.prefix(256)
    let isText = head.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A || $0 >= 0x80 }
    if isText, let text = String(validating: bytes.prefix(512), as: UTF8.self) { return text }
    let hex = bytes.prefix(64).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    return hex.isEmpty ? "—" : ProofText.grouped(hex)
  }

  /// How far the keys can be relied on.
  static func keys(_ status: EditionStatus) -> Phrase {
    if status.wantsComparison {
      return
        "Nobody has vouched for these keys: they were trusted because they came first. Compare them with what the newsroom prints, says, or has on its own site."
    }
    return status.isFirstSeen
      ? "These keys were trusted because they came first; you have compared them since."
      : "These are the keys of the link by which you follow this newsroom."
  }
}

/// A state of the record as its note has it: origin, size, hash.
struct SignedState: Hashable {
  var size: String
  /// Lower-case hex, which can be read aloud as base 64 can't.
  var hash: String

  init(_ note: String) {
    let lines = note.split(separator: "\n", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
    size = lines.count > 1 ? String(lines[1].prefix(20)) : "?"
    let bytes = lines.count > 2 ? Data(base64Encoded: lines[2]) : nil
    hash = bytes.map { $0.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() } ?? "?"
  }
}
