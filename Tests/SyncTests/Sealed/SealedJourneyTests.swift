import CurlTransport
import Edition
import Foundation
import MirrorLab
import News
import Seal
import Store
import TestSupport
import Testing

@testable import Sync

/// A report's whole way to a signed newsroom, over sockets: filed without a network, sealed, on two relays, opened at the desk,
/// acknowledged and answered in the edition, and read by who wrote it.
@Suite struct SealedJourneyTests {
  private func file(_ scene: EditionScene, _ title: String = "At the gate") async throws -> ReportNumber {
    let draft = try await scene.store.beginDraft(
      Report(title: title, byline: "Kim", body: "Four vans came at dawn."), for: scene.followed.id)
    return try await scene.store.file(draft.id, nonce: RandomBytes.make(32)).id
  }

  private func report(_ scene: EditionScene, _ number: ReportNumber) async throws -> OutboxReport {
    try #require(try await scene.store.outboxReport(number))
  }

  /// What the desk makes of the drops of these relays.
  private func inbox(
    _ scene: EditionScene, _ relays: [LabMirror], identity: AgeIdentity, folder: String = "desk"
  ) async throws -> InboxReport {
    await InboxReader(
      transport: scene.transport, folder: scene.home.file(folder), identities: [identity],
      fingerprint: scene.newsroom.fingerprint
    ).fetch(relays.map { $0.url("/") })
  }

  @Test func fromTheStreetToTheDeskAndBack() async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(3)
    try await withScene(newsroom) { scene in
      // Two relays of other people, both away: the reporter is offline. The keys are not here yet either.
      let relays = try await Lab.start(mirrors: 2, site: LabSite([:]), addresses: ["127.0.0.3", "127.0.0.4"])
      for relay in relays.mirrors { _ = try await scene.engine.addRelay(relay.url("/"), to: scene.followed.id) }
      let number = try await file(scene)
      let waiting = try await scene.engine.deliver()
      #expect(waiting.waitingForKeys == [number] && relays.mirrors.allSatisfy(\.puts.isEmpty))

      try await scene.sync()
      let rest = try await scene.engine.deliver()
      let relayed = try await report(scene, number)
      #expect(rest.waitingForKeys.isEmpty && relayed.state == .relayed && relayed.consent == .none, "nothing was asked")
      #expect(
        relayed.sealedTo == [newsroom.desk.recipient.text] && relayed.relays.map(\.state) == [.confirmed, .confirmed])
      let name = try #require(relayed.drop)
      for relay in relays.mirrors {
        #expect(relay.drops.keys.sorted() == [name])
        // Nothing that the relay gets tells one writer from another.
        let put = try #require(relay.requests.first { $0.method == "PUT" })
        let known: Set<String> = [
          "host", "user-agent", "accept", "accept-encoding", "content-type", "if-none-match", "idempotency-key",
          "content-length", "expect",
        ]
        #expect(Set(put.headers.map { $0.name.lowercased() }).isSubset(of: known), "\(put.headers)")
        #expect(relay.drops[name]?.count == AgeSealer.size(of: 4_096, stanzas: 4))
      }

      // A stranger with another key, and a relay that alters what it keeps.
      let stranger = try await inbox(scene, relays.mirrors, identity: AgeIdentity(), folder: "stranger")
      #expect(stranger.reports.isEmpty && stranger.troubles.count == 1)
      let opened = try await inbox(scene, relays.mirrors, identity: newsroom.desk)
      #expect(opened.troubles.isEmpty && opened.reports.count == 1)
      let item = try #require(opened.reports.first)
      #expect(item.report.report.body == "Four vans came at dawn." && item.relays.count == 2 && item.drops == [name])

