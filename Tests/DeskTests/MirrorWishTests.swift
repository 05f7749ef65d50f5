import Foundation
import News
import Screen
import Testing

@testable import Desk

/// What the mirrors page asks for, and what it is told.
@Suite struct MirrorWishTests {
  private let kr1 = MirrorID(rawValue: 1)
  private let room = Fixture.newsroom.id

  @Test func `mirrors that are left alone are asked again by one key, in the newsroom of the selected one`() throws {
    var scene = Scene()
    try scene.press("m!G!")
    #expect(scene.wanted == [.mirror(.retry(room)), .mirror(.retry(Fixture.other.id))])
  }

  @Test func `the way to a mirror is changed in its line, and all that was taken out of the line is gone`() throws {
    var scene = Scene(shelf: MirrorPromptScenes.shelf)
    try scene.press("mo<C-a><C-k>tor<Enter>o<C-u><Enter>:route address 192.0.2.1<Enter>")
    #expect(
      scene.wanted == [
        .mirror(.setRoute(kr1, "settings tor")), .mirror(.setRoute(kr1, "settings")),
        .mirror(.setRoute(kr1, "address 192.0.2.1")),
      ])
  }

  @Test func `a way that was left as it is changes nothing, nor does a line that was left`() throws {
    var scene = Scene(shelf: MirrorPromptScenes.shelf)
    try scene.press("mo<Enter>")
    #expect(scene.bottom.contains("left as it is"))
    try scene.press("o tor<Esc>")
    #expect(scene.wanted.isEmpty)
  }

  @Test func `the way stays that of the mirror it was asked for, whatever is selected by then`() throws {
    var scene = Scene()
    try scene.press("mo")
    scene.shelf.mirrors.remove(at: 0)
    scene.happen(.loaded(.changed))
    try scene.press("tor<Enter>")
    #expect(scene.wanted == [.mirror(.setRoute(kr1, "settings tor"))])
  }

  @Test(arguments: [
    (MirrorRoute(), ""), (MirrorRoute(proxy: "direct"), "direct"),
    (MirrorRoute(proxy: "socks5h://127.0.0.1:9050"), "tor"),
    (MirrorRoute(proxy: "socks5h://10.0.0.1:1080", names: "system"), "socks5h://10.0.0.1:1080 system"),
    (MirrorRoute(names: "https://dns.example/q 192.0.2.53"), "doh https://dns.example/q 192.0.2.53"),
    (
      MirrorRoute(addresses: ["192.0.2.1", "2001:db8::1"], pins: ["sha256//a="]),
      "address 192.0.2.1,2001:db8::1 pin sha256//a="
    ),
  ])
  func `a way is shown in the words that set it`(_ route: MirrorRoute, _ words: String) {
    #expect(RouteText.words(route) == words)
  }

  @Test func `the way to all mirrors is set by name, from the front page, too`() throws {
    var scene = Scene()
    try scene.press(":network tor<Enter>m:network doh https://dns.example/q 192.0.2.53<Enter>")
    #expect(
      scene.wanted == [
        .mirror(.setNetwork("tor")), .mirror(.setNetwork("doh https://dns.example/q 192.0.2.53")),
      ])
  }

  @Test func `a list that is pasted is added whole, after its key`() throws {
    var scene = Scene()
    try scene.press("ma")
    scene.happen(.input(.paste(MirrorPromptScenes.list + "\r\n")))
    #expect(scene.wanted.isEmpty)
    try scene.press("<Enter>")
    #expect(scene.wanted == [.mirror(.addList(MirrorPromptScenes.list, room))])
  }

  @Test func `lines that are pasted one after the other, and what is typed, are one list`() throws {
    var scene = Scene()
    try scene.press("mahttps://a.example/<Space>")
    scene.happen(.input(.paste("https://b.example/\nhttps://c.example/\n")))
    scene.happen(.input(.paste("https://d.example/")))
    try scene.press("https://e.example/<Enter>")
    let list = ["a", "b", "c", "d", "e"].map { "https://\($0).example/" }.joined(separator: "\n")
    #expect(scene.wanted == [.mirror(.addList(list, room))])
  }

  @Test func `a list that is left adds nothing`() throws {
    var scene = Scene()
    try scene.press("ma")
    scene.happen(.input(.paste(MirrorPromptScenes.list)))
    try scene.press("<Esc>a<Enter>")
    #expect(scene.wanted.isEmpty)
  }

  @Test func `addresses pasted on the page itself are asked about, other text is not`() throws {
    var scene = Scene()
    try scene.press("m")
    scene.happen(.input(.paste("a thing")))
    #expect(scene.bottom.contains("paste goes where something is typed"))
    scene.happen(.input(.paste("https://a.example/ https://b.example/ relay")))
    try scene.press("<Enter>")
    #expect(scene.wanted == [.mirror(.addList("https://a.example/\nhttps://b.example/ relay", room))])
  }

  @Test func `what is too long for a list is not taken, and said`() throws {
    var scene = Scene()
    try scene.press("ma")
    scene.happen(.input(.paste(String(repeating: "https://a.example/\n", count: 60_000))))
    #expect(scene.grid.text.contains("too long to be pasted; I takes a file"))
    try scene.press("<Enter>")
    #expect(scene.wanted.isEmpty)
  }

  @Test func `lists of mirrors come from a file and go to one`() throws {
    var scene = Scene()
    try scene.press(
      "mI~/list.txt<Enter>E/tmp/out<Enter>:import-mirrors a b<Enter>:export-mirrors c<Enter>I<Enter>E<Esc>")
    #expect(
      scene.wanted == [
        .mirror(.importList(path: "~/list.txt", room)), .mirror(.exportList(path: "/tmp/out", room)),
        .mirror(.importList(path: "a b", room)), .mirror(.exportList(path: "c", room)),
      ])
  }

  @Test func `a pinned mirror that failed forces nothing: its others are asked once, by the key that is offered`()
    throws
  {
    var scene = Scene()
    scene.shelf.mirrors[0].mirror.isPinned = true
    scene.happen(.loaded(.changed))
    scene.happen(.sync(.began(newsrooms: 2)))
    scene.happen(.sync(.pinnedFailed(room)))
    #expect(scene.grid.text.contains("the pinned mirror of Sori failed; F asks its other mirrors once"))
    scene.happen(.sync(.finished([], new: 0, isOffline: false, failed: 1)))
    #expect(scene.wanted.isEmpty)
    try scene.press("F")
    #expect(scene.wanted == [.mirror(.askOthers(room))])
  }

  @Test func `the offer is for the newsroom it names, until another thing is done`() throws {
    var scene = Scene()
    for place in [0, 4] { scene.shelf.mirrors[place].mirror.isPinned = true }
    try scene.press("m")
    scene.happen(.sync(.pinnedFailed(Fixture.other.id)))
    try scene.press("F")
    scene.happen(.sync(.pinnedFailed(Fixture.other.id)))
    try scene.press("jF")
    #expect(scene.wanted == [.mirror(.askOthers(Fixture.other.id)), .mirror(.askOthers(room))])
  }

  @Test func `several pinned mirrors that failed are one offer, and one key`() throws {
    var scene = Scene(200, 24)
    for place in [0, 4] { scene.shelf.mirrors[place].mirror.isPinned = true }
    scene.happen(.loaded(.changed))
    scene.happen(.sync(.began(newsrooms: 2)))
    scene.happen(.sync(.pinnedFailed(room)))
    scene.happen(.sync(.pinnedFailed(Fixture.other.id)))
    scene.happen(.sync(.pinnedFailed(room)))
    scene.happen(.sync(.finished([], new: 0, isOffline: false, failed: 2)))
    #expect(scene.grid.text.contains("pinned mirrors failed in newsrooms: 2; F asks the other mirrors once"))
    try scene.press("F")
    #expect(scene.wanted == [.mirror(.askOthers(room)), .mirror(.askOthers(Fixture.other.id))])
  }

  @Test func `the offer stands beside what the rounds came to, in whichever order they are told`() {
    var scene = Scene(200, 24)
    for newsrooms in [[room], [room, Fixture.other.id]] {
      scene.happen(.sync(.began(newsrooms: 2)))
      scene.happen(.sync(.finished(["Sori: nobody served"], new: 0, isOffline: false, failed: 1)))
      for newsroom in newsrooms { scene.happen(.sync(.pinnedFailed(newsroom))) }
      #expect(scene.bottom.hasPrefix(" Sori: nobody served · "))
      #expect(scene.bottom.components(separatedBy: "asks").count == 2)
    }
  }

  @Test func `where none is pinned, and where no newsroom is meant, the key says so`() throws {
    var scene = Scene()
    try scene.press("F")
    #expect(scene.bottom.contains("choose a newsroom on the left first"))
    try scene.press("mF")
    #expect(scene.bottom.contains("no mirror of Sori is pinned"))
    #expect(scene.wanted.isEmpty)
  }

  @Test func `offline is nobody's fault: no others are offered`() {
    var scene = Scene()
    scene.happen(.sync(.began(newsrooms: 1)))
    scene.happen(.sync(.pinnedFailed(room)))
    scene.happen(.sync(.finished([], new: 0, isOffline: true, failed: 1)))
    #expect(!scene.grid.text.contains("asks"))
  }

  @Test func `what is learned of a mirror after the round is said at once`() {
    var scene = Scene()
    scene.happen(.sync(.judged("kr1 blocked: reset after the TLS hello")))
    #expect(scene.bottom.contains("kr1 blocked: reset after the TLS hello"))
  }

  @Test(arguments: [
    ("kr1: silent", "kr1", "silent"), ("kr1 blocked: a page", "kr1", "blocked: a page"),
    ("kr1.example: silent", "kr1", "kr1.example: silent"), ("silent", "kr1", "silent"), (": silent", "", ": silent"),
    ("kr1 차단됨: 연결이 끊김", "kr1", "차단됨: 연결이 끊김"),
  ])
  func `a row says what was wrong without the name before it`(_ sentence: String, _ name: String, _ short: String) {
    #expect(MirrorsPage.short(sentence, of: name) == short)
  }

  @Test func `tests that nobody wants any more are cancelled, and their rows wait for nothing`() throws {
    var scene = Scene()
    try scene.press("mT<Esc>")
    #expect(scene.wanted.last == .sync(.cancel))
    #expect(!scene.grid.text.contains("asking…"))
    try scene.press("T:x<Esc>/x<Esc>a<Esc>")
    #expect(scene.wanted.last != .sync(.cancel))
    #expect(scene.grid.text.contains("asking…"))
  }

  @Test func `a mirror that never answers is waited for a minute after the last answer`() throws {
    var scene = Scene()
    try scene.press("mT")
    scene.happen(.ticked(Fixture.now.addingTimeInterval(50)))
    let answer = MirrorOutcome(mirror: kr1, url: "https://kr1.sori.example/feed", kind: .served, milliseconds: 88)
    scene.happen(.tested(answer, sentence: nil))
    scene.happen(.ticked(Fixture.now.addingTimeInterval(100)))
    #expect(scene.grid.text.components(separatedBy: "asking…").count == 4)
    scene.happen(.ticked(Fixture.now.addingTimeInterval(111)))
    #expect(!scene.grid.text.contains("asking…"))
  }

  @Test func `the time until which a mirror is left alone is said while it is to come`() throws {
    var scene = Scene(140, 40, shelf: BlockedMirrorScenes.shelf)
    try scene.press("m")
    #expect(scene.grid.text.contains("left alone until 09:31:05"))
    scene.happen(.ticked(Fixture.now.addingTimeInterval(66)))
    #expect(!scene.grid.text.contains("left alone until"))
  }

  @Test func `keys move in what is known while it has them, and the list has them again after`() throws {
    var scene = Scene(80, 24, shelf: BlockedMirrorScenes.shelf)
    try scene.press("m<Tab>GG<Tab>j")
    #expect(scene.grid.text.contains("https://de1.sori.example/feed"))
    try scene.press("<Tab>jjj<Esc>k")
    #expect(scene.grid.text.contains("https://kr1.sori.example/feed"))
  }

  @Test func `the wheel moves what it is over, and a click gives it the keys`() throws {
    var scene = Scene(80, 14, shelf: BlockedMirrorScenes.shelf)
    try scene.press("m")
    let at = Point(column: 5, row: 10)
    for _ in 0..<3 { scene.happen(.input(.mouse(Mouse(.wheelDown, at: at)))) }
    #expect(!scene.grid.text.contains("https://kr1.sori.example/feed"))
    scene.happen(.input(.mouse(Mouse(.press, at: at))))
    try scene.press("g")
    #expect(scene.grid.text.contains("https://kr1.sori.example/feed"))
  }
}

