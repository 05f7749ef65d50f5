import TestSupport
import Testing
import Wire

/// The scripted transport stands in for the real one: it must not take what that would refuse.
@Suite("A scripted upload", .timeLimit(.minutes(1)))
struct ScriptedUploadTests {
  private let folder: TemporaryFolder
  private let transport = ScriptedTransport()
  private let url = "https://relay.example/drop/a"

  init() throws { folder = try TemporaryFolder() }

  private func put(_ upload: WireUpload) async -> (result: Result<WireResponse, WireFailure>, told: [WireProgress]) {
    let (told, tells) = AsyncStream<WireProgress>.makeStream()
    let result: Result<WireResponse, WireFailure>
    do throws(WireFailure) {
      result = .success(
        try await transport.exchange(WireRequest(url, method: .put, upload: upload)) { tells.yield($0) })
    } catch {
      result = .failure(error)
    }
    tells.finish()
    var all: [WireProgress] = []
    for await progress in told { all.append(progress) }
    return (result, all)
  }

  @Test("leaves at once, and what it brought is kept")
  func plain() async throws {
    transport.script(url, .respond { WireResponse(status: 201, url: $0.url) })
    let path = try folder.write([1, 2, 3], to: "drop")
    let (result, told) = await put(WireUpload(path: path, size: 3))
    #expect(try result.get().status == 201)
    #expect(told == [.begun, .sent(bytes: 3), .head(WireHead(status: 201))])
    #expect(transport.uploads(of: url) == [[1, 2, 3]])
    #expect(transport.requests(of: url).map(\.upload?.path) == [path])
  }

  @Test("leaves as the script says, before it fails")
  func steps() async throws {
    transport.script(url, .fail(WireFailure(.reset)).sending([(at: 10, bytes: 1), (at: 20, bytes: 2)]))
    let upload = WireUpload(path: try folder.write([1, 2, 3], to: "drop"), size: 3)
    async let outcome = put(upload)
    await transport.clock.pass(10)
    await transport.clock.pass(20)
    let (result, told) = await outcome
    #expect(throws: WireFailure(.reset)) { try result.get() }
    #expect(told == [.begun, .sent(bytes: 1), .sent(bytes: 2)])
  }

  @Test("of a file that is not there, or has another size, fails")
  func wrong() async throws {
    transport.script(url, .respond { WireResponse(status: 201, url: $0.url) })
    let path = try folder.write([1, 2, 3], to: "drop")
    for upload in [WireUpload(path: path, size: 2), WireUpload(path: path + "-none", size: 3)] {
      let (result, told) = await put(upload)
      guard case .failure(let failure) = result else {
        Issue.record("it was taken")
        continue
      }
      #expect(failure.kind == .other && told == [.begun])
    }
    #expect(transport.uploads(of: url).isEmpty)
  }
}
