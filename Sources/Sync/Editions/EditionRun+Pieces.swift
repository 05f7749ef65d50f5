import Edition
import Foundation
import News
import Store
import Wire

extension EditionRun {
  /// Deliveries that may wait for the disk before nothing more is asked for: what is in memory stays bounded.
  private static let mostWaiting = 6

  /// Asks for what is wanted now, as far as there is room, and ends the round's filling when nothing is left.
  mutating func pump(at time: Int, _ inbox: Inbox) {
    guard isFilling, let winner else { return }
    if isForked {
      if writes.isEmpty, !isWriting { perform(round.handle(.commitFailed(winner), at: time), inbox) }
      return
    }
    if trouble != nil { return perform(round.handle(.commitFailed(winner), at: time), inbox) }
    var turns = 0
    while turns < 512, askForWishes(inbox) { turns += 1 }
    // What is left of the wishes is wished for in vain, or waits.
    let isComplete = !verifier.wishes.contains { isOpen($0.path) }
    askForBodies(isComplete: isComplete, inbox)
    guard isComplete, board.running.isEmpty, bodies.next(isComplete: true) == nil, writes.isEmpty, !isWriting else {
      return
    }
    if !hasAskedForFiles {
      hasAskedForFiles = true
      writes.append(.findFiles)
      return write(inbox)
    }
    askForFiles(inbox)
    guard board.running.isEmpty else { return }
    if compareHeads(inbox) { return }
    isFilling = false
    if verifier.state.fork != nil {
      isForked = true
      return perform(round.handle(.commitFailed(winner), at: time), inbox)
    }
    progress(.served(plan.newsroom.id, outcome(of: server ?? winner) ?? .none(winner), new: result.new))
    perform(round.handle(.committed(winner, behindSeconds: behind[winner]), at: time), inbox)
  }

  /// Whether a file may still come in this round.
  private func isOpen(_ path: TreePath) -> Bool {
    if path == .checkpoint, !mayAskForHead { return false }
    return !vain.contains(path)
  }

  /// The race asks for heads; only where its winner turned out false is another one asked for here.
  private var mayAskForHead: Bool { !heads.isEmpty || winner.map { board.dead.contains($0) } ?? false }

  /// - Returns: whether what was found out may lead to other wishes.
  private mutating func askForWishes(_ inbox: Inbox) -> Bool {
    let wishes = verifier.wishes.filter { isOpen($0.path) }
    let isMuch = wishes.count + bodies.segments >= PieceBoard.much
    for wish in wishes {
      let key = PieceBoard.Key(path: wish.path)
      guard !board.isRunning(key) else { continue }
      if wish.path == .checkpoint,
        let mirror = [winner].compactMap({ $0 }).first(where: { heads[$0] != nil }) ?? heads.keys.min()
      {
        let bytes = heads.removeValue(forKey: mirror) ?? []
        if case .bad(let verdict) = give(head: bytes, of: mirror, nil) { accuse(mirror, verdict, .checkpoint, bytes) }
        return true
      }
      guard writes.count < Self.mostWaiting else { return false }
      switch board.choice(for: key, isMuch: isMuch) {
      case .wait: return false
      case .ask(let mirror):
        asks[key, default: 0] += 1
        guard asks[key, default: 0] <= 12 else {
          vain.insert(wish.path)
          continue
        }
        ask(wish, key, of: mirror, inbox)
      case .exhausted(let isMissing):
        guard isMissing else {
          vain.insert(wish.path)
          continue
        }
        miss(wish.path)
        return true
      }
    }
    return false
  }

  /// Nobody has it.
  private mutating func miss(_ path: TreePath) {
    let unknown = verifier.strangers
    let events = verifier.miss(path)
    guard HeadReading.isRoot(path), !unknown.isEmpty else {
      absorb(events, of: winner ?? MirrorID(rawValue: 0), path: path, [], nil)
      return
    }
    // There is no root file that would know who signed: those heads are nobody's.
    for (bytes, event) in zip(unknown, events) {
      guard case .fault(let fault, _) = event else { continue }
      let verdict = HeadReading.verdict(fault, bytes, path: .checkpoint, nil)
      for stranger in strangers where stranger.bytes == bytes {
        if verdict.symptom == .stale { behind[stranger.mirror] = max(1, behind[stranger.mirror] ?? 1) }
        accuse(stranger.mirror, verdict, .checkpoint, bytes)
      }
    }
    strangers = []
  }

