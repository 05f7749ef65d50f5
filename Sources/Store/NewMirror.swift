public import News

/// An address that is about to be a newsroom's mirror or relay.
public struct NewMirror: Hashable, Sendable {
  public var url: String
  public var kind: MirrorKind
  public var route: MirrorRoute

  public init(url: String, kind: MirrorKind = .feed, route: MirrorRoute = MirrorRoute()) {
    self.url = url
    self.kind = kind
    self.route = route
  }

  /// What must be unique in a newsroom: a relay may stand where a mirror stands, and its last slash is nothing.
  struct Place: Hashable {
    let isRelay: Bool
    let url: Substring
  }

  var place: Place {
    guard kind == .relay else { return Place(isRelay: false, url: url[...]) }
    let end = url.lastIndex { $0 != "/" }.map(url.index(after:)) ?? url.startIndex
    return Place(isRelay: true, url: url[..<end])
  }
}
