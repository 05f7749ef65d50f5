import Foundation
import MirrorLab
import News
import Store

/// What a failure in mid-body costs: time, and bytes that were fetched twice.
struct MidBodyBench {
  let rounds: Int
  private static let size = 1 << 20

  func run(into figures: inout Figures) async throws {
    let half = Self.size / 2
    let faults: [(String, Fault, Double)] = [
      ("reset in mid-body", .resetAt(half), 0.3), ("cut off in mid-body", .cut(at: half), 0.3),
      ("stalls in mid-body", .stall(after: half), 5.5),
      ("slows down in mid-body", .throttle(after: half, bytesPerSecond: 500), 5.5),
    ]
    var healthy: [Double] = []
    for _ in 0..<rounds { healthy.append(try await Self.measure(.none).seconds) }
    figures.add("1 MiB, healthy: time to news", Spread(healthy), "s", command: MirrorsBench.command)
    for (words, fault, budget) in faults {
      var results: [Result] = []
      for _ in 0..<rounds { results.append(try await Self.measure(fault)) }
      figures.add(
        "\(words): goes on elsewhere after", Spread(results.map(\.elsewhere)), "s", budget: budget,
        command: MirrorsBench.command)
      figures.add(
        "\(words): time to news", Spread(results.map(\.seconds)), "s", command: MirrorsBench.command)
      let twice = Double(results.map(\.twice).max() ?? 0) / 1_024
      figures.add(
        "\(words): fetched twice, at most", twice, "KiB", budget: "≤ 64", isMet: twice <= 64,
        command: MirrorsBench.command)
      let isExact = results.allSatisfy(\.isExact)
      figures.add(
        "\(words): articles as they were written", isExact ? 1 : 0, "", budget: "= 1", isMet: isExact,
        command: MirrorsBench.command)
    }
  }

  private struct Result: Sendable {
    var seconds: Double
    /// From the request to the first mirror to that to the second; the first half comes within some milliseconds.
    var elsewhere: Double
    var twice: Int
    var isExact: Bool
  }

  private static func measure(_ fault: Fault) async throws -> Result {
    try await MirrorsStage.with(mirrors: 2, articles: 40, bytes: size) { try await measure(fault, $0) }
  }

  private static func measure(_ fault: Fault, _ stage: MirrorsStage) async throws -> Result {
    let (first, second) = (stage.lab.mirrors[0], stage.lab.mirrors[1])
    first.fault = fault
    let reader = try await stage.reader([first, second].map { $0.url(MirrorsStage.path) })
    let round = try await reader.round()
    let asked = first.requests.first.flatMap { begun in second.requests.first.map { $0.time - begun.time } }
    let whole = try await stage.reader([second.url(MirrorsStage.path)])
    second.fault = .none
    let served = [first, second].flatMap(\.requests).reduce(0) { $0 + $1.servedBytes }
    _ = try await whole.round()
    let length = second.site[MirrorsStage.path]?.bytes.count ?? 0
    let isExact = try await words(reader) == words(whole)
    reader.close()
    whole.close()
    return Result(
      seconds: round.news ?? .infinity, elsewhere: asked?.inSeconds ?? .infinity, twice: max(0, served - length),
      isExact: isExact)
  }

  private static func words(_ reader: Reader) async throws -> [String] {
    var words: [String] = []
    for headline in try await reader.store.headlines(.all, offset: 0, limit: 1_000) {
      words.append(try await reader.store.article(headline.id)?.html ?? "")
    }
    return words
  }
}
