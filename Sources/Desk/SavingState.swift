import Foundation
import News

/// What is known of a draft on the disk: never more than was answered.
struct SavingState: Hashable, Sendable {
  /// The last change on the screen. Numbers are the desk's, not the draft's: a late answer of a draft that was opened
  /// before means nothing to one that is opened again.
  private(set) var change: Int
  /// The last change that the disk has, by its answer.
  private(set) var kept: Int
  private(set) var keptAt: Date
  /// Why the last try failed; nil once one succeeds.
  private(set) var trouble: Phrase?

  /// - Parameter saved: when what is opened reached the disk.
  init(saved: Date, change: Int) { (keptAt, self.change, kept) = (saved, change, change) }

  var isKept: Bool { kept >= change }

  mutating func changed(_ common: inout Common) {
    common.changes += 1
    change = common.changes
  }

  mutating func keep(_ change: Int, at now: Date) {
    guard change > kept else { return }
    trouble = nil
    kept = change
    note(at: now)
  }

  /// Something beside the text, a caption, reached the disk. The desk's clock ticks by the second and may be behind.
  mutating func note(at now: Date) { keptAt = max(keptAt, now) }

  mutating func fail(_ phrase: Phrase) { trouble = phrase }
}
