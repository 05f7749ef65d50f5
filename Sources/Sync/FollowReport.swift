public import News

/// What came of following addresses: a newsroom with those that are feeds, and why the others are none.
public struct FollowReport: Hashable, Sendable {
  /// An address that became a mirror.
  public struct Kept: Hashable, Sendable {
    /// As the user wrote it.
    public var asked: String
    /// Where the feed stands: after redirects, and after a page that names it.
    public var url: String
    /// What the feed calls itself.
    public var title: String?
    /// Further feeds that the page names.
    public var further: [String]
    /// A feed was read there; false where it was kept unseen.
    public var isVerified: Bool
    /// It shares no article with the first mirror's feed: perhaps it is another newsroom's.
    public var isUnlike: Bool
  }
  /// An address that was not kept.
  public struct Refused: Hashable, Sendable {
    public var asked: String
    /// What was found there instead. Text from outside in it is not yet made visible.
    public var reason: Phrase
    /// Nobody answered, so it may be a mirror all the same.
    public var isUnreachable: Bool
    /// All of the line, where the reason is a sentence about the address itself: it is said once, as it was asked for.
    private var sentence: Phrase?

    public var line: Phrase { sentence ?? "\(asked): \(reason)" }

    init(asked: String, reason: Phrase, isUnreachable: Bool) {
      self.asked = asked
      self.reason = reason
      self.isUnreachable = isUnreachable
    }

    /// - Parameter url: where it was asked for.
    init(asked: String, _ verdict: Verdict, url: String, kind: MirrorKind) {
      self.init(
        asked: asked, reason: VerdictSentence.phrase(verdict, url: url, kind: kind),
        isUnreachable: verdict.meansUnreachable)
      sentence = VerdictSentence.phrase(verdict, name: .verbatim(asked), kind: kind)
    }
  }
  /// Nil when nothing was added.
  public var newsroom: Newsroom?
  public var kept: [Kept] = []
  public var refused: [Refused] = []
  /// Articles that are in the store now and were not before.
  public var new = 0
  /// Why nothing was added though there was something to add: the name is taken, the store is full.
  public var trouble: Phrase?

  /// Of a signed newsroom: how its record stands here.
  public var edition: EditionStatus?
  /// A newsroom that was followed by its feeds is signed now; its articles keep their marks.
  public var takesOver = false
  /// What stands there was refused for safety: nothing of it was signed by the newsroom that was meant.
  public var isUnsafe = false

  public init() {}
}
