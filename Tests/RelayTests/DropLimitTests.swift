import Foundation
import NIOCore
import TestSupport
import Testing

@testable import Relay

/// What drops may take of the machine, and for how long.
@Suite(.timeLimit(.minutes(1)))
struct DropLimitTests {
  static let request = ServedScene.put(ServedScene.large)

  static func limits(_ change: (inout ServeLimits) -> Void) -> ServeLimits { LimitTests.limits(change) }

  @Test func aDropMayTakeLongerThanAnyOtherBody() async throws {
    let limits = Self.limits {
      $0.bodyTime = .milliseconds(100)
      $0.uploadStallTime = .seconds(5)
    }
    try await ServedScene.relay(limits) { scene in
      let client = try await scene.client()
      let bytes = [UInt8](repeating: 7, count: 20)
      let request = ServedScene.put(bytes)
      try await client.send(Array(request.dropLast(20)))
      for byte in bytes.dropLast() {
        try await client.send([byte])
        try await Task.sleep(for: .milliseconds(30))
      }
      try await ServedScene.expect(201, sending: [7], on: client)
    }
  }

  @Test func aClientThatStopsInTheMiddleGets408AndLeavesNothing() async throws {
    try await ServedScene.relay(Self.limits { $0.uploadStallTime = .milliseconds(300) }) { scene in
      let client = try await scene.client()
      try await client.send(Array(Self.request.prefix(100_000)))
      let (bytes, end) = await client.read()
      #expect(RawResponse(bytes, end)?.status == 408 && end == .closed)
      try await ServedScene.wait { scene.kept.isEmpty }
    }
  }

  @Test func aClientThatDribblesGets408OnceItsGraceIsOver() async throws {
    let limits = Self.limits {
      $0.uploadGraceTime = .milliseconds(400)
      $0.uploadRate = 10_000
    }
    try await ServedScene.relay(limits) { scene in
      let client = try await scene.client()
      let start = ContinuousClock.now
      let dribble = Task {
        try await client.send(Array(Self.request.prefix(400)))
        while !Task.isCancelled {
          try await client.send([0])
          try await Task.sleep(for: .milliseconds(10))
        }
      }
      let (bytes, end) = await client.read()
      dribble.cancel()
      #expect(RawResponse(bytes, end)?.status == 408 && ContinuousClock.now - start > .milliseconds(400))
      try await ServedScene.wait { scene.kept.isEmpty }
    }
  }

  @Test func aDropBehindAnAnswerThatIsNotTakenIsCutToo() async throws {
    try await ServedScene.relay(Self.limits { $0.uploadStallTime = .milliseconds(300) }) { scene in
      let client = try await scene.client(receiveBuffer: 4096)
      try await client.send("GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
      try await client.send(Array(Self.request.prefix(1000)))
      // A second in which it takes nothing: no answer to the drop can be put into the middle of the other.
      try await Task.sleep(for: .seconds(1))
      let (bytes, end) = await client.read()
      #expect(end == .reset && bytes.count < ServedScene.large.count && scene.kept.isEmpty)
    }
  }

  @Test func oneMoreThanMayComeInAtOnceIsToldToComeLater() async throws {
    try await ServedScene.relay(Self.limits { $0.uploads = 2 }) { scene in
      var clients: [RawClient] = []
      for byte in UInt8(0)..<2 {
        let client = try await scene.client()
        try await client.send(Array(ServedScene.put([byte, byte]).dropLast()))
        clients.append(client)
      }
      try await ServedScene.wait { scene.kept.count == 2 }
      let over = try await scene.put([9])
      #expect(over.status == 503 && over.headers["retry-after"] == "5" && over.headers["connection"] == "close")
      try await scene.expect(200, getting: "/news.atom")
      try await ServedScene.expect(201, sending: [0], on: clients[0])
      try await scene.expect(201, putting: [9])
    }
  }

  @Test func aServerThatIsStoppedFinishesWhatIsComingIn() async throws {
    try await ServedScene.relay { scene in
      let client = try await scene.client()
      try await client.send(Array(Self.request.dropLast()))
      try await ServedScene.wait { !scene.kept.isEmpty }
      scene.serving.cancel()
      let response = try await ServedScene.answer(to: Array(Self.request.suffix(1)), from: client)
      #expect(response.status == 201 && scene.kept == [ServedScene.name(ServedScene.large)])
      try await scene.serving.value
    }
  }

  @Test func aServerThatIsStoppedDoesNotWaitForOneThatNeverEnds() async throws {
    try await ServedScene.relay(Self.limits { $0.stopTime = .milliseconds(300) }) { scene in
      let client = try await scene.client()
      try await client.send(Array(Self.request.dropLast()))
      try await ServedScene.wait { !scene.kept.isEmpty }
      scene.serving.cancel()
      try await scene.serving.value
      #expect(scene.kept.isEmpty)
    }
  }

  @Test func twoServersDoNotShareASpoolAndTheNextMayHaveIt() async throws {
    let other = try TemporaryFolder()
    try await ServedScene.relay { scene in
      let second = MirrorServer(root: other.path, drops: DropRules(spool: scene.spool))
      await #expect(throws: ServeFault.spoolInUse(path: scene.spool)) { try await second.run { _, _ in } }
      scene.serving.cancel()
      try await scene.serving.value
      let serving = Task { try await second.run { _, _ in withUnsafeCurrentTask { $0?.cancel() } } }
      serving.cancel()
      try await serving.value
    }
  }

  @Test func aSpoolThatCannotBeOneIsNamed() async throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "file")
    let itself = MirrorServer(root: folder.path, drops: DropRules(spool: folder.path))
    await #expect(throws: ServeFault.spoolIsServed(path: folder.path)) { try await itself.run { _, _ in } }
    for (name, detail) in [("file", "Not a directory"), ("absent/spool", "No such file or directory")] {
      let server = MirrorServer(root: folder.path, drops: DropRules(spool: folder.file(name)))
      await #expect(throws: ServeFault.spoolUnfit(path: folder.file(name), detail: detail)) {
        try await server.run { _, _ in }
      }
    }
  }
}

