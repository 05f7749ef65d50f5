import News
import Testing

@testable import Sync

@Suite struct WitnessesTests {
  private func outcome(_ id: Int64, _ kind: MirrorOutcome.Kind = .served) -> MirrorOutcome {
    MirrorOutcome(mirror: MirrorID(rawValue: id), url: "https://m\(id).example/", kind: kind)
  }

  @Test func onlyWhoServedIsAWitnessAndForAMinute() {
    var witnesses = Witnesses()
    witnesses.note([outcome(1), outcome(2, .failed), outcome(3, .lost), outcome(4, .unchanged)], at: 1_000)
    #expect(witnesses.fresh(at: 61_000).map(\.mirror.rawValue).sorted() == [1, 4])
    #expect(witnesses.fresh(at: 61_001).isEmpty)
  }

  @Test func anotherNetworkForgetsThem() {
    var witnesses = Witnesses()
    witnesses.note([outcome(1)], at: 0)
    witnesses.networkChanged()
    #expect(witnesses.fresh(at: 0).isEmpty)
    witnesses.note([outcome(1)], at: 0)
    #expect(witnesses.fresh(at: 0).map(\.network) == [1])
  }

  @Test func fewAreKeptTheLastOnes() {
    var witnesses = Witnesses()
    for id in 1...500 { witnesses.note([outcome(Int64(id))], at: id) }
    let fresh = witnesses.fresh(at: 500)
    #expect(fresh.count == Witnesses.most)
    #expect(fresh.first?.mirror.rawValue == 500)
  }
}
