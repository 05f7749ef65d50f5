import News

/// A tree on a disk that is trusted because its owner wrote it: read without being proven again.
public struct PublishedTree {
  private let folder: String
  public let size: Int

  public init(folder: String, size: Int) {
    self.folder = folder
    self.size = size
  }

  /// Hands over the entries from an index on, in order.
  public func each(from start: Int = 0, _ take: (Entry) throws(TreeFolderFault) -> Void) throws(TreeFolderFault) {
    guard start < size else { return }
    for bundle in (start / 256)..<((size + 255) / 256) {
      for (place, entry) in try entries(of: bundle).enumerated() where 256 * bundle + place >= start {
        try take(Entry(index: 256 * bundle + place, bytes: Array(entry)))
      }
    }
  }

  /// Whether an entry is empty, as a removal wants it.
  public func isRemoved(_ index: Int) throws(TreeFolderFault) -> Bool {
    guard (0..<size).contains(index) else { return false }
    return try entries(of: index / 256)[index % 256].isEmpty
  }

  private func entries(of bundle: Int) throws(TreeFolderFault) -> [ArraySlice<UInt8>] {
    let width = min(256, size - 256 * bundle)
    let path = TreePath.entries(index: bundle, width: width)
    guard let bytes = try TreeFolder.read(folder + "/" + path.text, most: path.mostBytes),
      let entries = EntryBundle.read(bytes, count: width)
    else { throw .foreign(path: folder, why: "bundle \(bundle) of its entries is not there") }
    return entries
  }

  /// The text of a body; nil where it is not there any more.
  public func text(of body: EntryBody) throws(TreeFolderFault) -> [UInt8]? {
    let path = TreePath.segment(body.segment)
    guard let bytes = try TreeFolder.read(folder + "/" + path.text, most: path.mostBytes), body.end <= bytes.count
    else {
      return nil
    }
    return (try? body.prove(bytes[body.offset..<body.end]))?.bytes
  }
}
