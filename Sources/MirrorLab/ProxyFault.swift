public import News

/// What is wrong with the lab's proxy. It can be changed while the proxy runs and counts from the next connection on.
public enum ProxyFault: Sendable, Hashable {
  /// Nothing: it connects.
  case none
  /// The listener is closed, its port kept: connecting is refused.
  case refuse
  /// The greeting is read and never answered.
  case swallow
  /// The connection is reset when the greeting was read.
  case reset
  /// None of the client's ways to log in is taken (RFC 1928, section 3).
  case noLogin
  /// Whatever it is to connect to, it answers with this reply code, 1 to 8 (RFC 1928, section 6).
  case reply(Int)
  /// What it is to connect to is read, and never answered.
  case swallowRequest
  /// The connection is reset when it was read what to connect to.
  case resetRequest
}

extension ProxyFault {
  /// Stable; with the fault's number after a colon: `reply:5`.
  public var name: String {
    switch self {
    case .none: "none"
    case .refuse: "refuse"
    case .swallow: "swallow"
    case .reset: "reset"
    case .noLogin: "no-login"
    case .reply(let code): "reply:\(code)"
    case .swallowRequest: "swallow-request"
    case .resetRequest: "reset-request"
    }
  }

  /// What it does, in plain words, for the one who watches.
  public var phrase: Phrase {
    switch self {
    case .none: "connects"
    case .refuse: "refuses every connection"
    case .swallow: "swallows every greeting"
    case .reset: "resets every greeting"
    case .noLogin: "takes nobody in"
    case .reply(let code): "answers every request with code \(code)"
    case .swallowRequest: "swallows every request"
    case .resetRequest: "resets every request"
    }
  }
}
