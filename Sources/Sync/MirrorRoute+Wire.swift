public import News
public import Wire

extension WireRoute {
  /// A mirror's route as the user wrote it, ready for its requests; nil and empty are the settings' here, too.
  ///
  /// Addresses that can't be read are left out. A proxy or a resolver that can't be read is one that never answers, and a pin
  /// that can't be read fits no key: whoever chose a way is not led another one, where they might be seen.
  public init(_ route: MirrorRoute) {
    self.init(
      proxy: route.proxy.map { Proxy($0) ?? .socks5h(host: "127.0.0.1", port: Self.discard) },
      names: route.names.map { Names($0) ?? .https(url: "https://127.0.0.1:\(Self.discard)/", addresses: []) },
      addresses: route.addresses.filter(WireAddress.isLiteral), pins: route.pins)
  }

  /// The port of RFC 863, where nobody listens.
  private static let discard = 9
}
