import Desk
import Foundation
import News
import Store

/// Brings what is typed to the disk: at a pause in typing, at latest 0.7 s after the first key that is not there yet.
///
/// Invariants: `kept` is told only when the store has synced the change to the disk; a change that could not be written
/// stays here and is tried again; changes of one draft reach the store in their order.
@MainActor
final class DraftKeeper {
  /// What is to be written of one draft.
  struct Change: Hashable, Sendable {
    var text: DraftText?
    var captions: [AttachmentID: String] = [:]
  }

  /// Writes one change; nil when the draft is no longer there, or no longer what the writer works from.
  typealias Write = @Sendable (ReportNumber, Change) async throws -> [ReportNews]?

  private struct Waiting {
    var change = Change()
    /// The first change that is not on the disk, and the last.
    var first: ContinuousClock.Instant
    var last: ContinuousClock.Instant
    var isUrgent = false

    var due: ContinuousClock.Instant { isUrgent ? first : min(last + pause, first + most) }
  }

  /// So long without a key is a pause; so long may a change wait at most. The rest of a second is the disk's.
  nonisolated static let pause = Duration.milliseconds(250)
  nonisolated static let most = Duration.milliseconds(700)
  /// After a write that failed.
  nonisolated static let patience = Duration.seconds(1)

  private let write: Write
  private let tell: @MainActor (ReportNews) -> Void
  private var waiting: [ReportNumber: Waiting] = [:]
  /// One write at a time: a second one of the same draft could overtake the first.
  private var writer: Task<Bool, Never>?
  private var alarm: Task<Void, Never>?
  /// Until then nothing is tried: the disk said no.
  private var rest: ContinuousClock.Instant?

  init(write: @escaping Write, tell: @escaping @MainActor (ReportNews) -> Void) {
    self.write = write
    self.tell = tell
  }

  /// The last try to write was in vain.
  var isFailing: Bool { rest != nil }

  func keep(_ number: ReportNumber, _ text: DraftText, isUrgent: Bool) {
    wait(number, isUrgent: isUrgent) { $0.text = text }
  }

  func keep(_ number: ReportNumber, caption: String, of attachment: AttachmentID) {
    wait(number, isUrgent: false) { $0.captions[attachment] = caption }
  }

  private func wait(_ number: ReportNumber, isUrgent: Bool, _ change: (inout Change) -> Void) {
    let now = ContinuousClock.now
    var entry = waiting[number] ?? Waiting(first: now, last: now)
    change(&entry.change)
    entry.last = now
    entry.isUrgent = entry.isUrgent || isUrgent
    waiting[number] = entry
    go()
  }

  /// What waited for a draft that is gone.
  func forget(_ number: ReportNumber) { waiting[number] = nil }

  /// Writes all that waits, now. False when some of it could not be.
  func flush() async -> Bool {
    for number in waiting.keys { waiting[number]?.isUrgent = true }
    while true {
      if let writer {
        _ = await writer.value
      } else if let number = waiting.keys.min() {
        guard await start(number).value else { return false }
      } else {
        return true
      }
    }
  }

  private func go() {
    guard writer == nil, let (number, entry) = waiting.min(by: { $0.value.due < $1.value.due }) else { return }
    let due = max(entry.due, rest ?? entry.due)
    alarm?.cancel()
    guard due <= .now else {
      alarm = Task { [weak self] in
        do {
          try await Task.sleep(until: due, clock: .continuous)
          self?.go()
        } catch {
          // Another alarm was set.
        }
      }
      return
    }
    start(number)
  }

  @discardableResult
  private func start(_ number: ReportNumber) -> Task<Bool, Never> {
    let task = Task {
      let isWritten = await writeOne(number)
      writer = nil
      go()
      return isWritten
    }
    writer = task
    return task
  }

  private func writeOne(_ number: ReportNumber) async -> Bool {
    guard let entry = waiting.removeValue(forKey: number) else { return true }
    do {
      let news = try await write(number, entry.change)
      rest = nil
      for news in news ?? [.gone(number)] { tell(news) }
      if news != nil, let text = entry.change.text { tell(.kept(number, change: text.change)) }
      return true
    } catch {
      // What was typed meanwhile is newer; the rest waits again, as old as it was.
      var again = entry
      if let newer = waiting[number] {
        again.change.text = newer.change.text ?? entry.change.text
        again.change.captions.merge(newer.change.captions) { $1 }
        again.last = newer.last
      }
      waiting[number] = again
      rest = .now + Self.patience
      let reason = (error as? StoreFault)?.phrase ?? "\(String(describing: error))"
      tell(.notKept(number, reason))
      return false
    }
  }
}