/// A newsroom with as many mirrors as one may have.
@Suite struct ManyMirrorsTests {
  @Test func `among a thousand mirrors a key is on the screen before the next, while all of them are tested, too`()
    throws
  {
    let mirrors = (1...1_000).map { number in
      ShelvedMirror(
        Fixture.mirror(Int64(number), "https://m\(number).sori.example/feed", number, good: 3, latency: 90),
        name: "m\(number)", sentence: "m\(number) blocked: reset after the TLS hello",
        evidence: Array(repeating: "203.0.113.7 (resolver): connected 31 ms, reset 58 ms, errno 104", count: 12))
    }
    var scene = Scene(140, 40, shelf: Shelf(newsrooms: [Fixture.newsroom], mirrors: mirrors))
    try scene.press("m")
    let clock = ContinuousClock()
    var times: [Duration] = []
    for key in try KeyNotation.keys("jjG<C-b>kTg<C-f><C-d>KJ<Tab>jG<Tab>k") {
      times.append(
        clock.measure {
          scene.happen(.input(.key(key)))
          _ = scene.grid
        })
    }
    // The budget of a release build is 16 ms; this one is not optimised, and the machine may be busy.
    #expect(times.sorted()[times.count / 2] < .milliseconds(100), "\(times)")
    #expect(scene.grid.text.contains("0/1,000 mirrors tested · still asked: 1,000"))
    try scene.press("<Esc>G")
    #expect(scene.grid.text.contains("m1000 "))
  }
}
