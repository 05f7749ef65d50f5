public import Foundation
public import News

/// What was proven of a signed newsroom at one go, with what is known of it from then on: stored together or not at all.
///
/// Nothing in it is checked here: only what the verifier gave out may be put into one.
public struct EditionDelivery: Sendable {
  public enum Step: Sendable {
    case entries([NewEntry])
    /// Entries that the newsroom removed, each if its leaf has this hash.
    case erase([(place: Int, leaf: [UInt8])])
    /// Entries from there on are withdrawn.
    case wentBack(to: Int)
    /// Of those from this place on, only what has these leaves in their order stays; the others are withdrawn.
    case agreed(upTo: Int, leaves: [[UInt8]])
  }

  public var newsroom: NewsroomID
  /// The mirror that gave it.
  public var mirror: MirrorID
  /// What the verifier knows now, as it wants to be given it again; opaque.
  public var state: [UInt8]
  /// The parts of it that the verifier knows; the store's own counts in it mean nothing.
  public var status: EditionStatus
  /// In this order.
  public var steps: [Step]
  /// When it was asked for a newer root file, if it was.
  public var lookedForRoot: Date?
  public var now: Date

  public init(
    newsroom: NewsroomID, mirror: MirrorID, state: [UInt8], status: EditionStatus, steps: [Step],
    lookedForRoot: Date? = nil, now: Date
  ) {
    self.newsroom = newsroom
    self.mirror = mirror
    self.state = state
    self.status = status
    self.steps = steps
    self.lookedForRoot = lookedForRoot
    self.now = now
  }

  var erases: Bool {
    steps.contains { step in
      switch step {
      case .entries(let entries): entries.contains { $0.bytes.isEmpty }
      case .erase, .wentBack, .agreed: true
      }
    }
  }
}

/// An entry of the signed record, ready for its rows.
public struct NewEntry: Sendable {
  public enum Content: Sendable {
    /// An article or a message; its `guid` is the entry's `id`. Its text and `content` are what shows until its body is here.
    case article(Article, files: [SignedFile])
    case retraction(of: String, note: String?, time: Date)
    /// All mirrors that the newsroom names.
    case mirrors([SignedMirror])
    /// `boards` or `sections`, in their order.
    case lists(String, [SignedList])
    /// Hashes that say which drops the desk has opened (`ReceiptHash`), dummies among them.
    case receipt([[UInt8]], time: Date)
    /// Sealed, to somebody.
    case letter
    /// Of a kind that is not known yet, or not to be read: kept, counted, not shown.
    case unknown
    /// Kept, and nothing to be shown of it here.
    case other
    /// It was removed: nothing is left but its leaf.
    case removed
  }

  public var place: Int
  /// As signed; empty where it was removed.
  public var bytes: [UInt8]
  public var leaf: [UInt8]
  public var content: Content
  public var body: NewBody?

  public init(place: Int, bytes: [UInt8], leaf: [UInt8], content: Content, body: NewBody? = nil) {
    self.place = place
    self.bytes = bytes
    self.leaf = leaf
    self.content = content
    self.body = body
  }
}

/// Where the body of an entry lies, and what is shown behind it.
public struct NewBody: Hashable, Sendable {
  public var segment: Int
  /// Bytes from the segment's beginning.
  public var start: Int
  /// Bytes of the gzip member.
  public var length: Int
  /// Of the bytes inside; lower-case hex.
  public var sha256: String
  /// Of the member, where the entry gives it.
  public var packed: String?
  /// Media type of the bytes inside.
  public var type: String
  /// Safe HTML and its text that follow the body: the entry's pictures with their words.
  public var frame: BodyFrame?

  public init(
    segment: Int, start: Int, length: Int, sha256: String, packed: String? = nil, type: String, frame: BodyFrame? = nil
  ) {
    self.segment = segment
    self.start = start
    self.length = length
    self.sha256 = sha256
    self.packed = packed
    self.type = type
    self.frame = frame
  }
}

/// Safe HTML and its plain text.
public struct BodyFrame: Hashable, Sendable, Codable {
  public var html: String
  public var text: String
  public init(html: String, text: String) {
    self.html = html
    self.text = text
  }
}

/// A board or a section: its name in entries, and what readers see, by language (BCP 47).
public struct SignedList: Hashable, Sendable, Codable {
  public var name: String
  public var titles: [String: String]
  public var descriptions: [String: String]
  public init(name: String, titles: [String: String] = [:], descriptions: [String: String] = [:]) {
    self.name = name
    self.titles = titles
    self.descriptions = descriptions
  }
}

/// What an edition's delivery came to.
public struct EditionResult: Hashable, Sendable {
  public var new = 0
  public var revised = 0
  public var erased = 0
  public var newAlerts: [ArticleID] = []
  /// Reports of this reader that the desk says it has.
  public var received = 0
  /// Letters, to whomever.
  public var letters = 0
  /// Bodies of the entries that are new here: they are to be fetched.
  public var wanted: [WantedBody] = []
  public init() {}
}
