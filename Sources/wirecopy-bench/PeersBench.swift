import Foundation
import Glibc
import MirrorLab

/// Wirecopy, curl and newsboat as whole processes on the same fault: until there is news, or until they give up.
///
/// The peers know one address. Wirecopy has a second one, as its readers have.
struct PeersBench {
  let program: String
  /// Nobody waits longer.
  private static let patience = 40
  /// Ends what is still waiting then, also a program that doesn't listen.
  private static let patiently = ["timeout", "--kill-after=2", "\(patience)"]

  func run(into figures: inout Figures) async throws {
    let troubles = MirrorTrouble.all.filter(\.isForPeers)
    try await MirrorsStage.with(mirrors: troubles.count + 1) { try await measure(troubles, $0, into: &figures) }
  }

  private func measure(
    _ troubles: [MirrorTrouble], _ stage: MirrorsStage, into figures: inout Figures
  ) async throws {
    let good = stage.lab.mirrors[troubles.count].url(MirrorsStage.path)
    let hasNewsboat = Child.find("newsboat") != nil
    if !hasNewsboat { figures.skip("newsboat is not installed (Debian package newsboat)") }
    let urls = troubles.enumerated().map { place, trouble in
      trouble.make(stage.lab.mirrors[place], path: MirrorsStage.path, host: "", names: stage.names)
    }
    // One program after the other; its runs, most of which only wait, side by side.
    let program = program
    let ours = try await side(urls) { url, folder in
      let home = ["WIRECOPY_HOME": folder]
      let added = try Child.run(
        [program, "add", url, good, "--offline", "--name", "Bench"], environment: home)
      guard added.status == 0 || added.status == 1 else { throw Child.Fault(description: "add: \(added.output)") }
      return try Child.run(Self.patiently + [program, "sync", "--json"], environment: home)
    }
    let curl = try await side(urls) { url, folder in
      try Child.run(
        Self.patiently + [
          "curl", "--silent", "--fail", "--location", "--retry", "3", "--output", "\(folder)/feed", url,
        ])
    }
    let newsboat = try await side(hasNewsboat ? urls : []) { url, folder in
      try url.write(toFile: "\(folder)/urls", atomically: true, encoding: .utf8)
      try "\n".write(toFile: "\(folder)/config", atomically: true, encoding: .utf8)
      return try Child.run(
        Self.patiently + [
          "newsboat", "-u", "\(folder)/urls", "-c", "\(folder)/cache.db", "-C", "\(folder)/config", "-x", "reload",
        ])
    }
    for (place, trouble) in troubles.enumerated() {
      figures.add("\(trouble.words): wirecopy", ours[place].seconds, "s", note: Self.end(ours[place]))
      figures.add("\(trouble.words): curl --retry 3", curl[place].seconds, "s", note: Self.end(curl[place]))
      guard hasNewsboat else { continue }
      figures.add("\(trouble.words): newsboat", newsboat[place].seconds, "s", note: Self.end(newsboat[place]))
    }
  }

  private static func end(_ run: Child.Run) -> String {
    // By `timeout`: at the end of our patience, or with the signal after it.
    run.status == 124 || run.status == -SIGKILL ? "still waiting" : "exit status \(run.status)"
  }

  private func side(
    _ urls: [String], _ run: @escaping @Sendable (String, String) throws -> Child.Run
  ) async throws -> [Child.Run] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "wirecopy-bench-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await withThrowingTaskGroup(of: (Int, Child.Run).self) { group in
      for (place, url) in urls.enumerated() {
        let own = "\(folder)/\(place)"
        try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
        group.addTask { (place, try await Self.blocking { try run(url, own) }) }
      }
      var runs: [Int: Child.Run] = [:]
      for try await (place, run) in group { runs[place] = run }
      return urls.indices.compactMap { runs[$0] }
    }
  }

  /// Waits for a program on a thread of its own.
  private static func blocking(_ work: @escaping @Sendable () throws -> Child.Run) async throws -> Child.Run {
    try await withCheckedThrowingContinuation { answer in
      Thread.detachNewThread { answer.resume(with: Swift.Result { try work() }) }
    }
  }
}
