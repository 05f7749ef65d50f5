/// Where a mirror left off: what a conditional request (RFC 9110, section 13) needs.
/// It belongs to one mirror and to the URL that it was got from: at another URL it is gone.
public struct Cursor: Hashable, Sendable {
  /// The `ETag` field, as given.
  public var etag: String?
  /// The `Last-Modified` field, as given.
  public var lastModified: String?
  /// A hash of the body, for servers that give neither.
  public var contentHash: [UInt8]?

  public init(etag: String? = nil, lastModified: String? = nil, contentHash: [UInt8]? = nil) {
    self.etag = etag
    self.lastModified = lastModified
    self.contentHash = contentHash
  }
}
