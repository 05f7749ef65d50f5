import CAres
import CCurl
import Testing
import Wire

@testable import CurlTransport

@Suite("The head of an answer")
struct HeaderLinesTests {
  private func head(_ lines: String...) -> HeaderLines {
    var head = HeaderLines()
    for line in lines { #expect(Array((line + "\r\n").utf8).withUnsafeBytes { head.add($0) }) }
    return head
  }

  @Test("has a status and fields in their order, without the spaces around")
  func plain() {
    let head = head("HTTP/1.1 200 OK", "Content-Type:  text/html ", "ETag:\"1\"", "Set-Cookie: a: b", "nonsense", "")
    #expect(head.status == 200)
    #expect(head.isWhole)
    #expect(head.fields == [.init("Content-Type", "text/html"), .init("ETag", "\"1\""), .init("Set-Cookie", "a: b")])
    #expect(head.told?.header("etag") == "\"1\"")
  }

  @Test("is that of the last answer where interim ones came before")
  func interim() {
    let head = head("HTTP/1.1 103 Early Hints", "Link: a", "", "HTTP/2 404 ", "X: y", "")
    #expect(head.status == 404)
    #expect(head.fields == [.init("X", "y")])
  }

  @Test("is not changed by trailers")
  func trailers() {
    let head = head("HTTP/1.1 200 OK", "X: y", "", "X: z", "HTTP/1.1 500 No")
    #expect(head.status == 200)
    #expect(head.fields == [.init("X", "y")])
  }

  @Test("joins folded lines, and reads Latin-1 where it is no UTF-8")
  func oldWays() {
    var head = head("HTTP/1.1 200 OK", "X: a", "  b", " c")
    #expect(head.fields == [.init("X", "a b c")])
    let latin: [UInt8] = Array("Y: caf".utf8) + [0xE9, 0x0D, 0x0A]
    #expect(latin.withUnsafeBytes { head.add($0) })
    #expect(head.fields.last == .init("Y", "café"))
  }

  @Test(
    "has no status where the line has none", arguments: ["HTTP/1.1", "HTTP/1.1 20", "HTTP/1.1 2000 OK", "HTTP/1.1 OK"])
  func badStatus(line: String) { #expect(head(line).status == nil) }
}

@Suite("The waiting line")
struct WaitingLineTests {
  @Test("lets hosts take turns, and none have more than its share")
  func turns() {
    var line = WaitingLine(most: 4, mostPerHost: 2)
    for id: UInt64 in 1...5 { line.enter(id, host: "a") }
    line.enter(6, host: "b")
    #expect([line.next(), line.next(), line.next(), line.next()] == [1, 6, 2, nil])
    line.enter(7, host: "c")
    #expect([line.next(), line.next()] == [7, nil])
    line.leave(host: "b")
    #expect(line.next() == nil)
    line.leave(host: "a")
    #expect([line.next(), line.next()] == [3, nil])
  }

  @Test("forgets who gave up")
  func givenUp() {
    var line = WaitingLine(most: 1, mostPerHost: 1)
    for id: UInt64 in 1...3 { line.enter(id, host: "a") }
    #expect(line.next() == 1)
    line.give(up: 2, host: "a")
    #expect(line.next() == nil)
    line.leave(host: "a")
    #expect(line.next() == 3)
    line.leave(host: "a")
    #expect(line.next() == nil)
    line.enter(4, host: "a")
    line.give(up: 4, host: "a")
    #expect(line.next() == nil)
  }
}

@Suite("The plan of addresses")
struct AddressPlanTests {
  private func all(_ plan: AddressPlan) -> [String] {
    var plan = plan
    return Array(sequence(state: ()) { _ in plan.next()?.address })
  }

  @Test("takes families in turn, each address once")
  func interleaved() {
    #expect(
      all(AddressPlan(known: ["::1", "::2", "::1", "1.1.1.1", "::3", "2.2.2.2"])) == [
        "::1", "1.1.1.1", "::2", "2.2.2.2", "::3",
      ])
    #expect(all(AddressPlan(known: ["1.1.1.1", "::1"])) == ["1.1.1.1", "::1"])
    #expect(all(AddressPlan(known: [])).isEmpty)
  }

  @Test("begins with the one that answered last, if it is still one")
  func preferred() {
    #expect(all(AddressPlan(known: ["::1", "1.1.1.1"], preferred: "1.1.1.1")) == ["1.1.1.1", "::1"])
    #expect(all(AddressPlan(known: ["::1", "1.1.1.1"], preferred: "2.2.2.2")) == ["::1", "1.1.1.1"])
  }

  private static let name = WireName(answers: [
    .init("10.0.0.1", isReserved: true), .init("1.1.1.1"), .init("2.2.2.2"), .init("3.3.3.3"),
  ])

  @Test("lets the resolver's and the given ones take turns, each once, and keeps reserved ones for want of others")
  func turns() {
    var plan = AddressPlan(given: ["9.9.9.9", "1.1.1.1", "8.8.8.8"])
    plan.add(Self.name)
    let order = Array(sequence(state: ()) { _ in plan.next() })
    #expect(order.map(\.address) == ["1.1.1.1", "9.9.9.9", "2.2.2.2", "8.8.8.8", "3.3.3.3"])
    #expect(order.map(\.source) == [.resolver, .given, .resolver, .given, .resolver])
    #expect(plan.isEmpty)
    let isAdmitted = plan.admitDoubtful()
    #expect(isAdmitted)
    #expect(plan.next() == Candidate(address: "10.0.0.1", source: .resolver, isReserved: true))
    let isAdmittedAgain = plan.admitDoubtful()
    #expect(!isAdmittedAgain)
    #expect(plan.next() == nil)
  }

  @Test("takes a late answer in beside what it has begun with")
  func late() {
    var plan = AddressPlan(given: ["9.9.9.9", "2.2.2.2", "8.8.8.8"])
    #expect(plan.next()?.address == "9.9.9.9")
    #expect(plan.next()?.address == "2.2.2.2")
    plan.add(Self.name)
    #expect(all(plan) == ["1.1.1.1", "8.8.8.8", "3.3.3.3"])
  }

  @Test("begins with the one that answered last also when it was given, and never with a reserved one")
  func preferredSource() {
    var plan = AddressPlan(given: ["9.9.9.9", "8.8.8.8"], preferred: "8.8.8.8")
    plan.add(Self.name)
    #expect(all(plan).first == "8.8.8.8")
    var other = AddressPlan(given: ["9.9.9.9"], preferred: "10.0.0.1")
    other.add(Self.name)
    #expect(all(other).first == "1.1.1.1")
  }

  @Test("writes a literal in one way")
  func normal() {
    #expect(AddressPlan.normal("2001:DB8:0:0::1") == "2001:db8::1")
    #expect(AddressPlan.normal("FE80::1%eth0") == "fe80::1%eth0")
    #expect(AddressPlan.normal("192.0.2.1") == "192.0.2.1")
    #expect(AddressPlan.normal("a.example") == nil)
  }

  @Test("is bounded")
  func bounded() { #expect(all(AddressPlan(known: (1...200).map { "10.0.0.\($0)" })).count == AddressPlan.most) }

  @Test("knows literals and this machine's own name")
  func known() {
    #expect(AddressPlan.known("localhost") == ["127.0.0.1", "::1"])
    #expect(AddressPlan.known("192.0.2.1") == ["192.0.2.1"])
    #expect(AddressPlan.known("fe80::1%eth0") == ["fe80::1%eth0"])
    #expect(AddressPlan.known("a.example") == nil)
    #expect(AddressPlan.known("1.2.3") == nil)
  }
}

@Suite("What libcurl's and c-ares' codes mean")
struct ReadingTests {
  private func kind(
    _ code: CURLcode, _ phase: FailureReading.Phase, errno: Int = 0, verify: Int = 0, isSecure: Bool = true
  ) -> WireFailure.Kind {
    FailureReading(code: code, errno: errno, verify: verify, text: "", phase: phase, isSecure: isSecure).kind
  }

  @Test("Failures to connect are told apart by the system's number")
  func connecting() {
    #expect(kind(CURLE_COULDNT_CONNECT, .connecting, errno: 111) == .refused)
    for errno in [101, 113, 99, 13] { #expect(kind(CURLE_COULDNT_CONNECT, .connecting, errno: errno) == .unreachable) }
    #expect(kind(CURLE_COULDNT_CONNECT, .connecting, errno: 110) == .connectTimedOut)
    #expect(kind(CURLE_COULDNT_CONNECT, .connecting, errno: 104) == .resetInTLS)
    #expect(kind(CURLE_COULDNT_CONNECT, .connecting, errno: 104, isSecure: false) == .reset)
  }

  @Test("Silence is named by where it set in")
  func silence() {
    let phases: [FailureReading.Phase] = [.connecting, .securing, .asked, .answering]
    let kinds: [WireFailure.Kind] = [.connectTimedOut, .tlsTimedOut, .noFirstByte, .stalled]
    #expect(phases.map { kind(CURLE_OPERATION_TIMEDOUT, $0) } == kinds)
  }

  @Test(
    "Certificates are told apart by OpenSSL's number",
    arguments: [
      (9, .certificateTime), (10, .certificateTime), (18, .unknownIssuer), (19, .unknownIssuer),
      (20, .unknownIssuer), (62, .wrongName), (23, .tlsOther),
    ] as [(Int, WireFailure.Kind)])
  func certificates(verify: Int, expected: WireFailure.Kind) {
    #expect(kind(CURLE_PEER_FAILED_VERIFICATION, .securing, verify: verify) == expected)
  }

  @Test("A pin that does not match is that")
  func pin() { #expect(kind(CURLE_SSL_PINNEDPUBKEYNOTMATCH, .securing) == .pinMismatch) }

  @Test("What breaks before a proxy has connected is the proxy's, and what breaks later is not")
  func proxies() {
    func kind(
      _ code: CURLcode, _ phase: FailureReading.Phase, errno: Int = 0, isReached: Bool = true,
      reply: CURLproxycode = CURLPX_OK
    ) -> WireFailure.Kind {
      FailureReading(
        code: code, errno: errno, verify: 0, text: "", phase: phase, isSecure: true,
        proxy: .init(isReached: isReached, code: Int(reply.rawValue))
      ).kind
    }
    #expect(kind(CURLE_COULDNT_CONNECT, .connecting, errno: 111, isReached: false) == .proxyRefused)
    #expect(kind(CURLE_COULDNT_CONNECT, .connecting, errno: 113, isReached: false) == .proxyFailed)
    #expect(kind(CURLE_OPERATION_TIMEDOUT, .connecting, isReached: false) == .proxyFailed)
    #expect(kind(CURLE_OPERATION_TIMEDOUT, .connecting) == .connectTimedOut)
    #expect(kind(CURLE_PROXY, .connecting, reply: CURLPX_REPLY_TTL_EXPIRED) == .connectTimedOut)
    #expect(kind(CURLE_PROXY, .connecting, reply: CURLPX_NO_AUTH) == .proxyFailed)
    #expect(kind(CURLE_OPERATION_TIMEDOUT, .securing) == .tlsTimedOut)
    #expect(kind(CURLE_SSL_CONNECT_ERROR, .securing, errno: 104) == .resetInTLS)
    #expect(kind(CURLE_RECV_ERROR, .asked, errno: 104) == .reset)
  }

  @Test("HTTP/2 streams break before or after the answer began")
  func streams() {
    #expect(kind(CURLE_HTTP2_STREAM, .asked) == .reset)
    #expect(kind(CURLE_HTTP2_STREAM, .answering) == .cutOff)
  }

  @Test("Of two families' answers, the one that says most counts")
  func names() {
    func said(_ statuses: Int32...) -> WireFailure.Kind? {
      guard case .failure(let kind, _) = NameAnswer.joined([], statuses: statuses) else { return nil }
      return kind
    }
    #expect(said(ARES_ENODATA, ARES_ENODATA) == .noSuchName)
    #expect(said(ARES_ENOTFOUND, ARES_ETIMEOUT) == .noSuchName)
    #expect(said(ARES_ENODATA, ARES_ETIMEOUT) == .resolverSilent)
    #expect(said(ARES_ENODATA, ARES_ESERVFAIL) == .resolverRefused)
    #expect(said(ARES_EREFUSED, ARES_ETIMEOUT) == .resolverRefused)
    guard case .addresses(let addresses) = NameAnswer.joined(["::1"], statuses: [ARES_SUCCESS, ARES_ETIMEOUT]) else {
      Issue.record("an address is an answer")
      return
    }
    #expect(addresses == ["::1"])
  }
}
