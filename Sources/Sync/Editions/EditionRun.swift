import Edition
import Foundation
import News
import Store
import Wire

/// One round of a signed newsroom while it runs, on the engine's actor: the race for a head is `SyncRound`'s, as for feeds; what to
/// fetch then, and what of it is accepted, `EditionVerifier`'s; who is asked for it, `PieceBoard`'s. It decides nothing.
///
/// What was proven is stored at once, in the order in which it was proven, each time with what the verifier knows from then on: cut
/// off anywhere, the next round goes on there.
struct EditionRun {
  let plan: RoundPlan
  let record: EditionRecord
  let transport: any Transport
  let clock: any SyncClock
  let store: NewsStore
  let progress: @Sendable (SyncProgress) -> Void

  enum Occurrence: Sendable {
    case event(SyncRound.Event)
    case head(MirrorID, transfer: Int, PieceFetch.Result)
    case piece(PieceBoard.Key, MirrorID, PieceFetch.Result)
    case bodies(SegmentJob, MirrorID, SegmentJob.Result)
    case file(BlobWish, MirrorID, FileResult)
    case compared(PieceBoard.Key, MirrorID, PieceFetch.Result)
    /// A piece has left the queue; so many bytes of it came.
    case begun(PieceBoard.Key)
    case came(PieceBoard.Key, bytes: Int)
    /// It is time to look how the pieces come along.
    case glanced
    case stored(Result<EditionWrite.Answer, StoreFault>)
  }
  typealias Inbox = AsyncStream<(Occurrence, at: Int)>.Continuation

  var round: SyncRound
  var verifier: EditionVerifier
  var board: PieceBoard
  var paces = PiecePaces()
  var fetches: [PieceBoard.Key: Task<Void, Never>] = [:]
  var glancing: Task<Void, Never>?
  /// Pieces that were taken from who was slow, with what is to be said of that should another be fast.
  var throttled: [PieceBoard.Key: (MirrorID, Verdict)] = [:]
  var bodies = BodyQueue()
  var files: [BlobWish] = []
  var hasAskedForFiles = false
  let looksForRoot: Bool
  let statusBefore: EditionStatus?

  /// Checkpoints that came before there were keys to check them with.
  var heads: [MirrorID: [UInt8]] = [:]
  /// The mirror whose head is being followed.
  var winner: MirrorID?
  var isFilling = false
  /// No known key signed a checkpoint: somebody may have the root that does.
  var hasStranger: Bool { !verifier.strangers.isEmpty }
  /// Who gave such a one.
  var strangers: [(mirror: MirrorID, bytes: [UInt8])] = []
  var hasComparedHeads = false
  /// Another operator's head, once it was found to say the same.
  var compared: EditionStatus.Comparison?
  /// Who gave the state that excludes ours.
  var forker: String?
  /// The head that each mirror gave, good or not.
  var given: [MirrorID: [UInt8]] = [:]
  var behind: [MirrorID: Int] = [:]
  var charges: [MirrorID: Verdict] = [:]
  /// Those that lack a piece which the record names.
  var lacking: [MirrorID: Verdict] = [:]
  /// Files that won't come in this round.
  var vain: Set<TreePath> = []
  /// How often each was asked for.
  var asks: [PieceBoard.Key: Int] = [:]
  /// Those that gave something good, in that order.
  var givers: [MirrorID] = []
  /// Who gave which piece: where a fault names several, they are to blame.
  var origins: [TreePath: MirrorID] = [:]
  var notes: [MirrorID: RoundNote] = [:]
  var writes: [EditionWrite] = []
  var isWriting = false
  var result = EditionResult()
  var trouble: String?
  var isForked = false
  var received = 0

  var transfers: [MirrorID: (number: Int, task: Task<Void, Never>)] = [:]
  private var count = 0
  var tasks: [Task<Void, Never>] = []
  private var timer: Task<Void, Never>?

  /// Seconds between looks for a newer root file.
  static let rootPause: TimeInterval = 86_400
  /// Milliseconds for one piece: who drips is left for another.
  static let piecePatience = 30_000

  init(
    _ plan: RoundPlan, record: EditionRecord, status: EditionStatus?, transport: any Transport, clock: any SyncClock,
    store: NewsStore, progress: @escaping @Sendable (SyncProgress) -> Void
  ) {
    self.plan = plan
    self.record = record
    self.transport = transport
    self.clock = clock
    self.store = store
    self.progress = progress
    statusBefore = status
    round = SyncRound(plan.rota.candidates)
    board = PieceBoard(plan.rota.candidates.map(\.mirror))
    let fingerprint = record.wanted.flatMap { Fingerprint($0) }
    let state = record.state.flatMap { EditionState(decoding: $0, fingerprint: fingerprint) }
    verifier = EditionVerifier(state: state ?? EditionState(), fingerprint: fingerprint)
    // A fork is ended by the editors' next root file alone.
    looksForRoot =
      state?.fork != nil
      || state != nil && record.lookedForRoot.map { clock.now.timeIntervalSince($0) >= Self.rootPause } ?? true
  }

