import Edition
import News
import Store
import Wire

extension SyncEngine {
  /// Asks a mirror of a signed newsroom for its head alone, and checks it against what is held. Nothing of it is stored; nil when it
  /// was cancelled.
  func askForHead(_ mirror: Mirror, patience: Int) async -> Result<MirrorOutcome, StoreFault>? {
    let record: EditionRecord?
    do throws(StoreFault) {
      record = try await store.edition(of: mirror.newsroom)
    } catch {
      return .failure(error)
    }
    var limits = limits
    limits.total = min(limits.total, patience)
    let fetch = PieceFetch(
      mirror: mirror.id, url: mirror.treeURL, path: .checkpoint, limits: limits, route: mirror.pieceRoute)
    let began = clock.milliseconds
    let result = await fetch.run(over: transport, clock: clock)
    var outcome = MirrorOutcome(mirror: mirror.id, url: mirror.url, kind: .failed, serves: .edition)
    outcome.milliseconds = clock.milliseconds - began
    switch result {
    case .cancelled: return nil
    case .missing(let response):
      outcome.verdict = FailureJudge.judge(response, wasConditional: false, now: clock.now) ?? Verdict(.notFound)
    case .failed(let verdict, _, _): outcome.verdict = verdict
    case .bytes(let bytes, _, let response):
      var note = RoundNote()
      note.answer(
        bytes: response.wireBytes, remark: FailureJudge.remark(on: response),
        clockOff: FailureJudge.clockOff(response, now: clock.now))
      outcome.milliseconds = response.timings.total ?? outcome.milliseconds
      let (verdict, behind, isSame) = Self.look(at: bytes, record)
      outcome.verdict = verdict
      outcome.behindSeconds = behind
      if verdict == nil { outcome.kind = isSame ? .unchanged : .served }
      outcome = note.added(to: outcome)
    }
    return .success(outcome)
  }

  private static func look(
    at bytes: [UInt8], _ record: EditionRecord?
  ) -> (verdict: Verdict?, behind: Int?, isSame: Bool) {
    let fingerprint = record?.wanted.flatMap { Fingerprint($0) }
    let state = record?.state.flatMap { EditionState(decoding: $0, fingerprint: fingerprint) } ?? EditionState()
    if HeadReading.isPage(bytes) {
      return (HeadReading.verdict(.checkpointMalformed(""), bytes, path: .checkpoint, nil), nil, false)
    }
    if let fork = state.fork, let head = HeadReading.checkpoint(bytes), head == HeadReading.checkpoint(fork.other) {
      return (HeadReading.verdict(fork, nil), nil, false)
    }
    var verifier = EditionVerifier(state: state, fingerprint: fingerprint)
    verifier.begin()
    let events = verifier.take(bytes, for: .checkpoint)
    for event in events {
      switch event {
      case .upToDate: return (nil, nil, true)
      case .fork(let fork): return (HeadReading.verdict(fork, nil), nil, false)
      case .fault(let fault, _):
        guard fault.weight != .behind else {
          return (nil, max(1, HeadReading.behind(bytes, held: state.checkpoint?.time) ?? 1), true)
        }
        return (HeadReading.verdict(fault, bytes, path: .checkpoint, nil), nil, false)
      case .root, .wentBack, .agreed, .checkpoint, .entries, .erase: break
      }
    }
    return (nil, nil, false)
  }
}
