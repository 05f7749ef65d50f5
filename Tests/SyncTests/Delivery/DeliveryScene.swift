import Foundation
import News
import Seal
import Store
import Sync
import Synchronization
import TestSupport
import Wire

/// A newsroom with relays, a store, a scripted network and an engine between them.
struct DeliveryScene {
  let store: NewsStore
  let network: ScriptedTransport
  let engine: SyncEngine
  let told = Told<DeliveryProgress>()
  let newsroom: Newsroom
  /// By host.
  let relays: [String: RelayDouble]
  var clock: VirtualClock { network.clock }

  /// A newsroom with a feed nobody answers at, and a relay on each of these addresses. Nothing answers until it is scripted.
  init(
    relays urls: [String] = ["https://r1.example/", "https://r2.example/"], consent: UnsealedConsent = .overTLS,
    credentials: Netrc = Netrc(), seed: UInt64 = 1
  ) async throws {
    store = try NewsStore.inMemory()
    network = ScriptedTransport()
    engine = SyncEngine(
      store: store, transport: network, clock: network.clock, credentials: credentials,
      generator: SeededNumbers(seed: seed))
    newsroom = try await store.addNewsroom(
      name: "Base21", mirrors: ["https://kr1.example/feed"], now: network.clock.now)
    for url in urls { try await engine.addRelay(url, to: newsroom.id) }
    try await store.setConsent(newsroom.id, consent)
    relays = Dictionary(urls.map { ($0, RelayDouble()) }) { first, _ in first }
  }

  /// A filed report, packed, so that its address at each relay is known.
  func file(_ title: String = "The march", urgent: Bool = false, body: String = "They came at noon.") async throws
    -> OutboxReport
  {
    let draft = try await store.beginDraft(
      Report(title: title, isUrgent: urgent, body: body), for: newsroom.id, now: clock.now)
    let filed = try await store.file(draft.id, nonce: RandomBytes.make(32), now: clock.now)
    return try await engine.pack(filed.id).get()
  }

  /// What a relay does with this report: answers in the order in which it is asked, the last of which repeats. None: it is
  /// an honest relay.
  func script(_ relay: String, _ report: OutboxReport, _ answers: ScriptedTransport.Answer...) {
    let url = RelayAddress.dropURL(relay, report.drop ?? "")
    switch answers.count {
    case 0:
      guard let double = relays[relay] else { return }
      network.script(url, .respond { double.answer($0) })
    case 1: network.script(url, answers[0])
    case 2: network.script(url, answers[0], answers[1])
    case 3: network.script(url, answers[0], answers[1], answers[2])
    default: network.script(url, answers[0], answers[1], answers[2], answers[3])
    }
  }

  @discardableResult
  func deliver(_ which: [ReportNumber]? = nil, hurry: Bool = false) async throws -> DeliveryReport {
    try await engine.deliver(which, hurry: hurry) { told.note($0) }
  }

  /// What was asked of a relay about a report: `PUT`, `HEAD`.
  func methods(_ relay: String, _ report: OutboxReport) -> [String] {
    network.requests(of: RelayAddress.dropURL(relay, report.drop ?? "")).map(\.method.rawValue)
  }

  func report(_ report: OutboxReport) async throws -> OutboxReport? { try await store.outboxReport(report.id) }

  func record(_ relay: String, _ report: OutboxReport) async throws -> RelayRecord? {
    try await store.outboxReport(report.id)?.relays.first { $0.url == relay }
  }

  func sentence(_ report: OutboxReport) async throws -> String {
    let now = try await store.outboxReport(report.id) ?? report
    return Phrasebook.english(
      OutboxSentence.sentence(now, relays: try await store.mirrors(of: newsroom.id, now: clock.now), now: clock.now))
  }
}

/// A relay as it should be: keeps what is brought under the hash of its bytes.
final class RelayDouble: Sendable {
  private let kept = Mutex<[String: [UInt8]]>([:])

  var drops: [String: [UInt8]] { kept.withLock { $0 } }
  func keep(_ bytes: [UInt8]) { kept.withLock { $0[Digest.of(bytes).hex] = bytes } }

  func answer(_ request: WireRequest) -> WireResponse {
    let name = request.url.split(separator: "/").last.map(String.init) ?? ""
    switch request.method {
    case .put:
      let bytes = [UInt8](FileManager.default.contents(atPath: request.upload?.path ?? "") ?? Data())
      guard Digest.of(bytes).hex == name else { return WireResponse(status: 422, url: request.url) }
      let isNew = kept.withLock { $0.updateValue(bytes, forKey: name) == nil }
      return WireResponse(status: isNew ? 201 : 200, url: request.url)
    case .head:
      guard let size = drops[name]?.count else { return WireResponse(status: 404, url: request.url) }
      return WireResponse(status: 200, headers: [WireHeader("Content-Length", "\(size)")], url: request.url)
    case .get:
      guard let bytes = drops[name] else { return WireResponse(status: 404, url: request.url) }
      return WireResponse(status: 200, body: bytes, url: request.url)
    }
  }

  /// `GET <relay>/drop/` in the JSON form of nginx's autoindex.
  var listing: ScriptedTransport.Answer {
    .respond { [self] request in
      let lines = drops.map { #"{"name":"\#($0)","type":"file","mtime":"x","size":\#($1.count)}"# }
      return WireResponse(
        status: 200, headers: [WireHeader("Content-Type", "application/json")],
        body: Array("[\(lines.joined(separator: ","))]".utf8), url: request.url)
    }
  }
}
