/// A tree that was let go of for a new root's trunk: it tells which of its entries are the trunk's, too.
///
/// Whoever followed another history shares the older part of it with the trunk: what is the same of both is kept with all that its
/// reader did with it, the rest is withdrawn in the very step in which the trunk is accepted.
struct FormerTree: Hashable, Sendable {
  var edge: TreeEdge
  var shelf: TileShelf
  var held: IndexRanges

  enum Agreement {
    /// These tiles of the new tree have to come first.
    case needs([TreePath])
    /// All that is held below this index is in both; from there on what has these leaves, in their order.
    case agreed(upTo: Int, leaves: [TreeHash])
  }

  /// Compares bundle by bundle: hashes of bundles are kept, those of their entries are not.
  func agreement(with edge: TreeEdge, _ shelf: TileShelf) -> Agreement {
    let size = min(self.edge.size, edge.size)
    var needs: [TreePath] = []
    // The first bundle that is not the same. Those that are not held are passed over, however many are signed.
    var bundle = size / 256
    search: for range in held.ranges {
      let end = min(range.upperBound, size) / 256
      for place in stride(from: (range.lowerBound + 255) / 256, to: end, by: 1) {
        guard case .known(let mine) = self.shelf.node(level: 1, index: place, edge: self.edge) else {
          bundle = place
          break search
        }
        switch shelf.node(level: 1, index: place, edge: edge) {
        case .needs(let path): if !needs.contains(path) { needs.append(path) }
        case .known(let hash):
          guard hash == mine else {
            bundle = place
            break search
          }
        }
      }
    }
    guard needs.isEmpty else { return .needs(needs) }
    guard 256 * bundle < size else { return .agreed(upTo: 256 * bundle, leaves: []) }
    if bundle == edge.size / 256 { return .agreed(upTo: 256 * bundle, leaves: edge.levels.first ?? []) }
    if let leaves = shelf.hashes(level: 0, index: bundle) { return .agreed(upTo: 256 * bundle, leaves: leaves) }
    guard case .needs(let path) = shelf.missing(level: 0, index: bundle, edge: edge) else {
      return .agreed(upTo: 256 * bundle, leaves: [])
    }
    return .needs([path])
  }
}
