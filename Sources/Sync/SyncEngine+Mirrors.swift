public import News
public import Store

extension SyncEngine {
  /// How a mirror or relay is reached from now on, in the words of `RouteWords`.
  ///
  /// - Throws: `refused` with what is allowed; `notFound`.
  public func setRoute(of mirror: MirrorID, _ words: String) async throws(StoreFault) {
    guard let now = try await store.mirrors(now: clock.now).first(where: { $0.id == mirror }) else {
      throw .notFound("mirror \(mirror.rawValue)")
    }
    try await store.setRoute(mirror, try RouteWords.read(words, onto: now.route))
  }

  /// Takes a list of mirrors in, see `MirrorList`. Nothing is asked: whether they work shows at the next sync.
  ///
  /// - Throws: `refused` where there would be too many; nothing is added then.
  public func importMirrors(_ text: String, to newsroom: NewsroomID) async throws(StoreFault) -> MirrorListReport {
    let (entries, refused) = MirrorList.read(text)
    var report = MirrorListReport()
    report.refused = refused.map { .init(line: $0.line, text: $0.text, reason: $0.reason) }
    report.added = try await store.addMirrors(entries, to: newsroom)
    let added = Set(report.added.map { NewMirror(url: $0.url, kind: $0.kind) })
    report.known = entries.filter { !added.contains(NewMirror(url: $0.url, kind: $0.kind)) }.map(\.url)
    return report
  }

  /// A newsroom's mirrors and relays as such a list.
  public func exportMirrors(of newsroom: NewsroomID) async throws(StoreFault) -> String {
    MirrorList.write(try await store.mirrors(of: newsroom, now: clock.now))
  }
}
