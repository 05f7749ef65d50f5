import CurlTransport
import Foundation
import Glibc
import MirrorLab
import TestSupport
import Testing
import Wire

@Suite("What goes wrong with an upload is told apart", .timeLimit(.minutes(1)))
struct UploadFaultTests {
  private static let two = ["127.0.0.1", "127.0.0.2"]

  @Test("Where one address dies in mid-body, the next one gets all of it, once")
  func nextAddress() async throws {
    try await UploadScene.play(addresses: Self.two) { scene in
      scene.relays[0].uploadFault = .cut(at: 1 << 20)
      let bytes = UploadScene.bytes(8 << 20)
      let outcome = await scene.transport.put(try scene.file(bytes), to: scene.url)
      #expect(outcome.response?.status == 201)
      #expect(outcome.response?.address == "127.0.0.2")
      #expect(scene.relays[1].drops == ["name": bytes])
      #expect(scene.relays.map(\.puts) == [[:], ["name": 1]])
      #expect(scene.relays.map(\.requestCount) == [1, 1])
      #expect(scene.relays[1].bodyBytes == bytes.count)
      #expect(outcome.sent.last == bytes.count)
    }
  }

  @Test(
    "Where an address takes all and dies without a word, no other is asked: it may have it", arguments: [9, 300_000])
  func lostAnswer(size: Int) async throws {
    try await UploadScene.play(addresses: Self.two) { scene in
      scene.relays[0].uploadFault = .lostAnswer
      let outcome = await scene.transport.put(try scene.hollow(size), to: scene.url)
      #expect(outcome.failure?.kind == .reset)
      #expect(outcome.failure?.addresses == ["127.0.0.1"])
      #expect(scene.relays[0].drops["name"]?.count == size)
      #expect(scene.relays[1].connections == 0)
      let again = await scene.transport.put(try scene.hollow(size), to: scene.url)
      #expect(again.response?.address == "127.0.0.2", "when it is sent again, the other one has its turn")
    }
  }

  @Test("Where an address refuses connections, the next one gets it")
  func refusedAddress() async throws {
    try await UploadScene.play(addresses: Self.two) { scene in
      scene.relays[0].fault = .refuse
      let outcome = await scene.transport.put(try scene.file([1, 2]), to: scene.url)
      #expect(outcome.response?.status == 201)
      #expect(scene.relays[1].drops == ["name": [1, 2]])
    }
  }

  @Test("A server that does not read is a stall, in the time given")
  func stalled() async throws {
    try await UploadScene.play { scene in
      scene.relay.uploadFault = .swallow
      let limits = Scene.limits { $0.stall = 600 }
      let outcome = await scene.transport.put(try scene.hollow(32 << 20), to: scene.url, limits: limits)
      #expect(outcome.failure?.kind == .stalled)
      #expect((600...5_000).contains(try #require(outcome.failure?.timings.total)))
      #expect((outcome.sent.last ?? 0) < 1 << 20)
    }
  }

  @Test("A server that stops reading in mid-body is a stall, too, and no other address is asked")
  func stalledMidway() async throws {
    let server = try RawServer { peer in
      peer.readHead()
      peer.write("HTTP/1.1 100 Continue\r\n\r\n")
      var count = 0
      while count < 3 << 20, let more = peer.readSome() { count += more.count }
      _ = DispatchSemaphore(value: 0).wait(timeout: .now() + 4)
    }
    try await UploadScene.play { scene in
      let limits = Scene.limits { $0.stall = 600 }
      let upload = try scene.hollow(64 << 20)
      let outcome = await scene.transport.put(upload, to: "http://127.0.0.1:\(server.port)/drop/a", limits: limits)
      #expect(outcome.failure?.kind == .stalled)
      #expect((600...5_000).contains(try #require(outcome.failure?.timings.total)))
      #expect(((3 << 20)..<upload.size).contains(try #require(outcome.sent.last)))
    }
    server.stop()
  }

  @Test("A server that reads slowly is no stall, and its time to answer counts from the last byte")
  func slow() async throws {
    try await UploadScene.play { scene in
      scene.relay.uploadFault = .slow(bytesPerSecond: 1_000_000)
      let limits = Scene.limits { ($0.stall, $0.firstByte) = (2_500, 2_500) }
      let outcome = await scene.transport.put(try scene.hollow(3_000_000), to: scene.url, limits: limits)
      #expect(outcome.response?.status == 201)
      #expect(try #require(outcome.response?.timings.total) > 2_500)
    }
  }

  @Test("An upload that goes on for longer than is allowed in all is too slow")
  func tooSlow() async throws {
    try await UploadScene.play { scene in
      scene.relay.uploadFault = .slow(bytesPerSecond: 1_000_000)
      let limits = Scene.limits { $0.total = 1_000 }
      let outcome = await scene.transport.put(try scene.hollow(30_000_000), to: scene.url, limits: limits)
      #expect(outcome.failure?.kind == .tooSlow)
      #expect((1_000...5_000).contains(try #require(outcome.failure?.timings.total)))
      #expect(scene.relay.puts.isEmpty)
    }
  }

