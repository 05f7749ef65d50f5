import Foundation
import TestSupport
import Testing

@testable import MirrorLab

/// An honest mirror keeps to the protocol, and the lab counts what it saw.
@Suite(.timeLimit(.minutes(1)))
struct LabTests {
  static let digits = LabSite([
    "/d": .init("0123456789", type: "text/plain", etag: "\"ten\"", lastModified: "Sat, 21 Nov 2026 00:00:00 GMT"),
    "/q?page=2": .init("second page"), "/q": .init("any page"), "/folder/index.html": .init("index"),
  ])

  func scene(_ site: LabSite = Self.digits, _ look: (Lab, LabMirror, RawClient) async throws -> Void) async throws {
    let lab = try await Lab.start(site: site)
    do {
      try await look(lab, lab.mirrors[0], RawClient(port: lab.mirrors[0].port))
    } catch {
      await lab.stop()
      throw error
    }
    await lab.stop()
  }

  @Test func aFileComesWithItsTypeAndValidatorsOverOneConnection() async throws {
    try await scene { _, mirror, client in
      let response = try await client.get("/d")
      #expect(response.status == 200 && response.text == "0123456789")
      #expect(response.headers["etag"] == "\"ten\"" && response.headers["content-type"] == "text/plain")
      #expect(response.headers["last-modified"] == "Sat, 21 Nov 2026 00:00:00 GMT")
      let head = try await client.get("/d", method: "HEAD")
      #expect(head.headers["content-length"] == "10" && head.body.isEmpty)
      let statuses = [try await client.get("/none").status, try await client.get("/d", method: "POST").status]
      #expect(statuses == [404, 405])
      #expect(mirror.connections == 1 && mirror.requests.map(\.method) == ["GET", "HEAD", "GET", "POST"])
    }
  }

  @Test func mirrorsOnOnePortStandOnAddressesOfTheirOwn() async throws {
    let lab = try await Lab.start(onOnePortOf: ["127.0.0.2", "127.0.0.3"], site: Self.digits)
    lab.mirrors[0].fault = .status(404)
    let (first, second) = (lab.mirrors[0], lab.mirrors[1])
    #expect(first.port == second.port && [first.address, second.address] == ["127.0.0.2", "127.0.0.3"])
    let statuses = [
      try await RawClient(first.address, port: first.port).get("/d").status,
      try await RawClient(second.address, port: second.port).get("/d").status,
    ]
    #expect(statuses == [404, 200])
    await lab.stop()
  }

  @Test func aFileIsFoundByPathAndQueryThenByPathThenAsAnIndex() async throws {
    try await scene { _, _, client in
      var texts: [String] = []
      for path in ["/q?page=2", "/q?page=3", "/q", "/folder/"] { texts.append(try await client.get(path).text) }
      #expect(texts == ["second page", "any page", "any page", "index"])
    }
  }

  @Test(arguments: [
    ("If-None-Match: \"ten\"", 304), ("If-None-Match: \"one\", W/\"ten\"", 304), ("If-None-Match: *", 304),
    ("If-None-Match: \"one\"", 200), ("If-Modified-Since: Sat, 21 Nov 2026 00:00:00 GMT", 304),
    ("If-Modified-Since: Fri, 20 Nov 2026 00:00:00 GMT", 200),
    ("If-None-Match: \"one\"\r\nIf-Modified-Since: Sat, 21 Nov 2026 00:00:00 GMT", 200),
  ])
  func aConditionDecidesWhetherTheBodyComes(condition: String, status: Int) async throws {
    try await scene { _, _, client in
      let response = try await client.get("/d", condition)
      #expect(response.status == status && response.body.isEmpty == (status == 304))
    }
  }

  @Test(arguments: [true, false])
  func a304RepeatsTheValidatorsOrForgetsThem(repeats: Bool) async throws {
    var site = Self.digits
    site.repeatsValidators = repeats
    try await scene(site) { _, _, client in
      let response = try await client.get("/d", "If-None-Match: \"ten\"")
      #expect(response.status == 304 && response.headers["etag"] == (repeats ? "\"ten\"" : nil))
      #expect(response.headers["last-modified"] != nil || !repeats)
    }
  }

  @Test(arguments: [
    ("bytes=2-4", 206, "234", "bytes 2-4/10"), ("bytes=7-", 206, "789", "bytes 7-9/10"),
    ("bytes=-2", 206, "89", "bytes 8-9/10"), ("bytes=8-99", 206, "89", "bytes 8-9/10"),
    ("bytes=10-", 416, "", "bytes */10"), ("bytes=12-20", 416, "", "bytes */10"), ("bytes=-0", 416, "", "bytes */10"),
    ("bytes=5-2", 200, "0123456789", nil), ("lines=1-2", 200, "0123456789", nil),
    ("bytes=0-1,3-4", 200, "0123456789", nil),
  ])
  func aRangeGivesItsPart(range: String, status: Int, text: String, contentRange: String?) async throws {
    try await scene { _, _, client in
      let response = try await client.get("/d", "Range: \(range)")
      #expect(response.status == status && response.text == text)
      #expect(response.headers["content-range"] == contentRange)
    }
  }

