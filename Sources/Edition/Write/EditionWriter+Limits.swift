import News

/// What an edition can hold, asked before something waits for a publication: it would hold up all else that waits.
extension EditionWriter {
  /// Throws where a text is too long, as it is or packed.
  public static func check(body bytes: [UInt8]) throws(TreeFolderFault) {
    // What can't be made shorter gets a few bytes longer: only near the limit it must be tried.
    let isSmall = bytes.count <= EditionLimits.member - 65_536
    guard bytes.count <= EditionLimits.body, isSmall || GzipMember.pack(bytes).count <= EditionLimits.member else {
      throw bodyTooLong
    }
  }

  /// Throws where an entry is too long.
  /// - Parameter bodyType: the media type of its body, where it gets one: what names it takes room, too.
  public static func check(_ draft: EntryDraft, bodyType: String? = nil) throws(TreeFolderFault) {
    var draft = draft
    if let bodyType {
      let longest = EntryBody(
        segment: 999_999, offset: EditionLimits.segment, length: EditionLimits.member, sha256: .empty, type: bodyType,
        packed: .empty)
      draft.members.append(.of("body", longest.value))
    }
    guard draft.bytes.count <= EditionLimits.entry else { throw entryTooLong }
  }

  /// Throws where a picture or another file is too large.
  public static func check(blob bytes: [UInt8]) throws(TreeFolderFault) {
    guard bytes.count <= EditionLimits.blob else { throw blobTooLong }
  }

  static var bodyTooLong: TreeFolderFault {
    .tooLong(
      "an article's text may not be longer than \(EditionLimits.body >> 20) MiB, nor than \(EditionLimits.member >> 20) MiB once it is packed"
    )
  }

  static var entryTooLong: TreeFolderFault {
    .tooLong("an entry may not be longer than \(EditionLimits.entry) bytes: its text belongs into its body")
  }

  static var blobTooLong: TreeFolderFault {
    .tooLong("a picture or file may not be larger than \(EditionLimits.blob >> 20) MiB")
  }
}
