import CurlTransport
import Dispatch
import Glibc
import MirrorLab
import Testing
import Wire

/// Every way in which a plain connection breaks, on a real socket.
@Suite("What breaks is told apart", .timeLimit(.minutes(1)))
struct FaultTests {
  private func failure(
    scheme: String = "http", limits: WireLimits = Scene.limits(), _ script: @escaping @Sendable (RawPeer) -> Void
  ) async throws -> WireFailure {
    let server = try RawServer(script)
    defer { server.stop() }
    let failure = try await Scene.failure(of: "\(scheme)://127.0.0.1:\(server.port)/feed", limits: limits)
    #expect(failure.addresses == ["127.0.0.1"])
    return failure
  }

  @Test("A closed port is refused")
  func refused() async throws {
    let failure = try await Scene.failure(of: "http://127.0.0.1:\(try Loopback.closedPort())/")
    #expect(failure.kind == .refused)
    #expect(failure.code == 7)
    #expect(failure.errno == 111)
    #expect(failure.timings.connected == nil)
  }

  @Test("A reset instead of an answer is a reset")
  func resetAfterRequest() async throws {
    let failure = try await failure {
      $0.readHead()
      $0.reset()
    }
    #expect(failure.kind == .reset)
    #expect(failure.errno == 104)
    #expect(failure.status == nil)
  }

  @Test("A reset at once is a reset")
  func resetAtAccept() async throws {
    let failure = try await failure { $0.reset() }
    #expect(failure.kind == .reset)
  }

  @Test("A close instead of an answer is cut off")
  func closedAfterRequest() async throws {
    let failure = try await failure { $0.readHead() }
    #expect(failure.kind == .cutOff)
    #expect(failure.status == nil)
  }

  @Test("Silence after the request is no first byte, in the time given")
  func swallowed() async throws {
    let failure = try await failure(limits: Scene.limits { $0.firstByte = 150 }) { $0.keepSilent() }
    #expect(failure.kind == .noFirstByte)
    let total = try #require(failure.timings.total)
    #expect((150...2_000).contains(total))
    #expect(failure.timings.connected != nil)
  }

  @Test("Silence in mid-body is a stall, in the time given")
  func stalled() async throws {
    let failure = try await failure(limits: Scene.limits { $0.stall = 150 }) {
      $0.readHead()
      $0.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n12345")
      $0.keepSilent()
    }
    #expect(failure.kind == .stalled)
    #expect(failure.status == 200)
    #expect(failure.bodyBytes == 5)
    let total = try #require(failure.timings.total)
    #expect((150...2_000).contains(total))
  }

  @Test("Bytes that drip for too long are too slow")
  func tooSlow() async throws {
    let failure = try await failure(limits: Scene.limits { $0.total = 1_000 }) { peer in
      peer.readHead()
      peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
      while peer.write([0x2E]) { usleep(20_000) }
    }
    #expect(failure.kind == .tooSlow)
  }

  @Test("A close before the promised length is cut off")
  func cutOff() async throws {
    let failure = try await failure {
      $0.readHead()
      $0.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n12345")
    }
    #expect(failure.kind == .cutOff)
    #expect(failure.code == 18)
    #expect(failure.bodyBytes == 5)
  }

  @Test("A reset in mid-body is a reset with what came")
  func resetMidBody() async throws {
    let cameThrough = DispatchSemaphore(value: 0)
    let server = try RawServer { peer in
      peer.readHead()
      peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n12345")
      // A reset overtakes what was not read yet.
      cameThrough.wait()
      peer.reset()
    }
    let transport = CurlTransport()
    defer {
      transport.close()
      server.stop()
    }
    let request = WireRequest("http://127.0.0.1:\(server.port)/", limits: Scene.limits())
    let failure: WireFailure
    do throws(WireFailure) {
      _ = try await transport.exchange(request) { if $0 == .body(bytes: 5) { cameThrough.signal() } }
      failure = WireFailure(.other)
    } catch {
      failure = error
    }
    #expect(failure.kind == .reset)
    #expect(failure.code == 56)
    #expect(failure.errno == 104)
    #expect(failure.status == 200)
    #expect(failure.bodyBytes == 5)
  }

  @Test(
    "What is not encoded as it says is a bad encoding",
    arguments: [
      "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n", "Transfer-Encoding: chunked\r\n\r\n5\r\n12345xx",
      "Content-Encoding: gzip\r\nContent-Length: 8\r\n\r\nnonsense",
      "Content-Encoding: br\r\nContent-Length: 8\r\n\r\n\u{7f}onsense",
      "Content-Encoding: zstd\r\nContent-Length: 8\r\n\r\nnonsense",
      "Content-Encoding: rot13\r\nContent-Length: 8\r\n\r\nnonsense",
    ])
  func badEncoding(rest: String) async throws {
    let failure = try await failure { peer in
      peer.readHead()
      peer.write("HTTP/1.1 200 OK\r\n\(rest)")
    }
    #expect(failure.kind == .badEncoding)
  }

  @Test("A chunked body that ends early is cut off")
  func chunksCutOff() async throws {
    let failure = try await failure { peer in
      peer.readHead()
      peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n")
    }
    #expect(failure.kind == .cutOff)
  }

  @Test(
    "Another protocol is no HTTP",
    arguments: [
      "HTTP/1.1 20\r\n\r\n", "HTTP/1.1 2 00 OK\r\n\r\n", "HTTP/1.1 099 OK\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n",
      "220 mail.example ESMTP\r\n", "\u{0}\u{1}\u{2}\u{3}\r\n\r\n",
    ])
  func notHTTP(greeting: String) async throws {
    let failure = try await failure { peer in
      peer.write(greeting)
      peer.readHead()
    }
    #expect(failure.kind == .notHTTP)
  }

  @Test(
    "A URL that can't be asked fails without a connection",
    arguments: [
      "", "nonsense", "ftp://a.example/", "http://", "http://a b/", "http://a.example/\nX: y",
      "http://a.example:99999/",
    ])
  func badURL(url: String) async throws {
    let failure = try await Scene.failure(of: url)
    #expect(failure.kind == .badURL)
    #expect(failure.addresses.isEmpty)
    #expect(!failure.detail.isEmpty)
  }

  // TLS that never comes to a certificate.

  @Test("A reset after the TLS hello is told from a close, silence, plain text and an alert")
  func handshakes() async throws {
    let reset = try await failure(scheme: "https") { peer in
      peer.readSome()
      peer.reset()
    }
    #expect(reset.kind == .resetInTLS)
    #expect(reset.timings.connected != nil)
    #expect(reset.timings.secured == nil)
    let resetAtOnce = try await failure(scheme: "https") { $0.reset() }
    #expect(resetAtOnce.kind == .resetInTLS)
    let closed = try await failure(scheme: "https") { $0.readSome() }
    #expect(closed.kind == .closedInTLS)
    let silent = try await failure(scheme: "https", limits: Scene.limits { $0.tls = 150 }) { $0.keepSilent() }
    #expect(silent.kind == .tlsTimedOut)
    #expect(try (150...2_000).contains(#require(silent.timings.total)))
    let plain = try await failure(scheme: "https") { peer in
      peer.readSome()
      peer.write("HTTP/1.1 400 Bad Request\r\n\r\n")
    }
    #expect(plain.kind == .notTLS)
    // A fatal alert, "unrecognized name" (RFC 6066).
    let alert = try await failure(scheme: "https") { peer in
      peer.readSome()
      peer.write([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x70])
    }
    #expect(alert.kind == .tlsRefused)
  }
}
