import CurlTransport
import Foundation
import MirrorLab
import TestSupport
import Testing
import Wire

@Suite("Nothing is read without a cap", .timeLimit(.minutes(1)))
struct LimitTests {
  private func failure(_ fault: Fault, limits: WireLimits) async throws -> WireFailure {
    let lab = try await Lab.start(site: LabSite(["/feed": .init("news")]))
    lab.mirrors[0].fault = fault
    let failure = try await Scene.failure(of: lab.mirrors[0].url("/feed"), limits: limits)
    await lab.stop()
    return failure
  }

  @Test("An endless body ends at the cap")
  func endless() async throws {
    let failure = try await failure(.endless, limits: Scene.limits { $0.wireBytes = 1 << 20 })
    #expect(failure.kind == .tooLarge)
    #expect(failure.bodyBytes <= 1 << 20)
  }

  @Test("A gzip bomb ends at the cap after decompression")
  func bomb() async throws {
    let failure = try await failure(.gzipBomb, limits: Scene.limits { $0.bodyBytes = 4 << 20 })
    #expect(failure.kind == .tooLarge)
    #expect(failure.bodyBytes <= 4 << 20)
    #expect(try #require(failure.timings.total) < 3_000)
  }

  private func failure(answer: String, thenEndless filler: String? = nil) async throws -> WireFailure {
    let server = try RawServer { peer in
      peer.readHead()
      peer.write(answer)
      guard let filler else { return }
      let bytes = Array(String(repeating: filler, count: max(1, 8192 / filler.utf8.count)).utf8)
      while peer.write(bytes) {}
    }
    defer { server.stop() }
    return try await Scene.failure(
      of: "http://127.0.0.1:\(server.port)/", limits: Scene.limits { $0.wireBytes = 1 << 20 })
  }

  @Test("A length beyond the cap is given up before its body")
  func promised() async throws {
    let failure = try await failure(answer: "HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\nx")
    #expect(failure.kind == .tooLarge)
    #expect(failure.bodyBytes == 0)
  }

  @Test("Headers without an end, many or one, are given up")
  func headers() async throws {
    let many = try await failure(answer: "HTTP/1.1 200 OK\r\n", thenEndless: "X: y\r\n")
    #expect(many.kind == .tooLarge)
    let one = try await failure(answer: "HTTP/1.1 200 OK\r\nX: ", thenEndless: "y")
    #expect(one.kind == .tooLarge)
    let long = try await failure(answer: "HTTP/1.1 200 OK\r\nX: \(String(repeating: "y", count: 17_000))\r\n\r\n")
    #expect(long.kind == .tooLarge)
  }

  @Test("The page of a refusal is kept to 64 KiB, and the status is what counts")
  func refusal() async throws {
    let server = try RawServer { peer in
      peer.readHead()
      peer.write("HTTP/1.1 404 Not Found\r\n\r\n")
      let bytes = [UInt8](repeating: 0x2E, count: 8192)
      while peer.write(bytes) {}
    }
    let transport = CurlTransport()
    let response = try await transport.exchange(WireRequest("http://127.0.0.1:\(server.port)/", limits: Scene.limits()))
    #expect(response.status == 404)
    #expect(response.body.count == 64 << 10)
    transport.close()
    server.stop()
  }

  @Test("gzip, brotli and zstd are decoded, and both sizes are told")
  func decoding() async throws {
    let text = String(repeating: "The news came by another mirror. 뉴스는 다른 길로 왔다. ", count: 200)
    let folder = try TemporaryFolder()
    let plain = try folder.write(Array(text.utf8), to: "plain")
    var file = LabSite.File(bytes: Array(text.utf8))
    file.encoded["gzip"] = try output("gzip", ["-c", plain])
    file.encoded["zstd"] = try output("zstd", ["-q", "-c", plain])
    // A stored (uncompressed) brotli stream of four bytes (RFC 7932, section 9.2), as no program for it is at hand.
    let brotli: [UInt8] = [0x8B, 0x01, 0x80] + Array("news".utf8) + [0x03]
    let server = try RawServer { peer in
      peer.readHead()
      peer.write(
        Array("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: \(brotli.count)\r\n\r\n".utf8) + brotli)
    }
    let transport = CurlTransport()
    for coding in ["gzip", "zstd"] {
      var only = file
      only.encoded = file.encoded.filter { $0.key == coding }
      let lab = try await Lab.start(site: LabSite(["/feed": only]))
      let response = try await transport.exchange(WireRequest(lab.mirrors[0].url("/feed"), limits: Scene.limits()))
      #expect(response.header("content-encoding") == coding)
      #expect(response.body == Array(text.utf8))
      #expect(response.wireBytes == only.encoded[coding]?.count)
      await lab.stop()
    }
    let response = try await transport.exchange(WireRequest("http://127.0.0.1:\(server.port)/", limits: Scene.limits()))
    #expect(response.body == Array("news".utf8))
    #expect(response.wireBytes == brotli.count)
    transport.close()
    server.stop()
  }

  private func output(_ program: String, _ arguments: [String]) throws -> [UInt8] {
    let program = try ChildProgram([program] + arguments)
    let bytes = try program.output.readToEnd() ?? Data()
    guard program.wait() == 0 else { throw CocoaError(.executableLoad) }
    return Array(bytes)
  }
}
