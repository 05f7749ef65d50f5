import Edition
import News
import Store
import Wire

extension SyncEngine {
  /// The newsroom of feeds that these links are the signed record of: one of its feeds stands in the very folder that a link names,
  /// as the courtesy feed of an edition does. Elsewhere nobody but its reader can say that two are one (`addMirror`).
  func feedNewsroom(beside links: [NewsroomLink]) async throws(StoreFault) -> Newsroom? {
    let signed = try await store.signedNewsrooms()
    let folders = Set(links.map { Self.place($0.url) })
    for newsroom in try await store.newsrooms() where !signed.contains(newsroom.id) {
      let feeds = try await store.mirrors(of: newsroom.id, now: clock.now).filter { $0.kind == .feed }
      if feeds.contains(where: { folders.contains(Self.place(Self.folder(of: $0.url))) }) { return newsroom }
    }
    return nil
  }

  /// A newsroom of feeds becomes signed, or a signed one has further mirrors. Its articles keep what their reader did with them.
  ///
  /// The keys are looked at before anything is kept: an address that nobody answers at, or that has other keys, changes nothing.
  func sign(
    _ newsroom: Newsroom, by links: [NewsroomLink], keepUnreachable: Bool
  ) async throws(StoreFault) -> FollowReport {
    var report = FollowReport()
    let wanted = try await store.edition(of: newsroom.id).flatMap(\.wanted)
    let known = try await store.editionStatus(of: newsroom.id)?.fingerprint ?? wanted
    let asked = links.first?.fingerprint?.text
    if let known, let asked, known != asked {
      report.refused = links.map {
        FollowReport.Refused(
          asked: $0.url, reason: "\(newsroom.name) is followed by other keys, \(known)", isUnreachable: false)
      }
      report.isUnsafe = true
      return report
    }
    var kept: [NewsroomLink] = []
    for link in links {
      let fault = await fault(ofKeysAt: link, wanted: (asked ?? known).flatMap { Fingerprint($0) })
      guard let fault, !(fault.refused.isUnreachable && keepUnreachable) else {
        kept.append(link)
        report.kept.append(
          .init(
            asked: link.url, url: link.url, title: nil, further: [], isVerified: fault == nil, isUnlike: false))
        continue
      }
      report.refused.append(fault.refused)
      report.isUnsafe = report.isUnsafe || fault.isUnsafe
    }
    guard !kept.isEmpty, !Task.isCancelled else { return report }
    report.isUnsafe = false
    let added = try await store.addEdition(
      mirrors: kept.map { NewMirror(url: $0.url, kind: .edition) }, to: newsroom.id, fingerprint: asked)
    // Who was just given is asked, not who served best until now: it may be the one that knows of new keys.
    let mirrors = added.isEmpty ? nil : Set(added.map(\.id))
    report.new = try await sync([newsroom.id], asking: mirrors).first?.new ?? 0
    report.newsroom = newsroom
    report.edition = try await store.editionStatus(of: newsroom.id)
    return report
  }

  /// Why what stands at an address can't be this newsroom's record; nil where its first root file is the one that is meant.
  private func fault(ofKeysAt link: NewsroomLink, wanted: Fingerprint?) async -> KeyFault? {
    var limits = limits
    limits.total = min(limits.total, 30_000)
    let fetch = PieceFetch(mirror: MirrorID(rawValue: 0), url: link.url, path: .root(1), limits: limits)
    switch await fetch.run(over: transport, clock: clock) {
    case .bytes(let bytes, _, _):
      var roots = RootChain()
      do throws(EditionFault) {
        try roots.append(bytes, fingerprint: wanted)
        return nil
      } catch {
        let verdict = HeadReading.verdict(error, bytes, path: .root(1), nil)
        return KeyFault(verdict, of: link, isUnsafe: verdict.symptom == .tampered)
      }
    case .failed(let verdict, _, _): return KeyFault(verdict, of: link, isUnsafe: false)
    case .missing, .cancelled:
      return KeyFault(
        refused: .init(asked: link.url, reason: "no signed newsroom stands there", isUnreachable: false))
    }
  }

  private struct KeyFault {
    var refused: FollowReport.Refused
    var isUnsafe = false

    init(refused: FollowReport.Refused) { self.refused = refused }

    init(_ verdict: Verdict, of link: NewsroomLink, isUnsafe: Bool) {
      refused = .init(asked: link.url, verdict, url: link.url, kind: .edition)
      self.isUnsafe = isUnsafe
    }
  }

  /// The folder that a file is in.
  private static func folder(of url: String) -> String {
    let bare = url.prefix { $0 != "?" && $0 != "#" }
    return String(bare[...(bare.lastIndex(of: "/") ?? bare.startIndex)])
  }

  /// An address without what changes when a site moves to https, or back.
  private static func place(_ url: String) -> String {
    for scheme in ["https://", "http://"] where url.hasPrefix(scheme) { return String(url.dropFirst(scheme.count)) }
    return url
  }
}
