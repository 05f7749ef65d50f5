import Edition
import Foundation
import News
import Store
import Wire

extension EditionRun {
  /// What a mirror's checkpoint turned out to be.
  enum HeadWorth {
    /// To be followed; `unchanged` where it says what is held.
    case good(unchanged: Bool)
    case bad(Verdict)
  }

  /// Seconds by which a signature on the same tree may be older before that is said.
  static let graceOfSignature = 3_600

  /// Gives a checkpoint to the verifier; one that comes before there are keys waits for them.
  mutating func give(head bytes: [UInt8], of mirror: MirrorID, _ response: WireResponse?) -> HeadWorth {
    if HeadReading.isPage(bytes) {
      return .bad(HeadReading.verdict(.checkpointMalformed(""), bytes, path: .checkpoint, response))
    }
    given[mirror] = bytes
    guard !verifier.state.roots.files.isEmpty, verifier.state.fork == nil else {
      heads[mirror] = bytes
      return .good(unchanged: false)
    }
    let held = verifier.state.checkpoint?.time
    let events = verifier.take(bytes, for: .checkpoint)
    if verifier.strangers.contains(bytes) { strangers.append((mirror, bytes)) }
    absorb(events, of: mirror, path: .checkpoint, bytes, response)
    for event in events {
      switch event {
      case .upToDate:
        let late = HeadReading.behind(bytes, held: held) ?? 0
        if late > Self.graceOfSignature { behind[mirror] = late }
        return .good(unchanged: true)
      case .fault(let fault, _):
        switch fault {
        case .stale, .belowTrunk:
          behind[mirror] = max(1, HeadReading.behind(bytes, held: verifier.state.checkpoint?.time) ?? 1)
          return .good(unchanged: true)
        default: return .bad(HeadReading.verdict(fault, bytes, path: .checkpoint, response))
        }
      case .root, .wentBack, .agreed, .checkpoint, .entries, .erase, .fork: break
      }
    }
    return .good(unchanged: false)
  }

  /// Takes what the verifier says: what is to be stored is queued, who is to blame is charged.
  mutating func absorb(
    _ events: [EditionEvent], of mirror: MirrorID, path: TreePath, _ bytes: [UInt8], _ response: WireResponse?
  ) {
    var steps: [EditionDelivery.Step] = []
    var isNews = false
    for event in events {
      switch event {
      case .root, .checkpoint: isNews = true
      case .upToDate(let signed):
        isNews =
          isNews || signed.time > UInt64(max(0, statusBefore?.signed?.timeIntervalSince1970 ?? 0)) || looksForRoot
      case .wentBack(let size):
        bodies.startAnew()
        steps.append(.wentBack(to: size))
      case .agreed(let index, let leaves):
        bodies.startAnew()
        steps.append(.agreed(upTo: index, leaves: leaves.map(\.bytes)))
      case .entries(let entries):
        steps.append(.entries(entries.map { NewEntry($0) }))
      case .erase(let removals):
        for removal in removals { bodies.drop(removal.index) }
        steps.append(.erase(removals.map { ($0.index, $0.hash.bytes) }))
      case .fork(let evidence):
        isForked = true
        charge(fork: evidence, shownBy: mirror, response)
      case .fault(let fault, let pieces): charge(fault, pieces, mirror, path, bytes, response)
      }
    }
    guard isNews || isForked || !steps.isEmpty else { return }
    if !givers.contains(mirror), !isForked { givers.append(mirror) }
    enqueue(steps, from: mirror)
  }

  /// Whoever gives the state that excludes ours is left alone as long as nobody says which of the two counts. It is the head that does
  /// so; the piece that shows it may be another's. Both notes are kept as it is.
  private mutating func charge(fork: ForkEvidence, shownBy mirror: MirrorID, _ response: WireResponse?) {
    let other = HeadReading.checkpoint(fork.other)
    let givers = given.filter { HeadReading.checkpoint($0.value) == other }.map(\.key)
    let giver = givers.contains(mirror) ? mirror : givers.min() ?? mirror
    forker = plan.mirrors[giver]?.url
    board.bury(giver)
    if charges[giver] == nil { charges[giver] = HeadReading.verdict(fork, response) }
    if let outcome = outcome(of: giver) { progress(.mirrorFailed(plan.newsroom.id, outcome)) }
  }

  mutating func enqueue(_ steps: [EditionDelivery.Step], from mirror: MirrorID) {
    var status = EditionStatus(verifier.state, before: statusBefore, now: clock.now)
    status.compared = compared ?? statusBefore?.compared
    status.fork?.mirror = forker ?? statusBefore?.fork?.mirror
    writes.append(
      .delivery(
        EditionDelivery(
          newsroom: plan.newsroom.id, mirror: mirror, state: verifier.state.encoded, status: status, steps: steps,
          lookedForRoot: looksForRoot || record.state == nil ? clock.now : nil, now: clock.now)))
  }

  /// Whoever gave one of the pieces is to blame; where it is not sure which one, they are asked for them no more, and that is all.
  private mutating func charge(
    _ fault: EditionFault, _ pieces: [TreePath], _ mirror: MirrorID, _ path: TreePath, _ bytes: [UInt8],
    _ response: WireResponse?
  ) {
    guard fault.weight != .behind else { return }
    let blamed = Set(pieces.map { $0 == path ? mirror : origins[$0] ?? mirror })
    for piece in pieces {
      let giver = piece == path ? mirror : origins[piece] ?? mirror
      board.refuse(PieceBoard.Key(path: piece), by: giver, blamed.count == 1 ? .tampered : .failed)
    }
    guard blamed.count == 1, let culprit = blamed.first else { return }
    accuse(
      culprit, HeadReading.verdict(fault, bytes, path: pieces.contains(path) ? path : pieces.first ?? path, response),
      path, bytes)
  }

  /// Charges a mirror with what it gave, and keeps that.
  mutating func accuse(_ mirror: MirrorID, _ verdict: Verdict, _ path: TreePath, _ bytes: [UInt8]) {
    board.bury(mirror)
    guard charges[mirror] == nil else { return }
    charges[mirror] = verdict
    guard verdict.symptom == .tampered || verdict.symptom == .fork else { return }
    writes.append(
      .evidence(
        EditionEvidence(
          mirror: plan.mirrors[mirror]?.url ?? "", path: path.text, seen: clock.now,
          fault: verdict.evidence.fault ?? Phrase(verbatim: verdict.symptom.rawValue),
          bytes: Array(bytes.prefix(EditionEvidence.most)))))
    if let outcome = outcome(of: mirror) { progress(.mirrorFailed(plan.newsroom.id, outcome)) }
  }
}
