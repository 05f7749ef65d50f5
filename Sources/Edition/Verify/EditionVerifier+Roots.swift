import Seal

extension EditionVerifier {
  mutating func takeRoot(_ bytes: [UInt8], number: Int) -> [EditionEvent] {
    guard wantsRoot, number == state.roots.next else { return [] }
    var roots = state.roots
    do {
      try roots.append(bytes, fingerprint: fingerprint)
    } catch {
      return [.fault(error, pieces: [.root(number)])]
    }
    guard let root = roots.newest else { return [] }
    let isFirst = state.roots.files.isEmpty
    state.roots = roots
    state.isFirstSeen = state.isFirstSeen || (isFirst && fingerprint == nil)
    // The next one may be out, too: until nobody has it.
    wantsRoot = true
    var events: [EditionEvent] = [.root(root, isFirstSeen: isFirst && fingerprint == nil)]
    if let trunk = root.trunk { events += goBack(to: trunk) }
    // Signed by keys that are no longer the newsroom's.
    if let candidate, (try? SignedCheckpoint(reading: candidate.signed.note.bytes, roots: roots)) == nil {
      self.candidate = nil
      wantsCheckpoint = true
    }
    let waiting = strangers
    strangers = []
    for bytes in waiting { events += takeCheckpoint(bytes) }
    return events
  }

  /// All that a new root trusts of the past is its trunk: what is held beyond, or beside it, is let go of.
  private mutating func goBack(to trunk: TreePoint) -> [EditionEvent] {
    state.trunk = trunk
    // Where a fork was seen, what is held may be the other history, however little of it there is.
    let isDoubtful = state.fork != nil
    if isDoubtful {
      state.fork = nil
      wantsCheckpoint = true
    }
    guard let held = state.checkpoint?.point, isDoubtful || held.size >= trunk.size, held != trunk else { return [] }
    return letGo(of: trunk)
  }

  /// Forgets the tree: it is asked for again, from the store or a mirror, and must go on from the trunk.
  mutating func letGo(of trunk: TreePoint) -> [EditionEvent] {
    if state.checkpoint != nil {
      state.former = FormerTree(edge: state.edge, shelf: state.shelf, held: state.held)
    }
    state.checkpoint = nil
    state.edge = TreeEdge()
    state.shelf = TileShelf()
    state.held = IndexRanges()
    state.tailBytes = 0
    state.removals = [:]
    state.recent = []
    comparison = nil
    parked = [:]
    leafTiles = []
    if candidate != nil { candidate?.way = .tiled }
    wantsCheckpoint = candidate == nil
    return [.wentBack(to: trunk.size)]
  }
}