/// What the watch decides of a drop.
struct DropWatchTests {
  let start = NIODeadline.now()

  private func watch() -> ConnectionWatch {
    var watch = ConnectionWatch(limits: ServeLimits(), now: start)
    watch.beganRequest(isUpload: true, now: start)
    watch.awaitedBytes(now: start)
    return watch
  }

  private func read(_ watch: inout ConnectionWatch, _ bytes: Int, at seconds: Int64) {
    watch.gotBytes(now: start + .seconds(seconds))
    #expect(watch.readBody(bytes) == nil)
    watch.awaitedBytes(now: start + .seconds(seconds))
  }

  private func cut(_ watch: ConnectionWatch, at seconds: Int64) -> ConnectionWatch.Cut? {
    var watch = watch
    return watch.check(now: start + .seconds(seconds), taken: 0, waiting: false)
  }

  @Test func aDropMayBeSilentForThirtySeconds() {
    var watch = watch()
    #expect(cut(watch, at: 30) == nil && cut(watch, at: 31) == .uploadTooSlow)
    read(&watch, 1_000_000, at: 29)
    #expect(cut(watch, at: 59) == nil && cut(watch, at: 60) == .uploadTooSlow)
    // What is no byte of the body is no sign of life.
    read(&watch, 0, at: 50)
    #expect(cut(watch, at: 60) == .uploadTooSlow)
  }

  @Test func aDropHasAMinuteAndThenItsAverageCounts() {
    var (slow, enough) = (watch(), watch())
    for second in stride(from: Int64(10), through: 100, by: 10) {
      read(&slow, 10_239, at: second)
      read(&enough, 10_240, at: second)
    }
    #expect(cut(slow, at: 60) == nil && cut(slow, at: 100) == .uploadTooSlow && cut(enough, at: 100) == nil)
    // 32 MiB at a KiB a second: nine hours.
    #expect(32 << 20 / ServeLimits().uploadRate == 32_768)
  }

  @Test func timeInWhichTheDiskIsWaitedForIsNotTheClients() {
    var watch = watch()
    watch.gotBytes(now: start + .seconds(1))
    #expect(watch.readBody(1024) == nil)
    // Nothing is read for an hour.
    #expect(cut(watch, at: 3600) == nil)
    watch.awaitedBytes(now: start + .seconds(3600))
    #expect(cut(watch, at: 3630) == nil && cut(watch, at: 3631) == .uploadTooSlow)
  }

  @Test func itsSizeIsNotTheWatchsToBound() {
    var watch = watch()
    #expect(watch.readBody(64 << 20) == nil)
  }
}
