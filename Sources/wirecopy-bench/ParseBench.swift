import ArgumentParser
import Feeds
import Foundation

/// Measures the feed reader beside libxml2's own stream reader and beside feedparser.
struct ParseBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse",
    abstract: "Measure reading feeds of 10,000 items in each format, beside xmllint --stream and feedparser.",
    discussion: """
      The feeds are made in a throw-away folder. Told is computing time of one thread; what a peer takes for a feed of no \
      item, its start, is taken off. feedparser is looked for in --python, then in python3, and else installed by pip \
      into the throw-away folder; what is not to be had is named as skipped. “wirecopy-bench parse render” measures both.
      """)

  enum Also: String, ExpressibleByArgument, CaseIterable { case render }

  @Option(help: "Articles of each feed.") var items = 10_000
  @Option(help: "Runs of each figure; the median is told. feedparser runs once.") var runs = 5
  @Option(help: "A Python that has feedparser.") var python: String?
  @Flag(inversion: .prefixedNo, help: "Measure the peers, too.") var peers = true
  @Flag(help: "Print one JSON object.") var json = false
  @Argument(help: "“render”, to measure that as well.") var also: [Also] = []

  func validate() throws {
    if items < 1 || items > 100_000 { throw ValidationError("--items must be between 1 and 100000") }
    if runs < 1 || runs > 100 { throw ValidationError("--runs must be between 1 and 100") }
  }

  func run() async throws {
    var figures = Figures()
    let folder = FileManager.default.temporaryDirectory.appending(path: "wirecopy-bench-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let xmllint = peers ? Child.find("xmllint") : nil
    let feedparser = peers ? FeedparserPeer(python: python, folder: folder) : nil
    if peers, xmllint == nil { figures.skip("xmllint is not installed (Debian package libxml2-utils)") }
    if peers, feedparser == nil { figures.skip("feedparser is not to be had: no python3, or PyPI not reached") }
    for form in FeedForge.Form.allCases {
      var forge = FeedForge(seed: 2026)
      let feed = forge.feed(form, items: items)
      let file = "\(folder)/feed.\(form)"
      try Data(feed).write(to: URL(filePath: file))
      let ours = try read(feed)
      add("\(form)", ours, of: feed, command: "FeedReader.read", to: &figures)
      if form.isXML, xmllint != nil {
        let peer = try Stopwatch.child(
          ["xmllint", "--stream", "--noout", file],
          idle: ["xmllint", "--stream", "--noout", try empty(form, in: folder)],
          runs: runs)
        add("\(form), xmllint --stream", peer, of: feed, command: "xmllint --stream --noout FEED", to: &figures)
        figures.add(
          "\(form), time as a multiple of xmllint's", ours / peer, "×", budget: "≤ 3", isMet: ours <= 3 * peer)
      }
      guard let feedparser else { continue }
      guard let found = try feedparser.read(file), found.entries == items else {
        figures.skip("\(form): feedparser \(feedparser.version) does not read it")
        continue
      }
      add("\(form), feedparser", found.seconds, of: feed, command: "feedparser.parse(bytes)", to: &figures)
      figures.add(
        "\(form), times as fast as feedparser", found.seconds / ours, "×", budget: "≥ 20",
        isMet: found.seconds >= 20 * ours, note: "feedparser \(feedparser.version)")
    }
    if also.contains(.render) { try RenderBench.measure(pages: 200, runs: runs, peers: peers, into: &figures) }
    if json { try figures.printJSON() } else { figures.printTable() }
  }

  private func read(_ feed: [UInt8]) throws -> Double {
    try Stopwatch.median(of: runs) {
      let count = try FeedReader.read(feed, contentType: nil, base: "https://news.example/").articles.count
      guard count == items else { throw Child.Fault(description: "\(count) articles of \(items) were read") }
    }
  }

  private func empty(_ form: FeedForge.Form, in folder: String) throws -> String {
    var forge = FeedForge(seed: 1)
    let file = "\(folder)/empty.\(form)"
    try Data(forge.feed(form, items: 0)).write(to: URL(filePath: file))
    return file
  }

  private func add(
    _ work: String, _ seconds: Double, of feed: [UInt8], command: String, to figures: inout Figures
  ) {
    let size = Double(feed.count) / 1e6
    let rate = Int((Double(items) / seconds).rounded())
    figures.add(
      work, size / seconds, "MB/s", command: command,
      note: "\(rate) items/s; \(items) items, \(Figures.text(size)) MB in \(Figures.text(seconds)) s")
  }
}