  /// Runs it to its end. Cancelling the task gives every transfer up; what is being stored is stored.
  mutating func run(on engine: isolated SyncEngine) async -> RoundReport {
    let (started, began) = (clock.now, clock.milliseconds)
    progress(.roundStarted(plan.newsroom.id, name: plan.newsroom.name))
    verifier.begin(looksForRoot: looksForRoot)
    do throws(StoreFault) {
      bodies.add(try await store.wantedBodies(of: plan.newsroom.id))
    } catch {
      trouble = Phrasebook.english(error.phrase)
    }
    let (occurrences, inbox) = AsyncStream.makeStream(of: (Occurrence, at: Int).self)
    var iterator = occurrences.makeAsyncIterator()
    let clock = clock
    await withTaskCancellationHandler {
      perform(round.handle(.began, at: began), inbox)
      while !round.isFinished || isWriting {
        guard let (occurrence, time) = await iterator.next(isolation: engine) else {
          perform(round.handle(.cancelled, at: clock.milliseconds), inbox)
          break
        }
        take(occurrence, at: time, inbox)
      }
    } onCancel: {
      inbox.yield((.event(.cancelled), at: clock.milliseconds))
    }
    timer?.cancel()
    glancing?.cancel()
    for task in tasks where round.wasCancelled || trouble != nil || isForked { task.cancel() }
    for task in tasks { await task.value }
    inbox.finish()
    return report(started: started, milliseconds: clock.milliseconds - began)
  }

  private mutating func take(_ occurrence: Occurrence, at time: Int, _ inbox: Inbox) {
    switch occurrence {
    case .event(let event): perform(round.handle(event, at: time), inbox)
    case .head(let mirror, let transfer, let result):
      guard transfers[mirror]?.number == transfer else { return }
      transfers[mirror] = nil
      take(head: result, of: mirror, at: time, inbox)
    case .piece(let key, let mirror, let result):
      end(key)
      take(piece: result, key, of: mirror)
    case .bodies(let job, let mirror, let result):
      end(job.key)
      take(bodies: result, job, of: mirror)
    case .file(let file, let mirror, let result):
      end(PieceBoard.Key(path: .blob(file.name)))
      take(file: result, file, of: mirror)
    case .compared(let key, let mirror, let result):
      board.end(key)
      take(compared: result, of: mirror)
    case .begun(let key): return paces.begin(key, at: time)
    case .came(let key, let bytes): return paces.take(key, bytes: bytes, at: time)
    case .glanced: return look(at: time, inbox)
    case .stored(let result):
      isWriting = false
      take(stored: result)
    }
    write(inbox)
    if isFilling { pump(at: time, inbox) }
  }

  mutating func perform(_ actions: [SyncRound.Action], _ inbox: Inbox) {
    for action in actions {
      switch action {
      case .start(let mirror): start(mirror, inbox)
      case .cancel(let mirror): transfers.removeValue(forKey: mirror)?.task.cancel()
      case .setTimer(let time): setTimer(time, inbox)
      case .commit(let mirror):
        winner = mirror
        board.prefer(mirror)
        isFilling = true
        pump(at: clock.milliseconds, inbox)
      case .finish:
        isFilling = false
        timer?.cancel()
        if round.wasCancelled { for task in tasks { task.cancel() } }
      }
    }
  }

  private mutating func start(_ mirror: MirrorID, _ inbox: Inbox) {
    count += 1
    let transfer = count
    notes[mirror, default: RoundNote()].begin()
    let fetch = plan.piece(.checkpoint, of: mirror)
    progress(.mirrorStarted(plan.newsroom.id, mirror, url: fetch.url, isRaced: !transfers.isEmpty))
    let (transport, clock) = (transport, clock)
    let task = Task {
      let result = await fetch.run(over: transport, clock: clock) { step in
        switch step {
        case .begun: inbox.yield((.event(.begun(mirror)), at: clock.milliseconds))
        case .body(let bytes): inbox.yield((.event(.progressed(mirror, bytes: bytes)), at: clock.milliseconds))
        case .head, .sent: break
        }
      }
      if case .bytes = result { inbox.yield((.event(.received(mirror)), at: clock.milliseconds)) }
      inbox.yield((.head(mirror, transfer: transfer, result), at: clock.milliseconds))
    }
    transfers[mirror] = (transfer, task)
    tasks.append(task)
  }

  private mutating func setTimer(_ time: Int, _ inbox: Inbox) {
    timer?.cancel()
    let clock = clock
    timer = Task {
      guard (try? await clock.sleep(until: time)) != nil else { return }
      inbox.yield((.event(.timerFired), at: clock.milliseconds))
    }
  }
}
