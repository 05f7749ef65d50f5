import ArgumentParser
import CurlTransport
import Foundation
import News
import Store
import Sync

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract:
      "Open the desk on a signed sample newsroom with four local mirrors: one alters, one stays behind, one gets blocked.",
    discussion: """
      Everything happens on this machine and in a home of its own, which is removed afterwards. On the mirrors page (m), \
      B gives the selected mirror another fault each time, and b takes it away.
      """)

  func run() async throws {
    try await Self.perform()
  }

  @MainActor
  private static func perform() async throws {
    let environment = ProcessInfo.processInfo.environment
    // A terminal that goes, or a kill, leaves neither mirrors nor a home behind, whenever it comes: before the desk is
    // open, while it is, and after. A terminal that goes may say so twice, so we listen to the end.
    let work = Task {
      let stage = try await DemoStage(share: Session.current.share)
      let session = Session.current.moved(to: Places(home: stage.home))
      do {
        try await stage.prepare(session)
        try Task.checkCancellation()
        var settings = Settings()
        settings.opener = try Session.current.settings().opener
        try await DeskOpening(session: session, settings: settings, environment: environment)
          .run(syncsAtStart: false, stage: stage)
      } catch {
        await stage.clear()
        throw error
      }
      await stage.clear()
    }
    let signals = StopSignals { work.cancel() }
    defer { signals.stop() }
    try await work.value
  }
}
