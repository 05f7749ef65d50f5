import Edition
import Seal
import Testing

@Suite struct TreeTests {
  static let leaves = (0..<600).map { TreeHash.leaf(Array("leaf \($0)".utf8)) }

  /// By the definition of RFC 6962, section 2.1, word for word.
  static func defined(_ leaves: ArraySlice<TreeHash>) -> TreeHash {
    guard leaves.count > 1 else { return leaves.first ?? .empty }
    var half = 1
    while half * 2 < leaves.count { half *= 2 }
    return .node(defined(leaves.prefix(half)), defined(leaves.dropFirst(half)))
  }

  /// Of the certificate transparency project's test data.
  @Test("Roots are those that other implementations have")
  func known() {
    let inputs: [[UInt8]] = [
      [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
      [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
      [0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F],
    ]
    let roots = [
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]
    #expect(TreeHash.empty.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    var edge = TreeEdge()
    for (input, root) in zip(inputs, roots) {
      edge.append(.leaf(input))
      #expect(edge.root.hex == root)
    }
  }

  @Test("A growing edge has the root of the definition at every size, and the tiles of the specification")
  func edge() throws {
    var edge = TreeEdge()
    var filled: [TreeEdge.FullTile] = []
    for (size, leaf) in Self.leaves.enumerated() {
      #expect(edge.root == Self.defined(Self.leaves[..<size]))
      #expect(TreeHash.root(of: Self.leaves[..<size]) == edge.root)
      #expect(edge.levels.map(\.count) == TreeEdge.widths(size))
      #expect(TreeEdge(size: size, levels: edge.levels) == edge)
      filled += edge.append(leaf)
    }
    #expect(filled.map(\.index) == [0, 1] && filled[1].hashes == Array(Self.leaves[256..<512]))
    #expect(edge.levels[1] == [Self.defined(Self.leaves[..<256]), Self.defined(Self.leaves[256..<512])])
    #expect(TreeEdge(size: 601, levels: edge.levels) == nil)
  }

  @Test("Proofs of inclusion hold for each leaf of each tree, and for no other")
  func inclusion() {
    for size in 1...40 {
      let leaves = Array(Self.leaves[..<size])
      let root = TreeHash.root(of: leaves)
      for index in 0..<size {
        let path = TreeProof.inclusion(of: index, in: leaves)
        #expect(TreeProof.includes(leaves[index], at: index, size: size, root: root, path: path))
        #expect(!TreeProof.includes(.empty, at: index, size: size, root: root, path: path))
        #expect(!TreeProof.includes(leaves[index], at: index, size: size, root: root, path: path + [.empty]))
        if size > 1 {
          #expect(!TreeProof.includes(leaves[index], at: (index + 1) % size, size: size, root: root, path: path))
          #expect(!TreeProof.includes(leaves[index], at: index, size: size, root: root, path: Array(path.dropLast())))
        }
      }
    }
  }

  @Test("Proofs of consistency hold between any two sizes, and not for another tree")
  func consistency() {
    for large in 0...34 {
      let leaves = Array(Self.leaves[..<large])
      let root = TreeHash.root(of: leaves)
      for small in 0...large {
        let before = TreeHash.root(of: leaves[..<small])
        let path = TreeProof.consistency(from: small, in: leaves)
        #expect(TreeProof.isConsistent(size: small, root: before, with: large, root: root, path: path))
        if small > 0 {
          let other = TreeHash.leaf([0xAA])
          #expect(!TreeProof.isConsistent(size: small, root: other, with: large, root: root, path: path))
          #expect(!TreeProof.isConsistent(size: small, root: before, with: large, root: other, path: path))
          #expect(!TreeProof.isConsistent(size: small, root: before, with: large, root: root, path: path + [other]))
        }
      }
    }
  }

  @Test("Paths are those of the specification")
  func paths() throws {
    #expect(TreePath.tile(level: 0, index: 1_234_067, width: 256).text == "tile/0/x001/x234/067")
    #expect(TreePath.tile(level: 1, index: 0, width: 17).text == "tile/1/000.p/17")
    #expect(TreePath.entries(index: 273, width: 112).text == "tile/entries/273.p/112")
    #expect(TreePath.segment(7).text == "segment/000007")
    #expect(TreePath.root(3).text == "root/3.json")
    // The example of the specification: 70,000 entries.
    #expect(TreeEdge.paths(70_000).map(\.text) == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"])
    #expect(TreeEdge.paths(256).map(\.text) == ["tile/1/000.p/1"])
    let name = try #require(BlobName(String(repeating: "ab", count: 32)))
    #expect(TreePath.blob(name).text == "blob/ab/" + name.text)
  }

  @Test(
    "No word of a stranger becomes part of a path",
    arguments: [
      "../../../../etc/passwd", "/etc/passwd", "", "..", String(repeating: "A", count: 64),
      String(repeating: "../", count: 22).prefix(64).description, String(repeating: "a", count: 63) + "/",
      String(repeating: "a", count: 63) + "\0", String(repeating: "ａ", count: 64),
    ])
  func tricks(text: String) { #expect(BlobName(text) == nil) }
}
