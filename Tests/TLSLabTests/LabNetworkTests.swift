import Foundation
import MirrorLab
import TLSLab
import TestSupport
import Testing

/// What the kernel says of packets that are dropped, rejected, or have no way.
@Suite(.timeLimit(.minutes(2)), .enabled(if: LabNetwork.isAllowed, "\(LabNetwork.why)"))
struct LabNetworkTests {
  /// The error number of connecting there; 0 where it is open.
  static func outcome(_ address: String, port: Int = 80) async throws -> CInt {
    do {
      _ = try await RawClient(address, port: port)
      return 0
    } catch let error as RawClient.SocketError {
      return error.code
    }
  }

  @Test func theRouterDropsRejectsAndRefuses() async throws {
    try await LabNetwork.routed.scene {
      #expect(await Silence.connecting(to: LabNetwork.dropped))
      let codes = [
        try await Self.outcome(LabNetwork.unreachable), try await Self.outcome(LabNetwork.prohibited),
        try await Self.outcome(LabNetwork.refusing), try await Self.outcome(LabNetwork.unrouted),
      ]
      #expect(codes == [EHOSTUNREACH, EHOSTUNREACH, ECONNREFUSED, ENETUNREACH])
    }
  }

  @Test func offlineHasNoRouteAndLoopback() async throws {
    try await LabNetwork.offline.scene {
      let lab = try await Lab.start(site: LabSite(["/": .init("here")]))
      let seen = try await RawClient(port: lab.mirrors[0].port).get("/").text
      #expect(seen == "here")
      let code = try await Self.outcome(LabNetwork.dropped)
      #expect(code == ENETUNREACH)
      await lab.stop()
    }
  }

  @Test func aBareNetworkHasNotEvenLoopback() async throws {
    try await LabNetwork.bare.scene {
      let code = try await Self.outcome("127.0.0.1")
      #expect(code == ENETUNREACH)
    }
  }

  @Test func whatAMirrorSendsIsDroppedAndPassesAgain() async throws {
    try await LabNetwork.offline.scene {
      let lab = try await Lab.start(
        mirrors: 2, site: LabSite(["/": .init("here")]), addresses: ["127.0.0.5", "127.0.0.6"])
      let (mirror, other) = (lab.mirrors[0], lab.mirrors[1])
      let client = try await RawClient(mirror.address, port: mirror.port)
      let before = try await client.get("/").text
      #expect(before == "here")
      try await LabNetwork.drop(from: mirror.address)
      try await client.send("GET / HTTP/1.1\r\nHost: lab\r\n\r\n")
      let (bytes, end) = await client.read(within: .milliseconds(500))
      #expect(bytes.isEmpty && end == .silent)
      #expect(await Silence.connecting(to: mirror.address, port: mirror.port))
      let elsewhere = try await RawClient(other.address, port: other.port).get("/").text
      #expect(elsewhere == "here")
      try await LabNetwork.pass(from: mirror.address)
      let rest = await client.read { $0.suffix(4).elementsEqual("here".utf8) }
      #expect(rest.end == .enough, "the answer was sent again")
      await lab.stop()
    }
  }

  @Test func aSlowNetworkKeepsItsRateAndLosesNothingForGood() async throws {
    try await LabNetwork.offline.scene {
      let body = String(repeating: "news ", count: 10_000)
      let lab = try await Lab.start(site: LabSite(["/": .init(body)]))
      try await LabNetwork.slow(to: 50_000, line: 6_000)
      let client = try await RawClient(port: lab.mirrors[0].port)
      let start = ContinuousClock.now
      let response = try await client.exchange("GET / HTTP/1.1\r\nHost: lab\r\n\r\n", within: .seconds(30))
      #expect(response.text == body && ContinuousClock.now - start >= .milliseconds(800))
      try await LabNetwork.hurry()
      await lab.stop()
    }
  }

  @Test func theNetworkGoesAndComesWhileListenersStay() async throws {
    try await LabNetwork.routed.scene {
      let lab = try await Lab.start(site: LabSite(["/": .init("here")]))
      try await LabNetwork.connect(false)
      let without = [
        try await Self.outcome("127.0.0.1", port: lab.mirrors[0].port), try await Self.outcome(LabNetwork.refusing),
      ]
      #expect(without == [ENETUNREACH, ENETUNREACH])
      try await LabNetwork.connect(true)
      let again = try await RawClient(port: lab.mirrors[0].port).get("/").text
      let router = try await Self.outcome(LabNetwork.refusing)
      #expect(again == "here" && router == ECONNREFUSED)
      await lab.stop()
    }
  }

  @Test func aProgramRunsInsideAndItsEndIsTold() async throws {
    let shown = try await LabNetwork.routed.run(
      "/bin/sh", ["-c", "ip -o addr show near; echo $WORD; exit 7"], environment: ["WORD": "news"])
    #expect(shown.status == 7 && shown.said.contains("10.77.0.1/24") && shown.said.contains("news"))
    let endless = try await LabNetwork.offline.run("/bin/sleep", ["600"], within: .seconds(1))
    #expect(endless.status == 124)
  }

  @Test func aSceneThatFailsInsideFailsOutside() async throws {
    guard !LabNetwork.isInside else {
      return try await LabNetwork.bare.scene { throw CancellationError() }
    }
    await #expect(throws: LabNetworkFault.self) { try await LabNetwork.bare.scene {} }
    await #expect(throws: LabNetworkFault.self) { try await LabNetwork.change("true") }
  }
}
