import Foundation
import MirrorLab
import News

/// How long a reader who knows nothing of eight mirrors waits for the news.
struct FirstHeadBench {
  let rounds: Int
  static let mirrors = 8

  func run(into figures: inout Figures) async throws {
    try await MirrorsStage.with(mirrors: Self.mirrors) { try await measure($0, into: &figures) }
  }

  private func measure(_ stage: MirrorsStage, into figures: inout Figures) async throws {
    var draw = BenchDraw(seed: 8)
    try await healthy(stage, into: &figures)
    var all: [Double] = []
    for trouble in MirrorTrouble.all {
      var times: [Double] = []
      for _ in 0..<rounds {
        let good = Int.random(in: 0..<Self.mirrors, using: &draw)
        times.append(try await news(stage) { $0 == good ? nil : trouble })
      }
      figures.add(
        "7 of 8 \(trouble.words)", Spread(times), "s", budget: 2, command: MirrorsBench.command)
      all += times
    }
    for _ in 0..<rounds * 8 {
      let good = Int.random(in: 0..<Self.mirrors, using: &draw)
      let troubles = (0..<Self.mirrors).map { _ in MirrorTrouble.all.randomElement(using: &draw) }
      all.append(try await news(stage) { $0 == good ? nil : troubles[$0] })
    }
    figures.add(
      "first head, 7 of 8 blocked in any way, mixed too", Spread(all), "s", budget: 2, command: MirrorsBench.command)
    try await nobody(stage, into: &figures)
  }

  /// Seconds to the news; `infinity` where none came.
  private func news(_ stage: MirrorsStage, _ trouble: (Int) -> MirrorTrouble?) async throws -> Double {
    let reader = try await stage.reader(urls(stage, trouble))
    defer { reader.close() }
    return try await reader.round().news ?? .infinity
  }

  private func urls(_ stage: MirrorsStage, _ trouble: (Int) -> MirrorTrouble?) -> [String] {
    stage.lab.mirrors.enumerated().map { place, mirror in
      mirror.fault = .none
      return trouble(place)?.make(
        mirror, path: MirrorsStage.path, host: "m\(place).bench.example", names: stage.names)
        ?? mirror.url(MirrorsStage.path)
    }
  }

  private func healthy(_ stage: MirrorsStage, into figures: inout Figures) async throws {
    let reader = try await stage.reader(urls(stage) { _ in nil })
    defer { reader.close() }
    var times: [Double] = []
    for mirror in stage.lab.mirrors { mirror.forgetRequests() }
    for _ in 0..<20 { times.append(try await reader.round().news ?? .infinity) }
    figures.add("healthy mirrors, 20 rounds, time to news", Spread(times), "s", command: MirrorsBench.command)
    let requests = stage.lab.mirrors.reduce(0) { $0 + $1.requestCount }
    let mirrors = stage.lab.mirrors.filter { $0.requestCount > 0 }
    let connections = mirrors.reduce(0) { $0 + $1.connections }
    figures.add(
      "healthy mirrors, requests a round", Double(requests) / 20, "", budget: "= 1", isMet: requests == 20,
      command: MirrorsBench.command)
    figures.add(
      "healthy mirrors, connections to each mirror in use", Double(connections) / Double(max(1, mirrors.count)), "",
      budget: "= 1", isMet: connections == mirrors.count, command: MirrorsBench.command)
  }

  private func nobody(_ stage: MirrorsStage, into figures: inout Figures) async throws {
    for (words, wanted, budget) in [
      ("all resetting after the TLS hello", "reset after the TLS hello", 0.3), ("all resetting", "reset", 0.3),
      ("all swallowed", "swallowed", 10.0), ("all with their hello swallowed", "TLS hello swallowed", 10.0),
    ] {
      guard let trouble = MirrorTrouble.all.first(where: { $0.words == wanted }) else { continue }
      var times: [Double] = []
      for _ in 0..<(budget > 1 ? 2 : max(10, rounds)) {
        let reader = try await stage.reader(urls(stage) { _ in trouble })
        let round = try await reader.round()
        reader.close()
        guard round.news == nil else { throw Child.Fault(description: "news came though nobody serves any") }
        times.append(round.whole)
      }
      figures.add("\(words): says so", Spread(times), "s", budget: budget, command: MirrorsBench.command)
    }
  }
}
