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
  /// Of a signed newsroom, what is kept of its record.
  var edition: EditionRecord?
  /// The generation of the network that it begins on.
  var network = 0

  /// Why nobody can be asked.
  var trouble: RoundTrouble? {
    guard rota.candidates.isEmpty else { return nil }
    if mirrors.isEmpty { return .noMirrors }
    if rota.leftAlone.isEmpty { return .allDisabled }
    return rota.isPinned ? .pinnedLeftAlone : .leftAlone
  }

  /// Of the mirrors that have one of their own.
  var routes: [MirrorID: WireRoute] {
    mirrors.compactMapValues { $0.route.isDefault && $0.signed == nil ? nil : $0.wireRoute }
  }

  func fetch(_ mirror: MirrorID) -> FeedFetch {
    FeedFetch(
      newsroom: newsroom.id, mirror: mirror, url: mirrors[mirror]?.url ?? "", cursor: cursors[mirror], limits: limits,
      route: mirrors[mirror].map { WireRoute($0.route) } ?? WireRoute())
  }
}
