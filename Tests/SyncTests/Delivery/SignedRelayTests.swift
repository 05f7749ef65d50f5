import Foundation
import News
import Seal
import Store
import TestSupport
import Testing
import Wire

@testable import Sync

/// Reports to a signed newsroom: what its record says of relays, and when nothing goes to any of them.
@Suite(.timeLimit(.minutes(2))) struct SignedRelayTests {
  private static let desk = AgeIdentity()
  private let pins = ["sha256//rPTpgjbpEW3eMJlFEBZTcQGRRVZLjJSQZbfw7CMWHwY="]

  private func sign(
    _ scene: DeliveryScene, root: Int = 1, fork: EditionStatus.Fork? = nil, naming relays: [SignedMirror] = []
  ) async throws {
    try await scene.store.addEdition(mirrors: [], to: scene.newsroom.id, fingerprint: nil)
    var status = EditionStatus()
    (status.root, status.origin, status.fingerprint) = (root, "news.example", SealedDropTests.to)
    (status.recipients, status.signed, status.fork) = ([Self.desk.recipient.text], scene.clock.now, fork)
    let entry = NewEntry(
      place: root, bytes: Array("mirrors \(root)".utf8), leaf: [UInt8](repeating: 0, count: 32),
      content: .mirrors(relays))
    try await scene.store.commit(
      EditionDelivery(
        newsroom: scene.newsroom.id, mirror: MirrorID(rawValue: 1), state: [], status: status,
        steps: relays.isEmpty ? [] : [.entries([entry])], now: scene.clock.now))
  }

  @Test func whileTwoEditionsExcludeEachOtherNothingLeavesAndThenItGoes() async throws {
    let scene = try await DeliveryScene(consent: .inClear)
    try await sign(scene)
    let report = try await scene.file()
    for url in scene.relays.keys { scene.script(url, report) }
    try await sign(
      scene, fork: EditionStatus.Fork(held: "one note\n", other: "another\n", seen: scene.clock.now))
    // Whatever its writer agreed to, and however often it is tried, by hand, too.
    for hurry in [false, true] {
      let delivery = try await scene.deliver(hurry ? [report.id] : nil, hurry: hurry)
      #expect(delivery.stopped == [report.id] && delivery.troubles.isEmpty, "\(delivery)")
    }
    #expect(scene.network.requests.isEmpty && scene.relays.values.allSatisfy(\.drops.isEmpty))
    let kept = try #require(try await scene.report(report))
    #expect(kept.state == .filed && kept.sealing == .stopped && kept.relays.isEmpty)
    #expect(try await scene.sentence(report).contains("two editions that exclude each other"))
    // Nor is it sealed anew to keys that can't be trusted.
    if case .success = try await scene.engine.pack(report.id) { Issue.record("it was sealed anew") }
    #expect(try await scene.report(report)?.drop == report.drop)

    try await sign(scene, root: 2)
    let delivery = try await scene.deliver()
    #expect(delivery.stopped.isEmpty)
    #expect(try await scene.report(report)?.state == .relayed)
    #expect(scene.relays.values.allSatisfy { $0.drops.count == 1 })
  }

  @Test func whatTheRecordSaysOfARelayIsHowItIsReached() async throws {
    let urls = ["https://r1.example/", "https://r2.example/", "https://r3.example/"]
    let scene = try await DeliveryScene(relays: urls, consent: .none)
    let signed = SignedMirror(
      url: urls[0], operatorName: nil, country: nil, addresses: ["192.0.2.7", "no address"],
      pins: pins + ["md5//nonsense"], capabilities: ["drop"], first: 0)
    var other = signed
    other.url = urls[1]
    try await sign(scene, naming: [signed, other])
    // Who pinned another key means that one.
    let mine = "sha256//" + String(repeating: "A", count: 43) + "="
    let second = try #require(try await scene.store.mirrors(of: scene.newsroom.id).first { $0.url == urls[1] })
    try await scene.store.setRoute(second.id, MirrorRoute(pins: [mine]))
    let report = try await scene.file()
    let choice = RelayChoice(
      for: report, among: try await scene.store.mirrors(of: scene.newsroom.id, now: scene.clock.now),
      now: scene.clock.now)
    #expect(choice.routes[urls[0]]?.pins == pins && choice.routes[urls[0]]?.addresses == ["192.0.2.7"])
    #expect(choice.routes[urls[1]]?.pins == [mine] && choice.routes[urls[1]]?.addresses == ["192.0.2.7"])
    #expect(choice.routes[urls[2]] == nil && choice.needed == 2)

    // Another key answers at the first: not a byte of the report goes there, and two others have it.
    scene.script(urls[0], report, .fail(WireFailure(.pinMismatch)))
    for url in urls.dropFirst() { scene.script(url, report) }
    try await scene.deliver()
    #expect(try await scene.report(report)?.state == .relayed)
    #expect(try await scene.record(urls[0], report)?.verdict?.symptom == .pinMismatch)
    for (url, pins) in [(urls[0], pins), (urls[1], [mine]), (urls[2], [])] {
      let requests = scene.network.requests(of: RelayAddress.dropURL(url, report.drop ?? ""))
      #expect(!requests.isEmpty && requests.allSatisfy { $0.route.pins == pins }, "\(url)")
    }
  }
}
