import CurlTransport
import Dispatch
import Foundation
import MirrorLab
import Synchronization
import Testing
import Wire

@Suite("Many at once", .timeLimit(.minutes(1)))
struct CrowdTests {
  /// Holds requests until as many are there at once as are expected, then lets them and all later ones go.
  private final class Gate: Sendable {
    private struct State {
      var now = 0
      var most = 0
      var isOpen = false
    }
    private let state = Mutex(State())
    private let opening = DispatchGroup()
    private let expected: Int
    var most: Int { state.withLock(\.most) }

    init(expected: Int) {
      self.expected = expected
      opening.enter()
    }

    func pass() {
      let opens = state.withLock { state in
        state.now += 1
        state.most = max(state.most, state.now)
        defer { if state.now == expected { state.isOpen = true } }
        return state.now == expected && !state.isOpen
      }
      if opens { opening.leave() }
      _ = opening.wait(timeout: .now() + 5)
      // Time for one too many to come, if it were let in.
      usleep(5_000)
      state.withLock { $0.now -= 1 }
    }
  }

  private func gated(_ gate: Gate) throws -> RawServer {
    try RawServer { peer in
      while !peer.readHead().isEmpty {
        gate.pass()
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnews")
      }
    }
  }

  @Test("No host has more than six at once, and all together not more than sixteen")
  func concurrency() async throws {
    let all = Gate(expected: 16)
    let servers = try (0..<4).map { _ in try gated(all) }
    let own = Gate(expected: 6)
    let single = try gated(own)
    let transport = CurlTransport()
    func ask(_ ports: [Int], times: Int) async throws {
      try await withThrowingTaskGroup { group in
        for place in 0..<times {
          let url = "http://127.0.0.1:\(ports[place % ports.count])/"
          group.addTask { try await transport.exchange(WireRequest(url, limits: Scene.limits())).status }
        }
        for try await status in group { #expect(status == 200) }
      }
    }
    try await ask([single.port], times: 30)
    #expect(own.most == 6)
    #expect(single.connections <= 6)
    try await ask(servers.map(\.port), times: 80)
    #expect(all.most == 16)
    transport.close()
    for server in servers + [single] { server.stop() }
  }

  @Test("Time in line counts against nothing")
  func queued() async throws {
    let server = try RawServer { peer in
      while !peer.readHead().isEmpty {
        usleep(150_000)
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
      }
    }
    let transport = Scene.transport { $0.mostPerHost = 1 }
    let limits = Scene.limits {
      $0.firstByte = 900
      $0.total = 900
    }
    let url = "http://127.0.0.1:\(server.port)/"
    try await withThrowingTaskGroup { group in
      for _ in 0..<8 {
        group.addTask { try await transport.exchange(WireRequest(url, limits: limits)).timings.total }
      }
      for try await total in group { #expect(try #require(total) < 900) }
    }
    #expect(server.connections == 1)
    transport.close()
    server.stop()
  }

  @Test("A cancelled exchange ends at once and closes its connection; one in line never starts")
  func cancelled() async throws {
    let (asked, asks) = AsyncStream<Void>.makeStream()
    let (closed, closes) = AsyncStream<Void>.makeStream()
    let server = try RawServer { peer in
      peer.readHead()
      asks.yield()
      peer.keepSilent()
      closes.yield()
    }
    let transport = Scene.transport { $0.mostPerHost = 1 }
    let url = "http://127.0.0.1:\(server.port)/"
    func start() -> Task<WireFailure.Kind?, Never> {
      Task {
        do throws(WireFailure) {
          _ = try await transport.exchange(WireRequest(url))
          return nil
        } catch {
          return error.kind
        }
      }
    }
    let first = start()
    for await _ in asked { break }
    let second = start()
    second.cancel()
    #expect(await second.value == .cancelled)
    let began = ContinuousClock.now
    first.cancel()
    #expect(await first.value == .cancelled)
    #expect(ContinuousClock.now - began < .seconds(2))
    for await _ in closed { break }
    #expect(server.connections == 1)
    transport.close()
    server.stop()
  }

  @Test("Closing the transport ends what is in flight, in line and to come")
  func closed() async throws {
    let (asked, asks) = AsyncStream<Void>.makeStream()
    let server = try RawServer { peer in
      peer.readHead()
      asks.yield()
      peer.keepSilent()
    }
    let transport = Scene.transport { $0.mostPerHost = 1 }
    let url = "http://127.0.0.1:\(server.port)/"
    let tasks = (0..<3).map { _ in
      Task {
        do throws(WireFailure) {
          return try await transport.exchange(WireRequest(url)).status
        } catch {
          return error.kind == .cancelled ? 0 : -1
        }
      }
    }
    for await _ in asked { break }
    transport.close()
    for task in tasks { #expect(await task.value == 0) }
    #expect(try await Scene.failure(of: url, by: transport).kind == .cancelled)
    server.stop()
  }

  @Test("A transport that nobody holds any more ends its thread and closes the connections that it kept")
  func forgotten() async throws {
    let (closed, closes) = AsyncStream<Void>.makeStream()
    let server = try RawServer { peer in
      while !peer.readHead().isEmpty { peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") }
      closes.yield()
    }
    let url = "http://127.0.0.1:\(server.port)/"
    for _ in 0..<2 { #expect(try await CurlTransport().exchange(WireRequest(url)).status == 200) }
    var count = 0
    for await _ in closed {
      count += 1
      if count == 2 { break }
    }
    #expect(server.connections == 2)
    server.stop()
  }
}
