/// How a newsroom's reports go out, by what is known of its keys now.
public enum ReportSealing: Hashable, Sendable {
  /// It has no keys to seal them to: its mirrors are feeds, or its root file names nobody. They go as their writer agrees.
  case unsealed
  /// It is signed, and its keys are not here yet: nothing is sent.
  case waiting
  /// Two editions of it exclude each other: its keys are nobody's to trust, and nothing is sent.
  case stopped
  /// To the recipients of the newest root file that was proven, `age1…`; of what is carried for somebody else, to whom is not
  /// known, and the list is empty.
  case sealed(to: [String])

  public init(_ status: EditionStatus?) {
    guard let status else {
      self = .unsealed
      return
    }
    if status.fork != nil {
      self = .stopped
    } else if status.root == 0 {
      self = .waiting
    } else {
      self = status.recipients.isEmpty ? .unsealed : .sealed(to: status.recipients)
    }
  }

  public var isSealed: Bool { if case .sealed = self { true } else { false } }
}

extension OutboxReport {
  /// Its drop may go out as it is: it is sealed to nobody but the newsroom's recipients of now, or there are none.
  public var isDropCurrent: Bool {
    switch sealing {
    case .unsealed: sealedTo == nil
    case .waiting, .stopped: false
    case .sealed(let recipients):
      isCarried ? sealedTo != nil : sealedTo.map { !$0.isEmpty && Set($0).isSubset(of: recipients) } ?? false
    }
  }

  /// Somebody else may have its drop: a relay, or who was given it on a stick.
  public var mayBeOut: Bool {
    exported != nil || !formerDrops.isEmpty
      || relays.contains { $0.holds || [.sending, .lost, .doubtful].contains($0.state) }
  }

  /// Its drop need not be made again. One that may be out already stays as it is though an editor has joined; one that nobody
  /// has yet is sealed to them, too.
  public var keepsDrop: Bool {
    guard drop != nil, isDropCurrent else { return false }
    guard case .sealed(let recipients) = sealing, !isCarried else { return true }
    return mayBeOut || Set(sealedTo ?? []) == Set(recipients)
  }
}
