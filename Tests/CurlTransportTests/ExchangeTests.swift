import CurlTransport
import MirrorLab
import Synchronization
import Testing
import Wire

@Suite("An exchange", .timeLimit(.minutes(1)))
struct ExchangeTests {
  /// A lab of one mirror, for the time of the scene.
  private func with<Result>(
    _ site: LabSite = LabSite(["/feed": .init("news", etag: "\"1\"", lastModified: "Sat, 21 Nov 2026 05:00:00 GMT")]),
    _ scene: (LabMirror, CurlTransport) async throws -> Result
  ) async throws -> Result {
    let lab = try await Lab.start(site: site)
    let transport = CurlTransport()
    do {
      let result = try await scene(lab.mirrors[0], transport)
      transport.close()
      await lab.stop()
      return result
    } catch {
      transport.close()
      await lab.stop()
      throw error
    }
  }

  @Test("brings status, headers, body, address and times")
  func whole() async throws {
    try await with { mirror, transport in
      let response = try await transport.exchange(WireRequest(mirror.url("/feed"), limits: Scene.limits()))
      #expect(response.status == 200)
      #expect(response.body == Array("news".utf8))
      #expect(response.wireBytes == 4)
      #expect(response.header("etag") == "\"1\"")
      #expect(response.url == mirror.url("/feed"))
      #expect(response.permanentURL == nil)
      #expect(response.address == "127.0.0.1")
      #expect(response.timings.secured == nil)
      let times = [
        response.timings.resolved, response.timings.connected, response.timings.firstByte, response.timings.total,
      ]
      #expect(times.compactMap(\.self) == times.compactMap(\.self).sorted())
      #expect(times.compactMap(\.self).count == 4)
      let seen = try #require(mirror.requests.first)
      #expect(seen.header("user-agent") == "Wirecopy")
      for coding in ["gzip", "br", "zstd", "deflate"] {
        #expect(seen.header("accept-encoding")?.contains(coding) == true)
      }
      for name in ["cookie", "referer", "authorization", "proxy-connection"] { #expect(seen.header(name) == nil) }
    }
  }

  @Test("with validators that still hold brings a 304 without a body")
  func notModified() async throws {
    try await with { mirror, transport in
      for header in [
        WireHeader("If-None-Match", "\"1\""), WireHeader("If-Modified-Since", "Sat, 21 Nov 2026 05:00:00 GMT"),
      ] {
        let response = try await transport.exchange(
          WireRequest(mirror.url("/feed"), headers: [header], limits: Scene.limits()))
        #expect(response.status == 304)
        #expect(response.body.isEmpty)
      }
    }
  }

  @Test("by HEAD brings headers alone")
  func head() async throws {
    try await with { mirror, transport in
      let response = try await transport.exchange(
        WireRequest(mirror.url("/feed"), method: .head, limits: Scene.limits()))
      #expect(response.status == 200)
      #expect(response.body.isEmpty)
      #expect(mirror.requests.map(\.method) == ["HEAD"])
    }
  }

  @Test("of a range asks for the bytes as they are")
  func range() async throws {
    try await with { mirror, transport in
      let range = WireHeader("Range", "bytes=1-2")
      let response = try await transport.exchange(
        WireRequest(mirror.url("/feed"), headers: [range], limits: Scene.limits()))
      #expect(response.status == 206)
      #expect(response.body == Array("ew".utf8))
      #expect(mirror.requests.first?.header("accept-encoding") == nil)
    }
  }

  @Test("that is refused by status is an answer, too", arguments: [403, 404, 429, 451, 500, 503])
  func statuses(status: Int) async throws {
    try await with { mirror, transport in
      mirror.fault = .status(status)
      let response = try await transport.exchange(WireRequest(mirror.url("/feed"), limits: Scene.limits()))
      #expect(response.status == status)
      #expect(!response.body.isEmpty)
    }
  }

  @Test("after another reuses its connection")
  func reuse() async throws {
    try await with { mirror, transport in
      for _ in 0..<5 { _ = try await transport.exchange(WireRequest(mirror.url("/feed"), limits: Scene.limits())) }
      #expect(mirror.requestCount == 5)
      #expect(mirror.connections == 1)
    }
  }

  @Test("goes on by a new connection where the kept one has died")
  func deadConnection() async throws {
    try await with { mirror, transport in
      _ = try await transport.exchange(WireRequest(mirror.url("/feed"), limits: Scene.limits()))
      mirror.fault = .refuse
      let failure = try await Scene.failure(of: mirror.url("/feed"), by: transport)
      #expect(failure.kind == .refused)
      mirror.fault = .none
      let response = try await transport.exchange(WireRequest(mirror.url("/feed"), limits: Scene.limits()))
      #expect(response.status == 200)
    }
  }

  @Test("tells how far it is: begun, the head, the bytes")
  func progress() async throws {
    try await with(LabSite(["/feed": .init(bytes: [UInt8](repeating: 0x2E, count: 300_000))])) { mirror, transport in
      let seen = Mutex<[WireProgress]>([])
      let shared = Shared(seen)
      let response = try await transport.exchange(WireRequest(mirror.url("/feed"), limits: Scene.limits())) {
        progress in
        shared.value.withLock { $0.append(progress) }
      }
      let all = shared.value.withLock(\.self)
      #expect(all.first == .begun)
      #expect(all.dropFirst().first == .head(WireHead(status: 200, headers: response.headers)))
      #expect(all.dropFirst(2).first == .body(bytes: 0))
      #expect(all.dropFirst(3).allSatisfy { if case .body = $0 { true } else { false } })
      #expect(all.last == .body(bytes: 300_000))
      #expect(response.body.count == 300_000)
    }
  }

  @Test(
    "with a header that smuggles a line is refused before it is sent",
    arguments: [("X", "a\r\nY: b"), ("X\n", "a"), ("", "a"), ("X:Y", "a")])
  func smuggling(name: String, value: String) async throws {
    try await with { mirror, transport in
      do throws(WireFailure) {
        _ = try await transport.exchange(WireRequest(mirror.url("/feed"), headers: [WireHeader(name, value)]))
        Issue.record("sent")
      } catch {
        #expect(error.kind == .other)
      }
      #expect(mirror.requestCount == 0)
    }
  }
}

/// A mutex that closures can hold.
final class Shared<Value: Sendable>: Sendable {
  let value: Mutex<Value>
  init(_ value: consuming sending Mutex<Value>) { self.value = value }
}
