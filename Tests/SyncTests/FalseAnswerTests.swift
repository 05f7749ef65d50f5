import News
import Testing
import Wire

@testable import Sync

@Suite struct FalseAnswerTests {
  private func falselyNamed(_ kind: WireFailure.Kind, answers: [WireName.Answer], tries: [WireTry]) -> Verdict? {
    FailureJudge.judge(WireFailure(kind, tries: tries, name: WireName(answers: answers)))
  }

  @Test func anAnswerWhereNoPublicServerStandsIsAFalseOne() {
    let reserved = WireName.Answer("10.0.0.1", isReserved: true)
    let verdict = falselyNamed(.connectTimedOut, answers: [reserved], tries: [])
    #expect(verdict?.symptom == .falseAnswer)
    #expect(verdict?.confidence == .likely)
    #expect(verdict?.weight == .soft)
    #expect(falselyNamed(.refused, answers: [reserved, .init("192.0.2.1")], tries: [])?.symptom == .refused)
    #expect(falselyNamed(.unknownIssuer, answers: [reserved], tries: [])?.symptom == .unknownIssuer)
  }

  @Test func whereAGivenAddressConnectedItsOwnFailureIsSaid() {
    let given = WireTry(
      address: "192.0.2.1", source: .given, failure: .resetInTLS, timings: WireTimings(connected: 12))
    let reserved = WireName.Answer("10.0.0.1", isReserved: true)
    #expect(falselyNamed(.resetInTLS, answers: [reserved], tries: [given])?.symptom == .resetInHello)
  }

  private func served(
    by address: String, _ source: WireTry.Source, others: [WireTry] = [], answers: [WireName.Answer],
    url: String = "https://kr1.example/feed"
  ) -> Verdict? {
    var response = WireResponse(status: 200, url: url, address: address)
    response.tries = others + [WireTry(address: address, source: source)]
    response.name = WireName(answers: answers)
    return FailureJudge.remark(on: response)
  }

  @Test func aGivenAddressThatCompletesTLSProvesThatTheResolverLied() {
    let reserved = WireName.Answer("127.0.0.1", isReserved: true)
    let verdict = served(by: "192.0.2.1", .given, answers: [reserved])
    #expect(verdict?.symptom == .falseAnswer)
    #expect(verdict?.confidence == .confirmed)
    #expect(verdict?.weight == Verdict.Weight.none)
    #expect(verdict?.isBlocked == false)
    let other = WireTry(address: "198.51.100.1", source: .resolver, failure: .wrongName)
    #expect(served(by: "192.0.2.1", .given, others: [other], answers: [.init("198.51.100.1")]) != nil)
  }

  @Test func withoutProofTheResolverIsNotCalledALiar() {
    let reserved = WireName.Answer("127.0.0.1", isReserved: true)
    #expect(served(by: "192.0.2.1", .resolver, answers: [reserved]) == nil)
    #expect(served(by: "192.0.2.1", .given, answers: [.init("192.0.2.1")]) == nil)
    #expect(served(by: "192.0.2.1", .given, answers: []) == nil)
    #expect(served(by: "192.0.2.1", .given, answers: [reserved], url: "http://kr1.example/") == nil, "nothing verified")
    for kind in [WireFailure.Kind.tlsTimedOut, .refused, .resetInTLS, .connectTimedOut, .cancelled] {
      let other = WireTry(address: "198.51.100.1", source: .resolver, failure: kind)
      #expect(served(by: "192.0.2.1", .given, others: [other], answers: [.init("198.51.100.1")]) == nil, "\(kind)")
    }
  }
}
