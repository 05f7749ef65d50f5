import CurlTransport
import Foundation
import MirrorLab
import Testing
import Wire

@Suite("An upload that is refused", .timeLimit(.minutes(1)))
struct UploadRefusalTests {
  @Test("before its body leaves costs no body", arguments: [401, 403, 413, 422, 429, 503, 507])
  func early(status: Int) async throws {
    try await UploadScene.play { scene in
      scene.relay.uploadFault = .refuse(status, retryAfter: status == 503 ? 7 : nil)
      let outcome = await scene.transport.put(try scene.hollow(32 << 20), to: scene.url)
      #expect(outcome.response?.status == status)
      #expect(outcome.response?.header("Retry-After") == [429: "60", 503: "7"][status])
      #expect(outcome.response?.body.isEmpty == false)
      #expect(outcome.sent.isEmpty && scene.relay.bodyBytes == 0)
      #expect(try #require(outcome.response?.timings.total) < 1_500, "it does not wait for the connection's end")
    }
  }

  @Test("for want of a login is let in with it")
  func login() async throws {
    try await UploadScene.play { scene in
      let login = LabLogin(user: "기자", password: "pass:word")
      scene.relay.login = login
      for size in [10, 100_000] {
        let upload = try scene.hollow(size)
        let without = await scene.transport.put(upload, to: scene.url)
        #expect(without.response?.status == 401 && scene.relay.drops.isEmpty)
        let with = await scene.transport.put(
          upload, to: scene.url, headers: [WireHeader("Authorization", login.authorization)])
        #expect(with.response?.status == 201 && scene.relay.drops["name"]?.count == size)
        scene.relay.drops = [:]
      }
    }
  }

  /// A server that reads this much of the body, then does something.
  private func outcome(after count: Int, size: Int = 32 << 20, _ rest: @escaping @Sendable (RawPeer) -> Void)
    async throws
    -> Outcome
  {
    let server = try RawServer { peer in
      peer.readHead()
      peer.write("HTTP/1.1 100 Continue\r\n\r\n")
      var read = 0
      while read < count, let more = peer.readSome() { read += more.count }
      rest(peer)
    }
    let transport = CurlTransport()
    var outcome: Outcome?
    try await UploadScene.play { scene in
      outcome = await transport.put(
        try scene.hollow(size), to: "http://127.0.0.1:\(server.port)/drop/a",
        limits: Scene.limits { $0.stall = 1_000 })
    }
    transport.close()
    server.stop()
    return try #require(outcome)
  }

  private static let refusal = "HTTP/1.1 413 Content Too Large\r\nContent-Length: 4\r\n\r\n"

  @Test("in mid-body by a server that reads no more is refused, not stalled", arguments: ["much", "mu"])
  func midway(page: String) async throws {
    // The longer page is whole; of the shorter one the rest never comes, nor does the connection's end.
    let outcome = try await outcome(after: 1 << 20) { peer in
      peer.write(Self.refusal + page)
      peer.keepSilentUnread()
    }
    #expect(outcome.response?.status == 413)
    #expect(outcome.response.map { String(decoding: $0.body, as: UTF8.self) } == page)
    #expect((outcome.sent.last ?? 0) < 32 << 20)
  }

  @Test("in mid-body by a server that resets after its answer was read is refused, not reset")
  func thenReset() async throws {
    let outcome = try await outcome(after: 1 << 20) { peer in
      peer.write(Self.refusal + "mu")
      _ = DispatchSemaphore(value: 0).wait(timeout: .now() + 0.3)
      peer.reset()
    }
    #expect(outcome.response?.status == 413)
  }

  @Test("in mid-body by a server that reads the rest is refused, too")
  func drained() async throws {
    let outcome = try await outcome(after: 1 << 20) { peer in
      peer.write(Self.refusal + "much")
      peer.keepSilent()
    }
    #expect(outcome.response?.status == 413)
    #expect((outcome.sent.last ?? 0) < 32 << 20)
  }

  @Test(
    "by nobody, but praised before it arrived, has not arrived",
    arguments: ["Connection: close\r\n", "Connection: keep-alive\r\n"], [200, 201])
  func tooEarlyYes(connection: String, status: Int) async throws {
    let outcome = try await outcome(after: 100_000) { peer in
      peer.write("HTTP/1.1 \(status) Yes\r\n\(connection)Content-Length: 2\r\n\r\nOK")
      _ = DispatchSemaphore(value: 0).wait(timeout: .now() + 0.3)
    }
    #expect([.cutOff, .reset].contains(outcome.failure?.kind))
    #expect(outcome.failure?.status == status)
    #expect(outcome.response == nil)
  }

  @Test("by an endless page is answered with the beginning of it")
  func endlessPage() async throws {
    let outcome = try await outcome(after: 100_000) { peer in
      peer.write("HTTP/1.1 503 Later\r\n\r\n")
      let bytes = [UInt8](repeating: 0x2E, count: 8192)
      while peer.write(bytes) {}
    }
    #expect(outcome.response?.status == 503)
    #expect(outcome.response?.body.count == 64 << 10)
  }
}
