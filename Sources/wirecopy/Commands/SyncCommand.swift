import ArgumentParser
import Glibc
import News
import Store
import Sync

struct SyncCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Fetch the news: one round for each newsroom.",
    discussion: """
      Says which mirror served, what failed and why, and what is new. Exit status: 0 every newsroom was served, whatever \
      single mirrors did; 1 some were not; 3 nothing was reached; 4 refused for safety: two different editions of a signed \
      newsroom, or mirrors that all gave what it did not sign. While another Wirecopy syncs, leaves the work to it. \
      With --background, and from cron where nothing is a terminal, it is also left to a desk that is open and fetches by \
      itself. With --background nothing is fetched on a line that the settings call metered.
      """)

  @Argument(help: "Only these newsrooms.") var newsrooms: [String] = []
  @Flag(help: "Ask all mirrors this once, though one is pinned.") var askOthers = false
  @Flag(help: "Nobody waits for it: every tenth round begins with the mirror that was not tried for longest.")
  var background = false
  @Flag(help: "Print one JSON object.") var json = false
  @Flag(name: .shortAndLong, help: "Say nothing when every newsroom was served.") var quiet = false

  func run() async throws {
    let session = Session.current
    // Wrong settings are said before anything is opened.
    let settings = try session.settings()
    let store = try session.store()
    if let reason = reasonToLeaveIt(store, settings.sync) {
      let line = session(reason)
      if json { try Output.json(RoundsShape(newsrooms: [])) }
      if !quiet { json ? Output.complaint(line) : Output.line(line) }
      return
    }
    let wanted = try await store.newsrooms(toFetch: newsrooms)
    let (purpose, ignoresPins): (SyncPurpose, Bool) = (background ? .background : .wanted, askOthers)
    let house = HouseErrand(session: session, store: store, newsrooms: wanted)
    do {
      try await RoundsErrand(
        command: "sync", session: session, store: store, newsrooms: wanted, json: json, quiet: quiet
      ).run { engine, wanted, progress in
        try await engine.sync(wanted, purpose: purpose, ignoringPins: ignoresPins, progress: progress)
      }
    } catch let failure as Failure where failure.status == .failed && failure.phrase == nil {
      // Some newsrooms were served.
      _ = try await house.run()
      throw failure
    }
    _ = try await house.run()
  }

  /// Why there is nothing to do here for who did not ask for it by hand.
  private func reasonToLeaveIt(_ store: NewsStore, _ settings: Settings.Syncing) -> Phrase? {
    let isFromCron = !(0...2).contains { isatty($0) == 1 }
    if background || isFromCron && newsrooms.isEmpty && !askOthers, AutomaticSync.isAtWork(on: store) {
      return "a desk is open and fetches the news by itself; the work is left to it"
    }
    if background, settings.isOnMeteredLine {
      return "this line is metered, by the settings; nothing was fetched"
    }
    return nil
  }
}
