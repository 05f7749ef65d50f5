import CurlTransport
import Foundation
import MirrorLab
import Synchronization
import TestSupport
import Testing
import Wire

@Suite("A body", .timeLimit(.minutes(1)))
struct BodyTests {
  private let text = Array((0..<2_000).map { "line \($0) of the news\n" }.joined().utf8)
  private let partHead = "HTTP/1.1 206 Partial Content\r\nETag: \"1\"\r\nContent-Length: 100\r\n\r\n"

  /// The failure of asking a mirror with that fault, and what was told on the way.
  private func failure(
    _ fault: Fault, site: LabSite? = nil, limits: WireLimits = Scene.limits()
  ) async throws -> (failure: WireFailure, told: [WireProgress]) {
    let lab = try await Lab.start(site: site ?? LabSite(["/feed": .init(bytes: text, etag: "\"1\"")]))
    lab.mirrors[0].fault = fault
    let transport = CurlTransport()
    let told = Shared(Mutex<[WireProgress]>([]))
    var failure = WireFailure(.other)
    do throws(WireFailure) {
      _ = try await transport.exchange(WireRequest(lab.mirrors[0].url("/feed"), limits: limits)) { progress in
        told.value.withLock { $0.append(progress) }
      }
      Issue.record("answered")
    } catch {
      failure = error
    }
    transport.close()
    await lab.stop()
    return (failure, told.value.withLock(\.self))
  }

  @Test("that is cut off or stalls brings what came, and the head that it came with")
  func broken() async throws {
    for fault in [Fault.cut(at: 20_000), .stall(after: 20_000)] {
      let (failure, told) = try await failure(fault, limits: Scene.limits { $0.stall = 200 })
      #expect([.cutOff, .stalled].contains(failure.kind))
      let partial = try #require(failure.partial)
      #expect(partial.body == Array(text.prefix(20_000)))
      #expect(failure.bodyBytes == 20_000)
      #expect(partial.head.status == 200)
      #expect(partial.head.header("etag") == "\"1\"")
      #expect(told.first == .begun)
      #expect(told.dropFirst().first == .head(partial.head))
      #expect(told.dropFirst(2).first == .body(bytes: 0))
      #expect(told.last == .body(bytes: 20_000))
    }
  }

  @Test("that is reset brings a beginning of what was sent")
  func reset() async throws {
    // How much the kernel gives out before it tells of the reset is its own affair.
    let (failure, _) = try await failure(.resetAt(20_000))
    #expect(failure.kind == .reset)
    #expect(text.starts(with: failure.partial?.body ?? []))
    #expect(failure.partial?.body.count ?? 0 == failure.bodyBytes)
  }

  @Test("that is given up brings what came", arguments: [200, 206])
  func givenUp(status: Int) async throws {
    let head = partHead.replacing("206", with: "\(status)")
    let server = try RawServer { peer in
      peer.readHead()
      peer.write(head + "12345")
      peer.keepSilent()
    }
    let transport = CurlTransport()
    defer {
      transport.close()
      server.stop()
    }
    let (signal, cameThrough) = AsyncStream<Void>.makeStream()
    let task = Task { () -> WireFailure in
      do throws(WireFailure) {
        let request = WireRequest("http://127.0.0.1:\(server.port)/", limits: Scene.limits())
        _ = try await transport.exchange(request) { if $0 == .body(bytes: 5) { cameThrough.finish() } }
        return WireFailure(.other)
      } catch {
        return error
      }
    }
    for await _ in signal {}
    task.cancel()
    let failure = await task.value
    #expect(failure.kind == .cancelled)
    #expect(failure.status == status)
    #expect(failure.partial?.head.status == status)
    #expect(failure.partial?.body == Array("12345".utf8))
  }

  @Test("of which nothing came, or that is no news, brings nothing")
  func nothing() async throws {
    for (answer, status) in [
      ("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", 200),
      ("HTTP/1.1 404 Not Found\r\nContent-Length: 100\r\n\r\n12345", 404),
      ("HTTP/1.1 203 Changed\r\nContent-Length: 100\r\n\r\n12345", 203),
    ] {
      let server = try RawServer { peer in
        peer.readHead()
        peer.write(answer)
      }
      let failure = try await Scene.failure(of: "http://127.0.0.1:\(server.port)/")
      server.stop()
      #expect(failure.kind == .cutOff)
      #expect(failure.status == status)
      #expect(failure.partial == nil)
    }
  }

  @Test("that is too large brings nothing to go on with")
  func tooLarge() async throws {
    let (failure, _) = try await failure(.endless, limits: Scene.limits { $0.wireBytes = 100_000 })
    #expect(failure.kind == .tooLarge)
    #expect(failure.partial == nil)
  }

  @Test("that was compressed brings what could be decompressed of it")
  func compressed() async throws {
    let folder = try TemporaryFolder()
    let noise = (0..<60_000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 >> 7) }
    let program = try ChildProgram(["gzip", "-c", try folder.write(noise, to: "plain")])
    let packed = Array(try #require(try program.output.readToEnd()))
    #expect(program.wait() == 0)
    let server = try RawServer { peer in
      peer.readHead()
      peer.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n")
      peer.write(Array(packed.prefix(packed.count / 2)))
    }
    let failure = try await Scene.failure(of: "http://127.0.0.1:\(server.port)/")
    server.stop()
    #expect(failure.kind == .cutOff)
    let body = try #require(failure.partial).body
    #expect(noise.starts(with: body))
    #expect(body.count > 1_000)
  }

  @Test("of a redirect is not told of, and has no head to tell, whether it is followed or not")
  func redirects() async throws {
    let lab = try await Lab.start(mirrors: 2, site: LabSite(["/feed": .init("news")]))
    let transport = CurlTransport()
    for (rule, count) in [(RedirectRule.anyHost, 1), (.sameHost, 0)] {
      lab.mirrors[0].fault = .redirect(lab.mirrors[1].url("/feed"))
      let told = Shared(Mutex<[WireProgress]>([]))
      let request = WireRequest(lab.mirrors[0].url("/feed"), limits: Scene.limits(), redirects: rule)
      let response = try await transport.exchange(request) { progress in told.value.withLock { $0.append(progress) } }
      let heads = told.value.withLock(\.self).filter { if case .head = $0 { true } else { false } }
      #expect(heads.count == count)
      #expect(response.status == (count == 1 ? 200 : 302))
    }
    transport.close()
    await lab.stop()
  }

  @Test(
    "that says it was encoded twice is not decoded at all: what comes out in between has no cap",
    arguments: [
      "Content-Encoding: gzip, gzip", "Content-Encoding: gzip\r\nContent-Encoding: zstd",
      "Content-Encoding: br\r\nTransfer-Encoding: gzip, chunked", "Transfer-Encoding: zstd, zstd, chunked",
    ])
  func twice(codings: String) async throws {
    for status in [200, 404] {
      let server = try RawServer { peer in
        peer.readHead()
        peer.write("HTTP/1.1 \(status) Well\r\n\(codings)\r\n\r\n")
        peer.keepSilent()
      }
      let transport = CurlTransport()
      do throws(WireFailure) {
        let request = WireRequest("http://127.0.0.1:\(server.port)/", limits: Scene.limits())
        let response = try await transport.exchange(request)
        #expect(response.status == 404)
        #expect(response.body.isEmpty)
      } catch {
        #expect(status == 200)
        #expect(error.kind == .badEncoding)
      }
      transport.close()
      server.stop()
    }
  }
}
