/// A bundle of entries: before each its length, two bytes, big-endian (C2SP tlog-tiles).
public enum EntryBundle {
  /// Reads `count` entries. What follows them is not yet news, and passed over; nil where there are fewer.
  public static func read(_ bytes: [UInt8], count: Int) -> [ArraySlice<UInt8>]? {
    guard (0...EditionLimits.width).contains(count) else { return nil }
    var entries: [ArraySlice<UInt8>] = []
    entries.reserveCapacity(count)
    var place = 0
    while entries.count < count {
      guard bytes.count - place >= 2 else { return nil }
      let length = Int(bytes[place]) << 8 | Int(bytes[place + 1])
      place += 2
      guard bytes.count - place >= length else { return nil }
      entries.append(bytes[place..<(place + length)])
      place += length
    }
    return entries
  }

  /// - Precondition: none is longer than an entry may be.
  public static func write(_ entries: some Sequence<some Collection<UInt8>>) -> [UInt8] {
    var bytes: [UInt8] = []
    for entry in entries {
      precondition(entry.count <= EditionLimits.entry, "an entry is too long for its bundle")
      bytes.append(UInt8(entry.count >> 8))
      bytes.append(UInt8(entry.count & 0xFF))
      bytes += entry
    }
    return bytes
  }

  /// Bytes that entries take in a bundle.
  public static func length(_ entries: some Sequence<some Collection<UInt8>>) -> Int {
    entries.reduce(0) { $0 + 2 + $1.count }
  }
}
