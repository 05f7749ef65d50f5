import TestSupport
import Testing
import Wire

/// In mid-body, the scripted transport stands in for the real one, too.
@Suite("A scripted body", .timeLimit(.minutes(1)))
struct ScriptedBodyTests {
  private let transport = ScriptedTransport()
  private let url = "https://a.example/feed"
  private let answer: @Sendable (WireRequest) -> WireResponse = {
    WireResponse(status: 200, headers: [.init("ETag", "\"1\"")], body: Array("news!".utf8), url: $0.url)
  }
  private let head = WireHead(status: 200, headers: [.init("ETag", "\"1\"")])

  /// Asks, and moves the clock through these times.
  private func ask(
    passing times: [Int] = [], thenCancel: Bool = false
  ) async -> (result: Result<WireResponse, WireFailure>, told: [WireProgress]) {
    let (told, tells) = AsyncStream<WireProgress>.makeStream()
    let task = Task { [transport, url] () -> Result<WireResponse, WireFailure> in
      do throws(WireFailure) {
        return .success(try await transport.exchange(WireRequest(url)) { tells.yield($0) })
      } catch {
        return .failure(error)
      }
    }
    for time in times { await transport.clock.pass(time) }
    if thenCancel {
      await transport.clock.sleeper(until: 1_000)
      task.cancel()
    }
    let result = await task.value
    tells.finish()
    var all: [WireProgress] = []
    for await progress in told { all.append(progress) }
    return (result, all)
  }

  @Test("comes after its head, which is told once, whatever is told of the body")
  func head() async throws {
    transport.script(url, .respond(answer))
    #expect(await ask().told == [.begun, .head(head)])
    transport.script(url, .respond(answer).telling([(0, 0), (10, 5)]))
    let (result, told) = await ask(passing: [10])
    #expect(try result.get().body == Array("news!".utf8))
    #expect(told == [.begun, .head(head), .body(bytes: 0), .body(bytes: 5)])
  }

  @Test("has no head to tell where it is a redirect")
  func redirect() async throws {
    transport.script(url, .respond { WireResponse(status: 302, url: $0.url) })
    #expect(await ask().told == [.begun])
  }

  @Test("that breaks brings what was told of it")
  func broken() async throws {
    transport.script(url, .fail(WireFailure(.reset, errno: 104)).telling([(0, 0), (10, 3)]).amid(answer))
    let (result, told) = await ask(passing: [10])
    let partial = WirePartial(head: head, body: Array("new".utf8))
    #expect(result == .failure(WireFailure(.reset, errno: 104, status: 200, bodyBytes: 3, partial: partial)))
    #expect(told == [.begun, .head(head), .body(bytes: 0), .body(bytes: 3)])
  }

  @Test("that is given up brings what was told of it")
  func givenUp() async throws {
    let partial = WirePartial(head: head, body: Array("new".utf8))
    transport.script(url, .respond(answer).telling([(0, 0), (10, 3), (1_000, 5)]))
    let (result, _) = await ask(passing: [10], thenCancel: true)
    #expect(result == .failure(WireFailure(.cancelled, status: 200, bodyBytes: 3, partial: partial)))
    #expect(transport.cancelled == [url])
  }

  @Test("of which nothing came, or that is no answer to go on with, brings nothing")
  func nothing() async throws {
    transport.script(url, .fail(WireFailure(.reset)).telling([(0, 0)]).amid(answer))
    #expect(await ask().result == .failure(WireFailure(.reset, status: 200)))
    transport.script(
      url, .fail(WireFailure(.reset)).telling([(0, 3)]).amid { .init(status: 404, body: [1, 2, 3], url: $0.url) })
    #expect(await ask().result == .failure(WireFailure(.reset, status: 404, bodyBytes: 3)))
    transport.script(url, .fail(WireFailure(.refused)))
    #expect(await ask().result == .failure(WireFailure(.refused)))
  }

  @Test("goes by the routes and over the networks that were set, and the script remembers them")
  func routes() async throws {
    let route = WireRoute(proxy: .socks5h(host: "127.0.0.1", port: 9050))
    transport.setRoute(route)
    transport.setRoute(WireRoute())
    transport.networkChanged()
    #expect(transport.routes == [route, WireRoute()])
    #expect(transport.networkChanges == 1)
  }
}
