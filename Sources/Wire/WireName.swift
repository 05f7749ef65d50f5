/// What was heard of the asked host's name, from the resolver of the route.
public struct WireName: Hashable, Sendable {
  public struct Answer: Hashable, Sendable {
    /// A literal.
    public var address: String
    /// In a range that no public server has, and not an address that somebody wrote: most likely a false answer.
    public var isReserved: Bool
    public init(_ address: String, isReserved: Bool = false) {
      self.address = address
      self.isReserved = isReserved
    }
  }
  /// In the resolver's order, whether they were tried or not.
  public var answers: [Answer]
  /// `noSuchName`, `resolverRefused` or `resolverSilent`. An exchange may have come to its end by the addresses of its
  /// route all the same. Nil with no answers: it was over before the resolver said anything.
  public var failure: WireFailure.Kind?

  public init(answers: [Answer] = [], failure: WireFailure.Kind? = nil) {
    self.answers = answers
    self.failure = failure
  }
}
