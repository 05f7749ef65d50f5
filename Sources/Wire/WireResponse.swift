/// An answer of any status, whole.
public struct WireResponse: Hashable, Sendable {
  public var status: Int
  /// In the order in which they came, of the last hop alone.
  public var headers: [WireHeader]
  /// After decompression.
  public var body: [UInt8]
  /// Where it came from after redirects.
  public var url: String
  /// Where the chain of permanent redirects (301, 308) from the asked URL leads; nil without one.
  public var permanentURL: String?
  /// The literal that answered.
  public var address: String?
  public var timings: WireTimings
  /// Bytes of body as they came on the wire.
  public var wireBytes: Int
  /// Every address that was tried, in the order in which they were begun; the last hop's alone.
  public var tries: [WireTry]
  /// What the resolver said of the last hop's host; nil where none was asked.
  public var name: WireName?

  public init(
    status: Int, headers: [WireHeader] = [], body: [UInt8] = [], url: String, permanentURL: String? = nil,
    address: String? = nil, timings: WireTimings = .init(), wireBytes: Int = 0, tries: [WireTry] = [],
    name: WireName? = nil
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.url = url
    self.permanentURL = permanentURL
    self.address = address
    self.timings = timings
    self.wireBytes = wireBytes
    self.tries = tries
    self.name = name
  }

  /// Why the resolver brought no address, though the exchange came to its end by another one.
  public var nameFailure: WireFailure.Kind? { name?.failure }

  public var head: WireHead { WireHead(status: status, headers: headers) }

  /// The first field of that name, without regard to case.
  public func header(_ name: String) -> String? { head.header(name) }
}
