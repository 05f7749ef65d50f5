import News
import Synchronization
import TestSupport
import Testing
import Wire

@testable import Sync

/// A network that fails by a rule, told the number of the request of its kind from 0.
private final class RuledTransport: Transport {
  private let counts = Mutex((nameless: 0, named: 0))
  private let rule: @Sendable (_ isNamed: Bool, _ number: Int) -> WireFailure?
  init(_ rule: @escaping @Sendable (_ isNamed: Bool, _ number: Int) -> WireFailure?) { self.rule = rule }

  var asked: (nameless: Int, named: Int) { counts.withLock { $0 } }

  func exchange(_ request: WireRequest) async throws(WireFailure) -> WireResponse {
    let isNamed = request.url.contains("example")
    let number = counts.withLock { counts in
      defer { if isNamed { counts.named += 1 } else { counts.nameless += 1 } }
      return isNamed ? counts.named : counts.nameless
    }
    if let failure = rule(isNamed, number) { throw failure }
    return WireResponse(status: 200, url: request.url, timings: WireTimings(secured: 40, total: 60))
  }
}

@Suite(.timeLimit(.minutes(1))) struct BlockCheckTests {
  private let nameless = "https://192.0.2.1:443/"
  private let named = "https://kr1.example:443/"
  private let subject = BlockCheck.Subject(
    mirror: MirrorID(rawValue: 1), url: "https://kr1.example/feed?user=1", address: "192.0.2.1",
    symptom: .resetInHello)

  private func check(_ network: ScriptedTransport, _ symptom: Verdict.Symptom = .resetInHello) async -> Bool? {
    var subject = subject
    subject.symptom = symptom
    return await BlockCheck.run(subject, over: network, clock: network.clock)
  }

  private func answer(after milliseconds: Int = 40) -> ScriptedTransport.Answer {
    .respond { WireResponse(status: 404, url: $0.url, timings: WireTimings(secured: milliseconds)) }
  }

  @Test(
    arguments: [(.resetInHello, .resetInTLS), (.closedInHello, .closedInTLS), (.tlsSwallowed, .tlsTimedOut)]
      as [(Verdict.Symptom, WireFailure.Kind)])
  func aNameThatIsFilteredIsFound(symptom: Verdict.Symptom, kind: WireFailure.Kind) async {
    let network = ScriptedTransport()
    network.script(nameless, answer())
    network.script(named, .fail(WireFailure(kind)))
    #expect(await check(network, symptom) == true)
    let asked = network.requests.prefix(4).map(\.url)
    #expect(asked == [nameless, nameless, named, nameless])
    #expect(network.requests(of: named).count == 4, "no more often than needed")
    for request in network.requests {
      #expect(
        request.method == .head && request.isFresh && request.limits.tls == 3_000 && request.limits.connect == 3_000)
      #expect(!request.url.contains("user"), "what is asked for there is nobody's business")
    }
    #expect(network.requests(of: named)[0].route.addresses == ["192.0.2.1"])
    #expect(network.requests(of: nameless)[0].route.addresses == [])
  }

  @Test(arguments: [WireFailure.Kind.wrongName, .unknownIssuer, .certificateTime, .tlsRefused])
  func anyWordOfTLSIsAnAnswerWithoutTheName(kind: WireFailure.Kind) async {
    let network = ScriptedTransport()
    network.script(nameless, .fail(WireFailure(kind)))
    network.script(named, .fail(WireFailure(.resetInTLS)))
    #expect(await check(network) == true)
  }

  @Test func anAddressThatFailsWithoutTheNameToo() async {
    for kind in [WireFailure.Kind.resetInTLS, .refused, .connectTimedOut, .tlsTimedOut, .notTLS] {
      let network = ScriptedTransport()
      network.script(nameless, .fail(WireFailure(kind)))
      network.script(named, .fail(WireFailure(.resetInTLS)))
      #expect(await check(network) == false, "\(kind)")
      #expect(network.requests(of: named).isEmpty)
    }
  }

  @Test func aNameThatAnswersNowOrFailsOtherwiseIsNotFiltered() async {
    for second in [answer(), .fail(WireFailure(.tlsTimedOut)), .fail(WireFailure(.refused))] {
      let network = ScriptedTransport()
      network.script(nameless, answer())
      network.script(named, .fail(WireFailure(.resetInTLS)), second)
      #expect(await check(network) == false)
    }
  }

  @Test func onlyTheAddressInDoubtCounts() async {
    let network = ScriptedTransport()
    network.script(nameless, answer())
    let own = WireTry(address: "192.0.2.1", source: .given, failure: .resetInTLS)
    let other = WireTry(address: "192.0.2.2", source: .resolver, failure: .refused)
    network.script(named, .fail(WireFailure(.refused, tries: [own, other])))
    #expect(await check(network) == true)
    network.script(named, .fail(WireFailure(.resetInTLS, tries: [other])))
    #expect(await check(network) == false)
  }

  @Test func aSlowNetworksSilenceSaysNothing() async {
    let network = ScriptedTransport()
    network.script(nameless, answer(after: 1_600))
    network.script(named, .fail(WireFailure(.tlsTimedOut)))
    #expect(await check(network, .tlsSwallowed) == nil)
    network.script(nameless, answer(after: 1_500))
    #expect(await check(network, .tlsSwallowed) == true)
  }

  @Test func whatIsOfflineMeanwhileIsNotFiltered() async {
    for kind in [WireFailure.Kind.unreachable, .connectTimedOut, .refused] {
      let network = ScriptedTransport()
      network.script(nameless, answer(), .fail(WireFailure(kind)))
      network.script(named, .fail(WireFailure(.resetInTLS)))
      #expect(await check(network) == false)
    }
    let network = ScriptedTransport()
    network.script(nameless, answer())
    network.script(named, .fail(WireFailure(.resolverSilent)))
    #expect(await check(network) == nil)
  }

  @Test func aCheckThatTakesTooLongDecidesNothing() async {
    let network = ScriptedTransport()
    network.script(nameless, .never)
    async let found = check(network)
    await network.clock.pass(BlockCheck.mostMilliseconds)
    #expect(await found == nil)
    #expect(network.cancelled == [nameless])
  }

  @Test func whoIsCancelledDecidesNothing() async {
    let network = ScriptedTransport()
    network.script(nameless, .never)
    let task = Task { await check(network) }
    await network.clock.sleeper(until: BlockCheck.mostMilliseconds)
    task.cancel()
    #expect(await task.value == nil)
  }

  @Test func whatHasNoNameOrNoTLSIsNotChecked() async {
    let network = ScriptedTransport()
    for (url, address) in [("http://kr1.example/", "192.0.2.1"), ("https://kr1.example/", "kr1.example")] {
      var subject = subject
      (subject.url, subject.address) = (url, address)
      #expect(await BlockCheck.run(subject, over: network, clock: network.clock) == nil)
    }
    #expect(network.requests.isEmpty)
  }

  /// The only way to be wrong is that each of 12 nameless requests comes through and each of 4 named ones fails.
  @Test(arguments: [5, 10, 20, 30, 50, 80], [WireFailure.Kind.resetInTLS, .tlsTimedOut])
  func aNetworkThatLosesIsNotTakenForAFilter(percent: Int, kind: WireFailure.Kind) async {
    let symptom: Verdict.Symptom = kind == .resetInTLS ? .resetInHello : .tlsSwallowed
    var subject = subject
    subject.symptom = symptom
    var wrong = 0
    for seed in 0..<200 {
      let network = RuledTransport { isNamed, number in
        var draws = SeededNumbers(seed: UInt64(seed * 1_000 + percent * 37 + number * 2 + (isNamed ? 1 : 0)))
        return Int.random(in: 0..<100, using: &draws) < percent ? WireFailure(kind) : nil
      }
      if await BlockCheck.run(subject, over: network, clock: VirtualClock()) == true { wrong += 1 }
    }
    #expect(wrong == 0)
  }

  @Test func aFilterThatAlwaysBitesIsFoundByTwelveAnswersAndFourFailures() async {
    let network = RuledTransport { isNamed, _ in isNamed ? WireFailure(.resetInTLS) : nil }
    #expect(await BlockCheck.run(subject, over: network, clock: VirtualClock()) == true)
    #expect(network.asked == (nameless: 12, named: 4))
  }
}
