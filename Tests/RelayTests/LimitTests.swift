import Foundation
import TestSupport
import Testing

@testable import Relay

/// What one client may do, and what it may not.
@Suite(.timeLimit(.minutes(1)))
struct LimitTests {
  static let request = "GET /news.atom HTTP/1.1\r\nHost: localhost\r\n\r\n"

  static func limits(_ change: (inout ServeLimits) -> Void) -> ServeLimits {
    var limits = ServeLimits()
    change(&limits)
    return limits
  }

  @Test func aSlowHeadGets408AndTheConnectionEnds() async throws {
    try await ServedScene.play(Self.limits { $0.headTime = .milliseconds(400) }) { scene in
      let client = try await scene.client()
      let start = ContinuousClock.now
      // A drop at a time, for longer than a head may take: the server is the one who ends it.
      let dribble = Task {
        for byte in "GET / HTTP/1.1\r\nX: " + String(repeating: "x", count: 1000) {
          try await client.send(String(byte))
          try await Task.sleep(for: .milliseconds(20))
        }
      }
      let (bytes, end) = await client.read()
      let time = ContinuousClock.now - start
      dribble.cancel()
      #expect(RawResponse(bytes, end)?.status == 408 && end == .closed)
      #expect(time >= .milliseconds(400) && time < .seconds(5))
    }
  }

  @Test func aConnectionThatSaysNothingGets408() async throws {
    try await ServedScene.play(Self.limits { $0.headTime = .milliseconds(300) }) { scene in
      let (bytes, end) = await (try scene.client()).read()
      #expect(RawResponse(bytes, end)?.status == 408 && end == .closed)
    }
  }

  @Test func aHeadOf16KiBIsReadAndOneByteMoreIs431() async throws {
    try await ServedScene.play { scene in
      let start = "GET /news.atom HTTP/1.1\r\nHost: localhost\r\nX-Fill: "
      let fill = String(repeating: "f", count: 16 * 1024 - start.utf8.count - 4)
      let client = try await scene.client()
      let largest = try await client.exchange(start + fill + "\r\n\r\n")
      #expect(largest.status == 200)
      let tooLarge = try await client.exchange(start + fill + "f\r\n\r\n")
      #expect(tooLarge.status == 431 && tooLarge.headers["connection"] == "close")
      let (rest, end) = await client.read()
      #expect(rest.isEmpty && end == .closed)
    }
  }

  @Test(arguments: ["GET /" + String(repeating: "a", count: 20_000), "X-One: a\r\n"])
  func aHeadThatNeverEndsIsStoppedAt16KiB(piece: String) async throws {
    try await ServedScene.play { scene in
      let client = try await scene.client()
      let flood = Task {
        try await client.send("GET / HTTP/1.1\r\nHost: localhost\r\n")
        while true { try await client.send(piece) }
      }
      let (bytes, end) = await client.read { RawResponse($0, .enough) != nil }
      #expect(RawResponse(bytes, end)?.status == 431)
      await #expect(throws: RawClient.SocketError.self, "the server took it all") { try await flood.value }
    }
  }

  @Test func theConnectionOverTheLimitGets503AndANextOneIsServedWhenOneLeaves() async throws {
    try await ServedScene.play { scene in
      var clients: [RawClient] = []
      for _ in 0..<64 {
        let client = try await scene.client()
        let response = try await client.get("/news.atom")
        #expect(response.status == 200)
        clients.append(client)
      }
      let over = try await scene.client()
      let (bytes, end) = await over.read()
      let refusal = try #require(RawResponse(bytes, end))
      #expect(refusal.status == 503 && refusal.headers["retry-after"] == "5" && end == .closed)
      let kept = try await clients[63].get("/news.atom")
      #expect(kept.status == 200)
      over.close()
      clients.removeLast().close()
      // The server learns of the closing in its own time.
      let deadline = ContinuousClock.now + .seconds(10)
      var status = 503
      while status == 503, ContinuousClock.now < deadline { status = try await scene.get("/news.atom").status }
      #expect(status == 200)
    }
  }

  @Test func aLargeBodyIsCutAfterItsAnswer() async throws {
    try await ServedScene.play { scene in
      let client = try await scene.client()
      try await client.send("POST /news.atom HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\n")
      let flood = Task {
        let piece = [UInt8](repeating: 0, count: 64 * 1024)
        while !Task.isCancelled { try await client.send(piece) }
      }
      let (bytes, end) = await client.read { RawResponse($0, .enough) != nil }
      #expect(RawResponse(bytes, end)?.status == 405)
      await #expect(throws: RawClient.SocketError.self, "the server took it all") { try await flood.value }
    }
  }

  @Test(arguments: ["Content-Length: 100\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n1\r\n"])
  func aBodyThatDribblesIsCut(start: String) async throws {
    try await ServedScene.play(Self.limits { $0.bodyTime = .milliseconds(300) }) { scene in
      let client = try await scene.client()
      try await client.send("GET /news.atom HTTP/1.1\r\nHost: localhost\r\n" + start)
      let (bytes, end) = await client.read()
      #expect(end == .closed && RawResponse(bytes, end)?.status == 200)
    }
  }

