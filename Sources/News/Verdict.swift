/// What we say of a mirror that failed: the symptom with certainty, the cause with its confidence.
public struct Verdict: Hashable, Sendable, Codable {
  /// What was observed, in the order in which a request goes.
  public enum Symptom: String, Hashable, Sendable, Codable, CaseIterable {
    case noSuchName, resolverFailed, resolverSilent
    case refused, unreachable, swallowed
    case resetInHello, closedInHello, tlsSwallowed, tlsRefused, plainTextOnTLS
    case unknownIssuer, wrongCertificate, certificateTime, pinMismatch, tlsOther
    case silent, reset, cutOff, stalled, tooSlow, tooLarge, badEncoding
    case status, legalReasons, notFound, forbidden, askedToWait, broken
    case redirected, notAFeed, empty
    /// Of relays: it refuses the drop itself; it said that it held it, and keeps nothing.
    case dropRefused, keptNothing
    case offline, unsupported, other
  }

  /// How much it counts against the mirror.
  public enum Weight: String, Hashable, Sendable, Codable { case none, soft, hard }

  /// How sure the cause is. The symptom is always certain.
  public enum Confidence: String, Hashable, Sendable, Codable { case observed, likely, confirmed }

  public var symptom: Symptom
  public var weight: Weight
  public var confidence: Confidence
  public var evidence: Evidence

  public init(
    _ symptom: Symptom, weight: Weight = .soft, confidence: Confidence = .observed, evidence: Evidence = .init()
  ) {
    self.symptom = symptom
    self.weight = weight
    self.confidence = confidence
    self.evidence = evidence
  }

  /// What the verdict rests on. Absent members were not observed. Text from outside is kept as it came: make it visible before showing.
  public struct Evidence: Hashable, Sendable, Codable {
    /// Addresses tried, as literals.
    public var addresses: [String]?
    /// libcurl's result code.
    public var code: Int?
    /// The system's error number.
    public var errno: Int?
    /// HTTP status.
    public var status: Int?
    /// Seconds that the server asked us to wait.
    public var retryAfter: Int?
    /// The `Location` that was not followed.
    public var location: String?
    /// The `blocked-by` link of RFC 7725.
    public var blockedBy: String?
    /// Bytes of body that came.
    public var bytes: Int?
    /// Milliseconds to each phase's end.
    public var resolved: Int?
    public var connected: Int?
    public var secured: Int?
    public var firstByte: Int?
    public var total: Int?
    /// What stood there instead of a feed: a content type, a page's title.
    public var found: String?
    /// A library's own words.
    public var detail: String?
    public init() {}
  }
}
