public import Foundation
public import News
import Screen

/// What the page of a signed record shows, as plain lines: for the command that prints it.
public enum EditionPrint {
  /// - Parameters:
  ///   - shelf: has the newsroom, its mirrors and its record.
  ///   - isDetailed: with the notes and pieces that prove what is wrong.
  public static func lines(
    _ newsroom: Newsroom, on shelf: Shelf, _ evidence: [EditionEvidence], isDetailed: Bool, width: Int,
    options: DeskOptions, now: Date
  ) -> [String] {
    guard let status = shelf.editions[newsroom.id] else { return [] }
    var common = Common(options: options, keys: .standard, size: Size(columns: width, rows: 24), now: now)
    common.shelf = shelf
    return EditionText.lines(
      newsroom, status, evidence, isDetailed: isDetailed, width: width, hasHints: false, common
    ).map(\.text)
  }

  /// Whether a fingerprint that somebody has is the one of these keys; what is to be said of that.
  public static func compare(_ heard: String, with fingerprint: String) -> (isSame: Bool, phrase: Phrase) {
    let outcome = FingerprintText.compare(heard, with: fingerprint)
    return (outcome == .same, FingerprintText.phrase(outcome))
  }
}
