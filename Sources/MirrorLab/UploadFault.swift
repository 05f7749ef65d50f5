public import News

/// What a mirror of the lab does wrong with what is brought to it by PUT, beside its `Fault`, which comes first. It can be
/// changed while the mirror runs and counts from the next request on.
public enum UploadFault: Sendable, Hashable {
  /// Nothing: it keeps drops.
  case none
  /// Resets the connection once this many bytes of the body were read. Nothing is kept.
  case cut(at: Int)
  /// Keeps the drop, then resets the connection without an answer.
  case lostAnswer
  /// Reads all of it, answers 201, and keeps nothing.
  case lie
  /// Reads the body at this rate, and keeps it.
  case slow(bytesPerSecond: Int)
  /// Reads the head, never the body, and never answers.
  case swallow
  /// This status as soon as the head was read; nothing of the body is read, and the connection ends. 429 always has a
  /// `Retry-After`, in seconds.
  case refuse(Int, retryAfter: Int? = nil)
  /// Reads all of it, answers 200 with a censor's page of HTML, and keeps nothing.
  case blockPage
  /// Keeps the drop, and answers this much later.
  case late(milliseconds: Int)
}

extension UploadFault {
  /// Stable; with the fault's number after a colon: `cut:700`.
  public var name: String {
    switch self {
    case .none: "none"
    case .cut(let count): "cut:\(count)"
    case .lostAnswer: "lost-answer"
    case .lie: "lie"
    case .slow(let rate): "slow:\(rate)"
    case .swallow: "swallow"
    case .refuse(let status, _): "refuse:\(status)"
    case .blockPage: "block-page"
    case .late(let milliseconds): "late:\(milliseconds)"
    }
  }

  /// What it does, in plain words, for the one who watches.
  public var phrase: Phrase {
    switch self {
    case .none: "keeps what is brought"
    case .cut(let count): "resets uploads after \(count) bytes"
    case .lostAnswer: "keeps what is brought, and resets instead of an answer"
    case .lie: "says that it keeps what is brought, and keeps nothing"
    case .slow(let rate): "reads \(rate) bytes of an upload a second"
    case .swallow: "never reads what is brought"
    case .refuse(let status, _): "refuses uploads with \(status)"
    case .blockPage: "shows a block page to what is brought"
    case .late(let milliseconds): "answers uploads after \(milliseconds) ms"
    }
  }
}
