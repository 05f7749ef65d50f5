import Wire

/// One exchange as it was handed in.
struct Submission: Sendable {
  let id: UInt64
  let request: WireRequest
  /// The request's, and the transport's for the rest, as it was at that moment.
  let way: Way
  let watch: (@Sendable (WireProgress) -> Void)?
  let answer: CheckedContinuation<Result<WireResponse, WireFailure>, Never>
}

/// What other threads have to say to the curl thread.
struct Inbox: Sendable {
  var submissions: [Submission] = []
  var cancelled: [UInt64] = []
  var isNetworkNew = false
  var isClosing = false
  /// The thread has left its loop: nobody reads any more, and the multi handle is gone.
  var isOver = false
  var lastID: UInt64 = 0
  /// Of requests that don't say it themselves.
  var way = Way()

  struct Mail {
    var submissions: [Submission]
    var cancelled: [UInt64]
    /// Heeded first: whoever said so before asking is not answered by the old network.
    var isNetworkNew: Bool
    var isClosing: Bool
  }

  /// Everything that has come, once.
  mutating func empty() -> Mail {
    defer { (submissions, cancelled, isNetworkNew) = ([], [], false) }
    return Mail(submissions: submissions, cancelled: cancelled, isNetworkNew: isNetworkNew, isClosing: isClosing)
  }
}
