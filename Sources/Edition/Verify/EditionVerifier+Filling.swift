import Seal

extension EditionVerifier {
  /// Bundles that are not held yet, the newest first.
  var fillingWishes: [EditionWish] {
    guard state.checkpoint != nil else { return [] }
    var wishes: [EditionWish] = leafTiles.sorted(by: >).map { bundle in
      EditionWish(path(toLeavesOf: bundle))
    }
    // What is held is held from the newest on: the search begins where that ends.
    var bundle = (state.first + 255) / 256 - 1
    while bundle >= 0, bundle >= oldestWanted / 256, wishes.count < breadth {
      defer { bundle -= 1 }
      let width = width(of: bundle, in: state.size)
      if let held = state.held.range(around: (256 * bundle)..<(256 * bundle + width)) {
        // On to what stands before all that is held there.
        bundle = (held.lowerBound + 255) / 256
        continue
      }
      guard parked[bundle] == nil else { continue }
      let path = TreePath.entries(index: bundle, width: width)
      guard !absent.contains(path) else { continue }
      if width == 256, case .needs(let tile) = state.shelf.node(level: 1, index: bundle, edge: state.edge) {
        if !wishes.contains(where: { $0.path == tile }) { wishes.append(EditionWish(tile)) }
        // No bundle below it can be proven before. Whatever size is signed, they are not walked through one by one.
        bundle = min(bundle, firstBundle(below: tile))
        continue
      }
      wishes.append(EditionWish(path))
    }
    return wishes
  }

  /// A tile of level l has the hashes of 256 subtrees of 256^(l - 1) bundles each.
  private func firstBundle(below tile: TreePath) -> Int {
    guard case .tile(let level, let index, _) = tile else { return 0 }
    return index << (8 * level)
  }

  private func path(toLeavesOf bundle: Int) -> TreePath {
    if case .needs(let path) = state.shelf.missing(level: 0, index: bundle, edge: state.edge) { return path }
    return .tile(level: 0, index: bundle, width: EditionLimits.width)
  }

  mutating func takeBundle(_ bytes: [UInt8], index: Int, path: TreePath, from: Int) -> [EditionEvent] {
    guard let wish = wishes.first(where: { $0.path == path }), from == 0 || from == wish.from else { return [] }
    if let candidate, candidate.way == .appended { return takeNewBundle(bytes, index: index, path: path, from: from) }
    guard state.checkpoint != nil, candidate == nil, from == 0 else { return [] }
    let width = width(of: index, in: state.size)
    guard let entries = EntryBundle.read(bytes, count: width) else {
      return [.fault(.entriesCut(bundle: index), pieces: [path])]
    }
    return settle(
      index, ParkedBundle(entries: entries.map(Array.init), bytes: EntryBundle.length(entries), path: path))
  }

  /// A bundle with entries behind those that are held.
  private mutating func takeNewBundle(_ bytes: [UInt8], index: Int, path: TreePath, from: Int) -> [EditionEvent] {
    guard let candidate else { return [] }
    let width = width(of: index, in: candidate.point.size)
    let held = index == state.size / 256 ? state.size & 255 : 0
    let skipped = from == 0 ? held : 0
    // A bundle that is cut, one of another history, one that a removal made shorter: tiles tell which.
    guard let entries = EntryBundle.read(bytes, count: width - (from == 0 ? 0 : held)) else { return tileInstead() }
    self.candidate?.bundles[index] = Candidate.Bundle(
      entries: entries.dropFirst(skipped).map(Array.init), bytes: from + EntryBundle.length(entries))
    return advance()
  }

  /// Proves a bundle of the accepted tree and gives out what is new of it.
  mutating func settle(_ index: Int, _ bundle: ParkedBundle) -> [EditionEvent] {
    let width = bundle.entries.count
    let leaves = bundle.entries.map { TreeHash.leaf($0) }
    let blank = bundle.entries.indices.filter { bundle.entries[$0].isEmpty }
    var proven = leaves
    if width < 256 {
      proven = state.edge.levels.first ?? []
    } else if case .known(let hash) = state.shelf.node(level: 1, index: index, edge: state.edge) {
      if blank.isEmpty {
        guard TreeHash.root(of: leaves) == hash else { return refuse(index, bundle) }
      } else if let hashes = state.shelf.hashes(level: 0, index: index) {
        proven = hashes
      } else {
        parked[index] = bundle
        leafTiles.insert(index)
        return []
      }
    } else {
      return []
    }
    guard proven.count == width,
      zip(proven, leaves).enumerated().allSatisfy({ blank.contains($0.offset) || $0.element.0 == $0.element.1 })
    else { return refuse(index, bundle) }
    return judge(blank, of: index, bundle, proven)
  }

  private mutating func refuse(_ index: Int, _ bundle: ParkedBundle) -> [EditionEvent] {
    parked[index] = nil
    return [.fault(.entriesMismatch(bundle: index), pieces: [bundle.path])]
  }

  /// Whether each entry without bytes was removed. A removal stands behind what it names, so all that is behind must be here.
  private mutating func judge(
    _ blank: [Int], of index: Int, _ bundle: ParkedBundle, _ proven: [TreeHash]
  ) -> [EditionEvent] {
    let start = 256 * index
    var entries = bundle.entries.indices.filter { !bundle.entries[$0].isEmpty }.map { place in
      Entry(index: start + place, bytes: bundle.entries[place], leaf: proven[place])
    }
    var removals = state.removals
    for entry in entries {
      if case .removal(let removal) = entry.content, removal.index < entry.index {
        removals[removal.index] = removal.hash
      }
    }
    for place in blank where removals[start + place] != proven[place] {
      guard state.held.contains((start + bundle.entries.count)..<state.size) else {
        parked[index] = bundle
        return []
      }
      parked[index] = nil
      return [.fault(.hiddenEntry(start + place), pieces: [bundle.path])]
    }
    entries += blank.map { Entry(removed: start + $0, leaf: proven[$0]) }
    entries.sort { $0.index < $1.index }
    parked[index] = nil
    let isNew = { (entry: Entry) in !state.held.contains(entry.index) }
    let fresh = entries.filter(isNew)
    state.held.insert(start..<(start + bundle.entries.count))
    if start + bundle.entries.count == state.size, state.size & 255 != 0 { state.tailBytes = bundle.bytes }
    return give(fresh) + settleParked()
  }

  /// Bundles that waited for what stands behind them.
  private mutating func settleParked() -> [EditionEvent] {
    var events: [EditionEvent] = []
    for (index, bundle) in parked.sorted(by: { $0.key > $1.key })
    where !leafTiles.contains(index) && parked[index] != nil {
      events += settle(index, bundle)
    }
    return events
  }

  /// Gives out entries that were proven: without what a removal names, and with what is to be erased.
  mutating func give(_ entries: [Entry]) -> [EditionEvent] {
    var erased: [EntryRemoval] = []
    let first = entries.first?.index ?? 0
    for entry in entries {
      guard case .removal(let removal) = entry.content, removal.index < entry.index else { continue }
      state.removals[removal.index] = removal.hash
      // What is in this very batch goes out erased already.
      if removal.index < first || !entries.contains(where: { $0.index == removal.index }) { erased.append(removal) }
    }
    let given = entries.map { entry in
      state.removals[entry.index] == entry.leaf ? Entry(removed: entry.index, leaf: entry.leaf) : entry
    }
    return (given.isEmpty ? [] : [.entries(given)]) + (erased.isEmpty ? [] : [.erase(erased)])
  }
}
