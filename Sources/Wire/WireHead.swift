/// The head of an answer: its status and its fields.
public struct WireHead: Hashable, Sendable {
  public var status: Int
  /// In the order in which they came.
  public var headers: [WireHeader]

  public init(status: Int, headers: [WireHeader] = []) {
    self.status = status
    self.headers = headers
  }

  /// The first field of that name, without regard to case.
  public func header(_ name: String) -> String? {
    headers.first { $0.name.utf8.count == name.utf8.count && $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// The beginning of a body whose end did not come.
public struct WirePartial: Hashable, Sendable {
  public var head: WireHead
  /// As it came on the wire where no content coding was applied; else what could be decompressed.
  public var body: [UInt8]

  public init(head: WireHead, body: [UInt8]) {
    self.head = head
    self.body = body
  }
}
