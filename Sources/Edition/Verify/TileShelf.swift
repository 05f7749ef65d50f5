/// Full tiles that are proven to belong to the tree, by level and index.
public struct TileShelf: Hashable, Sendable {
  struct Place: Hashable, Sendable {
    var level: Int
    var index: Int
  }

  private(set) var tiles: [Place: [TreeHash]] = [:]

  /// What is known of a node.
  enum Node {
    case known(TreeHash)
    /// The tile that holds it has to come first.
    case needs(TreePath)
  }

  /// The node at an index of a level: at the tree's edge, or in a full tile.
  func node(level: Int, index: Int, edge: TreeEdge) -> Node {
    let tile = index >> 8
    if level < edge.levels.count, tile == edge.size >> (8 * (level + 1)), index & 255 < edge.levels[level].count {
      return .known(edge.levels[level][index & 255])
    }
    if let hashes = tiles[Place(level: level, index: tile)] { return .known(hashes[index & 255]) }
    return missing(level: level, index: tile, edge: edge)
  }

  func hashes(level: Int, index: Int) -> [TreeHash]? { tiles[Place(level: level, index: index)] }

  /// The highest tile above a tile that is not here: it can be proven by what is.
  func missing(level: Int, index: Int, edge: TreeEdge) -> Node {
    precondition(index < edge.size >> (8 * (level + 1)), "no such tile in the tree")
    if case .needs(let path) = node(level: level + 1, index: index, edge: edge) { return .needs(path) }
    return .needs(.tile(level: level, index: index, width: EditionLimits.width))
  }

  /// Takes a full tile, if the node above proves it.
  mutating func take(_ hashes: [TreeHash], level: Int, index: Int, edge: TreeEdge) -> Bool {
    guard hashes.count == EditionLimits.width,
      case .known(let hash) = node(level: level + 1, index: index, edge: edge), TreeHash.root(of: hashes) == hash
    else { return false }
    tiles[Place(level: level, index: index)] = hashes
    return true
  }

  /// Keeps what the tree's growth filled. Leaves are not kept: the entries are.
  mutating func keep(_ filled: [TreeEdge.FullTile]) {
    for tile in filled where tile.level > 0 { tiles[Place(level: tile.level, index: tile.index)] = tile.hashes }
  }

  mutating func keep(_ hashes: [TreeHash], level: Int, index: Int) {
    tiles[Place(level: level, index: index)] = hashes
  }

  /// Without the leaves.
  var withoutLeaves: TileShelf {
    var shelf = TileShelf()
    shelf.tiles = tiles.filter { $0.key.level > 0 }
    return shelf
  }
}
