import Foundation
import Markup
import News
import Store
import Sync

/// What follows rounds: what the rules of `keep` let go goes, and pictures and files are fetched ahead. A bar while it runs; Ctrl-C ends
/// it, and it goes on the next time.
struct HouseErrand {
  let session: Session
  let store: NewsStore
  /// Nil: all.
  var newsrooms: [NewsroomID]?
  /// Files alone, and nothing goes.
  var isFetchingOnly = false

  /// Nil where another Wirecopy is at it.
  func run() async throws -> FilesReport? {
    let settings = try session.settings()
    guard let lock = try session.lock() else { return nil }
    defer { withExtendedLifetime(lock) {} }
    let line = session.line(to: store, settings)
    defer { line.close() }
    let (steps, feed) = AsyncStream.makeStream(of: FilesProgress.self)
    let (store, newsrooms, isFetchingOnly) = (store, newsrooms, isFetchingOnly)
    // After rounds nobody asked for it.
    let isLeft = !isFetchingOnly && settings.sync.isOnMeteredLine
    let letting = session("letting go")
    let work = Task {
      defer { feed.finish() }
      if !isFetchingOnly {
        try await store.letGo { feed.yield(FilesProgress(done: $0, of: $1, bytes: 0, name: letting)) }
      }
      if isLeft { return FilesReport() }
      return try await line.engine.fetchFiles(newsrooms, pictures: PicturesOf.article) { feed.yield($0) }
    }
    let signals = StopSignals {
      if work.isCancelled { Foundation.exit(Failure.Status.failed.rawValue) }
      work.cancel()
    }
    var bar = ProgressBar()
    for await step in steps {
      let size = step.bytes > 0 ? ByteText.text(step.bytes) + " " : ""
      bar.show(done: step.done, of: step.of, size + step.name)
    }
    let report = try await work.value
    signals.stop()
    bar.clear()
    return report
  }
}

/// The pictures in an article's body.
enum PicturesOf {
  @Sendable static func article(_ article: StoredArticle) -> [Enclosure] {
    DocumentReader.document(html: article.html, base: article.headline.link).figures.compactMap(\.source)
      .filter { $0.hasPrefix("http://") || $0.hasPrefix("https://") }.map { Enclosure(url: $0) }
  }
}
