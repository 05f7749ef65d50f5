import Foundation
import TestSupport
import Testing

@testable import MirrorLab

/// What becomes of a TLS hello, byte by byte and without any TLS.
@Suite(.timeLimit(.minutes(1)))
struct HelloTests {
  /// A hello as small as can be (RFC 8446, 4.1.2) that asks for this name, or for none.
  static func hello(_ name: String?) -> [UInt8] {
    let host = Array((name ?? "").utf8)
    let entry = [0] + sized(host, 2)
    let names: [UInt8] = name == nil ? [] : [0, 0] + sized(sized(entry, 2), 2)
    // Version, random, session, one suite, one compression, extensions: supported versions, then the name.
    let body =
      [3, 3] + [UInt8](repeating: 9, count: 32) + sized([1, 2, 3], 1) + sized([0x13, 1], 2) + sized([0], 1)
      + sized([0, 43, 0, 3, 2, 3, 4] + names, 2)
    return [22, 3, 1] + sized([1] + sized(body, 3), 2)
  }

  static func sized(_ bytes: [UInt8], _ size: Int) -> [UInt8] {
    (0..<size).reversed().map { UInt8(truncatingIfNeeded: bytes.count >> (8 * $0)) } + bytes
  }

  /// A lab of one mirror with this fault, and what it does to a hello.
  func outcome(
    _ fault: Fault, filtering names: Set<String>? = nil, hello: [UInt8] = Self.hello("news.example"),
    within time: Duration = .seconds(5), _ look: (LabMirror, [UInt8], RawClient.End) throws -> Void
  ) async throws {
    let lab = try await Lab.start(site: LabSite(["/": .init("here")]))
    let mirror = lab.mirrors[0]
    mirror.filteredNames = names
    mirror.fault = fault
    do {
      let client = try await RawClient(port: mirror.port)
      try await client.send(hello)
      let (bytes, end) = await client.read(within: time)
      try look(mirror, bytes, end)
    } catch {
      await lab.stop()
      throw error
    }
    await lab.stop()
  }

  @Test func aHelloIsReadForItsNameHoweverItIsCut() {
    let whole = Self.hello("News.Example")
    #expect(TLSHello(whole) == .whole(name: "news.example") && TLSHello(Self.hello(nil)) == .whole(name: nil))
    for count in 0..<whole.count { #expect(TLSHello(Array(whole.prefix(count))) == .partial) }
    #expect(TLSHello(Array("GET / HTTP/1.1".utf8)) == .absent && TLSHello([22, 3, 1, 0, 1, 2]) == .absent)
  }

  @Test func hostileHellosAreReadWithoutHarm() {
    var state: UInt32 = 2_463_534_242
    func random(_ bound: Int) -> Int {
      state = state &* 1_664_525 &+ 1_013_904_223
      return Int(state >> 8) % bound
    }
    let whole = Self.hello("news.example")
    for _ in 0..<5000 {
      var bytes = whole
      for _ in 0...random(8) { bytes[5 + random(bytes.count - 5)] = UInt8(random(256)) }
      #expect(TLSHello(bytes) != .partial, "its length is there")
    }
    #expect(TLSHello([22, 3, 1, 0xFF, 0xFF] + [UInt8](repeating: 1, count: 1 << 14)) != .partial, "no end of waiting")
  }

  @Test func aResetComesWhenAllOfTheHelloIsThere() async throws {
    try await outcome(.resetAfterHello) { mirror, bytes, end in
      #expect(bytes.isEmpty && end == .reset && mirror.hellos == ["news.example"] && mirror.requestCount == 0)
    }
    let part = Array(Self.hello("news.example").dropLast())
    try await outcome(.resetAfterHello, hello: part, within: .milliseconds(200)) { mirror, bytes, end in
      #expect(bytes.isEmpty && end == .silent && mirror.hellos.isEmpty)
    }
  }

  @Test func aCloseIsNoReset() async throws {
    try await outcome(.closeAfterHello) { mirror, bytes, end in
      #expect(bytes.isEmpty && end == .closed && mirror.hellos.count == 1)
    }
  }

  @Test func aSwallowedHelloIsReadAndNeverAnswered() async throws {
    try await outcome(.swallowHello, within: .milliseconds(200)) { mirror, bytes, end in
      #expect(bytes.isEmpty && end == .silent && mirror.hellos.count == 1 && mirror.openConnections == 1)
    }
  }

  @Test func aRefusalIsAFatalAlert() async throws {
    try await outcome(.refuseHello) { _, bytes, end in
      #expect(bytes == [21, 3, 3, 0, 2, 2, 112] && end == .closed)
    }
  }

  @Test func plainTextIsHTTP() async throws {
    try await outcome(.plainText) { _, bytes, end in
      #expect(RawResponse(bytes, end)?.status == 400 && end == .closed)
    }
  }

  @Test(arguments: [Fault.resetAfterHello, .closeAfterHello, .swallowHello, .refuseHello, .plainText])
  func theyActOnAPlainRequestToo(fault: Fault) async throws {
    try await outcome(fault, hello: Array("GET / HTTP/1.1\r\n\r\n".utf8), within: .milliseconds(200)) {
      mirror, bytes, _ in
      #expect(!String(decoding: bytes, as: UTF8.self).contains("here") && mirror.requestCount == 0)
    }
  }

  @Test(arguments: [("other.example", true), (nil, true), ("news.example", false)])
  func aFilterOfNamesLetsTheOthersPass(name: String?, passes: Bool) async throws {
    try await outcome(.resetAfterHello, filtering: ["news.example"], hello: Self.hello(name)) { mirror, _, end in
      // Behind the gate there is no TLS here: who passes has sent what is no HTTP, and is closed.
      #expect(end == (passes ? .closed : .reset) && mirror.hellos == [name])
    }
    let plain = Array("GET / HTTP/1.1\r\nConnection: close\r\n\r\n".utf8)
    try await outcome(.resetAfterHello, filtering: ["news.example"], hello: plain) { _, bytes, end in
      #expect(RawResponse(bytes, end)?.text == "here")
    }
  }

  @Test func connectionsThatAreOpenAreResetWhenTheFaultIsSet() async throws {
    let lab = try await Lab.start(site: LabSite(["/": .init("here")]))
    let client = try await RawClient(port: lab.mirrors[0].port)
    _ = try await client.get("/")
    lab.mirrors[0].fault = .swallowHello
    let (bytes, end) = await client.read()
    #expect(bytes.isEmpty && end == .reset)
    await lab.stop()
  }
}
