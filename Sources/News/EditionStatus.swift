public import Foundation

/// How a newsroom's signed record stands here: what the page of the edition and `wirecopy newsrooms` show.
///
/// Everything in it was proven, but for `wanted`, which the reader was given. Text of the newsroom's is from outside.
public struct EditionStatus: Hashable, Sendable, Codable {
  /// Two signed states that can't both be true.
  public struct Fork: Hashable, Sendable, Codable {
    /// The notes, as they were signed: the one that was held, and the other.
    public var held: String
    public var other: String
    /// When it was seen here.
    public var seen: Date
    /// The mirror that gave the other.
    public var mirror: String?
    /// When its reader said that they have seen the alarm. It starts nothing again.
    public var acknowledged: Date?
    public init(held: String, other: String, seen: Date, mirror: String? = nil, acknowledged: Date? = nil) {
      self.held = held
      self.other = other
      self.seen = seen
      self.mirror = mirror
      self.acknowledged = acknowledged
    }
  }

  /// Another mirror's head that was compared with the one that is followed.
  public struct Comparison: Hashable, Sendable, Codable {
    public var mirror: String
    public var at: Date
    public init(mirror: String, at: Date) {
      self.mirror = mirror
      self.at = at
    }
  }

  /// A mirror that gave what the newsroom did not sign.
  public struct Tampering: Hashable, Sendable, Codable {
    public var mirror: String
    /// The file below its address.
    public var path: String
    /// The last time.
    public var seen: Date
    public var fault: Phrase
    /// Its reader has seen the alarm.
    public var isAcknowledged: Bool
    public init(mirror: String, path: String, seen: Date, fault: Phrase, isAcknowledged: Bool = false) {
      self.mirror = mirror
      self.path = path
      self.seen = seen
      self.fault = fault
      self.isAcknowledged = isAcknowledged
    }
  }

  /// `wc1…` that the reader was given, or compared; nil where the first keys were trusted.
  public var wanted: String?
  /// `wc1…` of the keys that are followed; nil before any were seen.
  public var fingerprint: String?
  /// Nothing but the first sight vouched for the keys when they came.
  public var isFirstSeen = false
  /// What the newsroom calls itself, and its name in signatures.
  public var title: String?
  public var origin: String?
  /// BCP 47.
  public var languages: [String] = []
  /// The newest root file that is known, from 1; 0 before there is one.
  public var root = 0
  /// When its editors want to have written another. It warns, and locks nothing.
  public var expires: Date?
  /// Names of the editors' keys (TUF key IDs, hex), and how many of them must sign the next root file.
  public var editors: [String] = []
  public var threshold = 0
  /// The keys that sign each edition: key IDs, hex.
  public var heads: [String] = []
  /// `age1…`, to whom reports are sealed.
  public var recipients: [String] = []
  /// Entries of the signed record, and how many of them are here.
  public var size = 0
  public var held = 0
  /// The oldest entry from which on all are here.
  public var first = 0
  public var isComplete = false
  /// When the newest state was signed: the age of what is shown.
  public var signed: Date?
  public var compared: Comparison?
  public var fork: Fork?
  /// Mirrors whose tampering their reader has seen, and when.
  public var acknowledged: [String: Date] = [:]

  // What the store counts.

  /// Texts, and pictures and other files, that entries name and that are not here yet.
  public var missingTexts = 0
  public var missingFiles = 0
  /// Entries of kinds that we don't know, and such as can't be read: kept, not shown.
  public var unknown = 0
  /// Entries that were removed for somebody's safety, or by a court.
  public var removed = 0
  /// Bytes of entries, texts and files on this disk.
  public var bytes = 0
  /// Mirrors that gave something false and are followed still, the last one first.
  public var tampering: [Tampering] = []

  public init() {}

  /// How long a mirror that goes on tampering is not told of again, in seconds.
  public static let quiet: TimeInterval = 7 * 86_400

  /// Everything that the record names is here.
  public var isWhole: Bool { isComplete && missingTexts == 0 && missingFiles == 0 }

  /// Nobody has vouched for the keys: the fingerprint is to be compared.
  public var wantsComparison: Bool { isFirstSeen && wanted == nil }

  /// Something is wrong that its reader has not said to have seen.
  public var hasAlarm: Bool {
    (fork.map { $0.acknowledged == nil } ?? false) || tampering.contains { !$0.isAcknowledged }
  }

  /// Seconds since the newest state was signed.
  public func age(now: Date) -> TimeInterval? { signed.map { max(0, now.timeIntervalSince($0)) } }

  /// Whether the keys are older than their editors wanted them to become.
  public func isExpired(now: Date) -> Bool { expires.map { $0 < now } ?? false }
}
