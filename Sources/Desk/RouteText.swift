import News

/// A mirror's way in the words in which it is set.
enum RouteText {
  /// What can be said, for who is to say it.
  static let ways =
    "settings · direct · tor · socks5h://HOST:PORT · system · doh URL ADDRESS · address A,B · pin sha256//KEY"
  /// The same where it is for all mirrors.
  static let waysOfAll = "direct · tor · socks5h://HOST:PORT · system · doh URL ADDRESS"

  /// Empty where it is the settings' way.
  static func words(_ route: MirrorRoute) -> String {
    var words: [String] = []
    if let proxy = route.proxy { words.append(proxy == "socks5h://127.0.0.1:9050" ? "tor" : proxy) }
    if let names = route.names { words.append(names == "system" ? names : "doh \(names)") }
    if !route.addresses.isEmpty { words.append("address \(route.addresses.joined(separator: ","))") }
    if !route.pins.isEmpty { words.append("pin \(route.pins.joined(separator: ","))") }
    return words.joined(separator: " ")
  }
}
