import Seal

extension EditionVerifier {
  mutating func takeCheckpoint(_ bytes: [UInt8]) -> [EditionEvent] {
    guard !state.roots.files.isEmpty, state.fork == nil else { return [] }
    let signed: SignedCheckpoint
    do {
      signed = try SignedCheckpoint(reading: bytes, roots: state.roots)
    } catch .unknownSigner {
      // A newer root file may know who signed; at most a few of these wait for it.
      guard state.roots.files.count < EditionLimits.rootSteps else {
        return [.fault(.tooManyRoots, pieces: [.checkpoint])]
      }
      if strangers.count < 16, !strangers.contains(bytes) { strangers.append(bytes) }
      wantsRoot = true
      return []
    } catch {
      return [.fault(error, pieces: [.checkpoint])]
    }
    if let other = candidate?.signed, other.point.size == signed.point.size, other.point != signed.point {
      return alarm(other, signed)
    }
    return judge(signed)
  }

  /// A checkpoint that the head key signed, beside what is held.
  private mutating func judge(_ signed: SignedCheckpoint) -> [EditionEvent] {
    let point = signed.point
    if let trunk = state.trunk, point.size < trunk.size {
      return [.fault(.belowTrunk(size: point.size, trunk: trunk.size), pieces: [.checkpoint])]
    }
    guard let held = state.checkpoint else { return propose(signed) }
    if point.size == held.point.size {
      guard point == held.point else { return alarm(held, signed) }
      wantsCheckpoint = false
      // The same tree, signed again: its time is news.
      if signed.time > held.time { state.checkpoint = signed }
      if state.trunk == point { state.trunk = nil }
      return [.upToDate(state.checkpoint ?? signed)]
    }
    if point.size < held.point.size {
      if let known = state.recent.first(where: { $0.size == point.size }) {
        guard known == point else { return alarm(held, signed) }
      } else {
        comparison = Comparison(signed: signed)
        let events = compare()
        if !events.isEmpty { return events }
      }
      return [.fault(.stale(size: point.size, held: held.point.size), pieces: [.checkpoint])]
    }
    return propose(signed)
  }

  /// The largest one is tried.
  mutating func propose(_ signed: SignedCheckpoint) -> [EditionEvent] {
    wantsCheckpoint = false
    if let candidate, candidate.point.size >= signed.point.size {
      if signed.point.size < candidate.point.size {
        if runnersUp.count < 8, !runnersUp.contains(signed) { runnersUp.append(signed) }
        return [.fault(.stale(size: signed.point.size, held: candidate.point.size), pieces: [.checkpoint])]
      }
      return []
    }
    if let candidate { runnersUp.append(candidate.signed) }
    let bundles = (signed.point.size + 255) / 256 - state.size / 256
    let isNear = state.checkpoint != nil && bundles <= 2 && state.held.contains(tail(of: state.size))
    candidate = Candidate(signed: signed, way: isNear ? .appended : .tiled)
    return advance()
  }

  /// The entries of the last bundle of a tree, where it is partial.
  func tail(of size: Int) -> Range<Int> { (size & ~255)..<size }

  mutating func alarm(_ held: SignedCheckpoint, _ other: SignedCheckpoint) -> [EditionEvent] {
    let evidence = ForkEvidence(held: held.note, other: other.note)
    state.fork = evidence
    candidate = nil
    comparison = nil
    wantsCheckpoint = false
    return [.fork(evidence)]
  }

  // MARK: - A smaller tree

  func comparisonWishes(_ comparison: Comparison) -> [EditionWish] {
    prefix(of: comparison.signed.point.size, in: state.edge, state.shelf).needs.map { EditionWish($0) }
  }

  /// Goes on with comparing a smaller tree, as far as there are tiles for it.
  mutating func compare() -> [EditionEvent] {
    guard let comparison, let held = state.checkpoint else { return [] }
    let point = comparison.signed.point
    let prefix = prefix(of: point.size, in: state.edge, state.shelf)
    guard let edge = prefix.edge else { return [] }
    self.comparison = nil
    return edge.root == point.hash ? [] : alarm(held, comparison.signed)
  }

  /// The edge that a tree had at a smaller size, from the tiles of the larger one; or the tiles that have to come first.
  func prefix(of size: Int, in edge: TreeEdge, _ shelf: TileShelf) -> (edge: TreeEdge?, needs: [TreePath]) {
    var levels: [[TreeHash]] = []
    var needs: [TreePath] = []
    for (level, width) in TreeEdge.widths(size).enumerated() {
      let tile = size >> (8 * (level + 1))
      if width == 0 {
        levels.append([])
      } else if tile == edge.size >> (8 * (level + 1)), level < edge.levels.count {
        levels.append(Array(edge.levels[level].prefix(width)))
      } else if let hashes = shelf.hashes(level: level, index: tile) {
        levels.append(Array(hashes.prefix(width)))
      } else if case .needs(let path) = shelf.missing(level: level, index: tile, edge: edge), !needs.contains(path) {
        needs.append(path)
      }
    }
    return (needs.isEmpty ? TreeEdge(size: size, levels: levels) : nil, needs)
  }
}
