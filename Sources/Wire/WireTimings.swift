/// Milliseconds from the start to the end of each phase; nil for one that was not reached.
public struct WireTimings: Hashable, Sendable {
  public var resolved: Int?
  public var connected: Int?
  public var secured: Int?
  public var firstByte: Int?
  public var total: Int?
  public init(
    resolved: Int? = nil, connected: Int? = nil, secured: Int? = nil, firstByte: Int? = nil, total: Int? = nil
  ) {
    self.resolved = resolved
    self.connected = connected
    self.secured = secured
    self.firstByte = firstByte
    self.total = total
  }
}
