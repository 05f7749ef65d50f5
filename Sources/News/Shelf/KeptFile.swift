/// A picture or enclosure that is kept offline.
public struct KeptFile: Hashable, Sendable {
  /// Of a plain file (0600) beside the store, named by its SHA-256. What is in it is a stranger's.
  public var path: String
  /// MIME type, as the article or the mirror gave it.
  public var type: String?
  /// Bytes.
  public var size: Int64
  public init(path: String, type: String?, size: Int64) {
    self.path = path
    self.type = type
    self.size = size
  }
}

/// One that is to be fetched.
public struct WantedFile: Identifiable, Hashable, Sendable {
  public let id: Int64
  public var newsroom: NewsroomID
  /// As the article names it: absolute.
  public var url: String
  public var type: String?
  /// Where its bytes are collected until it is whole, and how many are there.
  public var partPath: String
  public var have: Int64
  /// Of what was collected so far: the rest must be of the same.
  public var etag: String?

  public init(
    id: Int64, newsroom: NewsroomID, url: String, type: String?, partPath: String, have: Int64, etag: String?
  ) {
    self.id = id
    self.newsroom = newsroom
    self.url = url
    self.type = type
    self.partPath = partPath
    self.have = have
    self.etag = etag
  }
}
