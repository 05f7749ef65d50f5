import Foundation
import Seal
import Synchronization
import TestSupport
import Testing

@testable import Relay

/// What is left when a server is killed, or its disk takes no more: in a process of its own.
@Suite(.timeLimit(.minutes(2)), .serialized)
struct DropKillTests {
  @Test(arguments: [1, 25, 60])
  func whatWasAnsweredYesIsThereWholeAfterAKillInTheMiddleOf100Uploads(answers: Int) async throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, answers = answers as Int] in
      try await Harness(path: path).bring(100, killAfter: answers)
    }
    // Written by each uploader as soon as it was told yes.
    let answered = try String(contentsOfFile: folder.file("answered"), encoding: .utf8).split(separator: "\n")
    #expect(answered.count >= answers && answered.count < 100)
    let kept = try FileManager.default.contentsOfDirectory(atPath: folder.file("spool"))
    for name in answered { #expect(kept.contains(String(name))) }
    for name in kept where !name.hasPrefix(DropSpool.prefix) {
      let bytes = try Data(contentsOf: URL(filePath: folder.file("spool/\(name)")))
      #expect(Digest.of(bytes).hex == name && bytes.count == Harness.size)
    }
    // The next server sweeps what was half.
    _ = try DropSpool(folder.file("spool"), quota: 1 << 30, uploads: 1)
    let swept = try FileManager.default.contentsOfDirectory(atPath: folder.file("spool"))
    #expect(Set(swept) == Set(kept.filter { !$0.hasPrefix(DropSpool.prefix) }))
  }

  @Test func aDiskThatTakesNoMoreIs507AndKeepsNothing() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      // Files end at 64 KiB in this process: write(2) fails with EFBIG, as it does with ENOSPC on a full disk.
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 65_536, rlim_max: 65_536)
      guard setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else { exit(1) }
      let statuses = try await Harness(path: path).statuses(of: [[1], [UInt8](repeating: 2, count: 200_000), [3]])
      exit(statuses == [201, 507, 201] ? 0 : 2)
    }
    let kept = try FileManager.default.contentsOfDirectory(atPath: folder.file("spool"))
    #expect(Set(kept) == [ServedScene.name([1]), ServedScene.name([3])])
  }
}

/// A relay and those who bring it drops, in one process that may end at any time.
private struct Harness {
  let path: String
  /// Bytes of a drop: several writes.
  static let size = 200_000

  /// Drops come from 16 at a time; when `answers` were told yes, the process is killed.
  func bring(_ count: Int, killAfter answers: Int) async throws {
    let record = open(path + "/answered", O_WRONLY | O_CREAT | O_APPEND, 0o600)
    try await serve { port in
      let (begun, told) = (Tally(), Tally())
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<16 {
          group.addTask {
            while case let number = begun.count(), number <= count {
              let bytes = [UInt8](repeating: UInt8(number), count: Self.size)
              let answer = try await ServedScene.answer(to: ServedScene.put(bytes), from: RawClient(port: port))
              guard answer.status == 201 else { exit(3) }
              let line = Array((ServedScene.name(bytes) + "\n").utf8)
              guard line.withUnsafeBytes({ write(record, $0.baseAddress, $0.count) }) == line.count else { exit(4) }
              if told.count() == answers { kill(getpid(), SIGKILL) }
            }
          }
        }
        try await group.waitForAll()
      }
    }
  }

  func statuses(of drops: [[UInt8]]) async throws -> [Int] {
    var statuses: [Int] = []
    try await serve { port in
      for bytes in drops {
        statuses.append(try await ServedScene.answer(to: ServedScene.put(bytes), from: RawClient(port: port)).status)
      }
    }
    return statuses
  }

  private func serve(_ work: (Int) async throws -> Void) async throws {
    let server = MirrorServer(root: "/", drops: DropRules(spool: path + "/spool"))
    let (ports, told) = AsyncStream.makeStream(of: Int.self)
    let serving = Task {
      defer { told.finish() }
      try await server.run { _, port in told.yield(port) }
    }
    for await port in ports {
      try await work(port)
      serving.cancel()
    }
    try await serving.value
  }
}

/// Counts from one.
private final class Tally: Sendable {
  private let number = Mutex(0)

  func count() -> Int {
    number.withLock { number in
      number += 1
      return number
    }
  }
}
