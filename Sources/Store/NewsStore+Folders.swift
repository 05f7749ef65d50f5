extension NewsStore {
  // Beside the store file, made (0700) when first asked for; the files in them are 0600. Of a store in memory they go with it.

  /// The attachments' kept copies, named by their SHA-256.
  public var filesFolder: String { files.path }
  /// Packed reports, named by their SHA-256.
  public var dropsFolder: String { drops.path }
  /// Pictures and other files of signed newsrooms, named by their SHA-256.
  public var blobsFolder: String { blobs.path }
  /// Drops that the desk's side fetched. The store looks after nothing in it.
  public var inboxFolder: String { PrivateFolder("inbox", in: home).path }
  /// Copies that are being cleaned, texts in an outer editor. The store looks after nothing in it.
  public var workFolder: String { work.path }

  var files: PrivateFolder { PrivateFolder("files", in: home) }
  var drops: PrivateFolder { PrivateFolder("drops", in: home) }
  var blobs: PrivateFolder { PrivateFolder("blobs", in: home) }
  var work: PrivateFolder { PrivateFolder("work", in: home) }
}
