import Foundation
import News
import Store
import Sync
import TestSupport
import Testing
import Wire

/// No network, a change of mind, a cancel, a crash.
extension DeliverTests {
  @Test func offlineIsNobodysFault() async throws {
    let scene = try await DeliveryScene()
    let (report, second) = (try await scene.file(), try await scene.file("The strike"))
    for relay in [r1, r2] { scene.script(relay, report, .fail(WireFailure(.resolverSilent))) }
    let came = try await scene.deliver()
    #expect(came.isOffline)
    #expect(came.nextDue == scene.clock.now + 30)
    #expect(scene.methods(r1, second).isEmpty, "nobody goes on asking into the void")
    let now = try #require(try await scene.report(report))
    #expect(now.relays.map(\.attempts) == [0, 0])
    #expect(now.relays.allSatisfy { $0.state == .waiting && $0.nextTry == nil })
    #expect(try await scene.sentence(report) == "on this disk, not yet sent: no network")
    let mirrors = try await scene.store.mirrors(of: scene.newsroom.id, now: scene.clock.now).filter(\.takesDrops)
    #expect(mirrors.allSatisfy { $0.verdict == nil && $0.lastTried == nil })
    for relay in [r1, r2] {
      scene.script(relay, report)
      scene.script(relay, second)
    }
    try await scene.deliver()
    #expect(try await scene.report(report)?.state == .relayed)
    #expect(try await scene.report(second)?.state == .relayed)
  }

  @Test func whatWasTakenBackBetweenTwoTriesIsNotSent() async throws {
    let scene = try await DeliveryScene()
    let report = try await scene.file()
    scene.script(r1, report, .status(503).after(1_000))
    scene.script(r2, report)
    let delivery = Task { try await scene.deliver() }
    await scene.clock.sleeper(until: 1_000)
    await #expect(throws: StoreFault.self, "while it may be on its way") {
      try await scene.store.withdraw(report.id, now: scene.clock.now)
    }
    // Another process forgets it altogether.
    try await scene.store.forget(report.id)
    scene.clock.advance(to: 1_000)
    _ = try await delivery.value
    #expect(scene.methods(r2, report).isEmpty)
    #expect(try await scene.report(report) == nil)
  }

  @Test func aWordTakenBackInTheMiddleHolds() async throws {
    let scene = try await DeliveryScene()
    let report = try await scene.file()
    scene.script(r1, report, .status(503).after(1_000))
    scene.script(r2, report)
    let delivery = Task { try await scene.deliver() }
    await scene.clock.sleeper(until: 1_000)
    try await scene.store.setConsent(of: report.id, .none)
    scene.clock.advance(to: 1_000)
    _ = try await delivery.value
    #expect(scene.methods(r2, report).isEmpty)
    #expect(try await scene.record(r2, report)?.state == .waiting, "and it can be withdrawn")
    _ = try await scene.store.withdraw(report.id, now: scene.clock.now)
  }

  @Test func aReportThatWasTakenBackBeforeIsNotSent() async throws {
    let scene = try await DeliveryScene()
    let report = try await scene.file()
    _ = try await scene.store.withdraw(report.id, now: scene.clock.now)
    let came = try await scene.deliver([report.id], hurry: true)
    #expect(came.reports.isEmpty && scene.network.requests.isEmpty)
  }

  @Test func cancelledInTheMiddleItIsAsItWasAndGoesOnLater() async throws {
    let scene = try await DeliveryScene()
    let (report, second) = (try await scene.file(), try await scene.file("The strike"))
    let size = try #require(report.dropSize)
    scene.script(r1, report)
    scene.script(r2, report, ScriptedTransport.Answer.never.sending([(100, 1_000)]))
    let delivery = Task { try await scene.deliver() }
    await scene.clock.pass(100)
    await scene.clock.sleeper(until: .max)
    delivery.cancel()
    let came = try await delivery.value
    #expect(came.wasCancelled)
    #expect(scene.network.cancelled == [RelayAddress.dropURL(r2, report.drop ?? "")])
    let now = try #require(try await scene.report(report))
    #expect(now.relays.map(\.state) == [.confirmed, .waiting])
    #expect(now.relays[1].attempts == 0 && now.state == .filed)
    #expect(scene.methods(r1, second).isEmpty)
    // All of it left before the next one was cancelled: it may be there.
    scene.script(r2, report, ScriptedTransport.Answer.never.sending([(100, size)]))
    let again = Task { try await scene.deliver([report.id]) }
    await scene.clock.pass(200)
    await scene.clock.sleeper(until: .max)
    again.cancel()
    _ = try await again.value
    #expect(try await scene.record(r2, report)?.state == .sending)
    scene.script(r2, report)
    for relay in [r1, r2] { scene.script(relay, second) }
    try await scene.deliver()
    #expect(try await scene.report(report)?.state == .relayed)
    #expect(try await scene.report(second)?.state == .relayed)
  }

  @Test func aDeadProcessLeavesAReportThatIsSentAgain() async throws {
    let scene = try await DeliveryScene(relays: [r1])
    let report = try await scene.file()
    try await scene.store.record(report.id, RelayRecord(url: r1, state: .sending, lastTried: scene.clock.now))
    #expect(try await scene.sentence(report) == "r1.example: may have it already, asked again")
    scene.script(r1, report)
    try await scene.deliver()
    #expect(try await scene.report(report)?.state == .relayed)
  }

  @Test func aCrashBetweenPackingAndItsRowGivesTheSameName() async throws {
    let scene = try await DeliveryScene()
    let report = try await scene.file()
    let filing = try #require(try await scene.store.filing(report.id))
    let folder = try TemporaryFolder()
    let made = try ReportPack.write(filing, newsroomName: report.newsroomName, to: folder.path)
    #expect(made.name == report.drop && made.size == report.dropSize)
    // The file itself is gone or damaged: it is packed again, under its name.
    let path = scene.store.dropsFolder + "/" + made.name
    try Data(repeating: 7, count: made.size).write(to: URL(fileURLWithPath: path))
    scene.script(r1, report)
    scene.script(r2, report)
    try await scene.deliver()
    #expect(try await scene.report(report)?.state == .relayed)
    #expect(scene.relays[r1]?.drops.keys.first == made.name)
  }
}
