public import News

/// A cleaned copy that is to go with a draft.
public struct NewAttachment: Hashable, Sendable {
  /// In the store's `workFolder`, which it leaves: never the writer's own file.
  public var path: String
  /// As the writer's file was called; never sent.
  public var originalName: String
  /// Media type by its content, without parameters.
  public var type: String
  /// Bytes of the copy.
  public var size: Int
  /// SHA-256 of the copy, lower-case hex.
  public var sha256: String
  public var caption: String
  public var cleaning: Attachment.Cleaning

  public init(
    path: String, originalName: String, type: String, size: Int, sha256: String, caption: String = "",
    cleaning: Attachment.Cleaning
  ) {
    self.path = path
    self.originalName = originalName
    self.type = type
    self.size = size
    self.sha256 = sha256
    self.caption = caption
    self.cleaning = cleaning
  }
}
