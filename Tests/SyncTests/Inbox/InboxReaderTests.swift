import Foundation
import News
import Seal
import Store
import TestSupport
import Testing
import Wire

@testable import Sync

/// A desk with relays, and reports that are packed for it.
private struct InboxScene {
  let packs: PackScene
  let network = ScriptedTransport()
  let relays = ["https://r1.example/", "https://r2.example/"]
  let doubles = [RelayDouble(), RelayDouble()]
  var inbox: String { packs.folder.path + "/inbox" }

  init() throws { packs = try PackScene() }

  func reader(_ credentials: Netrc = Netrc(), budget: (Int, Int)? = nil) -> InboxReader {
    InboxReader(
      transport: network, folder: inbox, credentials: credentials, clock: network.clock,
      budget: budget ?? (InboxReader.mostFetched, InboxReader.mostRead))
  }

  /// Puts a version of a report onto these relays, and returns the drop's name.
  @discardableResult
  func put(
    _ title: String = "The march", id: String = "6f9619ff-8b86-4011-b42d-00c04fc964ff", version: Int = 1,
    nonce: UInt8 = 1, minutes: Int = 0, on places: [Int] = [0, 1]
  ) throws -> String {
    var filing = try packs.filing(
      Report(id: ReportID(rawValue: id), version: version, title: title),
      filed: Date(timeIntervalSince1970: 1_750_000_000 + Double(minutes) * 60))
    filing.nonce = [UInt8](repeating: nonce, count: 32)
    let drop = try packs.pack(filing)
    for place in places { doubles[place].keep(packs.bytes(drop.path)) }
    return drop.name
  }

  func listen() {
    for (relay, double) in zip(relays, doubles) {
      network.script(RelayAddress.listURL(relay), double.listing)
      for name in doubles.flatMap({ $0.drops.keys }) {
        network.script(RelayAddress.dropURL(relay, name), .respond { double.answer($0) })
      }
    }
  }

  func fetch(_ reader: InboxReader? = nil) async -> InboxReport { await (reader ?? self.reader()).fetch(relays) }
  func said(_ report: InboxReport) -> [String] { report.troubles.map { Phrasebook.english($0.phrase) } }
}

