import Foundation
import TestSupport
import Testing

@testable import Relay

/// How drops come in.
@Suite(.timeLimit(.minutes(1)))
struct DropTests {
  static let drop = [UInt8]("a report".utf8)
  static let name = ServedScene.name(drop)
  /// More than the kernel takes at once on a connection.
  static let large = ServedScene.large

  @Test func aDropIsKeptUnderItsNameForItsOwnerAlone() async throws {
    try await ServedScene.relay { scene in
      for bytes in [Self.drop, Self.large, []] {
        let response = try await scene.put(bytes)
        #expect(response.status == 201 && scene.bytes(ServedScene.name(bytes)) == bytes)
      }
      #expect(scene.kept.count == 3)
      var status = stat()
      #expect(stat("\(scene.spool)/\(Self.name)", &status) == 0 && status.st_mode & 0o7777 == 0o600)
      #expect(stat(scene.spool, &status) == 0 && status.st_mode & 0o7777 == 0o700)
    }
  }

  @Test func theSameAgainIs200AndChangesNothing() async throws {
    try await ServedScene.relay { scene in
      try await scene.expect(201, putting: Self.large)
      let name = ServedScene.name(Self.large)
      var (before, after) = (stat(), stat())
      #expect(stat("\(scene.spool)/\(name)", &before) == 0)
      try await scene.expect(200, putting: Self.large)
      // Whatever comes under the name of one that is there.
      try await scene.expect(200, putting: Self.drop, as: name)
      #expect(stat("\(scene.spool)/\(name)", &after) == 0)
      #expect(before.st_ino == after.st_ino && before.st_mtim.tv_nsec == after.st_mtim.tv_nsec)
      #expect(scene.kept == [name] && scene.bytes(name) == Self.large)
    }
  }

  @Test func whatItsNameDoesNotSayIs422AndNothingIsKept() async throws {
    try await ServedScene.relay { scene in
      try await scene.expect(422, putting: Self.large, as: Self.name)
      try await scene.expect(422, putting: Array(Self.drop.dropLast()), as: Self.name)
      #expect(scene.kept.isEmpty)
    }
  }

  @Test func aConnectionGoesOnAfterADropThatWasTaken() async throws {
    try await ServedScene.relay { scene in
      let client = try await scene.client()
      for bytes in [Self.drop, Self.large] {
        try await ServedScene.expect(201, sending: ServedScene.put(bytes), on: client)
      }
      let text = try await client.get("/news.atom").text
      #expect(text == "<feed/>")
    }
  }

  @Test func aBodyWithoutALengthIsTakenAndBoundedAsWell() async throws {
    try await ServedScene.relay(rules: { $0.mostBytes = 100_000 }) { scene in
      for (count, status) in [(100_000, 201), (100_001, 413)] {
        let bytes = [UInt8](repeating: UInt8(count % 251), count: count)
        let head = ServedScene.putHead(ServedScene.name(bytes), "Transfer-Encoding: chunked")
        let chunks = stride(from: 0, to: count, by: 9_000).map { bytes[$0..<min(count, $0 + 9_000)] }
        let body = chunks.flatMap { Array("\(String($0.count, radix: 16))\r\n".utf8) + $0 + Array("\r\n".utf8) }
        let response = try await ServedScene.answer(
          to: Array(head.utf8) + body + Array("0\r\n\r\n".utf8), from: scene.client())
        #expect(response.status == status)
      }
      #expect(scene.kept.count == 1)
    }
  }

