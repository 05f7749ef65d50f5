extension EditionWriter {
  /// Whether an entry that was published is empty already, as a removal wants it.
  public func isRemoved(_ index: Int) throws(TreeFolderFault) -> Bool {
    guard let size = checkpoint?.point.size, index >= 0, index < size else { return false }
    return try folder.entries(of: index / 256, size: size)?[index % 256].isEmpty ?? false
  }

  /// Carries removals out: the body becomes zeros and pictures go, if nobody else has them, and last the entry becomes empty,
  /// in every file that has it. Called when the removal itself is published: before, the gap would look like a lie.
  mutating func eraseRemoved() throws(TreeFolderFault) {
    let size = checkpoint?.point.size ?? 0
    let due = removals.filter { $0.index < size }
    removals = []
    var pending: [(EntryRemoval, Entry)] = []
    for removal in due {
      guard let bytes = try folder.entries(of: removal.index / 256, size: size)?[removal.index % 256] else { continue }
      // An empty one was the last thing to be done.
      if !bytes.isEmpty, TreeHash.leaf(bytes) == removal.hash {
        pending.append((removal, Entry(index: removal.index, bytes: bytes)))
      }
    }
    guard !pending.isEmpty else { return }
    let others = try uses(without: Set(pending.map(\.0.index)), size: size)
    for (removal, entry) in pending {
      if let body = entry.body, !others.places.contains(where: { $0.overlaps(body) }) { try erase(body) }
      if case .article(let article) = entry.content {
        for media in article.media where !others.blobs.contains(media.name) {
          try folder.remove(TreePath.blob(media.name).text)
        }
      }
      try empty(removal.index, size: size)
    }
  }

  private func erase(_ body: EntryBody) throws(TreeFolderFault) {
    guard var bytes = try folder.read(.segment(body.segment)), body.end <= bytes.count else { return }
    bytes.replaceSubrange(body.offset..<body.end, with: repeatElement(0, count: body.length))
    try folder.write(bytes, to: .segment(body.segment))
  }

  /// In the full bundle, and in all partial ones: what is withdrawn for somebody's safety must not stay for a mirror's sake.
  private func empty(_ index: Int, size: Int) throws(TreeFolderFault) {
    let full = TreePath.entries(index: index / 256, width: 256).text
    let partials = folder.names(in: full + ".p").map { full + ".p/" + $0 }
    for name in [full] + partials {
      guard let bytes = try folder.read(name, most: EditionLimits.bundle) else { continue }
      var entries: [[UInt8]] = []
      for width in 1...256 {
        guard let read = EntryBundle.read(bytes, count: width) else { break }
        entries = read.map(Array.init)
      }
      guard index % 256 < entries.count else { continue }
      entries[index % 256] = []
      try folder.write(EntryBundle.write(entries), to: name)
    }
  }

  /// What entries that stay point at.
  private func uses(
    without removed: Set<Int>, size: Int
  ) throws(TreeFolderFault) -> (places: Set<EntryPlace>, blobs: Set<BlobName>) {
    var places: Set<EntryPlace> = []
    var blobs: Set<BlobName> = []
    for bundle in 0..<((size + 255) / 256) {
      for (place, bytes) in (try folder.entries(of: bundle, size: size) ?? []).enumerated()
      where !bytes.isEmpty && !removed.contains(256 * bundle + place) {
        let entry = Entry(index: 256 * bundle + place, bytes: bytes)
        if let body = entry.body {
          places.insert(EntryPlace(segment: body.segment, offset: body.offset, length: body.length))
        }
        if case .article(let article) = entry.content { blobs.formUnion(article.media.map(\.name)) }
      }
    }
    return (places, blobs)
  }
}

extension EntryPlace {
  func overlaps(_ body: EntryBody) -> Bool {
    segment == body.segment && offset < body.end && body.offset < offset + length
  }
}
