public import Foundation

/// A filed report with its way so far.
public struct OutboxReport: Identifiable, Hashable, Sendable {
  /// Where a filed report is. `received`, `published` and `declined` are the desk's word.
  public enum State: String, Hashable, Sendable, Codable, CaseIterable {
    /// On this disk; no relay has said that it holds it, or not enough of them.
    case filed
    /// As many relays as are needed hold it.
    case relayed
    case received, published, declined
    /// Taken back by the writer before any relay held it: it will not be sent.
    case withdrawn
  }

  public let id: ReportNumber
  /// Nil for one that was imported for a newsroom that is not followed here.
  public var newsroom: NewsroomID?
  public var newsroomName: String
  /// Without a body where only the packed form came here.
  public var report: Report
  public var state: State
  public var filed: Date
  /// Once packed: the SHA-256 of the drop's bytes in lower-case hex, and how many they are.
  public var drop: String?
  public var dropSize: Int?
  /// Each relay that was asked, in the order of the rota.
  public var relays: [RelayRecord]
  /// It came here as a file and is passed on for somebody else.
  public var isCarried: Bool
  /// When it was written to a file for a USB stick.
  public var exported: Date?
  /// What the writer agreed to, at the time of filing or later.
  public var consent: UnsealedConsent
  /// How it goes out, by what is known of its newsroom's keys now.
  public var sealing: ReportSealing
  /// To whom its drop is sealed, `age1…`; nil where it is not.
  public var sealedTo: [String]?
  /// Drops that it was before, sealed to recipients that are no longer, and that somebody may have.
  public var formerDrops: [String]
  /// Since when as many relays as are needed hold it.
  public var relayed: Date?
  /// When the desk had it, by its receipt.
  public var received: Date?
  /// When the desk said that it is published, or declined.
  public var decided: Date?
  /// What the desk answered, the oldest first.
  public var letters: [ReportLetter]

  public init(
    id: ReportNumber, newsroom: NewsroomID?, newsroomName: String, report: Report, state: State = .filed, filed: Date,
    drop: String? = nil, dropSize: Int? = nil, relays: [RelayRecord] = [], isCarried: Bool = false,
    exported: Date? = nil, consent: UnsealedConsent = .none, sealing: ReportSealing = .unsealed,
    sealedTo: [String]? = nil, formerDrops: [String] = [], relayed: Date? = nil, received: Date? = nil,
    decided: Date? = nil, letters: [ReportLetter] = []
  ) {
    self.id = id
    self.newsroom = newsroom
    self.newsroomName = newsroomName
    self.report = report
    self.state = state
    self.filed = filed
    self.drop = drop
    self.dropSize = dropSize
    self.relays = relays
    self.isCarried = isCarried
    self.exported = exported
    self.consent = consent
    self.sealing = sealing
    self.sealedTo = sealedTo
    self.formerDrops = formerDrops
    self.relayed = relayed
    self.received = received
    self.decided = decided
    self.letters = letters
  }
}

/// What one relay did with one drop.
public struct RelayRecord: Hashable, Sendable, Codable {
  public enum State: String, Hashable, Sendable, Codable {
    /// Not asked yet, or to be asked again at `nextTry`.
    case waiting
    /// Bytes may have left; what came of it is not known yet.
    case sending
    /// It said that it has it: 201, 200, 204 or 412.
    case held
    /// Asked again afterwards, it still said so.
    case confirmed
    /// It said that it had it, and then that it has not.
    case lost
    /// It said that it has it, and the desk, which has published since, gave no receipt.
    case doubtful
    /// It refuses the drop itself: 409, 422.
    case refused
    /// More than it takes: 413.
    case tooLarge
  }
  /// The relay's address; the drop's is `<url>/drop/<name>`.
  public var url: String
  public var state: State
  public var attempts: Int
  public var lastTried: Date?
  public var nextTry: Date?
  /// What was wrong at the last try.
  public var verdict: Verdict?

  public init(
    url: String, state: State = .waiting, attempts: Int = 0, lastTried: Date? = nil, nextTry: Date? = nil,
    verdict: Verdict? = nil
  ) {
    self.url = url
    self.state = state
    self.attempts = attempts
    self.lastTried = lastTried
    self.nextTry = nextTry
    self.verdict = verdict
  }

  /// By its own word, the drop is there.
  public var holds: Bool { state == .held || state == .confirmed }
}

/// What the writer agreed to for a newsroom whose desk has no keys: its reports can't be sealed.
public enum UnsealedConsent: Int, Hashable, Sendable, Codable, Comparable, CaseIterable {
  /// Nothing is sent.
  case none
  /// Unsealed to relays over TLS, on this machine (loopback) and at onion addresses: who runs the relay can read it.
  case overTLS
  /// Also to relays over plain http: anybody on the way can read it.
  case inClear
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
