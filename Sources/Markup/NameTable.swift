/// Small numbers by the hash of a name: elements, roles, namespaces. One look, where a dictionary would hash the hash again.
package struct NameTable: Sendable {
  /// As many as a power of two, at most a quarter of them taken; a value is kept as one more, so that 0 is none.
  private let hashes: [UInt64]
  private let values: [UInt16]

  package init(_ entries: [(hash: UInt64, value: UInt8)]) {
    var count = 4
    while count < entries.count * 4 { count *= 2 }
    var hashes = [UInt64](repeating: 0, count: count)
    var values = [UInt16](repeating: 0, count: count)
    for entry in entries {
      var slot = Int(truncatingIfNeeded: entry.hash & UInt64(count - 1))
      while values[slot] != 0, hashes[slot] != entry.hash { slot = (slot + 1) & (count - 1) }
      (hashes[slot], values[slot]) = (entry.hash, UInt16(entry.value) + 1)
    }
    (self.hashes, self.values) = (hashes, values)
  }

  package func value(of hash: UInt64) -> UInt8? {
    var slot = Int(truncatingIfNeeded: hash & UInt64(values.count - 1))
    while values[slot] != 0 {
      if hashes[slot] == hash { return UInt8(truncatingIfNeeded: values[slot] - 1) }
      slot = (slot + 1) & (values.count - 1)
    }
    return nil
  }
}