      // The desk publishes receipt and letter among those for others.
      let answer = try #require(item.report.envelope.flatMap { AgeRecipient($0.answer) })
      let letter = try #require(try SealedLetter.seal("만납시다. Meet us at nine.\u{1B}[2J", for: answer))
      let others = try (0..<5).map { try SealedLetter.seal("Not you \($0)", for: AgeIdentity().recipient) ?? [] }
      try newsroom.publish(1) { writer in
        let receipt = try #require(opened.receipts[name])
        try writer.add(.receipt([receipt], time: newsroom.now))
        for sealed in others + [letter] { try writer.add(.letter(sealed, time: newsroom.now)) }
      }
      try scene.serve()
      let before = relays.mirrors.map(\.requests.count)
      try await scene.sync()
      let received = try await report(scene, number)
      #expect(received.state == .received && received.received == newsroom.now)
      #expect(received.letters.map(\.text) == ["만납시다. Meet us at nine.\u{1B}[2J"])
      #expect(relays.mirrors.map(\.requests.count) == before, "no relay hears of it")
      let sentence = Phrasebook.english(OutboxSentence.sentence(received, relays: [], now: Date()))
      #expect(sentence.hasPrefix("the desk has it: receipt of 20"))
      // Once more: nothing comes twice, and nothing is sent any more.
      try await scene.sync()
      #expect(try await report(scene, number).letters.count == 1)
      #expect(try await scene.engine.deliver().reports.isEmpty)
      await relays.stop()
    }
  }

  @Test func whatNobodyHoldsYetIsSealedAnewWhenAKeyIsReplaced() async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(1)
    try await withScene(newsroom) { scene in
      try await scene.sync()
      let number = try await file(scene)
      let first = try await scene.engine.pack(number).get()
      let stolen = newsroom.desk
      #expect(first.sealedTo == [stolen.recipient.text])
      #expect(try await scene.engine.pack(number).get().drop == first.drop, "a sound drop stays as it is")

      try newsroom.rotate(desk: AgeIdentity())
      try newsroom.publish(1)
      try scene.serve()
      try await scene.sync()
      let relay = try await Lab.start(mirrors: 1, site: LabSite([:]), addresses: ["127.0.0.3"])
      _ = try await scene.engine.addRelay(relay.mirrors[0].url("/"), to: scene.followed.id)
      try await scene.engine.deliver()
      let sent = try await report(scene, number)
      #expect(sent.state == .relayed && sent.sealedTo == [newsroom.desk.recipient.text] && sent.formerDrops.isEmpty)
      #expect(sent.drop != first.drop && relay.mirrors[0].drops.keys.sorted() == [sent.drop])
      #expect(try FileManager.default.contentsOfDirectory(atPath: scene.store.dropsFolder) == [sent.drop])
      let thief = try await inbox(scene, relay.mirrors, identity: stolen, folder: "thief")
      #expect(thief.reports.isEmpty)
      #expect(try await inbox(scene, relay.mirrors, identity: newsroom.desk).reports.count == 1)
      await relay.stop()
    }
  }

  @Test func whatRelaysHoldForAReplacedKeyIsSentAgainAndCountsOnce() async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(1)
    try await withScene(newsroom) { scene in
      try await scene.sync()
      let relays = try await Lab.start(mirrors: 2, site: LabSite([:]), addresses: ["127.0.0.3", "127.0.0.4"])
      for relay in relays.mirrors { _ = try await scene.engine.addRelay(relay.url("/"), to: scene.followed.id) }
      let number = try await file(scene)
      try await scene.engine.deliver()
      let old = newsroom.desk
      let first = try await report(scene, number)
      #expect(first.state == .relayed)

      try newsroom.rotate(desk: AgeIdentity())
      try newsroom.publish(1)
      try scene.serve()
      try await scene.sync()
      try await scene.engine.deliver()
      let second = try await report(scene, number)
      #expect(second.state == .relayed && second.formerDrops == [first.drop] && second.drop != first.drop)
      #expect(relays.mirrors.allSatisfy { $0.drops.count == 2 })
      // A desk that still has both keys sees one report, and its receipt for either drop is the report's.
      let opened = await InboxReader(
        transport: scene.transport, folder: scene.home.file("desk"), identities: [newsroom.desk, old]
      ).fetch(relays.mirrors.map { $0.url("/") })
      #expect(opened.reports.count == 1 && opened.reports[0].drops.count == 2 && opened.receipts.count == 2)
      try newsroom.publish(0) { writer in
        let receipt = try #require(opened.receipts[first.drop ?? ""])
        try writer.add(.receipt([receipt], time: newsroom.now))
      }
      try scene.serve()
      try await scene.sync()
      #expect(try await report(scene, number).state == .received)
      await relays.stop()
    }
  }

  @Test func aForkSendsNothing() async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(2)
    let twin = try newsroom.twin()
    try newsroom.publish(1)
    try twin.publish(1)
    try await withScene(newsroom) { scene in
      try await scene.sync()
      let relay = try await Lab.start(mirrors: 1, site: LabSite([:]), addresses: ["127.0.0.3"])
      _ = try await scene.engine.addRelay(relay.mirrors[0].url("/"), to: scene.followed.id)
      let number = try await file(scene)
      scene.lab.mirrors[0].site = try twin.site()
      try await scene.sync()
      #expect(try await scene.status().fork != nil)
      let report = try await scene.engine.deliver()
      #expect(report.stopped == [number] && relay.mirrors[0].puts.isEmpty)
      let filed = try await self.report(scene, number)
      #expect(filed.sealing == .stopped && filed.state == .filed)
      await relay.stop()
    }
  }
}
