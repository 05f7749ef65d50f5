public import News
public import Seal

/// What is at the relays for a desk.
public struct InboxReport: Hashable, Sendable {
  /// One report, in its newest version.
  public struct Item: Hashable, Sendable {
    public var report: PackedReport
    /// Names of the drops that hold it; more than one where it was packed more than once.
    public var drops: [String]
    /// Relays that list one of them.
    public var relays: [String]
    /// Earlier versions of it, the latest first.
    public var older: [Version]
    /// There is another report of this identity and version that says something else, or another version that another key
    /// signed: an accident, or a forgery. Both are shown.
    public var isContested: Bool

    /// Hashes that say this to its writer, by the names of the drops that hold any version of it.
    public func receipts(saying word: ReceiptHash.Word) -> [String: [UInt8]] {
      var receipts: [String: [UInt8]] = [:]
      for (report, drops) in [(report, drops)] + older.map({ ($0.report, $0.drops) }) {
        for drop in drops {
          guard let name = Hexadecimal.read(drop.utf8) else { continue }
          receipts[drop] = ReceiptHash.of(nonce: report.nonce, drop: name, saying: word)
        }
      }
      return receipts
    }
  }

  /// A version that is no longer the newest.
  public struct Version: Hashable, Sendable {
    public var report: PackedReport
    public var drops: [String]
    public var isContested: Bool
  }

  /// Hashes that say to their writers that these reports were opened here, by the drop's name.
  public var receipts: [String: [UInt8]] {
    reports.reduce(into: [:]) { all, item in all.merge(item.receipts(saying: .received)) { first, _ in first } }
  }

  /// The last written first.
  public var reports: [Item] = []
  /// What went wrong, with the relay; an empty one where it is this machine. Text from outside is not yet made visible.
  public var troubles: [Trouble] = []
  /// Drops that were fetched now.
  public var fetched = 0
  public var wasCancelled = false

  public struct Trouble: Hashable, Sendable {
    public var relay: String
    public var phrase: Phrase
  }

  public init() {}

  mutating func complain(of relay: String, _ phrase: Phrase) {
    troubles.append(Trouble(relay: relay, phrase: phrase))
  }

  /// Drops that were read, with the relays that list each: by identity, the newest version first.
  static func sorted(_ drops: [(name: String, report: PackedReport, relays: [String])]) -> [Item] {
    let all = Dictionary(grouping: drops, by: \.report.report.id).values.flatMap(items)
    return all.sorted { a, b in
      (b.report.time, a.report.report.id.rawValue, a.drops[0]) < (
        a.report.time, b.report.report.id.rawValue, b.drops[0]
      )
    }
  }

  /// Of one identity.
  private static func items(_ drops: [(name: String, report: PackedReport, relays: [String])]) -> [Item] {
    var versions: [(version: Version, relays: [String])] = []
    for drop in drops.sorted(by: { $0.name < $1.name }) {
      if let same = versions.firstIndex(where: { $0.version.report.isSame(as: drop.report) }) {
        versions[same].version.drops.append(drop.name)
        versions[same].relays += drop.relays.filter { !versions[same].relays.contains($0) }
      } else {
        versions.append((Version(report: drop.report, drops: [drop.name], isContested: false), drop.relays))
      }
    }
    let signers = Set(versions.map { $0.version.report.envelope?.key })
    let counts = Dictionary(versions.map { ($0.version.report.report.version, 1) }, uniquingKeysWith: +)
    for index in versions.indices {
      versions[index].version.isContested =
        signers.count > 1 || counts[versions[index].version.report.report.version, default: 0] > 1
    }
    let newest = versions.map(\.version.report.report.version).max() ?? 0
    let older = versions.map(\.version).filter { $0.report.report.version < newest }
      .sorted { $0.report.report.version > $1.report.report.version }
    return versions.filter { $0.version.report.report.version == newest }.map {
      Item(
        report: $0.version.report, drops: $0.version.drops, relays: $0.relays, older: older,
        isContested: $0.version.isContested)
    }
  }
}

/// What the reading of an inbox tells while it runs.
public enum InboxProgress: Hashable, Sendable {
  case asking(relay: String)
  /// So many names are listed there.
  case listed(relay: String, count: Int)
  /// A drop is fetched, the n-th of so many.
  case fetching(drop: String, relay: String, done: Int, of: Int)
}

extension PackedReport {
  /// The same words by the same hand: packed or sealed twice, it is one report.
  fileprivate func isSame(as other: PackedReport) -> Bool {
    report == other.report && nonce == other.nonce && envelope == other.envelope
  }
}
