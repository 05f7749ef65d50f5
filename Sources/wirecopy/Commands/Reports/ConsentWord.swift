import ArgumentParser
import News

/// How the command line calls what a writer agrees to for a newsroom whose desk has no keys.
enum ConsentWord: String, ExpressibleByArgument, CaseIterable {
  case none, unsealed
  case inClear = "in-clear"

  init(_ consent: UnsealedConsent) {
    self =
      switch consent {
      case .none: .none
      case .overTLS: .unsealed
      case .inClear: .inClear
      }
  }

  var consent: UnsealedConsent {
    switch self {
    case .none: .none
    case .unsealed: .overTLS
    case .inClear: .inClear
    }
  }

  /// What follows from it, plainly.
  func meaning(for newsroom: String) -> Phrase {
    switch self {
    case .none: "not sealed, and you have not agreed to send it so: nothing is sent to \(newsroom)"
    case .unsealed:
      "not sealed: whoever runs a relay of \(newsroom) can read it; nobody on the way can"
    case .inClear:
      "not sealed, and also sent without TLS: whoever runs a relay of \(newsroom), and anybody on the way, can read it"
    }
  }
}
