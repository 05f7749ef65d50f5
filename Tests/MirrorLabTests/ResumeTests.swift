import Foundation
import TestSupport
import Testing

@testable import MirrorLab

/// Bodies that break off, slow down and go on elsewhere; answers in the honest one's place; what was served is counted.
@Suite(.timeLimit(.minutes(1)))
struct ResumeTests {
  static let text = String(repeating: "abcdefghij", count: 100)
  static let site = LabSite([
    "/f": .init(text, etag: "\"one\"", lastModified: "Sat, 21 Nov 2026 00:00:00 GMT"),
    "/weak": .init(text, etag: "W/\"one\""),
  ])

  func scene(_ fault: Fault = .none, _ look: (LabMirror) async throws -> Void) async throws {
    let lab = try await Lab.start(site: Self.site)
    lab.mirrors[0].fault = fault
    do {
      try await look(lab.mirrors[0])
    } catch {
      await lab.stop()
      throw error
    }
    await lab.stop()
  }

  /// One request on a connection of its own, read to its end, or for so long.
  func asked(
    _ mirror: LabMirror, _ headers: String..., path: String = "/f", within time: Duration = .seconds(5)
  ) async throws -> RawResponse {
    let client = try await RawClient(port: mirror.port)
    try await client.send(
      "GET \(path) HTTP/1.1\r\nHost: lab\r\nConnection: close\r\n" + headers.map { $0 + "\r\n" }.joined() + "\r\n")
    let (bytes, end) = await client.read(within: time)
    return try #require(RawResponse(bytes, end))
  }

  @Test func aFilterOfContentCutsAtItsByteFromWhereverOneAsks() async throws {
    try await scene(.filter(at: 400)) { mirror in
      let whole = try await asked(mirror)
      let again = try await asked(mirror)
      #expect([whole.body.count, again.body.count] == [400, 400] && whole.end == .reset && again.end == .reset)
      let resumed = try await asked(mirror, "Range: bytes=300-", "If-Range: \"one\"")
      #expect(resumed.status == 206 && resumed.body.count == 100 && resumed.end == .reset)
      let before = try await asked(mirror, "Range: bytes=0-399")
      let behind = try await asked(mirror, "Range: bytes=401-")
      #expect(before.body.count == 400 && before.end == .closed && behind.body.count == 599 && behind.end == .closed)
      #expect(mirror.requests.map(\.servedBytes) == [400, 400, 100, 400, 599])
    }
  }

  @Test func faultsThatAreQueuedMeetOneRequestEach() async throws {
    try await scene(.status(503)) { mirror in
      mirror.nextFaults = [.cut(at: 100), .none, .resetAt(7)]
      let cut = try await asked(mirror)
      #expect(cut.body.count == 100 && cut.end == .closed && mirror.nextFaults == [.none, .resetAt(7)])
      let rest = try await asked(mirror, "Range: bytes=100-", "If-Range: \"one\"")
      #expect(cut.text + rest.text == Self.text && rest.headers["content-range"] == "bytes 100-999/1000")
      let reset = try await asked(mirror)
      let then = try await asked(mirror)
      #expect(reset.body.count == 7 && reset.end == .reset && then.status == 503 && mirror.nextFaults.isEmpty)
      #expect(mirror.requests.map(\.servedBytes) == [100, 900, 7, then.body.count])
    }
  }

  @Test func aPartIsGivenOnlyOfTheSameState() async throws {
    try await scene { mirror in
      let date = try await asked(mirror, "Range: bytes=1-2", "If-Range: Sat, 21 Nov 2026 00:00:00 GMT")
      let otherDate = try await asked(mirror, "Range: bytes=1-2", "If-Range: Fri, 20 Nov 2026 00:00:00 GMT")
      let weak = try await asked(mirror, "Range: bytes=1-2", "If-Range: W/\"one\"", path: "/weak")
      let strong = try await asked(mirror, "Range: bytes=1-2", "If-Range: \"one\"", path: "/weak")
      #expect([date, otherDate, weak, strong].map(\.status) == [206, 200, 200, 200])
      #expect(date.headers["etag"] == "\"one\"" && date.text == "bc")
    }
  }

  @Test func eachCodingHasItsOwnStrongTag() async throws {
    let lab = try await Lab.start(
      site: LabSite(["/f": .init(bytes: [1, 2, 3], etag: "\"one\"", encoded: ["gzip": [9, 9]])]))
    let packed = try await asked(lab.mirrors[0], "Accept-Encoding: gzip")
    let plain = try await asked(lab.mirrors[0])
    #expect(packed.headers["etag"] == "\"one-gzip\"" && plain.headers["etag"] == "\"one\"")
    let same = try await asked(lab.mirrors[0], "Accept-Encoding: gzip", "If-None-Match: \"one-gzip\"")
    let other = try await asked(lab.mirrors[0], "Accept-Encoding: gzip", "Range: bytes=1-", "If-Range: \"one\"")
    #expect(same.status == 304 && other.status == 200 && other.body == [9, 9])
    await lab.stop()
  }

