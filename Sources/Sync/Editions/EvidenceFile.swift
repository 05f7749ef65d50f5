public import Foundation
public import News

/// What proves that a newsroom was signed in two ways, or that a mirror gave what it did not sign: as a text that can be handed on.
///
/// In English, and with the signed notes and the pieces as they came, so that anybody can check them with any program: C2SP
/// signed notes, RFC 6962 hashes, TUF keys.
public enum EvidenceFile {
  public static func text(
    of newsroom: Newsroom, _ status: EditionStatus, _ evidence: [EditionEvidence], now: Date
  ) -> String {
    var rows: [String] = [
      "Evidence about a signed newsroom, written by a reader's Wirecopy on \(time(now)).", "",
      "Newsroom:     \(oneLine(status.title ?? newsroom.name))", "Origin:       \(oneLine(status.origin ?? "?"))",
      "Fingerprint:  \(status.fingerprint ?? status.wanted ?? "?")",
      "Root file:    number \(status.root), signed by \(status.threshold) of \(status.editors.count) editors",
      "Held here:    \(status.size) entries" + (status.signed.map { ", signed on \(time($0))" } ?? ""), "",
    ]
    if let fork = status.fork {
      rows += [
        "FORK. Two states of the record were signed that can't both be true.",
        "Seen on \(time(fork.seen))" + (fork.mirror.map { "; the second came from \(oneLine($0))" } ?? "") + ".", "",
        "----- the note that this reader holds -----", fork.held, "----- the other note -----", fork.other,
        "----- end -----", "",
      ]
    }
    for piece in evidence {
      rows += [
        "PIECE that the newsroom did not sign: \(oneLine(piece.path))", "Mirror:       \(oneLine(piece.mirror))",
        "Seen on:      \(time(piece.seen))", "Fault:        \(oneLine(Phrasebook.english(piece.fault)))",
        "Its first \(piece.bytes.count) bytes, base64:",
        Data(piece.bytes).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed]), "",
      ]
    }
    return rows.joined(separator: "\n") + "\n"
  }

  private static func time(_ date: Date) -> String { date.formatted(.iso8601) }

  /// What a stranger wrote stays in its line.
  private static func oneLine(_ text: String) -> String {
    String(text.unicodeScalars.prefix(400).map { $0.properties.generalCategory == .control ? " " : Character($0) })
  }
}
