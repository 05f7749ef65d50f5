import Foundation
import TLSLab
import TestSupport
import Testing

@testable import wirecopy

/// When this machine is elsewhere, or was asleep.
@Suite struct NetworkMemoryTests {
  private func look(_ fingerprint: Int, slept: Double = 0, isConnected: Bool = true) -> NetworkLook {
    NetworkLook(fingerprint: fingerprint, isConnected: isConnected, slept: slept)
  }

  @Test func theFirstLookAndTheSameAgainAreNoChange() {
    var memory = NetworkMemory()
    #expect(memory.saw(look(1)) == nil)
    #expect(memory.saw(look(1)) == nil)
    #expect(memory.saw(look(1, slept: 0.4)) == nil)
  }

  @Test func anotherNetworkIsToldOnceAndSoIsItsEnd() {
    var memory = NetworkMemory()
    _ = memory.saw(look(1))
    #expect(memory.saw(look(2)) == .network(isConnected: true))
    #expect(memory.saw(look(2)) == nil)
    #expect(memory.saw(look(3, isConnected: false)) == .network(isConnected: false))
  }

  @Test func sleepIsAChangeOnTheSameNetworkToo() {
    var memory = NetworkMemory()
    _ = memory.saw(look(1, slept: 10))
    #expect(memory.saw(look(1, slept: 3_610)) == .wake(isConnected: true))
    #expect(memory.saw(look(1, slept: 3_610)) == nil)
  }

  @Test func routesAreKnownByWhereTheyLeadAndNotByTheirUse() {
    let one = """
      Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
      wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0
      wlan0\t0001A8C0\t00000000\t0001\t0\t0\t600\t00FFFFFF\t0\t0\t0
      """
    let used = one.replacing("0003\t0\t0\t600", with: "0003\t4\t812\t600")
    let other = one.replacing("0101A8C0", with: "FE01A8C0")
    #expect(NetworkLook.routes(one) == NetworkLook.routes(used))
    #expect(NetworkLook.routes(one) != NetworkLook.routes(other))
    let far = """
      fe800000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001    wlan0
      00000000000000000000000000000001 80 00000000000000000000000000000000 00 00000000000000000000000000000000 00000000 00000004 00000000 80200001       lo
      """
    #expect(NetworkLook.farRoutes(far).count == 1)
    #expect(
      NetworkLook.farRoutes(far)
        == NetworkLook.farRoutes(far.replacing("00000001 00000000 00000001", with: "00000009 00000777 00000001")))
  }
}

/// In a network of its own, where addresses come and go.
@Suite(.serialized) struct NetworkWatchTests {
  @Test(.enabled(if: LabNetwork.isAllowed, Comment(rawValue: LabNetwork.why)))
  func aNewAddressIsToldWithinSecondsAndItsEndToo() async throws {
    try await LabNetwork.offline.scene {
      let told = Told<NetworkMemory.Change>()
      let watch = await NetworkWatch { told.note($0) }
      await watch.start()
      // The first look is what changes are held against.
      try await Task.sleep(for: .milliseconds(500))
      let start = ContinuousClock.now
      try await LabNetwork.change(
        "ip link add cable type veth peer name end; ip addr add 192.0.2.7/24 dev cable; ip link set cable up; ip link set end up"
      )
      try await wait("the new network is told") { !told.all.isEmpty }
      print("told after \(start.duration(to: .now))")
      #expect(told.all == [.network(isConnected: true)], "a bunch of changes is one")
      try await LabNetwork.change("ip link del cable")
      try await wait("its end is told") { told.all.count > 1 }
      #expect(told.all.last == .network(isConnected: false))
      await watch.stop()
    }
  }

  @Test func thisMachineCanBeLookedAtAndLooksTheSameTwice() async {
    let start = ContinuousClock.now
    let looks = (await NetworkLook.now(), await NetworkLook.now())
    #expect(looks.0.fingerprint == looks.1.fingerprint)
    #expect(start.duration(to: .now) < .seconds(1))
  }
}
