import Foundation
import News
import Wire

/// Which relays a report may go to, in which order, and on how many hosts it is to be.
struct RelayChoice: Hashable {
  /// Best first.
  var relays: [DropDelivery.Relay]
  /// By address; none for a relay that only the file that it came with names.
  var mirrors: [String: MirrorID]
  /// How they are reached, by address, where that is their own way.
  var routes: [String: WireRoute]
  /// Those that asked to be left alone for a while, until when and with what words.
  var leftAlone: [RelayRecord]
  var needed: Int
  /// Relays that there are, though this report may not go to them without a further word of its writer.
  var withheld: Int

  /// Drops of this size are asked after before they are sent once more.
  static let largeDrop = 1 << 20

  /// - Parameter mirrors: of the report's newsroom, of any kind.
  /// - Parameter hasProxy: there is a way to onion addresses in the settings.
  init(for report: OutboxReport, among mirrors: [Mirror], now: Date, hasProxy: Bool = false) {
    let own = mirrors.filter(\.takesDrops)
    let mayHave = Self.allowance(for: report, among: own, hasProxy: hasProxy)
    // One that there is no way to now is left out as long as there is another that the report may go to.
    let isUseful = { (relay: Mirror) in
      !relay.isDisabled && relay.isReachable(hasProxy: hasProxy) && mayHave(relay.url)
    }
    let usable = own.contains(where: isUseful) ? own.filter { $0.isReachable(hasProxy: hasProxy) } : own
    let rota = MirrorRota(inOrder: usable, now: now, hasProxy: true)
    let known = Dictionary(own.map { ($0.id, $0) }) { first, _ in first }
    let leftAlone = rota.leftAlone.compactMap { known[$0] }
    self.leftAlone = leftAlone.compactMap { relay in
      guard case .open(let end) = relay.memory.breaker.state(at: now) else { return nil }
      return RelayRecord(url: relay.url, nextTry: end, verdict: relay.verdict)
    }
    routes = Dictionary(own.filter { !$0.route.isDefault || $0.signed != nil }.map { ($0.url, $0.wireRoute) }) {
      first, _ in first
    }
    let verdicts = Dictionary(own.map { ($0.url, $0.verdict) }) { first, _ in first }
    let records = Dictionary(report.relays.map { ($0.url, $0) }) { first, _ in first }
    var urls = rota.candidates.map(\.url) + leftAlone.map(\.url)
    if report.isCarried {
      urls += report.relays.map(\.url).filter { verdicts[$0] == nil && RelayAddress.checked($0) != nil }
    }
    let allowed = urls.filter(mayHave)
    withheld = urls.count - allowed.count
    self.mirrors = Dictionary(own.map { ($0.url, $0.id) }) { first, _ in first }
    relays = allowed.map { url in
      DropDelivery.Relay(url, asksFirst: Self.asksFirst(url, records[url], verdicts[url] ?? nil, report.dropSize))
    }
    let holding = report.relays.filter(\.holds).map(\.url)
    // A relay whose word the desk does not bear out is none of those that are needed.
    let doubtful = Set(report.relays.filter { $0.state == .doubtful }.map { RelayAddress.host($0.url) })
    needed = min(2, Set((allowed + holding).map(RelayAddress.host)).subtracting(doubtful).count)
  }

  /// Who may have it. A sealed report goes over plain http only where there is no other way, or its writer has agreed to go in
  /// clear: nobody can read it there, but everybody on the way sees that somebody writes to this newsroom.
  static func allowance(
    for report: OutboxReport, among relays: [Mirror], hasProxy: Bool
  ) -> @Sendable (String) -> Bool {
    let consent = report.consent
    switch report.sealing {
    case .unsealed: return { RelayAddress.allows(consent, $0) }
    case .waiting, .stopped: return { _ in false }
    case .sealed:
      let urls =
        relays.filter { !$0.isDisabled && $0.isReachable(hasProxy: hasProxy) }.map(\.url)
        + (report.isCarried ? report.relays.map(\.url) : [])
      let hasPrivate = urls.contains(where: RelayAddress.isPrivate)
      return { !hasPrivate || RelayAddress.allows(max(consent, .overTLS), $0) }
    }
  }

  /// Whether it may be somebody else who answers there, or the drop is large and may be there already.
  private static func asksFirst(
    _ url: String, _ record: RelayRecord?, _ verdict: Verdict?, _ size: Int?
  ) -> Bool {
    if [record?.verdict, verdict].contains(where: { $0.map { RelayJudge.interception.contains($0.symptom) } ?? false })
    {
      return true
    }
    if !RelayAddress.isPrivate(url) || record?.state == .doubtful { return true }
    return record?.state == .sending && (size ?? 0) >= largeDrop
  }
}
