import Foundation
import TestSupport
import Testing

@testable import MirrorLab

/// Each fault as a client without any cleverness sees it.
@Suite(.timeLimit(.minutes(1)))
struct FaultTests {
  static let feed = "<feed>" + String(repeating: "news ", count: 400) + "</feed>"
  static let request = "GET /news.atom HTTP/1.1\r\nHost: lab\r\n\r\n"

  /// A lab of one mirror with this fault, and a client that has asked it for its feed.
  func scene(
    _ fault: Fault, older: LabSite? = nil, _ look: (LabMirror, RawClient) async throws -> Void
  ) async throws {
    let lab = try await Lab.start(site: LabSite(["/news.atom": .init(Self.feed, etag: "\"new\"")]), older: older)
    let mirror = lab.mirrors[0]
    mirror.fault = fault
    do {
      let client = try await RawClient(port: mirror.port)
      try await client.send(Self.request)
      try await look(mirror, client)
    } catch {
      await lab.stop()
      throw error
    }
    await lab.stop()
  }

  @Test func aMirrorThatRefusesHasNoListenerUntilItIsUnblockedOnTheSamePort() async throws {
    let lab = try await Lab.start(site: LabSite(["/": .init("here")]))
    let mirror = lab.mirrors[0]
    let port = mirror.port
    for _ in 0..<3 {
      mirror.fault = .refuse
      await #expect(throws: RawClient.SocketError(code: ECONNREFUSED, call: "connect")) {
        try await RawClient(port: port)
      }
      mirror.fault = .none
      let client = try await RawClient(port: port)
      #expect(try await client.get("/").text == "here")
    }
    #expect(mirror.port == port)
    await lab.stop()
  }

  @Test func aResetAtAcceptComesBeforeAnyRequest() async throws {
    let lab = try await Lab.start(site: LabSite())
    lab.mirrors[0].fault = .resetOnAccept
    let client = try await RawClient(port: lab.mirrors[0].port)
    let (bytes, end) = await client.read()
    #expect(bytes.isEmpty && end == .reset)
    #expect(lab.mirrors[0].connections == 1 && lab.mirrors[0].requestCount == 0)
    await lab.stop()
  }

  @Test func aResetComesAfterTheRequest() async throws {
    try await scene(.reset) { mirror, client in
      let (bytes, end) = await client.read()
      #expect(bytes.isEmpty && end == .reset)
      #expect(mirror.requests.map(\.path) == ["/news.atom"])
    }
  }

  @Test func aSwallowedRequestIsReadAndNeverAnswered() async throws {
    try await scene(.swallow) { mirror, client in
      let (bytes, end) = await client.read(within: .milliseconds(200))
      #expect(bytes.isEmpty && end == .silent)
      #expect(mirror.requestCount == 1 && mirror.openConnections == 1)
    }
  }

  @Test func aDripKeepsItsRate() async throws {
    try await scene(.drip(bytesPerSecond: 4000)) { mirror, client in
      let response = try await client.exchange("")
      let asked = try #require(mirror.requests.first).time
      #expect(response.text == Self.feed)
      #expect(ContinuousClock.now - asked >= .milliseconds(Self.feed.utf8.count / 4))
    }
  }

  @Test(arguments: [(Fault.cut(at: 100), RawClient.End.closed), (.resetAt(100), .reset), (.stall(after: 100), .silent)])
  func aBodyThatBreaksOffPromisedMore(fault: Fault, expected: RawClient.End) async throws {
    try await scene(fault) { _, client in
      let (bytes, end) = await client.read(within: .milliseconds(500)) { _ in false }
      let response = try #require(RawResponse(bytes, end))
      #expect(response.status == 200 && end == expected)
      #expect(response.headers["content-length"] == "\(Self.feed.utf8.count)")
      #expect(response.text == Self.feed.prefix(100))
    }
  }

  @Test(arguments: [(403, nil, nil), (404, nil, nil), (451, nil, nil), (429, nil, "60"), (503, 7, "7")])
  func aStatusComesWithWhatBelongsToIt(status: Int, retryAfter: Int?, header: String?) async throws {
    try await scene(.status(status, retryAfter: retryAfter)) { _, client in
      let response = try await client.exchange("")
      #expect(response.status == status && response.headers["retry-after"] == header)
      #expect(response.headers["link"] == (status == 451 ? "<https://censor.example/>; rel=\"blocked-by\"" : nil))
    }
  }

  @Test func aBlockPageIsHTMLWithStatus200() async throws {
    try await scene(.blockPage) { _, client in
      let response = try await client.exchange("")
      #expect(response.status == 200 && response.headers["content-type"] == "text/html; charset=utf-8")
      #expect(response.text.contains("차단"))
    }
  }

  @Test func aRedirectNamesItsLocation() async throws {
    try await scene(.redirect("http://127.0.0.2:9/moved", status: 301)) { _, client in
      let response = try await client.exchange("")
      #expect(response.status == 301 && response.headers["location"] == "http://127.0.0.2:9/moved")
    }
  }

  @Test func anEmptyBodyIsSaidToBeEmpty() async throws {
    try await scene(.empty) { _, client in
      let response = try await client.exchange("")
      #expect(response.status == 200 && response.headers["content-length"] == "0" && response.body.isEmpty)
    }
  }

  @Test func anEndlessBodyGoesOnPast32MiB() async throws {
    try await scene(.endless) { _, client in
      let (bytes, end) = await client.read(32 << 20)
      #expect(end == .enough && bytes.count >= 32 << 20)
    }
  }

  @Test func aGzipBombIsGzipAndBecomesMoreThanAGigabyte() async throws {
    try await scene(.gzipBomb) { _, client in
      let response = try await client.exchange("")
      #expect(response.end == .closed && response.headers["content-encoding"] == "gzip")
      #expect(response.body.starts(with: [0x1f, 0x8b, 8]))
      #expect(response.body.count / 13 * 2064 > 1 << 30)
    }
  }

  @Test func garbageIsNoTextButKeepsTheType() async throws {
    try await scene(.garbage) { _, client in
      let response = try await client.exchange("")
      #expect(response.status == 200 && response.headers["content-type"]?.hasPrefix("application/atom+xml") == true)
      #expect(response.body.count == 4096 && String(validating: response.body, as: UTF8.self) == nil)
    }
  }

  @Test func anotherProtocolIsNoHTTP() async throws {
    try await scene(.notHTTP) { _, client in
      let (bytes, end) = await client.read()
      #expect(end == .closed && bytes.starts(with: "SSH-2.0".utf8))
    }
  }

  @Test func aSlowFirstByteIsFollowedByAllOfIt() async throws {
    try await scene(.slow(milliseconds: 300)) { mirror, client in
      let first = await client.read(1)
      let asked = try #require(mirror.requests.first).time
      #expect(first.end == .enough && ContinuousClock.now - asked >= .milliseconds(300))
      let rest = await client.read { (first.bytes + $0).suffix(7).elementsEqual("</feed>".utf8) }
      #expect(RawResponse(first.bytes + rest.bytes, rest.end)?.text == Self.feed)
    }
  }

  @Test func anOldSnapshotIsTheOlderSite() async throws {
    try await scene(.oldSnapshot, older: LabSite(["/news.atom": .init("old news", etag: "\"old\"")])) { _, client in
      let response = try await client.exchange("")
      #expect(response.text == "old news" && response.headers["etag"] == "\"old\"")
    }
  }

  @Test(arguments: [Fault.refuse, .reset, .resetOnAccept])
  func aBlockBreaksConnectionsThatAreIdle(fault: Fault) async throws {
    try await scene(.none) { mirror, client in
      _ = try await client.exchange("")
      mirror.fault = fault
      let (bytes, end) = await client.read()
      #expect(bytes.isEmpty && end == .reset)
    }
  }

  @Test func aFaultCountsFromTheNextRequestOfTheSameConnection() async throws {
    try await scene(.none) { mirror, client in
      var statuses = [try await client.exchange("").status]
      mirror.fault = .status(503)
      statuses += [try await client.get("/news.atom").status]
      mirror.fault = .none
      statuses += [try await client.get("/news.atom").status]
      #expect(statuses == [200, 503, 200])
      #expect(mirror.connections == 1 && mirror.requestCount == 3)
    }
  }

  @Test func theDemoStepsThroughAllOfItsFaultsAndBack() {
    var seen: [Fault] = []
    var fault = Fault.none
    repeat {
      seen.append(fault)
      fault = fault.nextForDemo
    } while fault != .none && seen.count < 100
    #expect(seen == Fault.forDemo)
    #expect(Set(seen.map(\.name)).count == seen.count && Set(seen.map(\.phrase)).count == seen.count)
  }

  @Test func theBombIsDeflateThatRepeatsAZero() {
    // Behind the ten bytes of gzip's header, bit by bit, lowest first (RFC 1951, 3.2.6).
    let bytes = GzipBomb.start.dropFirst(10) + GzipBomb.piece + GzipBomb.piece
    var bits = bytes.flatMap { byte in (0..<8).map { byte >> $0 & 1 } }[...]
    func take(_ count: Int) -> [UInt8] {
      defer { bits = bits.dropFirst(count) }
      return Array(bits.prefix(count))
    }
    #expect(take(3) == [0, 1, 0], "not the last block, fixed codes")
    #expect(take(8) == [0, 0, 1, 1, 0, 0, 0, 0], "the literal 0")
    var matches = 0
    while bits.count >= 13 {
      guard take(13) == [1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0] else { break }
      matches += 1
    }
    #expect(bits.count < 13 && matches == (bytes.count * 8 - 11) / 13, "258 zeros each")
  }
}
