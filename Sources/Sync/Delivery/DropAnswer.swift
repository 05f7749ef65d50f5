public import News

/// What a relay's answer to a drop that was brought means.
public enum DropAnswer: Hashable, Sendable {
  /// It says that it has it: 201, 200, 204, 412.
  case held
  /// It refuses the drop itself, for good: 409, 422.
  case refused(Verdict)
  /// More than it takes: 413.
  case tooLarge(Verdict)
  /// Anything else. `mayHold`: an answer after which it may have it all the same (a gateway lost patience).
  case failed(Verdict, mayHold: Bool)
}

/// What a relay says when it is asked whether it has a drop.
public enum LookAnswer: Hashable, Sendable {
  /// 200
  case has
  /// 404, 410
  case hasNot
  /// It answers, and doesn't tell: 401, 403, 405, 501.
  case untold
  case failed(Verdict)
}
