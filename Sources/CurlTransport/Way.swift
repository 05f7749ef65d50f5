import Wire

/// By which proxy and which resolver an exchange goes: all of it said, so that nothing is left to a default on the way.
struct Way: Hashable {
  var proxy = WireRoute.Proxy.direct
  var names = WireRoute.Names.system

  /// Straight on, as long as nobody says otherwise.
  init() {}

  /// What a route leaves open is that way's.
  init(_ route: WireRoute, else other: Way = Way()) {
    proxy = route.proxy ?? other.proxy
    names = route.names ?? other.names
  }
}