  private mutating func ask(_ wish: EditionWish, _ key: PieceBoard.Key, of mirror: MirrorID, _ inbox: Inbox) {
    board.start(key, at: mirror)
    let fetch = plan.piece(
      wish.path, of: mirror, range: wish.from > 0 ? wish.from..<Int.max : nil, patience: Self.piecePatience)
    let (transport, clock) = (transport, clock)
    let watch = Self.watch(key, inbox, clock)
    let task = Task {
      let result = await fetch.run(over: transport, clock: clock, watch: watch)
      inbox.yield((.piece(key, mirror, result), at: clock.milliseconds))
    }
    follow(key, of: mirror, task, inbox)
  }

  mutating func take(piece result: PieceFetch.Result, _ key: PieceBoard.Key, of mirror: MirrorID) {
    switch result {
    case .cancelled: if throttled[key] == nil { board.refuse(key, by: mirror, .failed) }
    case .missing:
      board.refuse(key, by: mirror, .missing)
      if HeadReading.isRoot(key.path) {
        // As a rule there is no newer one; who says so is asked no further, unless somebody unknown has signed, or a fork waits
        // for the editors' word: the first to be asked may have a reason to hide it.
        if !hasStranger, verifier.state.fork == nil, !verifier.state.roots.files.isEmpty { miss(key.path) }
      } else if key.path.full == nil {
        lacks(key.path, mirror)
      }
    case .failed(let verdict, _, _): failed(verdict, key, mirror)
    case .bytes(let bytes, let from, let response):
      tell(received: response.wireBytes, mirror)
      if key.path == .checkpoint {
        if case .bad(let verdict) = give(head: bytes, of: mirror, response) {
          accuse(mirror, verdict, .checkpoint, bytes)
        }
        board.refuse(key, by: mirror, .missing)
        return
      }
      origins[key.path] = mirror
      came(key, from: mirror)
      let events = verifier.take(bytes, for: key.path, from: from)
      absorb(events, of: mirror, path: key.path, bytes, response)
    }
  }

  /// It lacks what the signed record names.
  mutating func lacks(_ path: TreePath, _ mirror: MirrorID) {
    guard lacking[mirror] == nil else { return }
    var evidence = Verdict.Evidence()
    evidence.status = 404
    evidence.found = path.text
    lacking[mirror] = Verdict(.incomplete, evidence: evidence)
  }

  mutating func failed(_ verdict: Verdict, _ key: PieceBoard.Key, _ mirror: MirrorID) {
    board.refuse(key, by: mirror, .failed)
    if verdict.weight == .hard { accuse(mirror, verdict, key.path, []) }
    if board.dead.contains(mirror), charges[mirror] == nil { charges[mirror] = verdict }
  }

  mutating func tell(received bytes: Int, _ mirror: MirrorID) {
    let before = received
    received += bytes
    if received >> 16 != before >> 16 { progress(.downloading(plan.newsroom.id, mirror, bytes: received)) }
  }

  /// Once a day, another mirror's head beside the one that is followed: a newsroom that says one thing here and another there is found
  /// out. True while one is asked.
  private mutating func compareHeads(_ inbox: Inbox) -> Bool {
    guard looksForRoot, !hasComparedHeads, let winner else { return false }
    hasComparedHeads = true
    guard let other = another(than: winner) else { return false }
    let key = PieceBoard.Key(path: .checkpoint, from: 1)
    board.start(key, at: other)
    let fetch = plan.piece(.checkpoint, of: other, patience: 5_000)
    let (transport, clock) = (transport, clock)
    tasks.append(
      Task {
        let result = await fetch.run(over: transport, clock: clock)
        inbox.yield((.compared(key, other, result), at: clock.milliseconds))
      })
    return true
  }

  /// The best on another host that was not asked yet.
  private func another(than winner: MirrorID) -> MirrorID? {
    let host = plan.mirrors[winner].map { MirrorName($0.url).description }
    return board.order.first { id in
      !board.dead.contains(id) && plan.mirrors[id].map { MirrorName($0.url).description } != host
        && !round.outcomes.contains { $0.mirror == id }
    }
  }

  mutating func take(compared result: PieceFetch.Result, of mirror: MirrorID) {
    // A silent or absent one says nothing here: it is asked when its turn comes.
    guard case .bytes(let bytes, _, let response) = result else { return }
    switch give(head: bytes, of: mirror, response) {
    case .bad(let verdict): accuse(mirror, verdict, .checkpoint, bytes)
    case .good:
      guard verifier.state.fork == nil, !hasStranger, let url = plan.mirrors[mirror]?.url else { return }
      compared = EditionStatus.Comparison(mirror: url, at: clock.now)
      enqueue([], from: mirror)
    }
  }
}

extension MirrorOutcome {
  static func none(_ mirror: MirrorID) -> MirrorOutcome { MirrorOutcome(mirror: mirror, url: "", kind: .served) }
}
