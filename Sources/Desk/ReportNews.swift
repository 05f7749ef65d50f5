public import News

/// What came of the wishes about reports.
public enum ReportNews: Sendable {
  /// The composer opens on it.
  case opened(Draft)
  /// What was to be opened could not be, and why.
  case notOpened(Phrase)
  /// Everything up to this change of the composer is on the disk.
  case kept(ReportNumber, change: Int)
  /// It is not, and why; the composer still has it and the runner tries again.
  case notKept(ReportNumber, Phrase)
  case attached(ReportNumber, Attachment)
  /// A file was not attached. `canGoUntouched`: nothing can clean it, and the writer may want it sent as it is.
  case refused(ReportNumber, path: String, Phrase, canGoUntouched: Bool)
  /// An attachment went, or its caption changed: what the draft has now.
  case attachments(ReportNumber, [Attachment])
  /// The user's own editor came back with this body. `other` is what the draft had on disk meanwhile, where somebody
  /// changed it there too: kept as a draft of its own.
  case edited(ReportNumber, body: String, other: ReportNumber?)
  case reviewed(ReviewSheet)
  /// What stood on the screen of a draft that was gone is a draft of its own now.
  case renewed(ReportNumber, Draft)
  /// It could not be, and why; the composer still has it.
  case notRenewed(ReportNumber, Phrase)
  /// What the writer agreed to is on the disk.
  case consented(NewsroomID, UnsealedConsent)
  case filed(ReportNumber)
  /// A draft or a report is gone.
  case gone(ReportNumber)
  /// How a delivery goes: for each report, how much of the drop has left for the relay that is asked now.
  case delivering(ReportNumber, relay: String, sent: Int, of: Int)
  /// A delivery is over; what it says in one line, and whether that is good.
  case delivered(Phrase, isGood: Bool)
}

/// All that is written and filed: what the outbox page shows.
public struct Outbox: Hashable, Sendable {
  public var drafts: [Draft]
  public var reports: [OutboxEntry]
  public init(drafts: [Draft] = [], reports: [OutboxEntry] = []) {
    self.drafts = drafts
    self.reports = reports
  }
}

/// A filed report with its state in words.
public struct OutboxEntry: Hashable, Sendable, Identifiable {
  public var report: OutboxReport
  /// How many relays hold it, of how many that are needed.
  public var held: Int
  public var needed: Int
  /// What is going on, or what went wrong last, as one sentence.
  public var sentence: Phrase
  /// One line for each relay that was asked.
  public var relays: [Phrase]
  public var id: ReportNumber { report.id }
  public init(_ report: OutboxReport, held: Int, needed: Int, sentence: Phrase, relays: [Phrase] = []) {
    self.report = report
    self.held = held
    self.needed = needed
    self.sentence = sentence
    self.relays = relays
  }
}

/// What would be sent, where to, and what still stands in the way.
public struct ReviewSheet: Hashable, Sendable {
  public var draft: Draft
  public var newsroomName: String
  public var relays: [ReviewRelay]
  /// Of the packed report, padding included, in bytes.
  public var size: Int
  /// Whether it is sealed to the desk's keys; else anybody who runs a relay can read it.
  public var isSealed: Bool
  /// The desk's keys, by what is known of them.
  public var keys: ReviewKeys
  /// What the desk answered; of a filed report.
  public var letters: [ReportLetter]
  public var consent: UnsealedConsent
  /// What it would take to send it to all of these relays.
  public var neededConsent: UnsealedConsent
  /// What is missing, a sentence each; with `isBlocking`, it can't be filed so.
  public var missing: [ReviewGap]
  /// It is in the outbox already and only looked at; `draft` then holds what was filed.
  public var isFiled: Bool

  public init(
    draft: Draft, newsroomName: String, relays: [ReviewRelay] = [], size: Int, isSealed: Bool = false,
    keys: ReviewKeys = .none, letters: [ReportLetter] = [], consent: UnsealedConsent,
    neededConsent: UnsealedConsent = .overTLS, missing: [ReviewGap] = [],
    isFiled: Bool = false
  ) {
    self.isFiled = isFiled
    self.draft = draft
    self.newsroomName = newsroomName
    self.relays = relays
    self.size = size
    self.isSealed = isSealed
    self.keys = keys
    self.letters = letters
    self.consent = consent
    self.neededConsent = neededConsent
    self.missing = missing
  }
}

/// To whom a report is sealed, by what is known of the newsroom's keys. Texts are the newsroom's.
public enum ReviewKeys: Hashable, Sendable {
  /// It is not signed.
  case none
  /// Its keys are not here yet.
  case waiting
  /// Two editions of it exclude each other.
  case stopped
  /// Its keys name nobody to seal to.
  case nobody(origin: String)
  /// So many editors open it. `isFirstSeen`: the fingerprint was never compared with the newsroom's own.
  case desk(editors: Int, origin: String, fingerprint: String, isFirstSeen: Bool)
}

/// A relay that the report would go to.
public struct ReviewRelay: Hashable, Sendable {
  public var url: String
  /// Nobody on the way can read what goes there: TLS, loopback, an onion address.
  public var isPrivate: Bool
  public init(url: String, isPrivate: Bool) {
    self.url = url
    self.isPrivate = isPrivate
  }
}

/// Something that a report lacks.
public struct ReviewGap: Hashable, Sendable {
  public var phrase: Phrase
  public var isBlocking: Bool
  public init(_ phrase: Phrase, isBlocking: Bool) {
    self.phrase = phrase
    self.isBlocking = isBlocking
  }
}
