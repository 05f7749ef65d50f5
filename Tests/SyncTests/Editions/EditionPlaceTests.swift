import Edition
import Foundation
import MirrorLab
import News
import Store
import Sync
import Testing

/// What becomes of a mirror's place when it gave what the newsroom did not sign, or the state that excludes ours.
@Suite(.serialized, .timeLimit(.minutes(3))) struct EditionPlaceTests {
  private func mirrors(_ scene: EditionScene) async throws -> [Mirror] {
    try await scene.store.mirrors(of: scene.followed.id)
  }

  private func order(_ scene: EditionScene) async throws -> [MirrorID] {
    var numbers = SystemRandomNumberGenerator()
    return MirrorRota(try await mirrors(scene), now: .now, using: &numbers).candidates.map(\.mirror)
  }

  @Test func whoTampersIsAskedLastFromThenOn() async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(40)
    try await withScene(newsroom, mirrors: 2) { scene in
      // Heads and all are good, but for the texts.
      scene.lab.mirrors[0].site = try newsroom.site().spoiled("segment/000000", at: 20)
      scene.lab.mirrors[1].fault = .slow(milliseconds: 300)
      let report = try await scene.sync()
      #expect(report.new == 40)
      let liar = try #require(report.mirrors.first { $0.verdict?.symptom == .tampered })
      #expect(liar.url == scene.lab.mirrors[0].url("/") && liar.kind == .failed)
      let kept = try #require(try await mirrors(scene).first { $0.id == liar.mirror })
      #expect(!kept.memory.breaker.isClosed && kept.memory.breaker.isHard && kept.memory.tries == [false])
      #expect(try await order(scene).last == liar.mirror)
      // It is well again, and not asked as long as another answers.
      try scene.serve()
      #expect(try await scene.sync().mirrors.map(\.mirror).contains(liar.mirror) == false)
    }
  }

  @Test func whoForksIsChargedInEachRoundUntilTheEditorsSpeakAndIsAskedForTheirWordAllTheSame() async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(30)
    let thief = try newsroom.twin()
    try await withScene(newsroom, mirrors: 2) { scene in
      try await scene.sync()
      // The thief was faster: the reader has his state, and the first mirror serves it.
      try thief.publish(2)
      for mirror in scene.lab.mirrors { mirror.site = try thief.site() }
      try await scene.sync()
      try newsroom.publish(1)
      let point = try newsroom.publish(1).point
      scene.lab.mirrors[1].site = try newsroom.site()
      let (thiefs, honest) = (scene.lab.mirrors[0].url("/"), scene.lab.mirrors[1].url("/"))
      let ids = try await mirrors(scene).reduce(into: [String: MirrorID]()) { $0[$1.url] = $1.id }
      let asked = try #require(ids[honest])
      let report = try #require(try await scene.engine.sync([scene.followed.id], asking: [asked]).first)
      #expect(report.isUnsafe && report.mirrors.map(\.verdict?.symptom) == [.fork], "\(report)")
      #expect(report.mirrors.map(\.kind) == [.failed] && report.mirrors.first?.verdict?.weight == .hard)
      // That is no piece that nobody signed: the notes are kept, and no mirror is said to tamper.
      let alarm = try await scene.status()
      #expect(alarm.tampering.isEmpty && alarm.fork?.mirror == honest)
      var forked = try #require(try await mirrors(scene).first { $0.url == honest })
      #expect(forked.memory.breaker.isHard && forked.memory.tries.last == false)
      #expect(try await order(scene).last == forked.id)

      // While the fork stands: ours has served nothing, and both are asked for the editors' word.
      let second = try await scene.sync()
      #expect(second.isUnsafe && second.served == nil)
      #expect(second.mirrors.allSatisfy { $0.kind != .served }, "\(second)")
      #expect(scene.asked.filter { $0 == "root/2.json" }.count == 2, "\(scene.asked)")
      let outcomes = try await scene.engine.test([forked.id])
      #expect(outcomes.map(\.verdict?.symptom) == [.fork])
      forked = try #require(try await mirrors(scene).first { $0.url == honest })
      #expect(!forked.memory.breaker.isClosed)

      // The thief's mirror is asked first, and says that there are no new keys. The other has them.
      try newsroom.rotate(trunk: point)
      try newsroom.publish(1)
      scene.lab.mirrors[1].site = try newsroom.site()
      #expect(try await order(scene).first == ids[thiefs])
      let settled = try await scene.sync()
      #expect(settled.trouble == nil && settled.servedURL == honest, "\(settled)")
      let status = try await scene.status()
      #expect(status.fork == nil && status.root == 2 && status.size == 33 && status.isWhole)
    }
  }
}
