import Foundation
import TestSupport
import Testing

@testable import Relay

/// How serving ends, and why it may not begin.
@Suite(.timeLimit(.minutes(1)))
struct StopTests {
  @Test func responsesInFlightAreFinishedAndNobodyElseIsLetIn() async throws {
    try await ServedScene.play { scene in
      let reader = try await scene.client(receiveBuffer: 4096)
      let idle = try await scene.client()
      _ = try await idle.get("/news.atom")
      try await reader.send("GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
      let (start, _) = await reader.read(1)
      scene.serving.cancel()
      let (silence, idleEnd) = await idle.read()
      #expect(silence.isEmpty && idleEnd == .closed)
      // The listener is closed on a loop of its own, perhaps a moment after the idle connection.
      var refusal: RawClient.SocketError?
      let deadline = ContinuousClock.now + .seconds(10)
      while refusal == nil, ContinuousClock.now < deadline {
        do { _ = try await scene.client() } catch { refusal = error as? RawClient.SocketError }
      }
      #expect(refusal == RawClient.SocketError(code: ECONNREFUSED, call: "connect"))
      let (rest, end) = await reader.read()
      let response = try #require(RawResponse(start + rest, end))
      #expect(response.body == ServedScene.large && end == .closed)
      try await scene.serving.value
    }
  }

  @Test func aClientThatNeverReadsHoldsStoppingUpNoLongerThanAllowed() async throws {
    var limits = ServeLimits()
    limits.stopTime = .milliseconds(300)
    try await ServedScene.play(limits) { scene in
      let reader = try await scene.client(receiveBuffer: 4096)
      try await reader.send("GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
      _ = await reader.read(1)
      let start = ContinuousClock.now
      scene.serving.cancel()
      try await scene.serving.value
      let time = ContinuousClock.now - start
      #expect(time >= .milliseconds(300) && time < .seconds(5))
    }
  }

  @Test func aServerThatIsStoppedBeforeItStartsJustEnds() async throws {
    let folder = try TemporaryFolder()
    for _ in 0..<20 {
      let serving = Task { try await MirrorServer(root: folder.path).run { _, _ in } }
      serving.cancel()
      try await serving.value
    }
  }

  @Test func aPortInUseIsNamed() async throws {
    try await ServedScene.play { scene in
      let fault = await Self.fault(MirrorServer(root: scene.folder.path, port: scene.port))
      #expect(fault == .portInUse(host: "127.0.0.1", port: scene.port))
    }
  }

  @Test func aFolderThatCannotBeServedIsNamed() async throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "file")
    let absent = await Self.fault(MirrorServer(root: folder.file("absent")))
    #expect(absent == .noSuchFolder(path: folder.file("absent")))
    let file = await Self.fault(MirrorServer(root: folder.file("file")))
    #expect(file == .notAFolder(path: folder.file("file")))
  }

  @Test func anAddressThatIsNotOursIsNamed() async throws {
    let folder = try TemporaryFolder()
    // Set aside for documentation (RFC 5737): nobody has it.
    let fault = await Self.fault(MirrorServer(root: folder.path, host: "192.0.2.1"))
    #expect(fault == .noSuchAddress(host: "192.0.2.1"))
  }

  private static func fault(_ server: MirrorServer) async -> ServeFault? {
    do throws(ServeFault) { try await server.run { _, _ in } } catch { return error }
    return nil
  }
}
