import News
import Store
import Sync
import TestSupport
import Testing
import Wire

@Suite(.timeLimit(.minutes(2))) struct RelayAddressTests {
  @Test func aDropHasOneAddressWithOrWithoutASlash() {
    #expect(RelayAddress.dropURL("https://r1.example", "ab") == "https://r1.example/drop/ab")
    #expect(RelayAddress.dropURL("https://r1.example/in/", "ab") == "https://r1.example/in/drop/ab")
    #expect(RelayAddress.listURL("https://r1.example/in") == "https://r1.example/in/drop/")
  }

  @Test(
    arguments: [
      ("https://r1.example/", true), ("http://r1.example/", false), ("http://127.0.0.1:8080/", true),
      ("http://127.9.9.9/", true), ("http://[::1]/", true), ("http://localhost/", true), ("http://x.onion/", true),
      ("http://127.0.0.1.example/", false), ("http://127.1.example/", false), ("http://notlocalhost/", false),
      ("http://onion/", false), ("http://x.onion.example/", false), ("http://127.0.0.1@evil.example/", false),
      ("http://1270.0.0.1/", false), ("http://127.0.0.256/", false), ("nonsense", false),
    ]) func onlyWhereNobodyOnTheWayCanReadItIsPrivate(url: String, isPrivate: Bool)
  {
    #expect(RelayAddress.isPrivate(url) == isPrivate)
    #expect(RelayAddress.allows(.overTLS, url) == isPrivate)
    #expect(!RelayAddress.allows(.none, url))
    #expect(RelayAddress.allows(.inClear, url))
  }

  @Test(arguments: ["https://user:s3cret@r1.example", "https://user@r1.example/", "http://:s3cret@r1.example/"])
  func aPasswordInAnAddressIsRefusedAndNotRepeated(url: String) async throws {
    let scene = try await DeliveryScene(relays: [])
    do {
      try await scene.engine.addRelay(url, to: scene.newsroom.id)
      Issue.record("it was taken")
    } catch {
      #expect(Phrasebook.english(error.phrase).contains("netrc"))
      #expect(!Phrasebook.english(error.phrase).contains("s3cret") && !"\(error)".contains("s3cret"))
    }
  }

  @Test(arguments: [
    "", "  ", "mailto:a@b", "file:///etc", "ftp://r1.example/", "https://", "https://r1.example/?x=1", "a b",
  ])
  func whatIsNoAddressIsRefused(url: String) async throws {
    let scene = try await DeliveryScene(relays: [])
    await #expect(throws: StoreFault.self) { try await scene.engine.addRelay(url, to: scene.newsroom.id) }
  }

  @Test func aRelayIsAddedOnce() async throws {
    let scene = try await DeliveryScene(relays: [])
    let added = try await scene.engine.addRelay(" HTTPS://R1.example#top\n", to: scene.newsroom.id)
    #expect(added.url == "https://r1.example/" && added.kind == .relay)
    for again in ["https://r1.example", "r1.example", "https://r1.example/"] {
      await #expect(throws: StoreFault.self) { try await scene.engine.addRelay(again, to: scene.newsroom.id) }
    }
    try await scene.engine.addRelay("https://r1.example/other", to: scene.newsroom.id)
    let relays = try await scene.store.mirrors(of: scene.newsroom.id, now: scene.clock.now).filter(\.takesDrops)
    #expect(relays.count == 2 && scene.network.requests.isEmpty)
  }
}
