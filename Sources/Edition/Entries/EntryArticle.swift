import Seal

/// Where a body lies: one gzip member of a segment.
public struct EntryBody: Hashable, Sendable {
  public let segment: Int
  /// Bytes from the segment's beginning.
  public let offset: Int
  /// Bytes of the member.
  public let length: Int
  /// Of the bytes inside.
  public let sha256: TreeHash
  /// Media type of the bytes inside: `text/html`, `text/plain`.
  public let type: String
  /// SHA-256 of the member as it is served, where the entry gives it (`packed`): nobody can mark copies then.
  public let packed: TreeHash?

  public init(segment: Int, offset: Int, length: Int, sha256: TreeHash, type: String, packed: TreeHash?) {
    self.segment = segment
    self.offset = offset
    self.length = length
    self.sha256 = sha256
    self.type = type
    self.packed = packed
  }

  /// Where it ends in its segment.
  public var end: Int { offset + length }

  init?(_ value: JSONValue?) {
    guard let value, let segment = value["segment"]?.integer, (0...999_999).contains(segment),
      let offset = value["offset"]?.integer, (0...EditionLimits.segment).contains(offset),
      let length = value["length"]?.integer, (18...EditionLimits.member).contains(length),
      offset + length <= EditionLimits.segment, let sha256 = value["sha256"]?.string.flatMap({ TreeHash(hex: $0) }),
      let type = value["type"]?.string
    else { return nil }
    self.init(
      segment: segment, offset: offset, length: length, sha256: sha256, type: type,
      packed: value["packed"]?.string.flatMap { TreeHash(hex: $0) })
  }

  public var value: JSONValue {
    .object(
      [
        .of("segment", .integer(segment)), .of("offset", .integer(offset)), .of("length", .integer(length)),
        .of("sha256", .string(sha256.hex)), .of("type", .string(type)),
      ] + (packed.map { [.of("packed", .string($0.hex))] } ?? []))
  }
}

/// A picture or file of an article.
public struct EntryMedia: Hashable, Sendable {
  public var name: BlobName
  public var type: String
  public var size: Int
  public var caption: String?
  public var alt: String?
  /// In pixels.
  public var width: Int?
  public var height: Int?

  public init(
    name: BlobName, type: String, size: Int, caption: String? = nil, alt: String? = nil, width: Int? = nil,
    height: Int? = nil
  ) {
    self.name = name
    self.type = type
    self.size = size
    self.caption = caption
    self.alt = alt
    self.width = width
    self.height = height
  }

  init?(_ value: JSONValue) {
    guard let name = value["sha256"]?.string.flatMap({ BlobName($0) }), let size = value["size"]?.integer,
      (0...EditionLimits.blob).contains(size)
    else { return nil }
    self.init(
      name: name, type: value["type"]?.string ?? "application/octet-stream", size: size,
      caption: value["caption"]?.string, alt: value["alt"]?.string, width: value["width"]?.integer,
      height: value["height"]?.integer)
  }
}

/// An article.
public struct EntryArticle: Hashable, Sendable {
  public var title: String
  public var body: EntryBody?
  /// BCP 47.
  public var language: String?
  public var sections: [String]
  public var byline: String?
  public var place: String?
  public var summary: String?
  public var isUrgent: Bool
  public var media: [EntryMedia]
  /// Where it was published before: an absolute URL.
  public var source: String?
  /// As given; see `EntryTime`.
  public var published: String?
  /// What was corrected, in a second revision.
  public var note: String?

  public init(
    title: String, body: EntryBody? = nil, language: String? = nil, sections: [String] = [], byline: String? = nil,
    place: String? = nil, summary: String? = nil, isUrgent: Bool = false, media: [EntryMedia] = [],
    source: String? = nil, published: String? = nil, note: String? = nil
  ) {
    self.title = title
    self.body = body
    self.language = language
    self.sections = sections
    self.byline = byline
    self.place = place
    self.summary = summary
    self.isUrgent = isUrgent
    self.media = media
    self.source = source
    self.published = published
    self.note = note
  }

  init?(_ value: JSONValue) {
    guard let title = value["title"]?.string else { return nil }
    self.init(
      title: title, body: EntryBody(value["body"]), language: value["lang"]?.string,
      sections: value["sections"]?.strings ?? [], byline: value["byline"]?.string, place: value["place"]?.string,
      summary: value["summary"]?.string, isUrgent: value["urgent"]?.bool ?? false,
      media: value["media"]?.array?.compactMap { EntryMedia($0) } ?? [], source: value["source"]?.string,
      published: value["published"]?.string, note: value["note"]?.string)
  }
}
