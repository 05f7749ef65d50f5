public import Foundation

/// What vouches for an article of a signed newsroom, and what the newsroom said of it since.
public struct ArticleProof: Hashable, Sendable {
  public var newsroom: NewsroomID
  /// Its entry's place in the log, from 0, and how many entries the log has.
  public var place: Int
  public var size: Int
  /// `urn:uuid:…`
  public var entry: String
  /// When the entry says that it was written.
  public var time: Date?
  /// The name in the signature, and the fingerprint of the newsroom's keys.
  public var signer: String?
  public var fingerprint: String?
  /// Nobody has vouched for these keys but the first sight.
  public var wantsComparison = false
  /// When the newest state was signed.
  public var signed: Date?
  /// SHA-256 of the text as the newsroom wrote it, lower-case hex; nil where the entry itself has it. What is kept was checked with it.
  public var textHash: String?
  /// What the last correction corrected, in the newsroom's words.
  public var correction: String?
  /// When it was withdrawn, and why in the newsroom's words.
  public var withdrawn: Date?
  public var withdrawal: String?
  /// Where it happened.
  public var location: String?
  /// Its text is not here yet.
  public var lacksText = false
  public var files: [SignedFile] = []

  public init(newsroom: NewsroomID, place: Int, size: Int, entry: String) {
    self.newsroom = newsroom
    self.place = place
    self.size = size
    self.entry = entry
  }
}

/// That a newsroom removed an entry of its record: for somebody's safety, or by a court.
public struct SignedRemoval: Hashable, Sendable {
  /// The entry's place in the log, from 0.
  public var place: Int
  /// The newsroom's own words; from outside.
  public var note: String?
  public var time: Date?
  public init(place: Int, note: String? = nil, time: Date? = nil) {
    self.place = place
    self.note = note
    self.time = time
  }
}

/// A picture or another file of a signed article.
public struct SignedFile: Hashable, Sendable, Codable {
  /// SHA-256 of its bytes, lower-case hex: its name.
  public var sha256: String
  /// Media type, as the newsroom says.
  public var type: String
  /// In bytes.
  public var size: Int
  public var caption: String?
  public var alt: String?
  /// In pixels.
  public var width: Int?
  public var height: Int?

  public init(
    sha256: String, type: String, size: Int, caption: String? = nil, alt: String? = nil, width: Int? = nil,
    height: Int? = nil
  ) {
    self.sha256 = sha256
    self.type = type
    self.size = size
    self.caption = caption
    self.alt = alt
    self.width = width
    self.height = height
  }
}
