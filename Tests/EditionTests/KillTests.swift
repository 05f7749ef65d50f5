import Edition
import Foundation
import Seal
import TestSupport
import Testing

/// Publishers and copiers that are killed at any moment: 20 of each, 200 with `WIRECOPY_LONG=1`.
///
/// The child is this test program itself, forked by `sh` so that a kill is a real one: it publishes or copies in a loop until
/// it is killed.
@Suite(.serialized) struct KillTests {
  static let times = ProcessInfo.processInfo.environment["WIRECOPY_LONG"] == "1" ? 200 : 20

  /// What the child works on: keys as hex seeds, a folder.
  static let work = ProcessInfo.processInfo.environment["WIRECOPY_KILL_WORK"]

  @Test("The child's part: publishes until it is killed", .enabled(if: work != nil, "only in the child"))
  func child() throws {
    let parts = try #require(Self.work).split(separator: "|").map(String.init)
    let (folder, rootPath, copy) = (parts[0], parts[1], parts[3])
    var seed = try #require(Hexadecimal.read(parts[2].utf8))
    let head = SigningKey(seed: SecretBytes(taking: &seed))
    var roots = RootChain()
    try roots.append([UInt8](try Data(contentsOf: URL(filePath: rootPath))))
    var reading = Reading(EditionVerifier())
    for round in 0..<100_000 {
      var writer = try EditionWriter(folder: folder, roots: roots)
      for number in 0..<(round % 3 == 0 ? 60 : 7) {
        let body = try writer.add(
          body: Array("<p>\(round) \(number) \(RandomBytes.make(40).hex)</p>".utf8), type: "text/html")
        try writer.add(.article(EntryArticle(title: "\(round)", body: body), time: .now))
      }
      if round % 5 == 4, writer.size > 80 { try? writer.remove(round, note: nil, time: .now) }
      _ = try writer.publish(signedBy: head, time: .now)
      let tree = try TreeCase(folder: folder)
      reading.round(tree, looksForRoot: false)
      _ = try TreeCopy(folder: copy).write(KeptEdition(reading: reading, tree: tree))
    }
  }

  @Test(
    "Killed at random moments, the tree and its copy are valid each time, and nothing that was published is gone",
    .enabled(if: work == nil, "not in the child"))
  func kills() throws {
    let folder = try TemporaryFolder()
    let (head, editor) = (SigningKey(), SigningKey())
    let root = RootDraft(
      expires: .now, editors: [editor.publicKey], threshold: 1, heads: [head.publicKey], origin: Publisher.origin,
      title: "T"
    ).file(signedBy: [editor])
    try folder.write(root, to: "root.json")
    let seed = head.seed.withBytes { $0.hex }
    let work = "\(folder.file("tree"))|\(folder.file("root.json"))|\(seed)|\(folder.file("copy"))"
    var reader = Reading(EditionVerifier(fingerprint: Fingerprint(of: root)))
    var copyReader = Reading(EditionVerifier(fingerprint: Fingerprint(of: root)))
    var grown = 0
    for _ in 0..<Self.times {
      let child = Process()
      child.executableURL = URL(filePath: CommandLine.arguments[0])
      child.arguments =
        Array(CommandLine.arguments.dropFirst()).filter { $0 != "--filter" && !$0.contains("KillTests") }
        + ["--filter", "KillTests/child"]
      child.environment = ProcessInfo.processInfo.environment.merging(["WIRECOPY_KILL_WORK": work]) { $1 }
      child.standardOutput = FileHandle.nullDevice
      child.standardError = FileHandle.nullDevice
      try child.run()
      // The moment is counted from when it works: its first change of the folder, or the end of its patience.
      let deadline = ContinuousClock.now + .seconds(20)
      let before = Self.changed(folder.file("tree"))
      while ContinuousClock.now < deadline, child.isRunning, Self.changed(folder.file("tree")) == before { usleep(500) }
      usleep(UInt32.random(in: 0..<120_000))
      kill(child.processIdentifier, SIGKILL)
      child.waitUntilExit()
      for (place, name) in ["tree", "copy"].enumerated() {
        guard FileManager.default.fileExists(atPath: folder.file(name + "/checkpoint")) else { continue }
        let tree = try TreeCase(folder: folder.file(name))
        var fresh = Reading(EditionVerifier(fingerprint: Fingerprint(of: root)))
        fresh.round(tree)
        #expect(fresh.faults.isEmpty && fresh.verifier.state.isComplete, "\(name): \(fresh.faults)")
        var follower = place == 0 ? reader : copyReader
        follower.faults = []
        let size = follower.verifier.state.size
        follower.round(tree)
        #expect(follower.faults.isEmpty && follower.forks.isEmpty, "\(name): \(follower.faults)")
        #expect(follower.verifier.state.size >= size && follower.verifier.state.isComplete)
        if place == 0 {
          if follower.verifier.state.size > size { grown += 1 }
          reader = follower
        } else {
          copyReader = follower
        }
      }
    }
    #expect(grown >= Self.times / 4, "the publisher published nothing: \(grown)")
    // Whoever comes next goes on where it stopped, and nothing unfinished stays.
    var writer = try EditionWriter(
      folder: folder.file("tree"),
      roots: try {
        var roots = RootChain(); try roots.append(root); return roots
      }())
    try writer.add(.article(EntryArticle(title: "last"), time: .now))
    let signed = try writer.publish(signedBy: head, time: .now)
    reader.round(try TreeCase(folder: folder.file("tree")))
    #expect(reader.verifier.state.size == signed.point.size && reader.verifier.state.isComplete)
    let left = try TreeCase(folder: folder.file("tree")).files.keys.filter { $0.contains(".part-") }
    #expect(left.isEmpty, "\(left)")
  }

  /// When a folder or the files in it were last changed.
  private static func changed(_ path: String) -> [Int] {
    [path, path + "/segment", path + "/tile/entries", path + "/checkpoint"].map { place in
      var status = stat()
      return stat(place, &status) == 0 ? Int(status.st_mtim.tv_sec) << 30 + Int(status.st_mtim.tv_nsec) : 0
    }
  }
}