  @Test func aSmallBodyIsReadAndTheConnectionGoesOn() async throws {
    try await ServedScene.play { scene in
      let client = try await scene.client()
      let first = try await client.exchange(
        "GET /news.atom HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello")
      let second = try await client.get("/pages/")
      #expect(first.text == "<feed/>" && second.text == "<p>index</p>")
    }
  }

  @Test func requestsInARowAreAnsweredInTheirOrder() async throws {
    try await ServedScene.play { scene in
      let client = try await scene.client()
      let paths = ["/news.atom", "/pages/", "/absent", "/large.bin", "/news.atom"]
      try await client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: localhost\r\n\r\n" }.joined())
      let size = ServedScene.large.count
      var (bytes, _) = await client.read { $0.count > size && $0.suffix(7).elementsEqual("<feed/>".utf8) }
      var statuses: [Int] = []
      while let response = RawResponse(bytes, .enough) {
        statuses.append(response.status)
        bytes = Array(response.body.dropFirst(response.headers["content-length"].flatMap { Int($0) } ?? 0))
      }
      #expect(statuses == [200, 200, 404, 200, 200])
    }
  }

  @Test func anIdleConnectionIsClosedQuietly() async throws {
    try await ServedScene.play(Self.limits { $0.idleTime = .milliseconds(300) }) { scene in
      let client = try await scene.client()
      let response = try await client.exchange(Self.request)
      #expect(response.status == 200)
      let (bytes, end) = await client.read()
      #expect(bytes.isEmpty && end == .closed)
    }
  }

  @Test(arguments: [
    "GET /news.atom HTTP/1.0\r\n\r\n", "GET /news.atom HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n",
  ])
  func aClientThatWantsNoMoreIsClosed(request: String) async throws {
    try await ServedScene.play { scene in
      let client = try await scene.client()
      try await client.send(request)
      let (bytes, end) = await client.read()
      let response = try #require(RawResponse(bytes, end))
      #expect(response.text == "<feed/>" && end == .closed && response.headers["connection"] == "close")
    }
  }

  @Test func aClientThatClosedItsSideStillGetsItsAnswer() async throws {
    try await ServedScene.play { scene in
      let client = try await scene.client()
      try await client.send(Self.request)
      client.finish()
      let (bytes, end) = await client.read()
      #expect(RawResponse(bytes, end)?.text == "<feed/>" && end == .closed)
    }
  }

  @Test(arguments: [
    "\u{1}\u{2}\u{3}\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nA b: c\r\n\r\n",
  ])
  func whatIsNoHTTPGets400AndTheEnd(bytes: String) async throws {
    try await ServedScene.play { scene in
      let client = try await scene.client()
      try await client.send(bytes)
      let (bytes, end) = await client.read()
      #expect(RawResponse(bytes, end)?.status == 400 && end == .closed)
    }
  }

  @Test func aReaderThatTakesNothingIsCutOffAndOneThatTakesLittleIsNot() async throws {
    try await ServedScene.play(Self.limits { $0.stallTime = .milliseconds(600) }) { scene in
      let asleep = try await scene.client(receiveBuffer: 4096)
      let slow = try await scene.client(receiveBuffer: 4096)
      for client in [asleep, slow] {
        try await client.send("GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
      }
      var got = 0
      let end = ContinuousClock.now + .seconds(2)
      while ContinuousClock.now < end {
        let (bytes, state) = await slow.read(16 * 1024)
        #expect(state == .enough)
        got += bytes.count
        try await Task.sleep(for: .milliseconds(50))
      }
      let (rest, cut) = await asleep.read()
      #expect(cut == .reset && rest.count < ServedScene.large.count)
      let (remainder, _) = await slow.read(ServedScene.large.count - got)
      #expect(got + remainder.count >= ServedScene.large.count)
    }
  }

  @Test func aSlowReaderIsReadAheadOfByLessThanAMebibyte() async throws {
    let (ahead, size) = (1 << 20, 8 << 20)
    try await ServedScene.play(prepare: { try $0.write([UInt8](repeating: 0x41, count: size), to: "a.bin") }) { scene in
      var readers: [RawClient] = []
      for _ in 0..<8 {
        let reader = try await scene.client(receiveBuffer: 4096)
        try await reader.send("GET /a.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
        _ = await reader.read(1)
        readers.append(reader)
      }
      // Time enough to read all of it for everybody, if that were what it did.
      let other = try await scene.client()
      for _ in 0..<4 { _ = try await other.get("/large.bin") }
      // Whatever was not read yet is another letter from now on.
      let file = try FileHandle(forUpdating: URL(filePath: scene.folder.file("a.bin")))
      try file.seek(toOffset: UInt64(ahead))
      try file.write(contentsOf: Data(repeating: 0x42, count: size - ahead))
      try file.close()
      for reader in readers {
        let (bytes, end) = await reader.read(size - ahead)
        // The head, which is part of the bytes, is shorter than a KiB.
        #expect(end == .enough && bytes[ahead + 1024] == 0x42)
      }
    }
  }
}
