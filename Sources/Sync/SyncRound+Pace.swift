extension SyncRound {
  /// How a transfer's body comes along. Times are milliseconds of one steady clock.
  struct Pace: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
      /// Nothing of it has come.
      case none
      /// It came, and no longer does.
      case stalled
      /// It comes, at under `goodRate` or at under a quarter of its own average.
      case slow
      case good
    }
    private struct Look: Hashable {
      var time: Int
      var bytes: Int
    }

    /// What the average is compared with: the rate over so many milliseconds.
    static let window = 2_000
    /// What of its own average is slow.
    static let fraction = 4
    /// Silence at a look's end that is longer than this share of it: what came before was a beginning, and no more.
    static let silence = 0.8

    /// Bytes of body, in all.
    private(set) var bytes = 0
    private var begun: Int
    /// The first of them is as old as the window, or as the transfer.
    private var looks: [Look]
    /// When bytes came last.
    private var lastByte: Int?

    init(begun: Int) {
      self.begun = begun
      looks = [Look(time: begun, bytes: 0)]
    }

    mutating func take(bytes count: Int, at now: Int) {
      guard count > bytes else { return }
      (bytes, lastByte) = (count, now)
    }

    /// Bytes a second since somebody looked last.
    func rate(at now: Int) -> Int { looks.last.map { rate(since: $0, at: now) } ?? 0 }

    func kind(at now: Int) -> Kind {
      guard bytes > 0 else { return .none }
      let rate = rate(at: now)
      guard rate > 0, !isSilent(at: now) else { return .stalled }
      guard rate >= SyncRound.goodRate else { return .slow }
      if let first = looks.first, first.time > begun, now - first.time >= Self.window,
        self.rate(since: first, at: now) * Self.fraction < self.rate(since: Look(time: begun, bytes: 0), at: now)
      {
        return .slow
      }
      return .good
    }

    private func isSilent(at now: Int) -> Bool {
      guard let lastByte, let look = looks.last else { return false }
      let span = now - look.time
      return span >= SyncRound.shortLook && Double(now - lastByte) >= Self.silence * Double(span)
    }

    /// From now on the rate is measured anew.
    mutating func look(at now: Int) {
      looks.append(Look(time: now, bytes: bytes))
      while looks.count > 1, looks[1].time <= now - Self.window { looks.removeFirst() }
    }

    private func rate(since look: Look, at now: Int) -> Int { (bytes - look.bytes) * 1_000 / max(1, now - look.time) }
  }
}
