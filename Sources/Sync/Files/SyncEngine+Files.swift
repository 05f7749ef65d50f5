public import Foundation
public import News
public import Store
import Wire

/// How far the fetching of pictures and files is.
public struct FilesProgress: Hashable, Sendable {
  /// Files that are done, whatever came of them, and of how many.
  public var done: Int
  public var of: Int
  /// Bytes that came in all.
  public var bytes: Int64
  /// The last part of the address that is asked for now: a stranger's word.
  public var name: String
  public init(done: Int, of: Int, bytes: Int64, name: String) {
    (self.done, self.of, self.bytes, self.name) = (done, of, bytes, name)
  }
}

/// What came of it.
public struct FilesReport: Hashable, Sendable {
  public var fetched = 0
  public var bytes: Int64 = 0
  public var tooLarge = 0
  /// No mirror had them, or none was reached: they are tried again another time.
  public var failed = 0
  public init() {}
}

extension SyncEngine {
  /// Articles of each newsroom whose pictures are looked at, the newest.
  static let illustrated = 200
  /// Bytes of a file, where the rule says nothing.
  static let usualFileLimit: Int64 = 16 << 20
  /// Files that fail one after the other for want of a network before the rest is left for another time.
  static let patience = 3

  /// Fetches pictures and enclosures of the newest articles of newsrooms that want it, from their mirrors alone and never from the hosts
  /// that articles name. Goes on where it was stopped.
  /// - Parameter pictures: the pictures in an article, absolute URLs.
  public func fetchFiles(
    _ which: [NewsroomID]? = nil, now: Date = Date(), pictures: @Sendable (StoredArticle) -> [Enclosure],
    progress: @escaping @Sendable (FilesProgress) -> Void = { _ in }
  ) async throws(StoreFault) -> FilesReport {
    var report = FilesReport()
    for id in try await store.illustratedArticles(limit: Self.illustrated) {
      if Task.isCancelled { return report }
      guard let article = try await store.article(id) else { continue }
      if let which, !which.contains(article.headline.newsroom) { continue }
      try await store.want(pictures(article) + article.enclosures, of: id)
    }
    for newsroom in try await store.newsrooms() where which?.contains(newsroom.id) ?? true {
      let policy = try await store.policy(of: newsroom.id)
      guard policy.fetchesAhead else { continue }
      try await fetchFiles(of: newsroom.id, limit: policy.fileBytes ?? Self.usualFileLimit, now, &report, progress)
    }
    return report
  }

  private func fetchFiles(
    of newsroom: NewsroomID, limit: Int64, _ now: Date, _ report: inout FilesReport,
    _ progress: @escaping @Sendable (FilesProgress) -> Void
  ) async throws(StoreFault) {
    let wanted = try await store.wantedFiles(of: newsroom, limit: 1000, now: now)
    guard !wanted.isEmpty else { return }
    let mirrors = try await store.mirrors(of: newsroom).filter { $0.servesNews && !$0.isDisabled }
    let urls = mirrors.map(\.url)
    // A pinned one is asked alone; those that serve come before those that rest.
    let pinned = mirrors.filter(\.isPinned)
    let asked = pinned.isEmpty ? mirrors.filter { $0.state == .up } + mirrors.filter { $0.state == .unknown } : pinned
    var unreached = 0
    var pace = FilePace(began: clock.milliseconds, patience: FilePace.newsroom)
    for (done, file) in wanted.enumerated() {
      if Task.isCancelled || pace.isOver(clock.milliseconds) { return }
      let (bytes, name) = (report.bytes, String(file.url.split(separator: "/").last ?? "").prefix(80))
      let outcome = try await fetch(file, limit: limit, from: asked, urls, &pace) { here, _ in
        progress(FilesProgress(done: done, of: wanted.count, bytes: bytes + here, name: String(name)))
      }
      switch outcome {
      case .whole(let type):
        let size = (try? FileManager.default.attributesOfItem(atPath: file.partPath)[.size] as? NSNumber)?.int64Value
        try await store.keep(file, type: type, now: now)
        report.fetched += 1
        report.bytes += size ?? 0
        unreached = 0
      case .tooLarge:
        try await store.noteFailed(file, isFinal: true, now: now)
        report.tooLarge += 1
      case .absent:
        try await store.noteFailed(file, isFinal: false, now: now)
        report.failed += 1
        unreached = 0
      case .unreached:
        // That there is no network says nothing of the file: it is not counted against it.
        report.failed += 1
        unreached += 1
      case .cancelled: return
      }
      progress(FilesProgress(done: done + 1, of: wanted.count, bytes: report.bytes, name: String(name)))
      if unreached >= Self.patience { return }
    }
  }

  /// From the first mirror that has it.
  private func fetch(
    _ file: WantedFile, limit: Int64, from mirrors: [Mirror], _ urls: [String], _ pace: inout FilePace,
    tell: @Sendable (Int64, Int64?) -> Void
  ) async throws(StoreFault) -> FileFetch.Outcome {
    var last = mirrors.isEmpty ? FileFetch.Outcome.unreached : .absent
    // With the validator of what has come: the next mirror may go on with it.
    var file = file
    for mirror in mirrors {
      if pace.isOver(clock.milliseconds) { return .unreached }
      let route = WireRoute(mirror.route)
      let proxy = route.proxy ?? self.route.proxy
      let isDirect = proxy == nil || proxy == .direct
      for place in FilePlaces.places(of: file.url, on: mirror.url, among: urls) {
        var fetch = FileFetch(
          file: file, limit: limit, limits: isDirect ? limits : limits.throughProxy, route: route, clock: clock)
        defer { pace.bytes += fetch.came }
        do {
          last = try await fetch.run(from: place, over: transport, store, tell: tell)
          file = fetch.file
        } catch let fault as StoreFault {
          throw fault
        } catch let fault as FileFault {
          throw .unreadable(path: fault.path, detail: fault.reason)
        } catch {
          throw .unreadable(path: file.partPath, detail: String(describing: error))
        }
        switch last {
        case .whole, .tooLarge, .cancelled: return last
        case .absent, .unreached: break
        }
        // The next place of a mirror that does not answer will not, either.
        if last == .unreached { break }
      }
    }
    return last
  }
}
