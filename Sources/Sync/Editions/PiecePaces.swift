import News

/// How the pieces of an edition come along, and which of them are better asked of somebody else. Pure; times are milliseconds of one
/// steady clock.
///
/// The rule of the bodies of feeds: one that comes at under a quarter of its own average, or for `SyncRound.slowPause` at under
/// `SyncRound.goodRate` or not at all, is slow. A piece is taken from its mirror once at most: on a line that is slow for everybody
/// it has to come some time.
struct PiecePaces {
  struct Slow: Hashable {
    var key: PieceBoard.Key
    var mirror: MirrorID
    var milliseconds: Int
    var bytes: Int
  }
  private struct Row {
    var mirror: MirrorID
    var begun: Int?
    var pace = SyncRound.Pace(begun: 0)
    var slowSince: Int?
  }
  private var rows: [PieceBoard.Key: Row] = [:]
  private var moved: Set<PieceBoard.Key> = []

  var isEmpty: Bool { rows.isEmpty }

  mutating func start(_ key: PieceBoard.Key, at mirror: MirrorID) { rows[key] = Row(mirror: mirror) }

  /// It has left the queue: from here on, time counts.
  mutating func begin(_ key: PieceBoard.Key, at now: Int) {
    guard rows[key]?.begun == nil else { return }
    rows[key]?.begun = now
    rows[key]?.pace = SyncRound.Pace(begun: now)
  }

  /// So many bytes of it came, in all.
  mutating func take(_ key: PieceBoard.Key, bytes: Int, at now: Int) { rows[key]?.pace.take(bytes: bytes, at: now) }

  mutating func end(_ key: PieceBoard.Key) { rows[key] = nil }

  /// Looks at all of them, every `SyncRound.glance`.
  ///
  /// - Returns: those that are slow, and were not taken from anybody yet.
  mutating func look(at now: Int) -> [Slow] {
    var slow: [Slow] = []
    for (key, row) in rows {
      guard let begun = row.begun else { continue }
      let kind = row.pace.kind(at: now)
      let isBehindItself = kind == .slow && row.pace.rate(at: now) >= SyncRound.goodRate
      let since = kind == .slow || kind == .stalled ? row.slowSince ?? now : nil
      rows[key]?.slowSince = since
      rows[key]?.pace.look(at: now)
      let isDue = isBehindItself || since.map { now - $0 >= SyncRound.slowPause } ?? false
      guard isDue, !moved.contains(key) else { continue }
      slow.append(Slow(key: key, mirror: row.mirror, milliseconds: now - begun, bytes: row.pace.bytes))
    }
    return slow
  }

  /// It is taken from its mirror.
  mutating func move(_ key: PieceBoard.Key) { moved.insert(key) }
}
