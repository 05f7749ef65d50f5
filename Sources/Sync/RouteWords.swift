import Foundation
public import News
public import Store
public import Wire

/// How a mirror, or everything, is reached, as people write it: words one after the other, the later over the earlier.
///
///     direct · tor · socks5h://HOST:PORT       the way there
///     system · doh URL [ADDRESS…]              who says which addresses a name has
///     address ADDRESS[,ADDRESS…] · no-address  where it stands, too
///     pin sha256//…[,…] · no-pin               the key that it must have
///     settings                                 all of it as the settings say
public struct RouteWords: Sendable {
  /// Where Tor listens by itself.
  public static let tor = "socks5h://127.0.0.1:9050"
  static let mostBytes = 4_096
  static let mostAddresses = 8
  static let mostPins = 8

  /// - Throws: `refused`, which says what is allowed.
  public static func read(_ words: String, onto route: MirrorRoute) throws(StoreFault) -> MirrorRoute {
    var reading = RouteWords(words)
    guard words.utf8.count <= mostBytes, !reading.rest.isEmpty else { throw .refused(allowed) }
    var route = route
    while let word = reading.next() { try reading.take(word, into: &route) }
    return route
  }

  /// The words for everything that says nothing itself: what they don't say is nil.
  ///
  /// - Throws: `refused` also for addresses and keys, which are a mirror's.
  public static func global(_ words: String) throws(StoreFault) -> WireRoute {
    let route = try read(words, onto: MirrorRoute())
    guard route.addresses.isEmpty, route.pins.isEmpty else {
      throw .refused("addresses and keys belong to one mirror: wirecopy mirrors route MIRROR WORDS")
    }
    return WireRoute(route)
  }

  /// The words that lead to this route; `settings` for none.
  public static func words(_ route: MirrorRoute) -> String {
    var words: [String] = []
    if let proxy = route.proxy { words.append(proxy == tor ? "tor" : proxy) }
    if let names = route.names { words.append(names == "system" ? names : "doh " + names) }
    if !route.addresses.isEmpty { words.append("address " + route.addresses.joined(separator: ",")) }
    if !route.pins.isEmpty { words.append("pin " + route.pins.joined(separator: ",")) }
    return words.isEmpty ? "settings" : words.joined(separator: " ")
  }

  /// How a mirror is reached, in a reader's words; nil where nothing is said.
  public static func phrase(_ route: MirrorRoute) -> Phrase? {
    var parts: [Phrase] = []
    switch route.proxy {
    case nil: break
    case "direct"?: parts.append("directly")
    case tor?: parts.append("through Tor on this machine")
    case let proxy?: parts.append("through the proxy \(proxy)")
    }
    switch route.names {
    case nil: break
    case "system"?: parts.append("names from this machine's resolver")
    case let names?:
      parts.append("names from \(MirrorName(names.split(separator: " ").first.map(String.init) ?? names))")
    }
    if !route.addresses.isEmpty { parts.append("also at \(route.addresses.joined(separator: ", "))") }
    if !route.pins.isEmpty {
      parts.append(Phrase(route.pins.count, one: "with %1 pinned key", many: "with %1 pinned keys"))
    }
    return parts.dropFirst().reduce(parts.first) { all, part in all.map { "\($0), \(part)" } }
  }

  /// The same of the settings' own way.
  public static func phrase(_ route: WireRoute) -> Phrase? {
    phrase(MirrorRoute(proxy: route.proxy?.description, names: route.names?.description))
  }

  static let allowed: Phrase = """
    a route is: direct, tor, socks5h://HOST:PORT, system, doh URL ADDRESS…, address ADDRESS,…, no-address, \
    pin sha256//…, no-pin, settings
    """

  /// Words that were not read yet.
  private var rest: ArraySlice<String>

  private init(_ words: String) {
    rest = words.split(whereSeparator: \.isWhitespace).map(String.init)[...]
  }

  private mutating func next() -> String? { rest.popFirst() }

  private mutating func take(_ word: String, into route: inout MirrorRoute) throws(StoreFault) {
    switch word.lowercased() {
    case "settings": route = MirrorRoute()
    case "direct": route.proxy = "direct"
    case "tor": route.proxy = Self.tor
    case "system": route.names = "system"
    case "no-address": route.addresses = []
    case "no-pin": route.pins = []
    case "doh": route.names = try server()
    case "address", "addresses": route.addresses = try addresses()
    case "pin", "pins": route.pins = try pins()
    case let word where word.contains("://"):
      guard let proxy = WireRoute.Proxy(word) else {
        throw .refused(
          "a proxy is socks5h://HOST:PORT, which asks for names at its other end; other kinds would tell them here")
      }
      route.proxy = proxy.description
    default: throw .refused("“\(String(word.unicodeScalars.prefix(60)))” is no word of a route; \(Self.allowed)")
    }
  }

  /// A DNS server over HTTPS, and the addresses that follow it.
  private mutating func server() throws(StoreFault) -> String {
    var words = [next() ?? ""]
    while let word = rest.first, let literals = Self.literals(word) {
      words += literals
      rest.removeFirst()
    }
    guard words[0].utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !words[0].contains(","),
      let names = WireRoute.Names(words.joined(separator: " ")), names != .system
    else {
      throw .refused(
        "after doh come the https:// address of a DNS server and the numbers of where it stands: doh https://dns.example/dns-query 192.0.2.1"
      )
    }
    return names.description
  }

  private mutating func addresses() throws(StoreFault) -> [String] {
    var found: [String] = []
    while let word = rest.first, let literals = Self.literals(word) {
      found += literals.filter { !found.contains($0) }
      rest.removeFirst()
    }
    guard !found.isEmpty, found.count <= Self.mostAddresses else {
      throw .refused("after address come at most \(Self.mostAddresses) addresses in numbers: 192.0.2.1,2001:db8::1")
    }
    return found
  }

  private mutating func pins() throws(StoreFault) -> [String] {
    var found: [String] = []
    while let word = rest.first, let pins = Self.pins(word) {
      found += pins.filter { !found.contains($0) }
      rest.removeFirst()
    }
    guard !found.isEmpty, found.count <= Self.mostPins else {
      throw .refused("after pin comes the key as mirrors why shows it: sha256// and 44 characters")
    }
    return found
  }

  /// Addresses with commas between; nil where one is none.
  static func literals(_ word: String) -> [String]? {
    let parts = word.lowercased().split(separator: ",").map(String.init)
    return !parts.isEmpty && parts.allSatisfy(WireAddress.isLiteral) ? parts : nil
  }

  /// Pins with commas between; nil where one is none.
  static func pins(_ word: String) -> [String]? {
    let parts = word.split(separator: ",").map(String.init)
    return !parts.isEmpty && parts.allSatisfy(WireRoute.isPin) ? parts : nil
  }
}
