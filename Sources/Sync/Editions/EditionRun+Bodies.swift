import Edition
import Foundation
import News
import Store
import Wire

extension EditionRun {
  mutating func askForBodies(isComplete: Bool, _ inbox: Inbox) {
    while writes.count < 6, let job = bodies.next(isComplete: isComplete) {
      switch board.choice(for: job.key, isMuch: bodies.segments >= 3) {
      case .wait: return
      case .exhausted: bodies.giveUp(job.wish.segment)
      case .ask(let mirror):
        bodies.start(job)
        board.start(job.key, at: mirror)
        let fetch = plan.piece(job.wish.path, of: mirror, range: job.wish.range, patience: Self.piecePatience)
        let (transport, clock) = (transport, clock)
        let watch = Self.watch(job.key, inbox, clock)
        let task = Task {
          let result = await job.run(fetch, over: transport, clock: clock, watch: watch)
          inbox.yield((.bodies(job, mirror, result), at: clock.milliseconds))
        }
        follow(job.key, of: mirror, task, inbox)
      }
    }
  }

  mutating func take(bodies result: SegmentJob.Result, _ job: SegmentJob, of mirror: MirrorID) {
    // The record has gone back meanwhile: those were bodies of another history, perhaps.
    guard job.era == bodies.era else { return bodies.end(job, arrived: []) }
    switch result {
    case .cancelled(let arrived):
      if throttled[job.key] == nil { board.refuse(job.key, by: mirror, .failed) }
      keep(arrived, job, mirror)
    case .missing:
      board.refuse(job.key, by: mirror, .missing)
      lacks(job.wish.path, mirror)
      bodies.end(job, arrived: [])
    case .failed(let verdict, let arrived):
      keep(arrived, job, mirror)
      failed(verdict, job.key, mirror)
    case .arrived(let arrived, let faults, let piece):
      tell(received: piece.count - arrived.reduce(0) { $0 + $1.member.count }, mirror)
      keep(arrived, job, mirror)
      if !arrived.isEmpty { came(job.key, from: mirror) }
      guard let fault = faults.first(where: { !Self.isCut($0) }) ?? faults.first else { return }
      if Self.isCut(fault), !HeadReading.isPage(piece, for: job.wish.path) {
        // It has not so much of it, or not any more.
        board.refuse(job.key, by: mirror, .missing)
        lacks(job.wish.path, mirror)
      } else {
        board.refuse(job.key, by: mirror, .tampered)
        accuse(mirror, HeadReading.verdict(fault, piece, path: job.wish.path, nil), job.wish.path, piece)
      }
    }
  }

  private static func isCut(_ fault: EditionFault) -> Bool { if case .bodyCut = fault { true } else { false } }

  /// What is proven stays; of a piece that did not come whole, the rest alone is asked for again.
  private mutating func keep(_ arrived: [ArrivedBody], _ job: SegmentJob, _ mirror: MirrorID) {
    bodies.end(job, arrived: Set(arrived.map(\.wanted.place)))
    guard !arrived.isEmpty else { return }
    if !givers.contains(mirror) { givers.append(mirror) }
    tell(received: arrived.reduce(0) { $0 + $1.member.count }, mirror)
    writes.append(.bodies(arrived))
  }

  // MARK: - Pictures and other files

  mutating func askForFiles(_ inbox: Inbox) {
    while writes.count < 6, let file = files.first {
      let key = PieceBoard.Key(path: .blob(file.name))
      switch board.choice(for: key, isMuch: files.count >= PieceBoard.much) {
      case .wait: return
      // The next round asks again.
      case .exhausted: files.removeFirst()
      case .ask(let mirror):
        files.removeFirst()
        board.start(key, at: mirror)
        let fetch = plan.piece(.blob(file.name), of: mirror, size: file.size)
        let (transport, clock) = (transport, clock)
        let watch = Self.watch(key, inbox, clock)
        let task = Task {
          let result = await fetch.file(file.name, over: transport, clock: clock, watch: watch)
          inbox.yield((.file(file, mirror, result), at: clock.milliseconds))
        }
        follow(key, of: mirror, task, inbox)
      }
    }
  }

  mutating func take(file result: FileResult, _ file: BlobWish, of mirror: MirrorID) {
    let name = file.name
    let key = PieceBoard.Key(path: .blob(name))
    switch result {
    case .cancelled:
      // Taken from who was slow; else the round is over.
      if throttled[key] == nil { return }
    case .arrived(let bytes):
      tell(received: bytes.count, mirror)
      came(key, from: mirror)
      return writes.append(.file(bytes, name))
    case .missing:
      board.refuse(key, by: mirror, .missing)
      lacks(.blob(name), mirror)
    case .tooLarge: board.refuse(key, by: mirror, .missing)
    case .tampered(let bytes):
      board.refuse(key, by: mirror, .tampered)
      accuse(mirror, HeadReading.verdict(.blobMismatch(name), bytes, path: .blob(name), nil), .blob(name), bytes)
    case .failed(let verdict): failed(verdict, key, mirror)
    }
    files.insert(file, at: 0)
  }
}
