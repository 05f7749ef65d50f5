import News
import Store
import Wire

/// What a round of one newsroom begins with, as the store remembers it.
struct RoundPlan: Sendable {
  var newsroom: Newsroom
  var mirrors: [MirrorID: Mirror]
  var rota: MirrorRota
  /// By mirror; other newsrooms' may be among them.
  var cursors: [MirrorID: Cursor]
  var limits: WireLimits

  /// Why nobody can be asked.
  var trouble: RoundTrouble? {
    guard rota.candidates.isEmpty else { return nil }
    return mirrors.isEmpty ? .noMirrors : .allDisabled
  }

  func fetch(_ mirror: MirrorID) -> FeedFetch {
    FeedFetch(
      newsroom: newsroom.id, mirror: mirror, url: mirrors[mirror]?.url ?? "", cursor: cursors[mirror], limits: limits)
  }
}
