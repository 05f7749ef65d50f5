/// One header field. Names compare without case (RFC 9110).
public struct WireHeader: Hashable, Sendable {
  public var name: String
  public var value: String
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
