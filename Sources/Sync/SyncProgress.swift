public import News

/// What a sync tells while it runs, for a screen that shows it at once. Text from outside in it is not yet made visible.
public enum SyncProgress: Hashable, Sendable {
  /// So many newsrooms, or mirrors under test, are to be done.
  case began(of: Int)
  case roundStarted(NewsroomID, name: String)
  /// `isRaced`: another one is still being asked.
  case mirrorStarted(NewsroomID, MirrorID, url: String, isRaced: Bool)
  /// Bytes of body so far; told at most every 64 KiB.
  case downloading(NewsroomID, MirrorID, bytes: Int)
  case mirrorFailed(NewsroomID, MirrorOutcome)
  /// What it brought is in the store.
  case served(NewsroomID, MirrorOutcome, new: Int)
  /// The round began with `from` and was served by `to`.
  case moved(NewsroomID, name: String, from: MirrorOutcome, to: MirrorOutcome)
  case roundFinished(RoundReport, done: Int, of: Int)
  /// More is known of a mirror that failed: it is blocked.
  case judged(NewsroomID, MirrorOutcome)
  /// What stands at the address on another host that a mirror redirects to.
  case offered(NewsroomID, MirrorID, MovedOffer)
  case tested(NewsroomID, MirrorOutcome, done: Int, of: Int)

  /// What a user wants to read at once, in pieces for one line; empty for what only moves a bar.
  public var sentences: [Phrase] {
    switch self {
    case .moved(_, _, let from, let to):
      [RoundSentence.complaint(from), "now on \(MirrorName(to.url)) (\(to.milliseconds) ms)"].compactMap { $0 }
    case .mirrorFailed(_, let outcome), .judged(_, let outcome): [RoundSentence.complaint(outcome)].compactMap { $0 }
    case .tested(_, let outcome, _, _):
      [RoundSentence.complaint(outcome) ?? "\(MirrorName(outcome.url)): answers (\(outcome.milliseconds) ms)"]
    case .began, .roundStarted, .mirrorStarted, .downloading, .served, .roundFinished, .offered: []
    }
  }
}
