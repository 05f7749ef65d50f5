import Seal

extension EditionVerifier {
  func candidateWishes(_ candidate: Candidate) -> [EditionWish] {
    switch candidate.way {
    case .appended:
      return newBundles(candidate).filter { candidate.bundles[$0] == nil }.map { bundle in
        EditionWish(
          .entries(index: bundle, width: width(of: bundle, in: candidate.point.size)),
          from: bundle == state.size / 256 ? state.tailBytes : 0)
      }
    case .tiled:
      guard let edge = candidate.edge else {
        return edgePaths(candidate).filter { candidate.levels[$0.level] == nil }.map { EditionWish($0.path) }
      }
      var needs = anchors(candidate).flatMap { prefix(of: $0.size, in: edge, candidate.shelf).needs }
      if needs.isEmpty, case .needs(let paths)? = state.former?.agreement(with: edge, candidate.shelf) { needs = paths }
      return needs.map { EditionWish($0) }
    }
  }

  /// Goes on with a candidate as far as what came allows.
  mutating func advance() -> [EditionEvent] {
    guard let candidate else { return [] }
    switch candidate.way {
    case .appended: return advanceByEntries(candidate)
    case .tiled: return advanceByTiles(candidate)
    }
  }

  // MARK: - By the entries

  private func newBundles(_ candidate: Candidate) -> [Int] {
    Array((state.size / 256)..<((candidate.point.size + 255) / 256))
  }

  private mutating func advanceByEntries(_ candidate: Candidate) -> [EditionEvent] {
    let bundles = newBundles(candidate).compactMap { candidate.bundles[$0] }
    guard bundles.count == newBundles(candidate).count else { return [] }
    let all = bundles.flatMap(\.entries)
    // What was removed has no bytes to make the tree of: its leaves come from a tile.
    guard all.allSatisfy({ !$0.isEmpty }), all.count == candidate.point.size - state.size else { return tileInstead() }
    var edge = state.edge
    var shelf = state.shelf
    var entries: [Entry] = []
    for bytes in all {
      if let trunk = state.trunk, trunk.size == edge.size, edge.root != trunk.hash { return tileInstead() }
      let entry = Entry(index: edge.size, bytes: bytes)
      shelf.keep(edge.append(entry.leaf))
      entries.append(entry)
    }
    if let trunk = state.trunk, trunk.size == edge.size, edge.root != trunk.hash { return tileInstead() }
    guard edge.root == candidate.point.hash else { return tileInstead() }
    let start = state.size
    accept(candidate.signed, edge: edge, shelf: shelf)
    state.held.insert(start..<edge.size)
    state.tailBytes = edge.size & 255 == 0 ? 0 : bundles.last?.bytes ?? 0
    return [.checkpoint(candidate.signed)] + give(entries)
  }

  /// The entries that came do not go on from ours: tiles tell whose fault it is.
  mutating func tileInstead() -> [EditionEvent] {
    candidate?.way = .tiled
    candidate?.bundles = [:]
    return advance()
  }

  // MARK: - By tiles

  private func edgePaths(_ candidate: Candidate) -> [(level: Int, path: TreePath)] {
    TreeEdge.paths(candidate.point.size).compactMap { path in
      if case .tile(let level, _, _) = path { (level, path) } else { nil }
    }
  }

  private mutating func advanceByTiles(_ candidate: Candidate) -> [EditionEvent] {
    var edge = candidate.edge
    if edge == nil {
      let paths = edgePaths(candidate)
      guard paths.allSatisfy({ candidate.levels[$0.level] != nil }) else { return [] }
      let widths = TreeEdge.widths(candidate.point.size)
      edge = TreeEdge(size: candidate.point.size, levels: widths.indices.map { candidate.levels[$0] ?? [] })
      guard let made = edge, made.root == candidate.point.hash else {
        // Which of the tiles is to blame can't be told: all are asked for again.
        self.candidate?.levels = [:]
        return [.fault(.treeMismatch(size: candidate.point.size), pieces: paths.map(\.path))]
      }
      self.candidate?.edge = made
    }
    guard let edge, let candidate = self.candidate else { return [] }
    for anchor in anchors(candidate) {
      guard let before = prefix(of: anchor.size, in: edge, candidate.shelf).edge else { return [] }
      guard before.root == anchor.hash else { return contradict(candidate, anchor) }
    }
    var events: [EditionEvent] = [.checkpoint(candidate.signed)]
    if let former = state.former {
      guard case .agreed(let index, let leaves) = former.agreement(with: edge, candidate.shelf) else { return [] }
      state.former = nil
      events.append(.agreed(upTo: index, leaves: leaves))
    }
    accept(candidate.signed, edge: edge, shelf: merge(candidate.shelf, edge: edge))
    return events
  }

  /// What the candidate's tree must begin with: the trunk that the editors vouch for, and the tree that is held.
  private func anchors(_ candidate: Candidate) -> [TreePoint] {
    [state.trunk, state.checkpoint?.point].compactMap { $0 }.filter { $0.size > 0 && $0.size <= candidate.point.size }
  }

  private mutating func contradict(_ candidate: Candidate, _ anchor: TreePoint) -> [EditionEvent] {
    if anchor == state.trunk {
      // Signed by the new key, and not what the editors vouch for: whoever has that key.
      let fault = EditionFault.fork(size: anchor.size)
      self.candidate = nil
      guard let held = state.checkpoint else { return [.fault(fault, pieces: [.checkpoint])] }
      return alarm(held, candidate.signed)
    }
    if let trunk = state.trunk {
      // The editors vouch for that tree, and ours is beside it: we had followed a thief.
      return letGo(of: trunk) + advance()
    }
    guard let held = state.checkpoint else { return [] }
    return alarm(held, candidate.signed)
  }

  /// The full tiles that are still the tree's: those held, with what filled up at the edge since.
  private func merge(_ shelf: TileShelf, edge: TreeEdge) -> TileShelf {
    var merged = state.shelf
    for (place, hashes) in shelf.tiles where place.level > 0 {
      merged.keep(hashes, level: place.level, index: place.index)
    }
    return merged
  }

  private mutating func accept(_ signed: SignedCheckpoint, edge: TreeEdge, shelf: TileShelf) {
    state.checkpoint = signed
    state.edge = edge
    state.shelf = shelf
    state.tailBytes = 0
    if let trunk = state.trunk, trunk.size <= signed.point.size { state.trunk = nil }
    state.recent = (state.recent + [signed.point]).suffix(32)
    candidate = nil
    comparison = nil
    parked = [:]
    leafTiles = []
  }

  func width(of bundle: Int, in size: Int) -> Int { min(256, size - 256 * bundle) }
}
