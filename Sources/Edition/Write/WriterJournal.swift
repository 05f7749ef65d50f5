/// How far the last publication came, kept beside a newsroom's keys: without it, all entries are read once.
public struct WriterJournal: Hashable, Sendable, Codable {
  /// Entries whose bodies and removals are accounted for.
  public var size: Int
  /// The last segment, and the bytes of it that entries point at.
  public var segment: Int
  public var used: Int

  public init(size: Int = 0, segment: Int = 0, used: Int = 0) {
    self.size = size
    self.segment = segment
    self.used = used
  }

  /// Takes an entry into account.
  mutating func note(_ entry: Entry) {
    if let body = entry.body { note(segment: body.segment, end: body.end) }
    if case .removal(let removal) = entry.content, let place = removal.place {
      note(segment: place.segment, end: place.offset + place.length)
    }
  }

  private mutating func note(segment other: Int, end: Int) {
    if other > segment { (segment, used) = (other, end) } else if other == segment { used = max(used, end) }
  }
}
