import Foundation
public import News
public import Seal
public import Wire

/// The desk's side of drops: asks relays for what they have, keeps it, opens and reads it.
///
/// What is in the folder already is not fetched again; what a relay sends under a name is kept only when its bytes are those
/// of the name. Fetched drops stay in the folder as they came, those that can't be read too: sealed ones are opened in memory.
public struct InboxReader: Sendable {
  /// Bytes that one fetch brings at most; the next goes on from there.
  static let mostFetched = 2 << 30
  /// Bytes of texts that are in memory at once.
  static let mostRead = 128 << 20
  /// Failures in a row after which a relay is not asked for more.
  static let mostFailures = 5

  private let drops: DropFetch
  private let folder: String
  /// Bytes that one fetch brings at most, and bytes of texts that are kept in memory.
  private let budget: (fetched: Int, read: Int)
  /// What opens sealed drops, and the newsroom that they are to be written to.
  private let keys: (identities: [AgeIdentity], fingerprint: String?)

  /// - Parameters:
  ///   - folder: where fetched drops are kept, each under its name.
  ///   - relays: what is known of relays, each of which is reached by its own way; of several at one address, the first.
  ///   - identities: the desk's, which open sealed drops.
  ///   - fingerprint: the newsroom's own, `wc1…`: what was sealed for another is refused.
  public init(
    transport: any Transport, folder: String, relays: [Mirror] = [], credentials: Netrc = Netrc(),
    identities: [AgeIdentity] = [], fingerprint: String? = nil, limits: WireLimits = WireLimits(),
    clock: any SyncClock = SystemClock()
  ) {
    self.init(
      transport: transport, folder: folder, relays: relays, credentials: credentials, limits: limits, clock: clock,
      budget: (Self.mostFetched, Self.mostRead), keys: (identities, fingerprint))
  }

  init(
    transport: any Transport, folder: String, relays: [Mirror] = [], credentials: Netrc = Netrc(),
    limits: WireLimits = WireLimits(), clock: any SyncClock, budget: (fetched: Int, read: Int),
    keys: (identities: [AgeIdentity], fingerprint: String?) = ([], nil)
  ) {
    let own = relays.filter { $0.takesDrops && !$0.route.isDefault }
    drops = DropFetch(
      transport: transport, credentials: credentials, limits: limits, clock: clock,
      routes: Dictionary(own.map { (RelayAddress.listURL($0.url), $0.wireRoute) }) { first, _ in first })
    self.folder = folder
    self.budget = budget
    self.keys = keys
  }

  /// Fetches what these relays list, takes what lies in these folders (the spool of a relay, a stick), and reads it together.
  /// Cancelling the task leaves what came so far.
  public func fetch(
    _ relays: [String], folders: [String] = [], progress: @escaping @Sendable (InboxProgress) -> Void = { _ in }
  ) async -> InboxReport {
    FreshFile.sweep(folder, now: Date())
    var report = InboxReport()
    var urls: [String] = []
    for relay in relays {
      if let url = AskedAddress.candidates(relay).first.flatMap(RelayAddress.checked) {
        if !urls.contains(url) { urls.append(url) }
      } else {
        // Not repeated: there may be a password in it.
        report.troubles.append(.init(relay: "", phrase: "this is no address of a relay, or has a user in it"))
      }
    }
    let listed = await list(urls, into: &report, progress)
    var known = await bring(listed, into: &report, progress)
    for folder in folders where !Task.isCancelled { await take(folder, &known, into: &report) }
    report.wasCancelled = Task.isCancelled
    read(known, into: &report)
    return report
  }

  /// What was fetched earlier, without a network.
  public func kept() async -> InboxReport {
    var report = InboxReport()
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter(PackedReport.isDropName)
    read(names.sorted().map { Listed(name: $0) }, into: &report)
    return report
  }

  /// A name that relays list.
  private struct Listed {
    var name: String
    var relays: [String] = []
    /// The most that one of them says it has.
    var size = 0
  }

  /// Asks all of them at once.
  private func list(
    _ urls: [String], into report: inout InboxReport, _ progress: @escaping @Sendable (InboxProgress) -> Void
  ) async -> [Listed] {
    let answers = await withTaskGroup(of: (String, Result<DropListing, DropFetch.Refusal>).self) { group in
      for url in urls {
        progress(.asking(relay: url))
        group.addTask { (url, await drops.listing(of: url)) }
      }
      var answers: [String: Result<DropListing, DropFetch.Refusal>] = [:]
      for await (url, answer) in group {
        answers[url] = answer
        if case .success(let listing) = answer { progress(.listed(relay: url, count: listing.names.count)) }
      }
      return answers
    }
    var listed: [Listed] = []
    var places: [String: Int] = [:]
    for url in urls {
      switch answers[url] {
      case .success(let listing):
        for name in listing.names {
          let place = places[name] ?? listed.count
          if place == listed.count { listed.append(Listed(name: name)) }
          places[name] = place
          listed[place].relays.append(url)
          // What a relay claims beyond the most that is fetched is nothing to go by.
          listed[place].size = max(listed[place].size, min(listing.sizes[name] ?? 0, PackedReport.mostBytes))
        }
        if listing.isCut {
          report.complain(
            of: url, "\(MirrorName(url)): lists more than \(DropListing.mostNames) drops; the rest was not read")
        }
      case .failure(let refusal): report.complain(of: url, refusal.phrase)
      case nil: break
      }
    }
    return listed
  }

