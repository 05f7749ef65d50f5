public import News

extension SyncRound {
  public enum Event: Hashable, Sendable {
    case began
    /// The transfer left the queue.
    case begun(MirrorID)
    /// So many bytes of body came, in all.
    case progressed(MirrorID, bytes: Int)
    /// The answer is whole, and is being read.
    case received(MirrorID)
    /// It has brought so much of a document that others, or it itself, can go on from there.
    case resumable(MirrorID)
    /// Its answer goes on where these others' left off, or are: it sends the bytes that follow the first `at` of the last one.
    case continues(MirrorID, after: [MirrorID], at: Int)
    /// What it sent is of no use, and it is asked for the whole.
    case askedAgain(MirrorID)
    /// It is a well-formed feed, or `unchanged`: 304, or the same bytes as last time.
    case read(MirrorID, unchanged: Bool)
    /// What it brought is in the store. `behindSeconds`: its newest article is that much older than the newest known.
    case committed(MirrorID, behindSeconds: Int?)
    /// The store failed, for a reason of our own.
    case commitFailed(MirrorID)
    /// It failed in a way that is final for it in this round.
    case failed(MirrorID, Verdict)
    case timerFired
    case cancelled
  }

  public enum Action: Hashable, Sendable {
    case start(MirrorID)
    /// Give up the transfer.
    case cancel(MirrorID)
    /// Wake up then; it takes the place of an earlier timer.
    case setTimer(at: Int)
    case commit(MirrorID)
    case finish
  }
}
