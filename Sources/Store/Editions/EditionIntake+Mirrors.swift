import GRDB
import News

extension EditionIntake {
  /// Mirrors that a record may name; further ones are passed over.
  private static let mostNamed = 256

  /// The newest list counts: what it names is marked as signed, and added where it is not known, as a mirror, as a relay, or as both.
  /// One that came from an earlier list and is on this one no longer goes; those that the reader added stay.
  func take(_ mirrors: [SignedMirror], place: Int) throws {
    let newest =
      try Int.fetchOne(db, sql: "SELECT mirrorsPlace FROM edition WHERE newsroom = ?", arguments: [newsroom]) ?? -1
    guard place > newest else { return }
    try db.execute(sql: "UPDATE edition SET mirrorsPlace = ? WHERE newsroom = ?", arguments: [place, newsroom])
    let named = mirrors.prefix(Self.mostNamed).filter { Self.isAddress($0.url) }
    try take(named.filter(\.servesNews), as: .edition)
    try take(named.filter { $0.takesDrops && Self.isRelayAddress($0.url) }, as: .relay)
  }

  func take(_ named: [SignedMirror], as kind: MirrorKind) throws {
    let rows = try Row.fetchAll(
      db, sql: "SELECT id, url, isFromRecord FROM mirror WHERE newsroom = ? AND kind = ?",
      arguments: [newsroom, kind.rawValue])
    for row in rows {
      let (id, url): (Int64, String) = (row[0], row[1])
      let signed = named.first { Self.isSame($0.url, url) }
      if signed == nil, row[2] as Bool {
        try db.execute(sql: "DELETE FROM mirror WHERE id = ?", arguments: [id])
      } else {
        try db.execute(sql: "UPDATE mirror SET signed = ? WHERE id = ?", arguments: [JSONColumn.text(signed), id])
      }
    }
    let fresh = named.filter { mirror in !rows.contains { Self.isSame(mirror.url, $0[1]) } }
    let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM mirror WHERE newsroom = ?", arguments: [newsroom]) ?? 0
    for mirror in fresh.prefix(max(0, NewsStore.mostMirrors - count)) {
      let added = try MirrorRow.insert(
        db, [NewMirror(url: Self.folder(mirror.url), kind: kind)], newsroom: delivery.newsroom)
      for row in added {
        try db.execute(
          sql: "UPDATE mirror SET signed = ?, isFromRecord = 1 WHERE id = ?",
          arguments: [JSONColumn.text(mirror), row.id.rawValue])
      }
    }
  }

  /// Nothing but the web's addresses is taken from a record: it must not lead to this machine's files.
  private static func isAddress(_ url: String) -> Bool {
    let start = url.prefix(8).lowercased()
    guard start.hasPrefix("https://") || start.hasPrefix("http://"), url.utf8.count <= 2_000 else { return false }
    return url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && !url.contains("@")
  }

  /// A drop's name is put behind it.
  private static func isRelayAddress(_ url: String) -> Bool { !url.contains("?") && !url.contains("#") }

  private static func folder(_ url: String) -> String { url.hasSuffix("/") ? url : url + "/" }
  private static func isSame(_ a: String, _ b: String) -> Bool { folder(a) == folder(b) }
}
