/// A request as a mirror of the lab saw it.
public struct LabRequest: Sendable, Hashable {
  public var method: String
  /// The request's target as it came: path and query.
  public var path: String
  /// In the order in which they came.
  public var headers: [Header]
  /// When its head was read.
  public var time: ContinuousClock.Instant
  /// Bytes of body that went out in answer so far: the kernel took them.
  public var servedBytes = 0

  /// One header field.
  public struct Header: Sendable, Hashable {
    public var name: String
    public var value: String

    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The value of the first field of this name, whatever its case.
  public func header(_ name: String) -> String? {
    let wanted = name.lowercased()
    return headers.first { $0.name.lowercased() == wanted }?.value
  }
}
