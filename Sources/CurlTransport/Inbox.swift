import Wire

/// One exchange as it was handed in.
struct Submission: Sendable {
  let id: UInt64
  let request: WireRequest
  let watch: (@Sendable (WireProgress) -> Void)?
  let answer: CheckedContinuation<Result<WireResponse, WireFailure>, Never>
}

/// What other threads have to say to the curl thread.
struct Inbox: Sendable {
  var submissions: [Submission] = []
  var cancelled: [UInt64] = []
  var isClosing = false
  /// The thread has left its loop: nobody reads any more, and the multi handle is gone.
  var isOver = false
  var lastID: UInt64 = 0

  /// Everything that has come, once.
  mutating func empty() -> (submissions: [Submission], cancelled: [UInt64], isClosing: Bool) {
    defer {
      submissions = []
      cancelled = []
    }
    return (submissions, cancelled, isClosing)
  }
}