  @Test("A small upload that is never answered is no first byte", arguments: [0, 1_000])
  func swallowed(size: Int) async throws {
    try await UploadScene.play { scene in
      scene.relay.fault = .swallow
      let limits = Scene.limits { $0.firstByte = 300 }
      let outcome = await scene.transport.put(try scene.hollow(size), to: scene.url, limits: limits)
      #expect(outcome.failure?.kind == .noFirstByte)
      #expect((300...2_000).contains(try #require(outcome.failure?.timings.total)))
    }
  }

  @Test("A server that never says 100 Continue costs less than a second")
  func ignoredExpectation() async throws {
    try await UploadScene.play { scene in
      scene.relay.heedsExpect = false
      let bytes = UploadScene.bytes(200_000)
      let outcome = await scene.transport.put(try scene.file(bytes), to: scene.url)
      #expect(outcome.response?.status == 201)
      #expect(scene.relay.drops == ["name": bytes])
      let total = try #require(outcome.response?.timings.total)
      #expect((300..<900).contains(total))
    }
  }

  @Test("A server that can't stand Expect is asked without it, and gets the body once", arguments: [true, false])
  func refusedExpectation(closes: Bool) async throws {
    let bytes = UploadScene.bytes(200_000)
    let seen = AsyncStream<(head: String, count: Int)>.makeStream()
    let server = try RawServer { peer in
      while true {
        let head = peer.readHead()
        guard !head.isEmpty else { return }
        if head.contains("Expect: 100-continue") {
          peer.write("HTTP/1.1 417 No\r\nContent-Length: 0\r\n\(closes ? "Connection: close\r\n" : "")\r\n")
          if closes { return }
        } else {
          var body = head.utf8.count
          if let border = head.firstRange(of: "\r\n\r\n") {
            body = head.utf8.distance(from: border.upperBound, to: head.endIndex)
          }
          while body < bytes.count, let more = peer.readSome() { body += more.count }
          seen.continuation.yield((head, body))
          peer.write("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")
        }
      }
    }
    try await UploadScene.play { scene in
      // Zeros: the head of a request is read as text, and what of the body comes with it must keep its length.
      let url = "http://127.0.0.1:\(server.port)/drop/a"
      let outcome = await scene.transport.put(try scene.hollow(bytes.count), to: url)
      #expect(outcome.response?.status == 201)
      for await (_, count) in seen.stream {
        #expect(count == bytes.count)
        break
      }
      #expect(outcome.sent.last == bytes.count)
    }
    server.stop()
  }

  @Test(
    "A status that does not depend on the body comes back as it is",
    arguments: [
      (.none, .lie, 201), (.none, .blockPage, 200), (.none, .late(milliseconds: 50), 201), (.status(503), .none, 503),
      (.blockPage, .none, 200), (.redirect("http://127.0.0.1:1/", status: 307), .none, 307),
      (.redirect("/drop/other", status: 302), .none, 302), (.slow(milliseconds: 20), .none, 201),
    ] as [(Fault, UploadFault, Int)])
  func answers(fault: Fault, uploadFault: UploadFault, status: Int) async throws {
    for size in [5, 300_000] {
      try await UploadScene.play { scene in
        scene.relay.fault = fault
        scene.relay.uploadFault = uploadFault
        let outcome = await scene.transport.put(try scene.hollow(size), to: scene.url)
        #expect(outcome.response?.status == status)
        #expect(outcome.response?.url == scene.url)
        #expect(scene.relay.drops["name"]?.count == (status == 201 && uploadFault != .lie ? size : nil))
        #expect(scene.relay.requestCount == 1, "no redirect is followed, whatever the rule")
      }
    }
  }

  @Test(
    "A connection that breaks is what it is",
    arguments: [
      (.refuse, .refused), (.resetOnAccept, .reset), (.reset, .reset), (.notHTTP, .notHTTP), (.resetAt(0), .cutOff),
    ] as [(Fault, WireFailure.Kind)])
  func failures(fault: Fault, kind: WireFailure.Kind) async throws {
    for size in [5, 300_000] {
      try await UploadScene.play { scene in
        scene.relay.fault = fault
        let header = WireHeader("Authorization", LabLogin(user: "reporter", password: "hunter2").authorization)
        let outcome = await scene.transport.put(try scene.hollow(size), to: scene.url, headers: [header])
        // A 201 whose empty body is cut at byte 0 is whole.
        if fault == .resetAt(0) { return #expect(outcome.response?.status == 201) }
        #expect(outcome.failure?.kind == kind)
        #expect(outcome.failure?.detail.isEmpty == false)
        #expect(outcome.failure?.detail.contains(header.value.dropFirst(6)) == false)
      }
    }
  }
}
