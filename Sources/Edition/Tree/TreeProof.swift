/// Proofs of RFC 6962, section 2.1, checked as RFC 9162 (sections 2.1.3.2 and 2.1.4.2) tells it step by step.
public enum TreeProof {
  /// Whether a leaf stands at an index of a tree.
  public static func includes(
    _ leaf: TreeHash, at index: Int, size: Int, root: TreeHash, path: [TreeHash]
  ) -> Bool {
    guard index >= 0, index < size else { return false }
    var (place, last) = (index, size - 1)
    var hash = leaf
    for other in path {
      guard last > 0 else { return false }
      if place & 1 == 1 || place == last {
        hash = .node(other, hash)
        while place & 1 == 0, place != 0 {
          place >>= 1
          last >>= 1
        }
      } else {
        hash = .node(hash, other)
      }
      place >>= 1
      last >>= 1
    }
    return last == 0 && hash == root
  }

  /// Whether a tree is the beginning of a larger one.
  public static func isConsistent(
    size: Int, root: TreeHash, with larger: Int, root largerRoot: TreeHash, path: [TreeHash]
  ) -> Bool {
    guard size >= 0, size <= larger else { return false }
    if size == larger { return path.isEmpty && root == largerRoot }
    if size == 0 { return path.isEmpty && root == .empty }
    // A tree that is one whole subtree of the other is its own first step.
    let steps = size & (size - 1) == 0 ? [root] + path : path
    guard let first = steps.first else { return false }
    var (place, last) = (size - 1, larger - 1)
    while place & 1 == 1 {
      place >>= 1
      last >>= 1
    }
    var (small, large) = (first, first)
    for other in steps.dropFirst() {
      guard last > 0 else { return false }
      if place & 1 == 1 || place == last {
        small = .node(other, small)
        large = .node(other, large)
        while place & 1 == 0, place != 0 {
          place >>= 1
          last >>= 1
        }
      } else {
        large = .node(large, other)
      }
      place >>= 1
      last >>= 1
    }
    return last == 0 && small == root && large == largerRoot
  }

  /// The way from a leaf to the root, made from all leaves: what tests and witnesses ask for.
  public static func inclusion(of index: Int, in leaves: [TreeHash]) -> [TreeHash] {
    guard leaves.count > 1, leaves.indices.contains(index) else { return [] }
    let half = half(leaves.count)
    if index < half {
      return inclusion(of: index, in: Array(leaves[..<half])) + [.root(of: leaves[half...])]
    }
    return inclusion(of: index - half, in: Array(leaves[half...])) + [.root(of: leaves[..<half])]
  }

  /// The proof that the first `size` leaves are the beginning of all of them.
  public static func consistency(from size: Int, in leaves: [TreeHash]) -> [TreeHash] {
    guard size > 0, size < leaves.count else { return [] }
    return consistency(size, leaves[...], isWhole: true)
  }

  private static func consistency(_ size: Int, _ leaves: ArraySlice<TreeHash>, isWhole: Bool) -> [TreeHash] {
    if size == leaves.count { return isWhole ? [] : [.root(of: leaves)] }
    let half = half(leaves.count)
    let (left, right) = (leaves.prefix(half), leaves.dropFirst(half))
    if size <= half { return consistency(size, left, isWhole: isWhole) + [.root(of: right)] }
    return consistency(size - half, right, isWhole: false) + [.root(of: left)]
  }

  /// The largest power of two below a count of two or more.
  private static func half(_ count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }
}
