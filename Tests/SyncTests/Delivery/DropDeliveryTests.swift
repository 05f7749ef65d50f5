import Foundation
import News
import Testing

@testable import Sync

/// One machine in the hands of a scene: what it said last, and how it stands.
private struct Machine {
  var delivery: DropDelivery
  var draw = SeededNumbers(seed: 1)
  static let origin = Date(timeIntervalSince1970: 1_750_000_000)
  static let size = 4_096

  init(
    _ relays: [String], first: Set<String> = [], records: [RelayRecord] = [], needed: Int = 2, hurry: Bool = false,
    at milliseconds: Int = 0
  ) {
    delivery = DropDelivery(
      relays.map { DropDelivery.Relay(url($0), asksFirst: first.contains($0)) }, records: records, needed: needed,
      size: Self.size, now: Self.origin + Double(milliseconds) / 1_000, hurry: hurry)
  }

  mutating func take(_ event: DropDelivery.Event, at milliseconds: Int = 0) -> [DropDelivery.Step] {
    delivery.handle(
      event, at: DropDelivery.Moment(milliseconds, Self.origin + Double(milliseconds) / 1_000), using: &draw)
  }

  func state(_ relay: String) -> RelayRecord.State? { delivery.records[url(relay)]?.state }
}

private func url(_ host: String) -> String { "https://\(host).example/" }

extension [DropDelivery.Step] {
  /// Without what is kept and judged.
  fileprivate var asked: [DropDelivery.Step] {
    filter {
      switch $0 {
      case .keep, .judge, .setTimer: false
      default: true
      }
    }
  }
}

