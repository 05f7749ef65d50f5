import Foundation
import Glibc

/// A throw-away folder with a server of the corpus on loopback and homes for the programs measured.
final class Workshop {
  let corpus: Corpus
  let program: String
  let folder: String
  private let server: pid_t
  private let base: String

  init(corpus: Corpus, program: String) throws {
    self.corpus = corpus
    self.program = program
    folder = FileManager.default.temporaryDirectory.appending(path: "wirecopy-bench-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let log = "\(folder)/serve.log"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT, 0o600)
    server = try Child.spawn(
      program, [program, "serve", corpus.folder, "--listen", "127.0.0.1:0", "--connections", "256"], [:], &actions, nil)
    let deadline = ContinuousClock.now + .seconds(10)
    var found: String?
    while found == nil, ContinuousClock.now < deadline {
      usleep(5_000)
      let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
      found = text.firstRange(of: "http://").map { String(text[$0.lowerBound...].prefix { !$0.isWhitespace }) }
    }
    guard let found else {
      kill(server, SIGKILL)
      throw Child.Fault(description: "`\(program) serve` did not say where it listens")
    }
    base = found
  }

  func clear() {
    kill(server, SIGTERM)
    var status: Int32 = 0
    waitpid(server, &status, 0)
    try? FileManager.default.removeItem(atPath: folder)
  }

  var urls: [String] { corpus.feeds.map { base + $0 } }

  /// A fresh `WIRECOPY_HOME` that follows every feed, nothing synced yet.
  func freshHome() throws -> [String: String] {
    let home = "\(folder)/home-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    let outlines = urls.enumerated().map { "<outline type=\"rss\" text=\"feed \($0)\" xmlUrl=\"\($1)\"/>" }
    let opml = "<opml version=\"2.0\"><body>\(outlines.joined())</body></opml>"
    try opml.write(toFile: "\(home)/feeds.opml", atomically: true, encoding: .utf8)
    let environment = ["WIRECOPY_HOME": home]
    let run = try Child.run([program, "opml", "import", "\(home)/feeds.opml"], environment: environment)
    guard run.status == 0 else { throw Child.Fault(description: "opml import: \(run.output)") }
    return environment
  }
}
