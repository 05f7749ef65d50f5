import ArgumentParser
import News
import Store
import Sync

struct PrefetchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prefetch", abstract: "Fetch pictures and files of the newest articles ahead, from mirrors alone.",
    discussion: """
      For newsrooms whose rule says so: `wirecopy keep N --ahead on`. What is larger than its --file (usually 16 MiB) is left. The \
      hosts that articles name are never asked, only the newsroom's mirrors, by path. Stopped, it goes on where it was. \
      `sync` does this after its rounds.
      """)

  @Argument(help: "Only these newsrooms.") var newsrooms: [String] = []
  @Flag(help: "Print one JSON object.") var json = false

  func run() async throws {
    let session = Session.current
    let store = try session.store()
    let wanted = try await store.newsrooms(meant: newsrooms)
    var isWanted = false
    for newsroom in try await store.newsrooms() where wanted?.contains(newsroom.id) ?? true {
      if try await store.policy(of: newsroom.id).fetchesAhead { isWanted = true }
    }
    guard isWanted else {
      throw Failure("prefetch: no newsroom is to be fetched ahead; `wirecopy keep --ahead on` says so", status: .usage)
    }
    let errand = HouseErrand(session: session, store: store, newsrooms: wanted, isFetchingOnly: true)
    guard let report = try await errand.run() else {
      return Output.line(session("another Wirecopy is syncing; the work is left to it"))
    }
    if json { return try Output.json(FilesShape(report)) }
    let files = Phrase(report.fetched, one: "%1 file", many: "%1 files")
    Output.line(session("fetched: \(files) (\(ByteText.text(report.bytes)))"))
    if report.tooLarge > 0 {
      Output.line(session(Phrase(report.tooLarge, one: "%1 file is too large", many: "%1 files are too large")))
    }
    if report.failed > 0 {
      Output.line(session(Phrase(report.failed, one: "%1 file is on no mirror", many: "%1 files are on no mirror")))
      if report.fetched == 0 { throw Failure(nil, status: .unreached) }
    }
  }
}

struct FilesShape: Encodable {
  var fetched: Int
  var bytes: Int64
  var tooLarge: Int
  var failed: Int

  init(_ report: FilesReport) {
    (fetched, bytes, tooLarge, failed) = (report.fetched, report.bytes, report.tooLarge, report.failed)
  }
}
