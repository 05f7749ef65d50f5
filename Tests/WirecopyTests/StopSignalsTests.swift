import Feeds
import Foundation
import Glibc
import MirrorLab
import News
import Testing

extension WholeProgram {
  @Suite struct StopSignalsTests {}
}

/// A command of two halves is asked to stop in the second one.
extension WholeProgram.StopSignalsTests {
  private func site(articles: Int) -> LabSite {
    let enclosure = Enclosure(url: "https://closed.example/march.jpg", type: "image/jpeg")
    let all = (1...articles).reversed().map { number in
      Article(
        guid: "\(number)", title: "March \(number)", published: SampleFeed.moment, content: "<p>They walk.</p>",
        text: "They walk.", enclosures: [enclosure])
    }
    let feed = FeedWriter.atom(
      all, title: "Strike", id: "tag:strike.example,2026:feed", link: "https://strike.example/",
      updated: SampleFeed.moment)
    return LabSite([
      "/news.atom": .init(bytes: feed, etag: "\"\(articles)\""),
      "/march.jpg": .init(bytes: [UInt8](repeating: 7, count: 900_000), type: "image/jpeg", etag: "\"p\""),
    ])
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func aSyncThatFetchesPicturesEndsWhenItIsAskedTo(signal: Int32) async throws {
    let lab = try await Lab.start(mirrors: 1, site: site(articles: 1))
    let program = try Program()
    defer { program.clear() }
    let mirror = lab.mirrors[0]
    try #require(try program.run("add", mirror.url("/news.atom"), "--name", "Strike").status == 0)
    try #require(try program.run("keep", "--ahead", "on").status == 0)
    lab.serve(site(articles: 2))
    mirror.forgetRequests()
    // The feed passes at once, the picture would take more than a minute.
    mirror.fault = .throttle(after: 100_000, bytesPerSecond: 10_000)
    let sync = try program.start(["sync"])
    defer { if sync.isRunning { kill(sync.processIdentifier, SIGKILL) } }
    try await wait("the picture is on its way") {
      mirror.requests.contains { $0.path == "/march.jpg" && $0.servedBytes > 0 }
    }
    kill(sync.processIdentifier, signal)
    try await wait("the sync has ended", seconds: 10) { !isAlive(sync.processIdentifier) }
    await lab.stop()
    #expect(try program.run("list").output.contains("March 2"), "what the first half brought is there")
  }
}
