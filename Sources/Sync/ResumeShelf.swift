import News
import Synchronization
import Wire

/// Where the transfers of one round leave what came of bodies that broke, for those that go on with them.
final class ResumeShelf: Sendable {
  private struct Waiting {
    var transfers: [Int]
    var go: CheckedContinuation<Void, Never>
  }
  private struct State {
    var parts = ResumeParts()
    var waiting: [Waiting] = []
  }
  private let state = Mutex(State())

  init() {}

  /// Bytes that are kept.
  var held: Int { state.withLock { $0.parts.held } }

  func begin(_ transfer: Int, of mirror: MirrorID, _ document: ResumeDocument, from: Int) {
    state.withLock { $0.parts.begin(transfer, of: mirror, document, from: from) }
  }

  func take(_ transfer: Int, bytes: Int) { state.withLock { $0.parts.take(transfer, bytes: bytes) } }

  /// Every transfer that began must end here, with what came of it: others may be waiting for that.
  func end(_ transfer: Int, bytes: [UInt8]?) {
    let ready = state.withLock { state in
      state.parts.end(transfer, bytes: bytes)
      let ready = state.waiting.filter { $0.transfers.allSatisfy(state.parts.isOver) }
      state.waiting.removeAll { $0.transfers.allSatisfy(state.parts.isOver) }
      return ready
    }
    for one in ready { one.go.resume() }
  }

  /// What a transfer that is about to start may ask for, and how it stands to those that it goes on from.
  func ticket(for transfer: Int, _ way: ResumeDocument.Way?) -> ResumeTicket {
    state.withLock { state in
      guard let way else { return ResumeTicket(shelf: self, transfer: transfer) }
      var ticket = ResumeTicket(shelf: self, transfer: transfer, way: way)
      guard let (resume, after) = state.parts.resume(way) else { return ticket }
      ticket.resume = resume
      ticket.after = after
      let running = after.filter { !state.parts.isOver($0) }
      ticket.mirrors = running.compactMap(state.parts.mirror)
      ticket.place = running.last.flatMap(state.parts.start).map { resume.from - $0 } ?? 0
      return ticket
    }
  }

  /// Waits until these transfers are over and gives what came of them together.
  func beginning(_ transfers: [Int]) async -> (bytes: [UInt8], isOf: MirrorID?)? {
    await withCheckedContinuation { go in
      let isOver = state.withLock { state in
        if transfers.allSatisfy(state.parts.isOver) { return true }
        state.waiting.append(Waiting(transfers: transfers, go: go))
        return false
      }
      if isOver { go.resume() }
    }
    return state.withLock { $0.parts.beginning(transfers) }
  }
}

/// A transfer's place on the shelf, and what it is to go on with.
struct ResumeTicket: Sendable {
  let shelf: ResumeShelf
  let transfer: Int
  /// Nil where what comes is of no use to others.
  var way: ResumeDocument.Way?
  var resume: BodyResume?
  /// The transfers that have, or bring, what comes before; the last one is the one that reaches farthest.
  var after: [Int] = []
  /// Those of them that still run.
  var mirrors: [MirrorID] = []
  /// Bytes of the last of these bodies that come before what is asked for.
  var place = 0
}
