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
  /// Where bodies of entries ended that were removed.
  private var ends: [Int: Int] = [:]
  /// Bundles that stand in their place with what was removed since. They tell what is to go with it, and are written last:
  /// after a kill they tell it once more.
  private var standing: [Int] = []
  /// An earlier copy's files have what was removed since.
  private(set) var hasErased = false

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
    let path = TreePath.entries(index: bundle, width: entries.count)
    if learn(bundle, entries, leaves), folder.exists(path.text) {
      standing.append(bundle)
    } else {
      try write(EntryBundle.write(entries), to: path.text)
    }
    if leaves.count == EditionLimits.width {
      try write(leaves.tileBytes, to: TreePath.tile(level: 0, index: bundle, width: 256).text)
    }
  }

  /// A bundle that was written before, of which an entry was removed since.
  mutating func rewrite(bundle: Int, from source: some TreeSource) throws {
    let (entries, leaves) = try proven(bundle, from: source)
    learn(bundle, entries, leaves)
    let path = TreePath.entries(index: bundle, width: entries.count)
    if let old = try folder.read(path), old != EntryBundle.write(entries) { standing.append(bundle) }
  }

  /// The bundles that waited until what they told of was gone.
  mutating func writeStanding(from source: some TreeSource) throws {
    for bundle in standing {
      let (entries, _) = try proven(bundle, from: source)
      try write(EntryBundle.write(entries), to: TreePath.entries(index: bundle, width: entries.count).text)
    }
    standing = []
  }

  /// Looks at what earlier copies left of a bundle, the full file and the partial ones: it tells where the texts and pictures of
  /// entries are that were removed since. The tree's leaves prove that it does.
  /// - Returns: whether any is there.
  @discardableResult private mutating func learn(_ bundle: Int, _ entries: [[UInt8]], _ leaves: [TreeHash]) -> Bool {
    guard entries.contains(where: \.isEmpty) else { return false }
    var isAny = false
    for path in folder.bundles(at: bundle) {
      guard case .entries(_, let width) = path, let bytes = try? folder.read(path),
        let old = EntryBundle.read(bytes, count: width)
      else { continue }
      for (place, bytes) in old.prefix(entries.count).enumerated()
      where entries[place].isEmpty && !bytes.isEmpty && TreeHash.leaf(Array(bytes)) == leaves[place] {
        isAny = true
        let entry = Entry(index: 256 * bundle + place, bytes: Array(bytes))
        if let body = entry.body {
          segments.insert(body.segment)
          ends[body.segment] = max(ends[body.segment] ?? 0, body.end)
        }
        if case .article(let article) = entry.content { erased.formUnion(article.media.map(\.name)) }
      }
    }
    hasErased = hasErased || isAny
    return isAny
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
    var places = ends
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
