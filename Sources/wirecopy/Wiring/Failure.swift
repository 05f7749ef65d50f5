import News

/// A command that could not do what was asked: one line for standard error, and the exit status.
struct Failure: Error {
  /// `commands.md`: what scripts may rely on.
  enum Status: Int32 {
    /// Failed, also in part.
    case failed = 1
    /// Wrong usage.
    case usage = 2
    /// Nothing reached: offline, or all mirrors failed.
    case unreached = 3
    /// Refused for safety.
    case refused = 4
  }
  let status: Status
  /// What was attempted, on what, why, what to do. Nil when all was said already.
  let phrase: Phrase?

  init(_ phrase: Phrase?, status: Status = .failed) {
    self.phrase = phrase
    self.status = status
  }
}