  /// Fetches what is not in the folder, one after another: each is whole in memory while it comes.
  private func bring(
    _ listed: [Listed], into report: inout InboxReport, _ progress: @escaping @Sendable (InboxProgress) -> Void
  ) async -> [Listed] {
    var here: [Listed] = []
    var left = budget.fetched
    var failures: [String: Int] = [:]
    var isEnough = false
    for (place, one) in listed.enumerated() {
      if await isKept(one.name) {
        here.append(one)
        continue
      }
      for relay in one.relays where failures[relay, default: 0] < Self.mostFailures {
        if Task.isCancelled { break }
        guard left > 0, one.size <= left else {
          if !isEnough { report.complain(of: "", "enough for one time: ask again for the rest") }
          isEnough = true
          break
        }
        progress(.fetching(drop: one.name, relay: relay, done: place, of: listed.count))
        switch await drops.drop(one.name, of: relay, into: folder) {
        case .success(let size):
          left -= size
          failures[relay] = 0
          report.fetched += 1
          here.append(one)
        case .failure(let refusal):
          left -= refusal.wasted
          if refusal.wasCancelled { break }
          report.complain(of: refusal.isOwn ? "" : relay, refusal.phrase)
          failures[relay, default: 0] += 1
          if failures[relay] == Self.mostFailures {
            report.complain(of: relay, "\(MirrorName(relay)): not asked for the rest, after so many failures in a row")
          }
          continue
        }
        break
      }
    }
    return here
  }

  /// Copies the drops of a folder. What lies there under a name that is not its own is told, and left.
  private func take(_ place: String, _ known: inout [Listed], into report: inout InboxReport) async {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: place) else {
      return report.complain(of: place, "\(place) is no folder that can be read")
    }
    for name in names.filter(PackedReport.isDropName).sorted() {
      if let index = known.firstIndex(where: { $0.name == name }) {
        known[index].relays.append(place)
        continue
      }
      if await isKept(name) {
        known.append(Listed(name: name, relays: [place]))
        continue
      }
      do throws(ReportPackFault) {
        let file = try KeptFile(place + "/" + name)
        guard file.size <= PackedReport.mostBytes else {
          throw .tooLarge(bytes: file.size, most: PackedReport.mostBytes)
        }
        let copy = try FreshFile(in: folder)
        try file.each(count: file.size) { (piece: [UInt8]) throws(ReportPackFault) in try copy.write(piece) }
        guard copy.name == name else { throw .damaged(path: file.path) }
        try copy.commit(as: name)
        report.fetched += 1
        known.append(Listed(name: name, relays: [place]))
      } catch {
        report.complain(of: place, error.phrase)
      }
    }
  }

  /// Whether it is in the folder, with the bytes of its name.
  private func isKept(_ name: String) async -> Bool { KeptFile.isSound(folder + "/" + name, name: name) }

  private func read(_ drops: [Listed], into report: inout InboxReport) {
    var read: [(name: String, report: PackedReport, relays: [String])] = []
    var left = budget.read
    var unread = 0
    var sealed = 0
    for drop in drops {
      guard left > 0 else {
        unread += 1
        continue
      }
      do throws(ReportPackFault) {
        let packed = try PackedReport.read(
          path: folder + "/" + drop.name, identities: keys.identities, fingerprint: keys.fingerprint)
        left -= packed.headSize
        read.append((drop.name, packed, drop.relays))
      } catch {
        if case .sealed = error { sealed += 1 } else { report.complain(of: drop.relays.first ?? "", error.phrase) }
      }
    }
    if sealed > 0 {
      report.complain(
        of: "",
        Phrase(
          sealed, one: "%1 drop is sealed: `--edition FOLDER` opens it with the desk's key",
          many: "%1 drops are sealed: `--edition FOLDER` opens them with the desk's key"))
    }
    if unread > 0 {
      report.complain(of: "", "\(unread) more drops are kept in \(folder), and were not read: too much at once")
    }
    report.reports = InboxReport.sorted(read)
  }
}
