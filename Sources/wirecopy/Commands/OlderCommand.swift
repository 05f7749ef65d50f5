import ArgumentParser
import Foundation
import News
import Store
import Sync

struct OlderCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "older", abstract: "Fetch older articles, page by page, from where it stopped the last time.",
    discussion: """
      Follows the pages that the feed names (RFC 5005), or those of a WordPress site, from the mirrors alone: at most ten \
      pages of each newsroom, 24 MiB, a minute; again = further back. Exit status: 0 done, also where there is nothing older; \
      1 some could not be asked; 3 none could.
      """)

  @Argument(help: "These newsrooms.") var newsrooms: [String]
  @Flag(help: "Print one JSON object.") var json = false

  func run() async throws {
    let session = Session.current
    let store = try session.store()
    var wanted: [Newsroom] = []
    for name in newsrooms { wanted.append(try await store.newsroom(meant: name)) }
    let line = try session.line(to: store)
    defer { line.close() }
    let (engine, asked) = (line.engine, wanted)
    let (news, feed) = AsyncStream.makeStream(of: FurtherProgress.self)
    let work = Task {
      defer { feed.finish() }
      var reports: [OlderReport] = []
      for newsroom in asked where !Task.isCancelled {
        reports.append(try await engine.older(newsroom) { feed.yield($0) })
      }
      return reports
    }
    let signals = StopSignals {
      if work.isCancelled { Foundation.exit(Failure.Status.failed.rawValue) }
      work.cancel()
    }
    var bar = ProgressBar()
    for await progress in news {
      if case .older(let name, let pages, _) = progress { bar.show(done: pages, of: 10, name) }
    }
    let reports = try await work.value
    signals.stop()
    bar.clear()
    try tell(reports, session, wasCancelled: work.isCancelled)
  }

  private func tell(_ reports: [OlderReport], _ session: Session, wasCancelled: Bool) throws {
    if json {
      try Output.json(
        OlderShape(
          newsrooms: reports.map {
            OlderNewsroomShape(
              name: $0.name, pages: $0.pages, new: $0.new, allPages: $0.allPages, end: $0.isAtEnd,
              trouble: $0.trouble.map(session.callAsFunction))
          }))
    } else {
      for report in reports { Output.line(session(report.sentence)) }
    }
    if wasCancelled { throw Failure("older: cancelled; what had come is stored") }
    let failed = reports.count { $0.trouble != nil }
    if failed == 0 { return }
    throw Failure(nil, status: failed == reports.count && reports.allSatisfy { $0.pages == 0 } ? .unreached : .failed)
  }
}