  @Test func aThrottleLetsTheBeginningPass() async throws {
    try await scene(.throttle(after: 900, bytesPerSecond: 200)) { mirror in
      let client = try await RawClient(port: mirror.port)
      try await client.send("GET /f HTTP/1.1\r\nHost: lab\r\n\r\n")
      let answer = try await client.exchange("")
      let asked = try #require(mirror.requests.first).time
      // All of it at that rate would take 5 s, none of it no time.
      #expect((.milliseconds(450)...Duration.seconds(3)).contains(ContinuousClock.now - asked))
      #expect(answer.headers["content-length"] == "1000" && answer.text == Self.text)
    }
  }

  @Test func whatIsServedIsCountedAsFarAsItWent() async throws {
    try await scene(.stall(after: 30)) { mirror in
      let stalled = try await asked(mirror, within: .milliseconds(200))
      #expect(stalled.body.count == 30 && stalled.end == .silent && mirror.requests.map(\.servedBytes) == [30])
      mirror.forgetRequests()
      mirror.fault = .none
      _ = try await asked(mirror, "If-None-Match: \"one\"")
      _ = try await asked(mirror)
      #expect(mirror.requests.map(\.servedBytes) == [0, 1000])
    }
  }

  @Test func otherWordsComeWithAnotherTagAndTheRightLength() async throws {
    try await scene(.altered("jab", into: "other words")) { mirror in
      let altered = try await asked(mirror, "If-None-Match: \"one\"")
      #expect(altered.status == 200 && altered.text == Self.text.replacing("jab", with: "other words"))
      #expect(altered.headers["etag"] == "\"one-altered\"")
      #expect(altered.headers["content-length"] == "\(altered.body.count)")
      mirror.fault = .altered("not there", into: "x")
      let same = try await asked(mirror)
      #expect(same.text == Self.text && same.headers["etag"] == "\"one\"")
    }
  }

  @Test func oneBitIsAnotherBelowAPathAndNowhereElse() async throws {
    try await scene(.flipped(below: "/f")) { mirror in
      let flipped = try await asked(mirror)
      let differing = zip(Array(flipped.body), Array(Self.text.utf8)).filter { $0 != $1 }
      #expect(differing.count == 1 && flipped.body.count == Self.text.utf8.count, "\(flipped)")
      mirror.fault = .flipped(below: "/elsewhere")
      #expect(try await asked(mirror).text == Self.text)
    }
  }

  @Test func aPortalIsALoginPageAndNoContentIsNothing() async throws {
    try await scene(.portal) { mirror in
      let portal = try await asked(mirror)
      #expect(portal.status == 200 && portal.text.contains("<form") && portal.headers["cache-control"] == "no-store")
      mirror.fault = .status(204)
      let nothing = try await asked(mirror)
      #expect(nothing.status == 204 && nothing.body.isEmpty && nothing.headers["content-length"] == nil)
    }
  }

  @Test func whoIsAskedToWaitIsToldUntilWhen() async throws {
    try await scene(.askedToWait(until: 784_111_777)) { mirror in
      let answer = try await asked(mirror)
      #expect(answer.status == 429 && answer.headers["retry-after"] == "Sun, 06 Nov 1994 08:49:37 GMT")
    }
  }

  @Test func eachFaultHasItsOwnNameAndPhrase() {
    let all: [Fault] =
      [
        .none, .refuse, .resetOnAccept, .resetAfterHello, .closeAfterHello, .swallowHello, .refuseHello, .plainText,
        .reset,
        .swallow, .drip(bytesPerSecond: 1), .throttle(after: 1, bytesPerSecond: 1), .cut(at: 1), .resetAt(1),
        .stall(after: 1), .filter(at: 1), .status(403), .askedToWait(until: 1), .blockPage, .portal, .redirect("/"),
        .empty, .endless, .gzipBomb, .garbage, .notHTTP, .slow(milliseconds: 1), .oldSnapshot, .altered("a", into: "b"),
        .flipped(below: "/a"), .flipped(below: "/checkpoint"),
      ] + LabCertificate.allCases.map { .certificate($0) }
    #expect(Set(all.map(\.name)).count == all.count)
    // To a reader, both ways to an unknown issuer are one.
    #expect(Set(all.map(\.phrase)).count == all.count - 1)
  }
}
