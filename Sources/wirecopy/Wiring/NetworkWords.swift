import News
import Store
import Sync
import Wire

/// The way that everything goes which says nothing itself: changed by words, said, and kept in the settings.
enum NetworkWords {
  /// What these words make of a way; what they don't say stays.
  static func change(_ words: String, of route: WireRoute) throws(StoreFault) -> WireRoute {
    let change = try RouteWords.global(words)
    guard change.proxy != nil || change.names != nil else {
      throw .refused("say direct, tor or socks5h://HOST:PORT; system, or doh URL ADDRESS…")
    }
    return change.filled(from: route)
  }

  /// Writes it into the settings file, which keeps the rest as it is. Away from the loop: it waits for the disk.
  @concurrent
  static func keep(_ route: WireRoute, in places: Places) async throws(Failure) {
    var values: [(key: String, value: String)] = []
    if let proxy = route.proxy { values.append(("proxy", proxy.description)) }
    if let names = route.names { values.append(("resolver", names.description)) }
    try SettingsFile(path: places.settingsPath).set(values, in: "network") { $0.network = route }
  }

  static func phrase(_ route: WireRoute) -> Phrase { RouteWords.phrase(route) ?? "directly" }
}
