/// What we say of a mirror that failed: the symptom with certainty, the cause with its confidence.
public struct Verdict: Hashable, Sendable, Codable {
  /// What was observed, in the order in which a request goes.
  public enum Symptom: String, Hashable, Sendable, Codable, CaseIterable {
    case noSuchName, resolverFailed, resolverSilent
    /// The resolver gave an address that is not the mirror's.
    case falseAnswer
    case refused, unreachable, swallowed
    case resetInHello, closedInHello, tlsSwallowed, tlsRefused, plainTextOnTLS
    case unknownIssuer, wrongCertificate, certificateTime, pinMismatch, tlsOther
    case silent, reset, cutOff, stalled, tooSlow, tooLarge, badEncoding
    case status, legalReasons, notFound, forbidden, askedToWait, broken
    case redirected, notAFeed, empty
    /// Cut off at the same byte as before, here or at another mirror.
    case contentFilter
    /// It serves, but older news than is known; other words than another mirror.
    case stale, disagrees
    /// Of signed newsrooms: it gave what the newsroom did not sign; two signed states exclude each other; it lacks a piece that
    /// the signed record names.
    case tampered, fork, incomplete
    /// Of relays: it refuses the drop itself; it said that it held it, and keeps nothing.
    case dropRefused, keptNothing
    case offline, unsupported, other
    /// Of the way there, not of the mirror: the user's proxy does not answer; an onion address without one.
    case proxyFailed, onionNeedsProxy
  }

  /// How much it counts against the mirror.
  public enum Weight: String, Hashable, Sendable, Codable { case none, soft, hard }

  /// How sure the cause is. The symptom is always certain.
  public enum Confidence: String, Hashable, Sendable, Codable { case observed, likely, confirmed }

  public var symptom: Symptom
  public var weight: Weight
  public var confidence: Confidence
  public var evidence: Evidence
  /// Somebody keeps its readers from it. Said only under the rule of the design of mirrors: of a reset or silence after the
  /// TLS hello while the same address answers otherwise, a confirmed false DNS answer, interception, a block page or 451, and
  /// only when another mirror was verified within 60 s on the same network.
  public var isBlocked: Bool

  public init(
    _ symptom: Symptom, weight: Weight = .soft, confidence: Confidence = .observed, evidence: Evidence = .init(),
    isBlocked: Bool = false
  ) {
    self.symptom = symptom
    self.weight = weight
    self.confidence = confidence
    self.evidence = evidence
    self.isBlocked = isBlocked
  }

  private enum CodingKeys: String, CodingKey { case symptom, weight, confidence, evidence, isBlocked }

  /// What an older version kept can be read.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    symptom = try values.decode(Symptom.self, forKey: .symptom)
    weight = try values.decode(Weight.self, forKey: .weight)
    confidence = try values.decode(Confidence.self, forKey: .confidence)
    evidence = try values.decode(Evidence.self, forKey: .evidence)
    isBlocked = try values.decodeIfPresent(Bool.self, forKey: .isBlocked) ?? false
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
    /// Of a signed newsroom: what is wrong with what it gave, to be said in the reader's language; `found` has it in English, and
    /// `detail` the file.
    public var fault: Phrase?
    /// A library's own words.
    public var detail: String?
    /// What the resolver said of its name.
    public var answers: [Answer]?
    /// Each address that was tried, and how that ended.
    public var tries: [Try]?
    /// What it showed where its certificate was the trouble.
    public var certificate: Certificate?
    /// The beginning of what stood there instead of a feed, as text.
    public var firstBytes: String?
    /// The byte of the document from which on it was asked for the rest.
    public var from: Int?
    /// Seconds by which its news is older than the newest known.
    public var behind: Int?
    /// Articles for which it has other words than another mirror.
    public var articles: Int?
    /// The same address was asked again without naming the mirror, and answered; then with its name, and did not.
    public var answersNameless: Bool?
    /// The mirror that was verified at that time, on the same network.
    public var witness: String?
    /// Seconds by which this machine's clock is off, by the word of a mirror that was verified; where that is a day or more.
    public var clockOff: Int?
    public init() {}
  }

  /// An address that a resolver gave.
  public struct Answer: Hashable, Sendable, Codable {
    public var address: String
    /// In a range where no public server stands.
    public var isReserved: Bool
    public init(_ address: String, isReserved: Bool) {
      self.address = address
      self.isReserved = isReserved
    }
  }

  /// An address that was tried.
  public struct Try: Hashable, Sendable, Codable {
    public var address: String
    /// `literal`, `resolver`, `given` or `proxy`.
    public var source: String
    /// How it failed, in the transport's words; nil where it answered.
    public var failure: String?
    public var errno: Int?
    /// Milliseconds from the exchange's beginning.
    public var connected: Int?
    public var secured: Int?
    public var firstByte: Int?
    public var total: Int?
    public init(_ address: String, source: String) {
      self.address = address
      self.source = source
    }
  }

  /// A certificate as it was shown; the texts are from outside.
  public struct Certificate: Hashable, Sendable, Codable {
    public var subject: String
    public var issuer: String
    public var notBefore: String
    public var notAfter: String
    /// Its key as a pin.
    public var key: String
    public init(subject: String, issuer: String, notBefore: String, notAfter: String, key: String) {
      self.subject = subject
      self.issuer = issuer
      self.notBefore = notBefore
      self.notAfter = notAfter
      self.key = key
    }
  }
}
