import News

/// One copy on its way: writes what the signed tree proves, and nothing else.
struct CopyJob {
  let folder: TreeFolder
  let state: EditionState
  private(set) var files = 0
  /// Segments that new entries point at, and stretches that removals made empty.
  private var segments: Set<Int> = []
  /// Pictures of entries that were removed: they go, unless the source still has them for another entry.
  private(set) var erased: Set<BlobName> = []

  init(folder: TreeFolder, state: EditionState) {
    self.folder = folder
    self.state = state
  }

  mutating func write(_ bytes: [UInt8], to name: String) throws(TreeFolderFault) {
    if let old = try? folder.read(name, most: bytes.count), old == bytes { return }
    try folder.write(bytes, to: name)
    files += 1
  }

  /// A bundle with its tile.
  mutating func write(bundle: Int, from source: some TreeSource) throws {
    let (entries, leaves) = try proven(bundle, from: source)
    for (place, bytes) in entries.enumerated() {
      let entry = Entry(index: 256 * bundle + place, bytes: bytes)
      if let body = entry.body { segments.insert(body.segment) }
      if case .removal(let removal) = entry.content, let place = removal.place { segments.insert(place.segment) }
    }
    try write(
      EntryBundle.write(entries), to: TreePath.entries(index: bundle, width: entries.count).text)
    if leaves.count == EditionLimits.width {
      try write(leaves.tileBytes, to: TreePath.tile(level: 0, index: bundle, width: 256).text)
    }
  }

  /// A bundle that was written before, of which an entry was removed since.
  mutating func rewrite(bundle: Int, from source: some TreeSource) throws {
    let (entries, _) = try proven(bundle, from: source)
    let path = TreePath.entries(index: bundle, width: entries.count)
    let bytes = EntryBundle.write(entries)
    guard let old = try folder.read(path), old != bytes else { return }
    for (place, bytes) in (EntryBundle.read(old, count: entries.count) ?? []).enumerated() where entries[place].isEmpty
    {
      let entry = Entry(index: 256 * bundle + place, bytes: Array(bytes))
      if let body = entry.body { segments.insert(body.segment) }
      if case .article(let article) = entry.content { erased.formUnion(article.media.map(\.name)) }
    }
    try write(bytes, to: path.text)
  }

  private func proven(
    _ bundle: Int, from source: some TreeSource
  ) throws -> (entries: [[UInt8]], leaves: [TreeHash]) {
    let range = (256 * bundle)..<min(256 * bundle + 256, state.size)
    let stored = try source.entries(range)
    let leaves = stored.map(\.leaf)
    let isWhole = stored.count == range.count && stored.allSatisfy { $0.bytes.isEmpty || .leaf($0.bytes) == $0.leaf }
    guard isWhole, leaves.count == 256 ? node(bundle) == TreeHash.root(of: leaves) : leaves == state.edge.levels.first
    else {
      throw TreeFolderFault.notProven("bundle \(bundle) of the entries that are kept here is damaged")
    }
    return (stored.map(\.bytes), leaves)
  }

  private func node(_ bundle: Int) -> TreeHash? {
    if case .known(let hash) = state.shelf.node(level: 1, index: bundle, edge: state.edge) { hash } else { nil }
  }

  /// Segments: the members in their places, zeros where one was removed.
  mutating func writeSegments(from source: some TreeSource, isThorough: Bool) throws {
    var places: [Int: Int] = [:]
    for entry in try removalPlaces(from: source) {
      places[entry.segment] = max(places[entry.segment] ?? 0, entry.offset + entry.length)
    }
    for segment in segments.sorted() {
      let members = try source.members(of: segment).sorted { $0.offset < $1.offset }
      let end = max(members.map { $0.offset + $0.bytes.count }.max() ?? 0, places[segment] ?? 0)
      guard end <= EditionLimits.segment else { throw TreeFolderFault.notProven("segment \(segment) is too long") }
      var bytes = [UInt8](repeating: 0, count: end)
      for member in members where member.offset >= 0 {
        bytes.replaceSubrange(member.offset..<(member.offset + member.bytes.count), with: member.bytes)
      }
      if end > 0 { try write(bytes, to: TreePath.segment(segment).text) }
    }
  }

  /// Where removals say that bodies were.
  private func removalPlaces(from source: some TreeSource) throws -> [EntryPlace] {
    guard !state.removals.isEmpty else { return [] }
    var places: [EntryPlace] = []
    var index = state.first
    while index < state.size {
      let range = index..<min(index + 4096, state.size)
      for (bytes, _) in try source.entries(range) where Self.mayBeRemoval(bytes) {
        if case .removal(let removal) = Entry(index: 0, bytes: bytes).content, let place = removal.place {
          places.append(place)
        }
      }
      index = range.upperBound
    }
    return places
  }

  /// A look that costs less than reading the entry.
  private static func mayBeRemoval(_ bytes: [UInt8]) -> Bool {
    bytes.count < 4096 && String(decoding: bytes, as: UTF8.self).contains("\"removal\"")
  }

  /// The tiles above the leaves, and the edge's.
  mutating func writeTiles() throws(TreeFolderFault) {
    for (place, hashes) in state.shelf.tiles where place.level > 0 {
      try write(hashes.tileBytes, to: TreePath.tile(level: place.level, index: place.index, width: 256).text)
    }
    for (level, hashes) in state.edge.levels.enumerated() where !hashes.isEmpty {
      let path = TreePath.tile(level: level, index: state.size >> (8 * (level + 1)), width: hashes.count)
      try write(hashes.tileBytes, to: path.text)
    }
  }
}