  @Test func aRangeOfAnotherStateIsTheWholeFile() async throws {
    try await scene { _, _, client in
      let same = try await client.get("/d", "Range: bytes=1-1", "If-Range: \"ten\"")
      let other = try await client.get("/d", "Range: bytes=1-1", "If-Range: \"nine\"")
      #expect(same.text == "1" && other.status == 200 && other.text == "0123456789")
    }
  }

  @Test func aCompressedVariantGoesToThoseWhoAcceptIt() async throws {
    let file = LabSite.File(bytes: Array("plain".utf8), encoded: ["gzip": Array("packed".utf8)])
    try await scene(LabSite(["/f": file])) { _, _, client in
      let packed = try await client.get("/f", "Accept-Encoding: deflate, gzip;q=0.5")
      #expect(packed.text == "packed" && packed.headers["content-encoding"] == "gzip")
      let plain = try await client.get("/f")
      #expect(plain.text == "plain" && plain.headers["content-encoding"] == nil)
      #expect(plain.headers["vary"] == "Accept-Encoding")
    }
  }

  @Test func aSiteIsReplacedWhileItRuns() async throws {
    try await scene { lab, _, client in
      lab.serve(LabSite(["/d": .init("new")]))
      let response = try await client.get("/d")
      #expect(response.text == "new")
    }
  }

  @Test func theLogKeepsTheLatestRequestsOnlyAndCountsAll() async throws {
    try await scene { _, mirror, client in
      let burst = (1...1005).map { "HEAD /\($0) HTTP/1.1\r\nHost: lab\r\nX-N: \($0)\r\n\r\n" }.joined()
      try await client.send(burst)
      let (bytes, end) = await client.read { String(decoding: $0, as: UTF8.self).split(separator: "404 ").count > 1005 }
      #expect(end == .enough && !bytes.isEmpty)
      #expect(mirror.requestCount == 1005 && mirror.requests.count == 1000)
      #expect(mirror.requests.first?.path == "/6" && mirror.requests.last?.header("x-n") == "1005")
      mirror.forgetRequests()
      #expect(mirror.requestCount == 0 && mirror.requests.isEmpty)
    }
  }

  @Test func aClientThatAsksToCloseIsClosed() async throws {
    try await scene { _, _, client in
      try await client.send("GET /d HTTP/1.1\r\nHost: lab\r\nConnection: close\r\n\r\n")
      let (bytes, end) = await client.read()
      #expect(RawResponse(bytes, end)?.text == "0123456789" && end == .closed)
    }
  }

  #if os(Linux)
    @Test func mirrorsSpreadOverTheLoopbackAddresses() async throws {
      let lab = try await Lab.start(mirrors: 9, site: Self.digits, addresses: Lab.loopbacks)
      for mirror in lab.mirrors {
        let response = try await RawClient(mirror.address, port: mirror.port).get("/d")
        #expect(response.status == 200 && mirror.requestCount == 1)
      }
      #expect(lab.mirrors[7].url("/d") == "http://127.0.0.8:\(lab.mirrors[7].port)/d")
      #expect(lab.mirrors[8].address == "127.0.0.1")
      await lab.stop()
    }
  #endif

  @Test func aTakenPortIsAnError() async throws {
    try await scene { _, mirror, _ in
      await #expect(throws: (any Error).self) {
        try await Lab.start(site: LabSite(), ports: [mirror.port]).stop()
      }
    }
  }

  @Test func stoppingClosesEveryConnectionAndListener() async throws {
    let lab = try await Lab.start(mirrors: 2, site: Self.digits)
    lab.mirrors[1].fault = .swallow
    var clients: [RawClient] = []
    for mirror in lab.mirrors {
      let client = try await RawClient(port: mirror.port)
      try await client.send("GET /d HTTP/1.1\r\nHost: lab\r\n\r\n")
      clients.append(client)
    }
    _ = await clients[0].read { $0.suffix(4).elementsEqual("6789".utf8) }
    await lab.stop()
    for (mirror, client) in zip(lab.mirrors, clients) {
      let (_, end) = await client.read()
      #expect(end == .closed || end == .reset)
      await #expect(throws: RawClient.SocketError(code: ECONNREFUSED, call: "connect")) {
        _ = try await RawClient(port: mirror.port)
      }
    }
  }

  @Test func aFolderBecomesASite() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "wirecopy-lab-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder.appending(path: "pictures"), withIntermediateDirectories: true)
    try Data("<feed/>".utf8).write(to: folder.appending(path: "news.atom"))
    try Data([1, 2]).write(to: folder.appending(path: "pictures/a.PNG"))
    let site = try LabSite.folder(folder.path())
    #expect(site.files.keys.sorted() == ["/news.atom", "/pictures/a.PNG"])
    #expect(site["/pictures/a.PNG"]?.type == "image/png" && site["/pictures/a.PNG"]?.bytes == [1, 2])
    #expect(site["/news.atom"]?.etag != site["/pictures/a.PNG"]?.etag)
  }
}
