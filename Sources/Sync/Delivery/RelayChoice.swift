import Foundation
import News

/// Which relays a report may go to, in which order, and on how many hosts it is to be.
struct RelayChoice: Hashable {
  /// Best first.
  var relays: [DropDelivery.Relay]
  /// By address; none for a relay that only the file that it came with names.
  var mirrors: [String: MirrorID]
  var needed: Int
  /// Relays that there are, though this report may not go to them without a further word of its writer.
  var withheld: Int

  /// Drops of this size are asked after before they are sent once more.
  static let largeDrop = 1 << 20

  /// - Parameter mirrors: of the report's newsroom, of any kind.
  init(for report: OutboxReport, among mirrors: [Mirror], now: Date) {
    let own = mirrors.filter(\.takesDrops)
    let rota = MirrorRota(own, now: now)
    let verdicts = Dictionary(own.map { ($0.url, $0.verdict) }) { first, _ in first }
    let records = Dictionary(report.relays.map { ($0.url, $0) }) { first, _ in first }
    var urls = rota.candidates.map(\.url)
    if report.isCarried {
      urls += report.relays.map(\.url).filter { verdicts[$0] == nil && RelayAddress.checked($0) != nil }
    }
    let allowed = urls.filter { RelayAddress.allows(report.consent, $0) }
    withheld = urls.count - allowed.count
    self.mirrors = Dictionary(own.map { ($0.url, $0.id) }) { first, _ in first }
    relays = allowed.map { url in
      DropDelivery.Relay(url, asksFirst: Self.asksFirst(url, records[url], verdicts[url] ?? nil, report.dropSize))
    }
    let holding = report.relays.filter(\.holds).map(\.url)
    needed = min(2, Set((allowed + holding).map(RelayAddress.host)).count)
  }

  /// Whether it may be somebody else who answers there, or the drop is large and may be there already.
  private static func asksFirst(
    _ url: String, _ record: RelayRecord?, _ verdict: Verdict?, _ size: Int?
  ) -> Bool {
    if [record?.verdict, verdict].contains(where: { $0.map { RelayJudge.interception.contains($0.symptom) } ?? false })
    {
      return true
    }
    if !RelayAddress.isPrivate(url) { return true }
    return record?.state == .sending && (size ?? 0) >= largeDrop
  }
}