@Suite struct DropDeliveryTests {
  @Test func sendingIsOnTheDiskBeforeTheFirstByteLeaves() {
    var machine = Machine(["a", "b"])
    let steps = machine.take(.began)
    let now = Machine.origin
    #expect(
      steps == [
        .keep(RelayRecord(url: url("a"), state: .sending, lastTried: now)), .send(url("a")), .setTimer(at: 10_000),
      ])
  }

  @Test func theNextBeginsWhenOneIsThrough() {
    var machine = Machine(["a", "b"])
    _ = machine.take(.began)
    let yes = machine.take(.answered(url("a"), .held), at: 40)
    #expect(yes.asked == [.confirm(url("a"))])
    #expect(machine.state("a") == .held && !machine.delivery.isRelayed)
    #expect(machine.take(.looked(url("a"), .has, milliseconds: 9), at: 60).asked == [.send(url("b"))])
    #expect(machine.take(.answered(url("b"), .held), at: 90).asked == [.confirm(url("b"))])
    #expect(machine.take(.looked(url("b"), .untold, milliseconds: 9), at: 99).asked == [.finish])
    #expect(machine.delivery.isRelayed)
    #expect(machine.state("a") == .confirmed && machine.state("b") == .held)
  }

  @Test func aFailureStartsTheNextAtOnce() {
    var machine = Machine(["a", "b", "c"])
    _ = machine.take(.began)
    #expect(machine.take(.broke(url("a"), Verdict(.resetInHello), isWhole: false), at: 50).asked == [.send(url("b"))])
    #expect(
      machine.take(.answered(url("b"), .failed(Verdict(.broken), mayHold: false)), at: 60).asked == [.send(url("c"))])
  }

  @Test func theNextIsAskedBesideAfterTenSecondsAndAThirdOnlyWhenNothingMoves() {
    var machine = Machine(["a", "b", "c", "d", "e", "f"])
    _ = machine.take(.began)
    #expect(machine.take(.timerFired, at: 9_999).asked == [])
    #expect(machine.take(.timerFired, at: 10_000).asked == [.send(url("b"))])
    _ = machine.take(.sent(url("a"), bytes: 2_000), at: 15_000)
    #expect(machine.take(.timerFired, at: 20_000).asked == [], "two are on their way, and one moves")
    #expect(machine.take(.timerFired, at: 30_000).asked == [.send(url("c"))])
    #expect(machine.take(.timerFired, at: 40_000).asked == [.send(url("d"))])
    #expect(machine.take(.timerFired, at: 50_000).asked == [], "four at once, no more")
    _ = machine.take(.answered(url("a"), .held), at: 51_000)
    _ = machine.take(.looked(url("a"), .has, milliseconds: 1), at: 51_010)
    _ = machine.take(.answered(url("c"), .held), at: 51_020)
    let done = machine.take(.looked(url("c"), .has, milliseconds: 1), at: 51_030)
    let rest = done.asked.compactMap { if case .cancel(let url) = $0 { url } else { nil } }
    #expect(rest.count >= 2 && rest.count == done.asked.count, "the rest is cancelled")
    for url in rest { _ = machine.take(.gaveUp(url, isWhole: false), at: 51_040) }
    #expect(machine.delivery.isRelayed && machine.delivery.isFinished)
  }

  @Test func aLieDoesNotCountAndTheNextIsAsked() {
    var machine = Machine(["a", "b"], needed: 1)
    _ = machine.take(.began)
    _ = machine.take(.answered(url("a"), .held))
    #expect(machine.take(.timerFired, at: 10_000).asked != [.finish], "a yes that was not asked again is none")
    let lost = machine.take(.looked(url("a"), .hasNot, milliseconds: 3), at: 10_500)
    #expect(lost.contains(.judge(url("a"), Verdict(.keptNothing, weight: .hard), milliseconds: nil)))
    #expect(machine.state("a") == .lost && !machine.delivery.isFinished)
    #expect(machine.delivery.records[url("a")]?.nextTry != nil)
  }

  @Test func whatWasRefusedIsNeverTriedAgainAndAHurryTriesWhatWasTooLarge() {
    let records = [
      RelayRecord(url: url("a"), state: .refused, attempts: 1),
      RelayRecord(url: url("b"), state: .tooLarge, attempts: 1),
    ]
    var machine = Machine(["a", "b"], records: records)
    #expect(machine.take(.began).asked == [.finish])
    machine = Machine(["a", "b"], records: records, hurry: true)
    #expect(machine.take(.began).asked == [.send(url("b"))])
  }

  @Test func aWaitThatIsLongerThanAnyCanBeIsAClockThatWasSetBack() {
    let later = { (seconds: Double) in
      [RelayRecord(url: url("a"), attempts: 3, nextTry: Machine.origin + seconds)]
    }
    #expect(!Machine(["a"], records: later(3_600)).delivery.hasWork)
    #expect(Machine(["a"], records: later(86_400)).delivery.hasWork)
    #expect(Machine(["a"], records: later(0)).delivery.hasWork)
  }

  @Test func wheneverAllOfItLeftTheRelayMayHaveIt() {
    for (sent, state) in [(0, RelayRecord.State.waiting), (4_095, .waiting), (4_096, .sending)] {
      var machine = Machine(["a"])
      _ = machine.take(.began)
      _ = machine.take(.sent(url("a"), bytes: sent))
      _ = machine.take(.broke(url("a"), Verdict(.silent), isWhole: false), at: 6_000)
      #expect(machine.state("a") == state)
      var cancelled = Machine(["a"])
      _ = cancelled.take(.began)
      _ = cancelled.take(.sent(url("a"), bytes: sent))
      #expect(cancelled.take(.cancelled).asked == [.cancel(url("a"))])
      #expect(!cancelled.delivery.isFinished, "its answer may be on the way")
      #expect(cancelled.take(.gaveUp(url("a"), isWhole: false)).asked == [.finish])
      #expect(cancelled.state("a") == state)
      #expect(cancelled.delivery.records[url("a")]?.attempts == 0)
    }
  }

  @Test func anAnswerThatComesAtTheMomentOfACancelIsHeard() {
    var machine = Machine(["a", "b"])
    _ = machine.take(.began)
    _ = machine.take(.cancelled)
    #expect(machine.take(.answered(url("a"), .held)).asked == [.finish])
    #expect(machine.state("a") == .held && machine.delivery.wasCancelled)
    machine = Machine(["a", "b"])
    _ = machine.take(.began)
    _ = machine.take(.cancelled)
    #expect(machine.take(.gaveUp(url("a"), isWhole: true)).asked == [.finish])
    #expect(machine.state("a") == .sending)
  }

  @Test func aDoubtStaysUntilTheRelayWasAskedAndSaidNo() {
    let doubtful = RelayRecord(url: url("a"), state: .sending, attempts: 1)
    var machine = Machine(["a"], records: [doubtful])
    _ = machine.take(.began)
    _ = machine.take(.broke(url("a"), Verdict(.refused), isWhole: false))
    #expect(machine.state("a") == .sending)
    machine = Machine(["a"], first: ["a"], records: [doubtful])
    #expect(machine.take(.began).asked == [.look(url("a"))])
    #expect(machine.take(.looked(url("a"), .hasNot, milliseconds: 1)).asked == [.send(url("a"))])
    _ = machine.take(.broke(url("a"), Verdict(.refused), isWhole: false))
    #expect(machine.state("a") == .waiting)
  }

  @Test func whatTheRelayHasAlreadyIsNotBroughtAgain() {
    var machine = Machine(["a"], first: ["a"], needed: 1)
    _ = machine.take(.began)
    #expect(machine.take(.looked(url("a"), .has, milliseconds: 5)).asked == [.finish])
    #expect(machine.state("a") == .confirmed)
  }

  @Test func oneNameThatDoesNotExistIsItsOwnFaultAndTwoAreTheNetworks() {
    var alone = Machine(["a"])
    _ = alone.take(.began)
    let charged = alone.take(.broke(url("a"), Verdict(.noSuchName), isWhole: false))
    #expect(charged.contains(.judge(url("a"), Verdict(.noSuchName), milliseconds: nil)))
    #expect(!alone.delivery.isOffline && alone.delivery.records[url("a")]?.attempts == 1)
    var both = Machine(["a", "b"])
    _ = both.take(.began)
    _ = both.take(.broke(url("a"), Verdict(.noSuchName), isWhole: false))
    let spared = both.take(.broke(url("b"), Verdict(.noSuchName), isWhole: false))
    #expect(!spared.contains { if case .judge = $0 { true } else { false } })
    #expect(both.delivery.isOffline && both.delivery.records[url("a")]?.attempts == 0)
    var answered = Machine(["a", "b", "c"])
    _ = answered.take(.began)
    _ = answered.take(.broke(url("a"), Verdict(.noSuchName), isWhole: false))
    _ = answered.take(.answered(url("b"), .failed(Verdict(.broken), mayHold: false)))
    let late = answered.take(.broke(url("c"), Verdict(.unreachable), isWhole: false))
    #expect(late.filter { if case .judge = $0 { true } else { false } }.count == 2, "somebody answered: it is them")
  }

  @Test func waitsGrowFromHalfAMinuteToAnHourAndAreDrawn() {
    var draw = SeededNumbers(seed: 2)
    var last = 0.0
    for attempts in 1...12 {
      let span = min(3_600, 30 * Double(1 << attempts))
      let waits = (0..<200).map { _ in DropBackoff.seconds(after: attempts, using: &draw) }
      #expect(waits.allSatisfy { $0 >= span / 2 && $0 <= span })
      #expect(Set(waits).count > 150, "nobody comes back together with the others")
      let mean = waits.reduce(0, +) / 200
      #expect(mean > last || span == 3_600)
      last = mean
    }
    #expect(DropBackoff.seconds(after: 1, using: &draw) >= 30)
    #expect(DropBackoff.seconds(after: .max, using: &draw) <= 3_600)
    for (asked, wait) in [(0, 30.0), (-9, 30), (600, 600), (999_999, 3_600)] {
      #expect(DropBackoff.seconds(after: 9, retryAfter: asked, using: &draw) == wait)
    }
  }

  /// 1,000 deliveries with events in any order: the invariants hold in each.
  @Test func theInvariantsHoldForEventsInAnyOrder() {
    var draw = SeededNumbers(seed: 7)
    for run in 0..<1_000 {
      let names = (0..<Int.random(in: 1...8, using: &draw)).map { place in
        "https://r\(Int.random(in: 0...4, using: &draw)).example/\(place)"
      }
      let needed = min(2, Set(names.map(RelayAddress.host)).count)
      let relays = names.map { DropDelivery.Relay($0, asksFirst: Bool.random(using: &draw)) }
      var delivery = DropDelivery(relays, needed: needed, size: 100, now: Machine.origin)
      var running: Set<String> = []
      var started: [String] = []
      var kept: [String: RelayRecord.State] = [:]
      var finishes = 0
      var now = 0
      var steps = delivery.handle(.began, at: .init(0, Machine.origin), using: &draw)
      for _ in 0..<300 {
        for step in steps {
          #expect(finishes == 0, "nothing follows the end")
          switch step {
          case .look(let url), .send(let url):
            if !running.contains(url) {
              #expect(!started.contains(url), "nobody is asked twice")
              let hosts = Set(running.map(RelayAddress.host))
              #expect(!hosts.contains(RelayAddress.host(url)), "no two on one host")
              started.append(url)
              running.insert(url)
            }
            if case .send = step { #expect(kept[url] == .sending) }
          case .confirm(let url): #expect(running.contains(url) && kept[url] == .held)
          case .cancel(let url): #expect(running.remove(url) != nil)
          case .keep(let record): kept[record.url] = record.state
          case .judge: break
          case .setTimer(let time): #expect(time > now - DropDelivery.patience)
          case .finish: finishes += 1
          }
        }
        #expect(running.count <= DropDelivery.mostAtOnce)
        if finishes > 0 && run.isMultiple(of: 2) { break }
        now += Int.random(in: 0...6_000, using: &draw)
        guard let url = names.randomElement(using: &draw) else { break }
        let event: DropDelivery.Event
        let verdicts: [Verdict.Symptom] = [.refused, .noSuchName, .unreachable, .broken, .silent]
        let verdict = Verdict(verdicts.randomElement(using: &draw) ?? .other)
        switch Int.random(in: 0..<30, using: &draw) {
        case 0..<4: event = .answered(url, .held)
        case 4: event = .answered(url, .refused(verdict))
        case 5: event = .answered(url, .tooLarge(verdict))
        case 6: event = .answered(url, .failed(verdict, mayHold: Bool.random(using: &draw)))
        case 7..<10: event = .broke(url, verdict, isWhole: Bool.random(using: &draw))
        case 10..<13: event = .looked(url, .has, milliseconds: 1)
        case 13..<15: event = .looked(url, .hasNot, milliseconds: nil)
        case 15: event = .looked(url, .untold, milliseconds: nil)
        case 16: event = .looked(url, .failed(verdict), milliseconds: nil)
        case 17: event = .gaveUp(url, isWhole: Bool.random(using: &draw))
        case 18: event = Int.random(in: 0..<9, using: &draw) == 0 ? .cancelled : .timerFired
        case 19..<24: event = .sent(url, bytes: Int.random(in: 0...100, using: &draw))
        default: event = .timerFired
        }
        steps = delivery.handle(
          event, at: .init(now, Machine.origin + Double(now) / 1_000), using: &draw)
        running = running.filter { delivery.runs[$0] != nil || steps.contains(.cancel($0)) }
      }
      if delivery.isFinished {
        #expect(delivery.runs.isEmpty)
        #expect(finishes == 1)
        if !delivery.wasCancelled && !delivery.isRelayed {
          let held = delivery.heldHosts
          let left = names.filter { !held.contains(RelayAddress.host($0)) && !started.contains($0) }
          #expect(left.isEmpty, "it does not end while somebody is left to ask")
        }
        #expect(delivery.records.values.allSatisfy { $0.attempts <= 1 })
      }
    }
  }
}
