import Edition
import Foundation
import MirrorLab
import News
import Store
import Testing
import Wire

@testable import Sync

/// Keys that a newsroom signs for its mirrors: they keep reports from whom they are not for, and nobody from the news.
@Suite(.serialized, .timeLimit(.minutes(1))) struct EditionPinTests {
  private let pin = "sha256//" + String(repeating: "A", count: 43) + "="

  @Test func aSignedKeyThatIsWrongLocksNobodyOut() async throws {
    let newsroom = try EditionNewsroom()
    try newsroom.publish(3)
    try await withScene(newsroom) { scene in
      let url = scene.lab.mirrors[0].url("/")
      try newsroom.publish(0) {
        try $0.add(.mirrors([EntryMirror(url: url, pins: [pin])], time: newsroom.now))
      }
      try scene.serve()
      #expect(try await scene.sync().new == 3)
      let mirror = try #require(try await scene.store.mirrors(of: scene.followed.id).first { $0.url == url })
      #expect(mirror.signed?.pins == [pin])
      // The head, the entries, the texts, and the keys that would put it right.
      try newsroom.rotate()
      try newsroom.publish(2)
      try scene.serve()
      let report = try await scene.sync()
      #expect(report.new == 2 && report.trouble == nil && report.mirrors.allSatisfy { $0.verdict == nil }, "\(report)")
      let status = try await scene.status()
      #expect(status.isWhole && status.root == 2)
      #expect(try await scene.engine.test([mirror.id]).map(\.verdict) == [nil])
    }
  }

  @Test func theyAreTheRelaysAloneAndTheReadersOwnStandsForAll() {
    var mirror = Mirror(id: MirrorID(rawValue: 1), newsroom: NewsroomID(rawValue: 1), url: "https://m.example/")
    mirror.signed = SignedMirror(url: mirror.url, addresses: ["192.0.2.7"], pins: [pin])
    #expect(mirror.pieceRoute == WireRoute(addresses: ["192.0.2.7"]))
    #expect(mirror.wireRoute == WireRoute(addresses: ["192.0.2.7"], pins: [pin]))
    // Nothing vouches for a key where there is no TLS.
    for url in ["http://m.example/", "http://m.onion/"] {
      mirror.url = url
      #expect(mirror.wireRoute.pins.isEmpty && mirror.pieceRoute.pins.isEmpty)
    }
    mirror.url = "https://m.example/"
    let own = pin.replacing("A", with: "B")
    mirror.route = MirrorRoute(pins: [own])
    #expect(mirror.pieceRoute.pins == [own] && mirror.wireRoute.pins == [own])
  }
}
