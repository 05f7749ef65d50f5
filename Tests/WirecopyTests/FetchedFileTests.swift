import Feeds
import Foundation
import MirrorLab
import News
import Testing

extension WholeProgram {
  @Suite(.enabled(if: Tmux.isInstalled, Tmux.why)) struct FetchedFileTests {}
}

/// Pictures and files on the desk: fetched from the mirrors, with progress, until one cancels; kept, and there without a network.
extension WholeProgram.FetchedFileTests {
  private static let mostBytes = 2_000_000

  /// Articles whose picture the mirror has, too; the newest alone where there is one.
  private func site(_ picture: [UInt8], articles: Int = 1) -> LabSite {
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
      "/march.jpg": .init(bytes: picture, type: "image/jpeg", etag: "\"p\""),
    ])
  }

  private func fetches(_ lab: Lab) -> [LabRequest] { lab.mirrors[0].requests.filter { $0.path == "/march.jpg" } }

  @Test func aPictureThatIsFetchedIsKeptAndDrawnWhereThereIsNoNetwork() async throws {
    let lab = try await Lab.start(mirrors: 1, site: site([UInt8](try Data(contentsOf: PictureTests.sample))))
    let program = try Program()
    defer { program.clear() }
    try #require(try program.run("add", lab.mirrors[0].url("/news.atom"), "--name", "Strike").status == 0)
    try #require(try program.run("sync").status == 0)
    let desk = try Tmux(program, ["desk", "--offline"])
    defer { desk.end() }
    try await desk.wait(for: "March 1")
    try desk.keys("p")
    try await desk.wait(for: "not kept here")
    #expect(fetches(lab).isEmpty, "nobody asked for the picture yet")
    try desk.keys("f")
    try await desk.wait(for: "▄")
    #expect(fetches(lab).count == 1)
    try desk.keys("q", "q")
    try await desk.wait(for: "ended with 0")
    await lab.stop()

    let later = try Tmux(program, ["desk", "--offline"])
    defer { later.end() }
    try await later.wait(for: "March 1")
    try later.keys("p")
    try await later.wait(for: "▄")
  }

  @Test func whatIsFetchedAheadShowsHowFarItIsStopsAtAKeyAndGoesOnWhereItStopped() async throws {
    let picture = (0..<Self.mostBytes).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let lab = try await Lab.start(mirrors: 1, site: site(picture))
    let program = try Program()
    defer { program.clear() }
    try #require(try program.run("add", lab.mirrors[0].url("/news.atom"), "--name", "Strike").status == 0)
    try #require(try program.run("sync").status == 0)
    try #require(try program.run("keep", "--ahead", "on").status == 0)
    lab.serve(site(picture, articles: 2))
    // The feed passes at once, of the picture a twentieth a second comes after its beginning.
    lab.mirrors[0].fault = .throttle(after: 300_000, bytesPerSecond: 100_000)
    let desk = try Tmux(program, ["desk"])
    defer { desk.end() }
    try await desk.wait(for: "March 2")
    try await desk.wait(for: "pictures and files")
    // A key is taken meanwhile.
    try desk.keys("Enter")
    try await desk.wait(for: "They walk.")
    try desk.keys("q")
    try await desk.wait(for: "pictures and files")
    try desk.keys("Escape")
    try await desk.wait("nothing under way") { !$0.contains("pictures and files") }
    try desk.keys("q")
    try await desk.wait(for: "ended with 0")
    let kept = try #require(fetches(lab).first).servedBytes
    #expect(kept < Self.mostBytes, "it was stopped on the way")

    lab.mirrors[0].fault = .none
    lab.mirrors[0].forgetRequests()
    let fetched = try program.run("prefetch", "--json")
    #expect(fetched.status == 0 && fetched.output.contains("\"fetched\":1"), "\(fetched.output)\(fetched.complaint)")
    let range = try #require(fetches(lab).first?.header("Range"))
    let from = try #require(Int(range.dropFirst("bytes=".count).prefix { $0.isNumber }))
    #expect(from > 0 && from <= kept)
    await lab.stop()
  }
}
