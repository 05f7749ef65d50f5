import Seal

extension EditionVerifier {
  mutating func takeTile(_ bytes: [UInt8], level: Int, index: Int, path: TreePath) -> [EditionEvent] {
    guard isWished(path) else { return [] }
    guard let hashes = TreeHash.list(bytes), !hashes.isEmpty else {
      return [.fault(.wrongLength(path), pieces: [path])]
    }
    if let candidate, candidate.way == .tiled {
      if candidate.edge == nil { return takeEdge(hashes, level: level, index: index, path: path) }
      return takeFull(hashes, level: level, index: index, path: path, isCandidate: true)
    }
    return takeFull(hashes, level: level, index: index, path: path, isCandidate: false)
  }

  /// A tile of the candidate's edge; or the full one in its place, which begins with it.
  private mutating func takeEdge(_ hashes: [TreeHash], level: Int, index: Int, path: TreePath) -> [EditionEvent] {
    guard let candidate else { return [] }
    let widths = TreeEdge.widths(candidate.point.size)
    guard level < widths.count, index == candidate.point.size >> (8 * (level + 1)) else { return [] }
    guard hashes.count >= widths[level] else { return [.fault(.wrongLength(path), pieces: [path])] }
    self.candidate?.levels[level] = Array(hashes.prefix(widths[level]))
    return advance()
  }

  private mutating func takeFull(
    _ hashes: [TreeHash], level: Int, index: Int, path: TreePath, isCandidate: Bool
  ) -> [EditionEvent] {
    guard hashes.count == EditionLimits.width else { return [.fault(.wrongLength(path), pieces: [path])] }
    if isCandidate {
      guard let edge = candidate?.edge else { return [] }
      guard candidate?.shelf.take(hashes, level: level, index: index, edge: edge) == true else {
        return [.fault(.tileMismatch(path), pieces: [path])]
      }
      return advance()
    }
    guard state.shelf.take(hashes, level: level, index: index, edge: state.edge) else {
      return [.fault(.tileMismatch(path), pieces: [path])]
    }
    var events = compare()
    if level == 0, let parked = parked[index] {
      leafTiles.remove(index)
      events += settle(index, parked)
    }
    return events
  }

  /// Whether this path, or the partial one in whose place it came, is wished for.
  func isWished(_ path: TreePath) -> Bool { wishes.contains { $0.path == path } }
}
