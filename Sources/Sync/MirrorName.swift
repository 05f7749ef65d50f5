import Wire

/// What a mirror is called in a sentence: its host, with the port where it is not the scheme's own.
public struct MirrorName: Hashable, Sendable, CustomStringConvertible {
  public var description: String

  /// An address as the user wrote it, where a sentence is to repeat that.
  static func verbatim(_ asked: String) -> MirrorName {
    var name = MirrorName("")
    name.description = asked
    return name
  }

  public init(_ url: String) {
    guard let address = WireAddress(url) else {
      description = url
      return
    }
    let host = address.host.contains(":") ? "[\(address.host)]" : address.host
    description = address.port == (address.isSecure ? 443 : 80) ? host : "\(host):\(address.port)"
  }
}
