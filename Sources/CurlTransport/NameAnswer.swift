import CAres
import Wire

/// What the resolver said of a name.
enum NameAnswer {
  case addresses([String])
  case failure(WireFailure.Kind, detail: String)

  /// Both families' answers as one: any address will do; without one, what was said most surely counts.
  static func joined(_ addresses: [String], statuses: [Int32]) -> NameAnswer {
    if !addresses.isEmpty { return .addresses(addresses) }
    let kinds = statuses.map { (status: $0, kind: kind($0)) }
    let noData = kinds.allSatisfy { $0.status == ARES_ENODATA }
    let telling =
      kinds.first { $0.kind == .noSuchName && ($0.status != ARES_ENODATA || noData) }
      ?? kinds.first { $0.kind == .resolverRefused } ?? kinds.first { $0.kind == .resolverSilent }
    let status = telling?.status ?? ARES_ENOTINITIALIZED
    // c-ares says "could not contact" of servers that answered REFUSED or SERVFAIL, too.
    let detail =
      status == ARES_ECONNREFUSED ? "the name server refused or failed" : String(cString: ares_strerror(status))
    return .failure(telling?.kind ?? .resolverRefused, detail: detail)
  }

  private static func kind(_ status: Int32) -> WireFailure.Kind {
    switch status {
    case ARES_ENOTFOUND, ARES_ENODATA, ARES_ENONAME, ARES_EBADNAME: .noSuchName
    case ARES_ETIMEOUT: .resolverSilent
    default: .resolverRefused
    }
  }
}
