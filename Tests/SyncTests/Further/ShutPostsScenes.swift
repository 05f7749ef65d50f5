import News
import Store
import Sync
import TestSupport
import Testing
import Wire

/// WordPress sites that shut their REST API, as plug-ins do, or lie without rewritten addresses.
@Suite(.timeLimit(.minutes(1))) struct ShutPostsScenes {
  private let api = "https://kr1.example/wp-json/wp/v2/posts?page=1&per_page=50&_embed=author,wp:term"

  private func feed(_ days: ClosedRange<Int>) -> ScriptedTransport.Answer {
    let items = days.reversed().map { FurtherSite.item($0, isWordPress: true) }.joined()
    let text = """
      <rss version="2.0"><channel><title>Base21</title><generator>https://wordpress.org/?v=6.5</generator>\(items)</channel></rss>
      """
    return .status(200, [WireHeader("Content-Type", "application/rss+xml")], body: text)
  }

  @Test(arguments: [401, 403, 404, 410])
  func aRESTAPIThatIsShutIsLeftAloneAndTheFeedHasPagesAllTheSame(status: Int) async throws {
    let scene = try EngineScene()
    try await scene.newsroom(hosts: "kr1.example")
    scene.script("kr1.example", feed(20...21), feed(20...22))
    scene.network.script(
      api, .status(status, [WireHeader("Content-Type", "application/json")], body: #"{"code":"rest_disabled"}"#))
    scene.network.script("https://kr1.example/feed?paged=2", feed(17...19))
    scene.network.script("https://kr1.example/feed?paged=3", .status(404))
    let reports = await scene.engine.further(after: try await scene.sync())
    #expect(reports.first?.older?.new == 3 && reports.first?.trouble == nil)
    #expect(try await scene.titles().count == 5)
    let asked = scene.network.requests(of: api).count
    #expect(asked > 0)
    // News come, and it is not asked again: not before a day has passed.
    #expect(try await scene.sync().first?.new == 1)
    _ = await scene.engine.further(after: try await scene.sync())
    #expect(scene.network.requests(of: api).count == asked)
  }
}
