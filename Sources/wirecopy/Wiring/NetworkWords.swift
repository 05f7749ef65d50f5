import News
import Store
import Sync
import Wire

/// The way that everything goes which says nothing itself: changed by words, said, and kept in the settings.
enum NetworkWords {
  /// What these words make of a way; what they don't say stays.
  static func change(_ words: String, of route: WireRoute) throws(StoreFault) -> WireRoute {
    if let strange = other(words) {
      throw .refused("“\(String(strange.unicodeScalars.prefix(60)))” is no word of the network; \(allowed)")
    }
    guard words.contains(where: { !$0.isWhitespace }) else { throw .refused(allowed) }
    let change = try RouteWords.global(words)
    guard change.proxy != nil || change.names != nil else { throw .refused(allowed) }
    return change.filled(from: route)
  }

  private static let allowed: Phrase = "say direct, tor or socks5h://HOST:PORT; system, or doh URL ADDRESS…"
  private static let known: Set<String> = [
    "direct", "tor", "system", "doh", "settings", "address", "addresses", "no-address", "pin", "pins", "no-pin",
  ]

  /// The first word that says nothing of any route; what says something of one mirror alone is told so by `RouteWords`.
  private static func other(_ text: String) -> String? {
    var before = ""
    for word in text.split(whereSeparator: \.isWhitespace).map(String.init) {
      let isValue = before == "doh" || word.contains("://") || word.hasPrefix("sha256//")
      let isPlace = word.split(separator: ",").contains { WireAddress.isLiteral(String($0)) }
      if !isValue, !isPlace, !known.contains(word.lowercased()) { return word }
      before = word.lowercased()
    }
    return nil
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
