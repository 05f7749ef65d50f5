import Seal

extension TreeFolder {
  func read(_ path: TreePath) throws(TreeFolderFault) -> [UInt8]? { try read(path.text, most: path.mostBytes) }
  func write(_ bytes: [UInt8], to path: TreePath) throws(TreeFolderFault) { try write(bytes, to: path.text) }

  /// The right edge of the tree of this size, from its partial tiles; nil where they are not all there.
  func edge(size: Int) throws(TreeFolderFault) -> TreeEdge? {
    var levels: [[TreeHash]] = []
    for (level, width) in TreeEdge.widths(size).enumerated() {
      guard width > 0 else {
        levels.append([])
        continue
      }
      let path = TreePath.tile(level: level, index: size >> (8 * (level + 1)), width: width)
      guard let bytes = try read(path), let hashes = TreeHash.list(bytes), hashes.count == width else { return nil }
      levels.append(hashes)
    }
    return TreeEdge(size: size, levels: levels)
  }

  /// The entries of a bundle in the tree of this size; nil where it is not there, or cut.
  func entries(of bundle: Int, size: Int) throws(TreeFolderFault) -> [[UInt8]]? {
    let width = min(256, size - 256 * bundle)
    guard width > 0 else { return [] }
    guard let bytes = try read(.entries(index: bundle, width: width)) else { return nil }
    return EntryBundle.read(bytes, count: width)?.map(Array.init)
  }

  /// The files that there are of a bundle: the full one, and partial ones of whatever width.
  func bundles(at bundle: Int) -> [TreePath] {
    let full = TreePath.entries(index: bundle, width: EditionLimits.width)
    let widths = names(in: full.text + ".p").compactMap { Int($0) }.filter { (1..<EditionLimits.width).contains($0) }
    return (exists(full.text) ? [full] : []) + widths.sorted().map { .entries(index: bundle, width: $0) }
  }

  /// Removes the partial files that neither of two trees has.
  func sweepPartials(keeping sizes: [Int]) throws(TreeFolderFault) {
    var kept: Set<String> = []
    for size in sizes {
      for path in TreeEdge.paths(size) { kept.insert(path.text) }
      if size & 255 != 0 { kept.insert(TreePath.entries(index: size >> 8, width: size & 255).text) }
    }
    for folder in names(in: "tile").map({ "tile/" + $0 }) { try sweepPartials(in: folder, keeping: kept, depth: 4) }
  }

  private func sweepPartials(in folder: String, keeping kept: Set<String>, depth: Int) throws(TreeFolderFault) {
    for name in names(in: folder) {
      if name.hasSuffix(".p") {
        let partials = names(in: folder + "/" + name).map { folder + "/" + name + "/" + $0 }
        for path in partials where !kept.contains(path) { try remove(path) }
        if partials.allSatisfy({ !kept.contains($0) }) { removeFolder(folder + "/" + name) }
      } else if name.hasPrefix("x"), depth > 0 {
        try sweepPartials(in: folder + "/" + name, keeping: kept, depth: depth - 1)
      }
    }
  }
}