  @Test func aBodyInChunksOfOneByteIsTaken() async throws {
    try await ServedScene.relay { scene in
      let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 30_000)
      let head = ServedScene.putHead(ServedScene.name(bytes), "Transfer-Encoding: chunked")
      let body = String(repeating: "1\r\nx\r\n", count: bytes.count) + "0\r\n\r\n"
      try await ServedScene.expect(201, sending: Array((head + body).utf8), on: scene.client())
      #expect(scene.bytes(ServedScene.name(bytes)) == bytes)
    }
  }

  @Test func anEndlessBodyIsStoppedWithA413() async throws {
    try await ServedScene.relay(rules: { $0.mostBytes = 1 << 20 }) { scene in
      let client = try await scene.client()
      try await client.send(ServedScene.putHead(Self.name, "Transfer-Encoding: chunked"))
      let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 0, count: 65_536) + Array("\r\n".utf8)
      let flood = Task { while !Task.isCancelled { try await client.send(chunk) } }
      let (bytes, end) = await client.read { RawResponse($0, .enough) != nil }
      #expect(RawResponse(bytes, end)?.status == 413)
      await #expect(throws: RawClient.SocketError.self, "the server took it all") { try await flood.value }
      try await ServedScene.wait { scene.kept.isEmpty }
    }
  }

  @Test func whatSaysThatItIsTooLargeIs413BeforeAByteOfIt() async throws {
    try await ServedScene.relay { scene in
      let length = "Content-Length: \((32 << 20) + 1)"
      for header in [length, length + "\r\nExpect: 100-continue"] {
        let client = try await scene.client()
        try await client.send(ServedScene.putHead(Self.name, header))
        let (bytes, end) = await client.read()
        let response = try #require(RawResponse(bytes, end))
        #expect(response.status == 413 && response.headers["connection"] == "close" && end == .closed)
      }
    }
  }

  @Test func whoAsksFirstIsToldToGoOnAtOnce() async throws {
    try await ServedScene.relay { scene in
      let client = try await scene.client()
      let header = "Content-Length: \(Self.drop.count)\r\nExpect: 100-continue"
      try await client.send(ServedScene.putHead(Self.name, header))
      let (bytes, _) = await client.read { $0.suffix(4).elementsEqual("\r\n\r\n".utf8) }
      #expect(bytes.elementsEqual("HTTP/1.1 100 Continue\r\n\r\n".utf8))
      try await ServedScene.expect(201, sending: Self.drop, on: client)
      // The next one is told that it need not.
      try await client.send(ServedScene.putHead(Self.name, header))
      let (again, end) = await client.read()
      #expect(RawResponse(again, end)?.status == 200 && end == .closed)
    }
  }

  @Test func aClientThatDiesInTheMiddleLeavesNothing() async throws {
    try await ServedScene.relay { scene in
      let request = ServedScene.put(Self.large)
      for isReset in [true, false] {
        let client = try await scene.client()
        try await client.send(Array(request.prefix(request.count / 2)))
        try await ServedScene.wait { scene.kept.contains { $0.hasPrefix(DropSpool.prefix) } }
        if isReset { client.close() } else { client.finish() }
        try await ServedScene.wait { scene.kept.isEmpty }
      }
      try await scene.expect(201, putting: Self.large)
    }
  }

  @Test func allWhoBringTheSameAtOnceAreToldYes() async throws {
    try await ServedScene.relay { scene in
      let request = ServedScene.put(Self.large)
      var clients: [RawClient] = []
      for _ in 0..<8 {
        let client = try await scene.client()
        // All but the last byte: each is under way before one is done.
        try await client.send(Array(request.dropLast()))
        clients.append(client)
      }
      try await ServedScene.wait { scene.kept.count == 8 }
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for client in clients {
          group.addTask { try await ServedScene.answer(to: Array(request.suffix(1)), from: client).status }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses.sorted() == [Int](repeating: 200, count: 7) + [201])
      #expect(scene.kept == [ServedScene.name(Self.large)] && scene.bytes(scene.kept[0]) == Self.large)
    }
  }

  @Test func theQuotaIsForAllOfThemAndRoomThatIsMadeIsSeen() async throws {
    // Three blocks: three drops, however small.
    try await ServedScene.relay(rules: { $0.quota = 3 * DropSpool.block }) { scene in
      for byte in UInt8(1)...3 { try await scene.expect(201, putting: [byte]) }
      let refused = try await scene.put([4])
      #expect(refused.status == 507 && refused.headers["connection"] == "close" && scene.kept.count == 3)
      try await scene.expect(200, putting: [1])
      try FileManager.default.removeItem(atPath: "\(scene.spool)/\(ServedScene.name([2]))")
      var status = 507
      let deadline = ContinuousClock.now + .seconds(10)
      while status == 507, ContinuousClock.now < deadline {
        status = try await scene.put([4]).status
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(status == 201)
      // What comes without a length is counted as it comes.
      let body = "1000\r\n" + String(repeating: "x", count: 4096) + "\r\n0\r\n\r\n"
      let chunked = ServedScene.putHead(Self.name, "Transfer-Encoding: chunked") + body
      try await ServedScene.expect(507, sending: Array(chunked.utf8), on: scene.client())
      #expect(scene.kept.count == 3)
    }
  }

  @Test func whatAnEarlierServerLeftHalfIsSweptAndTheRestCounts() async throws {
    try await ServedScene.relay(
      rules: { $0.quota = 2 * DropSpool.block },
      prepare: { folder in
        try folder.write([1, 2, 3], to: "spool/\(DropSpool.prefix)0123")
        try folder.write(Self.drop, to: "spool/\(Self.name)")
      }
    ) { scene in
      #expect(scene.kept == [Self.name])
      try await scene.expect(200, putting: Self.drop)
      try await scene.expect(201, putting: [1])
      try await scene.expect(507, putting: [2])
    }
  }

  @Test(arguments: [
    "/drop/", "/drop", "/drop/x", "/drop/../news.atom", "/drop/%2e%2e/news.atom", "/drop/.%2e/x", "/drop//x",
    "/drop/\(String(repeating: "A", count: 64))", "/drop/\(String(repeating: "a", count: 63))",
    "/drop/\(String(repeating: "a", count: 64))/", "/drop/\(String(repeating: "a", count: 64))/x",
    "/drop/%2e\(String(repeating: "a", count: 63))", "/\(String(repeating: "a", count: 64))", "/spool/x",
    "/drop/.upload-0123", "/drop/\(String(repeating: "a", count: 64))%00",
  ])
  func nothingElseIsTaken(target: String) async throws {
    try await ServedScene.relay { scene in
      let request = "PUT \(target) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8\r\n\r\na report"
      let response = try await ServedScene.answer(to: Array(request.utf8), from: scene.client())
      #expect([404, 405].contains(response.status) && scene.kept.isEmpty)
    }
  }

  @Test(arguments: ["POST", "DELETE", "MOVE", "PROPFIND", "MKCOL"])
  func noOtherMethodDoesAnything(method: String) async throws {
    try await ServedScene.relay { scene in
      _ = try await scene.put(Self.drop)
      for path in ["/drop/\(Self.name)", "/drop/"] {
        let response = try await scene.get(path, ServedScene.credentials, method: method)
        #expect(response.status == 405 && response.headers["allow"]?.hasPrefix("GET, HEAD") == true)
      }
      #expect(scene.kept == [Self.name])
    }
  }

  @Test func aMirrorThatIsNoRelayTakesNone() async throws {
    try await ServedScene.play { scene in
      try await scene.expect(405, putting: Self.drop)
      try await scene.expect(404, getting: "/drop/")
    }
  }
}