@Suite(.timeLimit(.minutes(1))) struct InboxReaderTests {
  @Test func whatTwoRelaysHaveIsFetchedOnceAndShownOnce() async throws {
    let scene = try InboxScene()
    let march = try scene.put()
    let strike = try scene.put("The strike", id: "11111111-8b86-4011-b42d-00c04fc964ff", minutes: 5, on: [1])
    scene.listen()
    let report = await scene.fetch()
    #expect(report.reports.map(\.report.report.title) == ["The strike", "The march"])
    #expect(report.reports.map(\.drops) == [[strike], [march]])
    #expect(report.reports.map(\.relays) == [[scene.relays[1]], scene.relays])
    #expect(report.fetched == 2 && report.troubles.isEmpty)
    #expect(scene.network.requests.filter { $0.url.hasSuffix(march) }.count == 1)
    let again = await scene.fetch()
    #expect(again.reports == report.reports && again.fetched == 0)
    #expect(scene.network.requests.filter { $0.url.hasSuffix(march) }.count == 1, "what is here is not fetched again")
    let kept = await scene.reader().kept()
    #expect(kept.reports.map(\.report) == report.reports.map(\.report), "and can be read without a network")
  }

  @Test func theNewestVersionIsShownAndTheOlderAreListed() async throws {
    let scene = try InboxScene()
    let first = try scene.put("Frist", nonce: 1)
    let third = try scene.put("Third", version: 3, nonce: 3, minutes: 9, on: [1])
    let second = try scene.put("Second", version: 2, nonce: 2, minutes: 5)
    scene.listen()
    let item = try #require(await scene.fetch().reports.first)
    #expect(item.report.report.title == "Third" && item.drops == [third])
    #expect(item.older.map(\.drops) == [[second], [first]])
    #expect(!item.isContested)
  }

  @Test func theSameWordsPackedTwiceAreOneReport() async throws {
    let scene = try InboxScene()
    let drops = [try scene.put(on: [0]), try scene.put(minutes: 3, on: [1])]
    scene.listen()
    let report = await scene.fetch()
    #expect(report.reports.count == 1)
    #expect(Set(report.reports[0].drops) == Set(drops) && report.reports[0].relays.count == 2)
  }

  @Test func twoThatSayDifferentThingsUnderOneNameAreBothShown() async throws {
    let scene = try InboxScene()
    try scene.put("At noon")
    try scene.put("At midnight", nonce: 2)
    try scene.put("Other", id: "11111111-8b86-4011-b42d-00c04fc964ff")
    scene.listen()
    let report = await scene.fetch()
    let contested = report.reports.filter(\.isContested)
    #expect(Set(contested.map(\.report.report.title)) == ["At noon", "At midnight"])
    #expect(report.reports.count == 3)
  }

  @Test func aRelayThatSendsSomethingElseIsNamedAndTheNextIsAsked() async throws {
    let scene = try InboxScene()
    let march = try scene.put()
    scene.listen()
    scene.network.script(RelayAddress.dropURL(scene.relays[0], march), .status(200, body: "something else"))
    let report = await scene.fetch()
    #expect(report.reports.map(\.drops) == [[march]])
    #expect(
      scene.said(report) == [
        "r1.example: what it sent as drop \(march.prefix(12))… is something else, and was not kept"
      ])
    #expect(report.troubles.map(\.relay) == [scene.relays[0]])
    #expect(try FileManager.default.contentsOfDirectory(atPath: scene.inbox) == [march])
  }

  @Test func aDamagedCopyInTheFolderIsFetchedAgain() async throws {
    let scene = try InboxScene()
    let march = try scene.put()
    scene.listen()
    _ = await scene.fetch()
    try Data([1, 2, 3]).write(to: URL(fileURLWithPath: scene.inbox + "/" + march))
    let report = await scene.fetch()
    #expect(report.fetched == 1 && report.reports.count == 1)
  }

  @Test func whatCannotBeReadIsToldAndNotLost() async throws {
    let scene = try InboxScene()
    let bytes = [UInt8]("age-encryption.org/v1\n…".utf8)
    let name = Digest.of(bytes).hex
    scene.doubles[0].keep(bytes)
    scene.listen()
    let report = await scene.fetch()
    #expect(report.reports.isEmpty && report.fetched == 1)
    #expect(scene.said(report).count == 1 && scene.said(report)[0].contains("1 drop is sealed"))
    #expect(scene.packs.bytes(scene.inbox + "/" + name) == bytes)
  }

  @Test func aRelayThatFailsIsNamedAndTheOtherIsRead() async throws {
    let scene = try InboxScene()
    try scene.put()
    scene.listen()
    let list = RelayAddress.listURL(scene.relays[0])
    for (answer, sentence) in [
      (ScriptedTransport.Answer.status(401), "r1.example: wants a user and a password that it knows (401)"),
      (.fail(WireFailure(.refused)), "r1.example: connection refused"),
      (
        .status(200, body: "[{\"name\": 1"),
        "r1.example: what it lists is not the JSON of a relay (autoindex_format json)"
      ),
      (
        .page("<html><title>Log in</title></html>"),
        "r1.example: a block page or captive portal answers in its place: a web page titled “Log in”"
      ),
    ] {
      scene.network.script(list, answer)
      let report = await scene.fetch()
      #expect(report.reports.count == 1)
      #expect(scene.said(report) == [sentence])
    }
  }

  @Test func theLoginGoesToItsHostAlone() async throws {
    let scene = try InboxScene()
    try scene.put()
    scene.listen()
    _ = await scene.fetch(scene.reader(try Netrc.read(text: "machine r2.example login desk password s3cret")))
    let authorized = scene.network.requests.filter { $0.headers.contains { $0.name == "Authorization" } }
    #expect(!authorized.isEmpty && authorized.allSatisfy { $0.url.hasPrefix("https://r2.example/") })
  }

  @Test func aRelayOfRubbishIsGivenUpAndTheBudgetHolds() async throws {
    let scene = try InboxScene()
    let march = try scene.put(on: [1])
    let names = (0..<50).map { Digest.of([UInt8($0)]).hex }
    let lines = names.map { #"{"name":"\#($0)","size":9223372036854775807}"# }.joined(separator: ",")
    scene.listen()
    scene.network.script(RelayAddress.listURL(scene.relays[0]), .status(200, body: "[\(lines)]"))
    for name in names {
      scene.network.script(RelayAddress.dropURL(scene.relays[0], name), .status(200, body: "rubbish"))
    }
    let report = await scene.fetch()
    #expect(report.reports.map(\.drops) == [[march]])
    #expect(scene.network.requests.filter { $0.url.hasPrefix("https://r1.example/drop/") }.count == 6)
    #expect(scene.said(report).last == "r1.example: not asked for the rest, after so many failures in a row")
    let poor = await scene.fetch(scene.reader(budget: (1_000, 1_000)))
    #expect(poor.reports.map(\.drops) == [[march]], "what is here is read all the same")
    #expect(scene.said(poor).contains("enough for one time: ask again for the rest"))
  }

  @Test func textsThatDoNotFitIntoMemoryTogetherStayOnTheDisk() async throws {
    let scene = try InboxScene()
    for place in 0..<4 { try scene.put("\(place)", id: UUID().uuidString, nonce: UInt8(place)) }
    scene.listen()
    let report = await scene.fetch(scene.reader(budget: (1 << 20, 300)))
    #expect(report.reports.count == 2 && report.fetched == 4)
    #expect(scene.said(report).last?.hasPrefix("2 more drops are kept in ") == true)
  }

  @Test func whatAKilledFetchLeftIsSweptAfterADay() async throws {
    let scene = try InboxScene()
    for name in [".part-old", ".part-new", "old"] { try scene.packs.folder.write([1], to: "inbox/" + name) }
    for name in [".part-old", "old"] {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -90_000)], ofItemAtPath: scene.inbox + "/" + name)
    }
    _ = await scene.fetch()
    #expect(Set(try FileManager.default.contentsOfDirectory(atPath: scene.inbox)) == [".part-new", "old"])
  }

  @Test func cancelledItKeepsWhatCame() async throws {
    let scene = try InboxScene()
    let names = [try scene.put("One", nonce: 1), try scene.put("Two", id: UUID().uuidString, nonce: 2)].sorted()
    scene.network.script(
      RelayAddress.listURL(scene.relays[0]),
      .status(200, body: "[" + names.map { #"{"name":"\#($0)"}"# }.joined(separator: ",") + "]"))
    let double = scene.doubles[0]
    scene.network.script(RelayAddress.dropURL(scene.relays[0], names[0]), .respond { double.answer($0) })
    scene.network.script(RelayAddress.dropURL(scene.relays[0], names[1]), .never)
    let reader = scene.reader()
    let fetch = Task { await reader.fetch([scene.relays[0]]) }
    await scene.network.clock.sleeper(until: .max)
    fetch.cancel()
    let report = await fetch.value
    #expect(report.wasCancelled && report.fetched == 1 && report.reports.map(\.drops) == [[names[0]]])
  }

  @Test func anAddressWithAPasswordIsRefusedAndNotRepeated() async throws {
    let scene = try InboxScene()
    let report = await scene.reader().fetch(["https://u:s3cret@r1.example/", "nonsense nonsense"])
    #expect(scene.network.requests.isEmpty && report.troubles.count == 2)
    #expect(!"\(report)".contains("s3cret"))
  }
}
