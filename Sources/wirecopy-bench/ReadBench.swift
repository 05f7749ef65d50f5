import Foundation
import News
import Store

/// Start, opening, search and disk with everything cached.
struct ReadBench {
  let workshop: Workshop
  let runs: Int
  let hasPeers: Bool

  func run(into figures: inout Figures) async throws {
    let name = workshop.corpus.name
    let command = "wirecopy-bench \(workshop.corpus.folder)"
    let home = try workshop.freshHome()
    let folder = home["WIRECOPY_HOME"] ?? ""
    let synced = try Child.run([workshop.program, "sync"], environment: home)
    guard synced.status <= 1 else { throw Child.Fault(description: "sync: \(synced.output.suffix(400))") }
    let path = "\(folder)/store.sqlite"
    let store = try NewsStore.open(path: path)

    try await start(home, store, into: &figures, name: name, command: command)
    try await open(store, into: &figures, name: name, command: command)
    try await search(store, into: &figures, name: name, command: command)

    let count = try await store.count(.all, unreadOnly: false)
    let bytes = ["", "-wal"].compactMap {
      try? FileManager.default.attributesOfItem(atPath: path + $0)[.size] as? Int
    }.reduce(0, +)
    let kilobytes = Double(bytes) / 1_000 / Double(max(1, count))
    figures.add(
      "\(name) disk an article, all included", kilobytes, "KB", budget: "≤ 6", isMet: kilobytes <= 6, command: command)
  }

  private func start(
    _ home: [String: String], _ store: NewsStore, into figures: inout Figures, name: String, command: String
  ) async throws {
    // The first headline's beginning, as the front page shows it.
    let titles = try await store.headlines(.all, unreadOnly: false, limit: 1).map { String($0.title.prefix(8)) }
    var openings: [ScreenChild.Opening] = []
    let quiet = home.merging(["TERM": "xterm-256color", "LANG": "C.UTF-8"]) { $1 }
    for _ in 0..<max(3, runs) {
      openings.append(try ScreenChild.open([workshop.program, "desk", "--offline"], environment: quiet, until: titles))
    }
    let milliseconds = middle(openings.map(\.seconds)) * 1_000
    figures.add(
      "\(name) start to first screen", milliseconds, "ms", budget: "≤ 80", isMet: milliseconds <= 80, command: command)
    let peak = Double(openings.map(\.peakKiB).max() ?? 0) / 1_024
    figures.add("\(name) start, resident", peak, "MB", budget: "≤ 60", isMet: peak <= 60, command: command)
    guard hasPeers, Child.find("newsboat") != nil else { return }
    let peer = try ScreenChild.open(try workshop.newsboat(), environment: quiet, until: ["q:Quit"])
    figures.add("\(name) start to first screen, newsboat", peer.seconds * 1_000, "ms", command: command)
    figures.add("\(name) start, resident, newsboat", Double(peer.peakKiB) / 1_024, "MB", command: command)
  }

  private func open(_ store: NewsStore, into figures: inout Figures, name: String, command: String) async throws {
    var sections: [Double] = []
    var articles: [Double] = []
    for count in try await store.scopes().prefix(50) {
      var headlines: [Headline] = []
      sections.append(
        try await time { headlines = try await store.headlines(count.scope, unreadOnly: false, limit: 200) })
      for headline in headlines.prefix(3) {
        articles.append(try await time { _ = try await store.article(headline.id) })
      }
    }
    for (what, times) in [("section", sections), ("article", articles)] {
      let worst = times.max() ?? .nan
      figures.add("\(name) open a \(what), median", middle(times), "ms", command: command)
      figures.add("\(name) open a \(what), worst", worst, "ms", budget: "≤ 10", isMet: worst <= 10, command: command)
    }
  }

  private func search(_ store: NewsStore, into figures: inout Figures, name: String, command: String) async throws {
    for (what, query) in [
      ("a rare word", "zephyrquake"), ("a Korean word", "가온누리"), ("a Korean substring", "온누"),
      ("a common word", "government"), ("a common Korean word", "정부"), ("a beginning", "govern*"),
    ] {
      var times: [Double] = []
      var found = 0
      for _ in 0..<9 {
        times.append(try await time { found = try await store.search(query, scope: .all, limit: 50).count })
      }
      figures.add(
        "\(name) search, \(what) (\(query): \(found) shown)", middle(times), "ms", budget: "≤ 20",
        isMet: middle(times) <= 20, command: command)
    }
  }

  /// Milliseconds.
  private func time(_ work: () async throws -> Void) async throws -> Double {
    let started = ContinuousClock.now
    try await work()
    return started.duration(to: .now).inMilliseconds
  }
}
