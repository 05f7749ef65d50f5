import Foundation
import TestSupport
import Testing

@testable import MirrorLab

/// A mirror as a relay: what it takes, keeps and gives back, and how it fails on request.
@Suite(.timeLimit(.minutes(1)))
struct DropTests {
  func scene(_ look: (LabMirror, RawClient) async throws -> Void) async throws {
    let lab = try await Lab.start(site: LabSite(["/d": .init("news")]))
    do {
      try await look(lab.mirrors[0], RawClient(port: lab.mirrors[0].port))
    } catch {
      await lab.stop()
      throw error
    }
    await lab.stop()
  }

  func put(_ path: String, _ body: String, _ headers: String = "") -> String {
    "PUT \(path) HTTP/1.1\r\nHost: lab\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  @Test func aDropIsNewThenTheSameAndNeverAnother() async throws {
    try await scene { mirror, client in
      var statuses: [Int] = []
      for body in ["report", "report", "other"] {
        statuses.append(try await client.exchange(put("/drop/a", body)).status)
      }
      #expect(statuses == [201, 200, 409])
      #expect(mirror.drops == ["a": Array("report".utf8)] && mirror.puts == ["a": 3])
      #expect(
        mirror.bodyBytes == 17 && mirror.connections == 1 && mirror.requests.map(\.method) == ["PUT", "PUT", "PUT"])
      mirror.forgetRequests()
      #expect(mirror.puts.isEmpty && mirror.bodyBytes == 0 && mirror.drops.count == 1)
    }
  }

  @Test func anEmptyDropAndOneInPiecesAreDrops() async throws {
    try await scene { mirror, client in
      let empty = try await client.exchange(put("/drop/empty", ""))
      let chunked = try await client.exchange(
        "PUT /drop/pieces HTTP/1.1\r\nHost: lab\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
      #expect(empty.status == 201 && chunked.status == 201)
      #expect(mirror.drops == ["empty": [], "pieces": Array("abcde".utf8)])
    }
  }

  @Test(arguments: [
    "/d", "/drop/", "/drop/a/b", "/drop/..", "/drop/a%2Fb", "/drop/\(String(repeating: "a", count: 129))",
  ])
  func whatIsNoDropIsNotTaken(path: String) async throws {
    try await scene { mirror, client in
      let response = try await client.exchange(put(path, "report"))
      #expect(response.status == 405 && mirror.drops.isEmpty && mirror.puts.isEmpty)
      let next = try await client.get("/d")
      #expect(next.text == "news", "the body was read, and the connection goes on")
    }
  }

  @Test func dropsAreListedAskedForAndGivenBack() async throws {
    try await scene { mirror, client in
      let none = try await client.get("/drop/")
      #expect(try JSONSerialization.jsonObject(with: Data(none.body)) as? [String] == [])
      mirror.drops = ["b": [1, 2, 3], "a": [0]]
      let list = try await client.get("/drop/")
      #expect(list.headers["content-type"] == "application/json")
      let entries = try #require(try JSONSerialization.jsonObject(with: Data(list.body)) as? [[String: Any]])
      #expect(entries.map { $0["name"] as? String } == ["a", "b"] && entries.map { $0["size"] as? Int } == [1, 3])
      #expect(
        entries.allSatisfy { $0["type"] as? String == "file" && ($0["mtime"] as? String)?.hasSuffix("GMT") == true })
      let heads = [try await client.get("/drop/b", method: "HEAD"), try await client.get("/drop/c", method: "HEAD")]
      #expect(heads.map(\.status) == [200, 404] && heads[0].headers["content-length"] == "3")
      let whole = try await client.get("/drop/b")
      let part = try await client.get("/drop/b", "Range: bytes=1-")
      #expect(whole.body == [1, 2, 3] && part.body == [2, 3])
    }
  }

  @Test func aLoginIsAskedForAndTaken() async throws {
    try await scene { mirror, client in
      let login = LabLogin(user: "Aladdin", password: "open sesame")
      #expect(login.authorization == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "RFC 7617, section 2")
      mirror.login = login
      let authorization = "Authorization: \(login.authorization)"
      let without = try await client.exchange(put("/drop/a", "report"))
      #expect(without.status == 401 && without.headers["www-authenticate"] == "Basic realm=\"drops\"")
      #expect(mirror.drops.isEmpty)
      let with = try await client.exchange(put("/drop/a", "report", authorization + "\r\n"))
      #expect(with.status == 201)
      let statuses = [
        try await client.get("/drop/").status, try await client.get("/drop/", authorization).status,
        try await client.get("/d").status,
      ]
      #expect(statuses == [401, 200, 200])
    }
  }

  @Test func thereIsAnEndToWhatItKeeps() async throws {
    try await scene { mirror, client in
      let most = 64 << 20
      let tooLarge = try await client.exchange(
        "PUT /drop/a HTTP/1.1\r\nHost: lab\r\nContent-Length: \(most + 1)\r\n\r\n")
      #expect(tooLarge.status == 413)
      mirror.drops = ["a": [UInt8](repeating: 0, count: most - 2)]
      let next = try await RawClient(port: mirror.port)
      let fits = try await next.exchange(put("/drop/b", "ab"))
      let told = try await next.exchange(put("/drop/c", "a"))
      #expect(fits.status == 201 && told.status == 507)
      let untold = try await RawClient(port: mirror.port).exchange(
        "PUT /drop/c HTTP/1.1\r\nHost: lab\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n")
      #expect(untold.status == 507 && mirror.drops.keys.sorted() == ["a", "b"])
    }
  }

  @Test(arguments: [true, false])
  func whoWaitsForContinueGetsIt(heeds: Bool) async throws {
    try await scene { mirror, client in
      mirror.heedsExpect = heeds
      try await client.send("PUT /drop/a HTTP/1.1\r\nHost: lab\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
      let (bytes, _) = await client.read(25, within: .milliseconds(heeds ? 5000 : 200))
      #expect(String(decoding: bytes, as: UTF8.self) == (heeds ? "HTTP/1.1 100 Continue\r\n\r\n" : ""))
      let response = try await client.exchange("ab")
      #expect(response.status == 201 && mirror.drops["a"] == Array("ab".utf8))
    }
  }

  // MARK: Faults

  /// What comes of this much of a body of 100,000 bytes.
  func upload(
    _ fault: UploadFault, bytes: Int = 100_000, within time: Duration = .seconds(5),
    _ look: (LabMirror, RawResponse?, RawClient.End) throws -> Void
  ) async throws {
    try await scene { mirror, client in
      mirror.uploadFault = fault
      // A relay that does not read, or resets, keeps the rest from being sent.
      try? await client.send("PUT /drop/a HTTP/1.1\r\nHost: lab\r\nContent-Length: 100000\r\n\r\n")
      try? await client.send([UInt8](repeating: 7, count: bytes))
      let (answer, end) = await client.read(within: time) { RawResponse($0, .enough)?.isComplete == true }
      try look(mirror, RawResponse(answer, end), end)
    }
  }

  @Test func aCutComesAfterThatMuchOfTheBody() async throws {
    try await upload(.cut(at: 50_000)) { mirror, response, end in
      #expect(response == nil && end == .reset)
      #expect(mirror.drops.isEmpty && mirror.puts.isEmpty && (50_000...100_000).contains(mirror.bodyBytes))
    }
    try await upload(.cut(at: 50_000), bytes: 49_999, within: .milliseconds(200)) { mirror, response, end in
      #expect(response == nil && end == .silent && mirror.bodyBytes == 49_999)
    }
  }

  @Test func aLostAnswerLeavesADrop() async throws {
    try await upload(.lostAnswer) { mirror, response, end in
      #expect(response == nil && end == .reset)
      #expect(mirror.drops["a"]?.count == 100_000 && mirror.puts == ["a": 1])
    }
  }

  @Test func aLieAndABlockPageLeaveNone() async throws {
    try await upload(.lie) { mirror, response, _ in
      #expect(response?.status == 201 && mirror.drops.isEmpty && mirror.puts == ["a": 1])
    }
    try await upload(.blockPage) { mirror, response, _ in
      #expect(response?.status == 200 && response?.text.contains("차단") == true && mirror.drops.isEmpty)
    }
  }

  @Test func slowReadingKeepsItsRate() async throws {
    try await upload(.slow(bytesPerSecond: 200_000)) { mirror, response, _ in
      #expect(response?.status == 201 && mirror.drops["a"]?.count == 100_000)
      let asked = try #require(mirror.requests.first).time
      #expect(ContinuousClock.now - asked >= .milliseconds(400))
    }
  }

  @Test func aSwallowedUploadIsNotRead() async throws {
    try await upload(.swallow, within: .milliseconds(300)) { mirror, response, end in
      #expect(response == nil && end == .silent && mirror.bodyBytes == 0 && mirror.openConnections == 1)
    }
  }

  @Test(arguments: [(413, nil, nil), (401, nil, nil), (507, nil, nil), (503, 9, "9"), (429, nil, "60")])
  func aRefusalComesBeforeTheBody(status: Int, retryAfter: Int?, header: String?) async throws {
    try await upload(.refuse(status, retryAfter: retryAfter), bytes: 0) { mirror, response, end in
      #expect(response?.status == status && response?.headers["retry-after"] == header && end == .enough)
      #expect(response?.headers["connection"] == "close" && mirror.bodyBytes == 0 && mirror.puts.isEmpty)
    }
  }

  @Test func aLateAnswerIsLate() async throws {
    try await upload(.late(milliseconds: 300)) { mirror, response, _ in
      let asked = try #require(mirror.requests.first).time
      #expect(response?.status == 201 && ContinuousClock.now - asked >= .milliseconds(300))
      #expect(mirror.drops.count == 1)
    }
  }

  @Test(arguments: [(Fault.status(503), 503), (.blockPage, 200), (.redirect("/d", status: 307), 307), (.empty, 200)])
  func aMirrorWithAnotherAnswerKeepsNothing(fault: Fault, status: Int) async throws {
    try await scene { mirror, client in
      mirror.fault = fault
      let response = try await client.exchange(put("/drop/a", "report"))
      #expect(response.status == status && mirror.drops.isEmpty && mirror.puts == ["a": 1])
      mirror.fault = .none
      let next = try await client.exchange(put("/drop/a", "report"))
      #expect(next.status == 201, "on the same connection")
    }
  }

  @Test(arguments: [(Fault.reset, RawClient.End.reset), (.swallow, .silent)])
  func aMirrorThatDoesNotAnswerKeepsNothing(fault: Fault, end: RawClient.End) async throws {
    let lab = try await Lab.start(site: LabSite())
    let mirror = lab.mirrors[0]
    mirror.fault = fault
    let client = try await RawClient(port: mirror.port)
    try? await client.send(put("/drop/a", "report"))
    let seen = await client.read(within: .milliseconds(300))
    #expect(seen.bytes.isEmpty && seen.end == end && mirror.drops.isEmpty)
    await lab.stop()
  }

  @Test func eachFaultOfUploadsHasItsOwnNameAndPhrase() {
    let all: [UploadFault] = [
      .none, .cut(at: 1), .lostAnswer, .lie, .slow(bytesPerSecond: 1), .swallow, .refuse(413), .refuse(401), .blockPage,
      .late(milliseconds: 1),
    ]
    #expect(Set(all.map(\.name)).count == all.count && Set(all.map(\.phrase)).count == all.count)
  }
}

extension RawResponse {
  /// All of the body that its length promises came.
  fileprivate var isComplete: Bool { headers["content-length"].flatMap { Int($0) }.map { body.count >= $0 } ?? false }
}
