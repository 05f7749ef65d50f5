import Wire

/// An address that may be tried.
struct Candidate: Hashable {
  /// A literal.
  var address: String
  var source: WireTry.Source
  var isReserved = false
}
