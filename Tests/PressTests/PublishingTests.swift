import Edition
import Feeds
import Foundation
import News
import Press
import Seal
import TestSupport
import Testing

@Suite struct PublishingTests {
  @Test("From nothing to a checked edition: keys for their owner alone, an article with its picture, a page, a feed")
  func whole() async throws {
    let desk = try PressDesk()
    for name in ["keys/head.key", "keys/editor-1.key", "newsroom.json"] {
      let mode = try FileManager.default.attributesOfItem(atPath: desk.path + "/" + name)[.posixPermissions] as? Int
      #expect(mode == 0o600, "\(name)")
    }
    let id = try desk.add(
      "---\ntitle: 첫 기사\nsections: 노동, World\nbyline: 데스크\nurgent: yes\n---\nHello **world** <script>alert(1)</script>\n\n![행진](march.png)\n",
      pictures: ["march.png": PressDesk.png])
    #expect(desk.newsroom.waiting == 1)
    let report = try desk.publish()
    #expect(report.entries == 1 && report.point.size == 1 && desk.newsroom.waiting == 0)
    let check = try await desk.check()
    #expect(check.isSound && check.bodies == 1 && check.pictures == 1, "\(check.faults)")
    let page = try desk.text("articles/2026/01/\(id.dropFirst(9)).html")
    #expect(page.contains("<h1>첫 기사</h1>") && page.contains("<strong>world</strong>") && !page.contains("<script"))
    #expect(page.contains("../../../blob/") && page.contains("alt=\"행진\"") && page.contains("<html lang=\"ko\">"))
    let front = try desk.text("index.html")
    #expect(
      front.contains("첫 기사") && front.contains("속보") && front.contains("파업 소식 &lt;Strike&gt; &amp; &quot;News&quot;"))
    #expect(try desk.text("mirrors.html").contains(try #require(desk.newsroom.fingerprint).text))
    let feed = try FeedReader.read(
      Array(try desk.text("feed.atom").utf8), contentType: nil, base: "https://m.example/a/feed.atom")
    #expect(
      feed.articles.map(\.guid) == [id] && feed.articles[0].isUrgent && feed.articles[0].sections == ["노동", "World"])
    #expect(feed.articles[0].content?.contains("https://m.example/a/blob/") == true)
  }

  @Test("Publishing again without news changes the checkpoint's time and the page that shows it, and nothing else")
  func again() throws {
    let desk = try PressDesk()
    for number in 0..<3 { _ = try desk.add("# Article \(number)\n\nText.") }
    try desk.publish()
    let before = try desk.files()
    try desk.publish(3600)
    let after = try desk.files()
    let changed = after.filter { before[$0.key] != $0.value }.keys.sorted()
    #expect(changed == ["checkpoint", "mirrors.en.html", "mirrors.html"] && before.count == after.count)
  }

  @Test("A correction is a revision with its note; a retraction is said; both stand on the page of corrections")
  func corrections() async throws {
    let desk = try PressDesk(languages: ["en"])
    let one = try desk.add("# One\n\nTen halls.")
    let two = try desk.add("# Two\n\nText.")
    try desk.publish()
    _ = try desk.add("---\nnote: Nine halls, not ten.\n---\n# One\n\nNine halls.", id: one, later: 3600)
    try desk.newsroom.retract(two, note: "Not so.", now: desk.now)
    try desk.publish(7200)
    let page = try desk.text("articles/2026/01/\(one.dropFirst(9)).html")
    #expect(page.contains("Nine halls.") && !page.contains("Ten halls") && page.contains("Nine halls, not ten."))
    let other = try desk.text("articles/2026/01/\(two.dropFirst(9)).html")
    #expect(other.contains("taken back") && other.contains("Not so.") && !other.contains("Text."))
    let list = try desk.text("corrections.html")
    #expect(list.contains("Nine halls, not ten.") && list.contains("Not so."))
    #expect(!(try desk.text("index.html")).contains(">Two<"))
    #expect(try await desk.check().isSound)
  }

  @Test("A removed article is gone from every file at the place")
  func removal() async throws {
    let desk = try PressDesk()
    for number in 0..<120 { _ = try desk.add("# Keep \(number)\n\nText.") }
    _ = try desk.add(
      "---\nsections: Secret files\n---\n# Kim Secret\n\nThe secret place. ![x](a.png)",
      pictures: ["a.png": PressDesk.png])
    let said = "{\"board\":\"open\",\"title\":\"Who\",\"text\":\"It was Secret.\"}"
    try desk.newsroom.add(kind: "message", json: Array(said.utf8), now: desk.now)
    for number in 0..<90 { _ = try desk.add("# More \(number)\n\nText.") }
    try desk.publish()
    #expect(try desk.text("archive/2.atom").contains("Secret"))
    for index in [120, 121] { try desk.newsroom.remove(index, note: nil, now: desk.now) }
    try desk.publish(60)
    for (name, data) in try desk.files() {
      #expect(data.range(of: Data("Secret".utf8)) == nil && data.range(of: Data("secret place".utf8)) == nil, "\(name)")
      #expect(!name.hasPrefix("blob/"), "\(name)")
    }
    let check = try await desk.check()
    #expect(check.isSound && check.bodies == 210, "\(check.faults)")
  }

  @Test("Two of three editors replace the head key; one alone can't; the old key publishes nothing more")
  func rotation() async throws {
    let desk = try PressDesk()
    _ = try desk.add("# One\n\nText.")
    try desk.publish()
    let old = try desk.key("head.key")
    #expect(throws: PressFault.self) {
      try desk.newsroom.rotate(
        signers: [desk.key("editor-1.key")], newHead: SecretBytes("of head.key"), trunk: nil, now: desk.now, work: 4)
    }
    #expect(desk.newsroom.roots.files.count == 1)
    try desk.newsroom.rotate(
      signers: [desk.key("editor-1.key"), desk.key("editor-3.key")], newHead: SecretBytes("of head.key"),
      trunk: try desk.newsroom.published()?.point, now: desk.now, work: 4)
    #expect(throws: PressFault.self) { try desk.newsroom.publish(to: desk.place, signedBy: old, now: desk.now) }
    try desk.publish(60)
    let check = try await desk.check()
    #expect(check.isSound && check.verifier.state.roots.files.count == 2 && check.entries == 2, "\(check.faults)")
    #expect(try NewsroomFolder(desk.path, isReading: true).roots.files.count == 2)
  }

  @Test("An import adds what is new, revises what changed, leaves the rest, and takes back only when told to")
  func imports() async throws {
    let desk = try PressDesk()
    func article(_ name: String, _ text: String) -> Article {
      Article(
        guid: "https://old.example/\(name)", link: "https://old.example/\(name)", title: name,
        published: desk.now, content: "<p>\(text)</p>", text: text)
    }
    let first = try desk.newsroom.take([article("b", "2"), article("a", "1")], retracts: false, now: desk.now)
    #expect(first.added == 2)
    try desk.publish()
    let second = try desk.newsroom.take(
      [article("c", "3"), article("b", "two"), article("a", "1")], retracts: false, now: desk.now)
    #expect(second.added == 1 && second.changed == 1 && second.unchanged == 1)
    let third = try desk.newsroom.take([article("c", "3")], retracts: false, now: desk.now)
    #expect(third.unchanged == 1 && third.retracted == 0)
    let fourth = try desk.newsroom.take([article("c", "3")], retracts: true, now: desk.now)
    #expect(fourth.retracted == 2)
    #expect(try desk.newsroom.take([article("c", "3")], retracts: true, now: desk.now).retracted == 0)
    try desk.publish(60)
    let check = try await desk.check()
    #expect(check.isSound && check.entries == 6, "\(check.faults)")
  }

  @Test("The feed's archive pages hold each article once, in order, and do not change when news comes")
  func archives() throws {
    let desk = try PressDesk()
    for number in 0..<250 { _ = try desk.add("# Article \(number)\n\nText \(number).", later: Double(number)) }
    try desk.publish(1000)
    let one = try desk.text("archive/1.atom")
    for number in 250..<260 { _ = try desk.add("# Article \(number)\n\nText.", later: Double(number)) }
    try desk.publish(2000)
    #expect(try desk.text("archive/1.atom") == one)
    var titles: Set<String> = []
    var next: String? = "https://m.example/feed.atom"
    var documents = 0
    while let url = next {
      documents += 1
      let feed = try FeedReader.read(
        Array(try desk.text(String(url.dropFirst("https://m.example/".count))).utf8), contentType: nil, base: url)
      #expect(feed.isArchive == (documents > 1))
      titles.formUnion(feed.articles.map(\.title))
      next = feed.next
    }
    #expect(titles.count == 260 && documents == 3)
  }

  @Test("Words that would lead out of the folder or into the page stay words")
  func tricks() throws {
    let desk = try PressDesk(languages: ["en"])
    _ = try desk.add(
      "---\nsections: ../../etc, <b>x</b>\nbyline: \"><script>alert(1)</script>\nlang: en\" onload=\"x\n---\n# <img src=x onerror=alert(1)>\n\n[x](javascript:alert(1)) ![y](../../secret.png)"
    )
    let boards = "{\"boards\":[{\"name\":\"../x\",\"title\":{\"en\":\"<script>\"}}]}"
    try desk.newsroom.add(kind: "boards", json: Array(boards.utf8), now: desk.now)
    let message = "{\"board\":\"../x\",\"title\":\"<i>\",\"text\":\"<img src=x>\\n\\nline\",\"parent\":\"self\"}"
    try desk.newsroom.add(kind: "message", json: Array(message.utf8), now: desk.now)
    let mirrors =
      "{\"mirrors\":[{\"url\":\"javascript:alert(1)\",\"operator\":\"<b>\"},{\"url\":\"https://m.example/\\\"x\"}]}"
    try desk.newsroom.add(kind: "mirrors", json: Array(mirrors.utf8), now: desk.now)
    try desk.publish()
    for (name, data) in try desk.files() where name.hasSuffix(".html") || name.hasSuffix(".atom") {
      let text = String(decoding: data, as: UTF8.self).lowercased()
      for word in ["<script", "onerror=", "href=\"javascript:", "onload=\""] where name.hasSuffix(".html") {
        // Within text, escaped, a word is only a word.
        #expect(!text.replacing("&lt;img src=x onerror=", with: "").contains(word), "\(name): \(word)")
      }
      #expect(!name.contains(".."))
    }
  }

  @Test(
    "An article that says nonsense is refused with the reason",
    arguments: [
      ("no title at all", "title"), ("---\ntitle: x\nno end", "no end"), ("---\nwhat\n---\nx", "what"),
      ("---\ntitle: x\ndate: yesterday\n---\nx", "yesterday"), ("---\ntitel: x\n---\n# y", "titel"),
    ])
  func nonsense(text: String, word: String) {
    let fault = #expect(throws: PressFault.self) { try ArticleFile.read(Array(text.utf8), isHTML: false) }
    #expect(fault.map { Phrasebook.english($0.phrase) }?.contains(word) == true)
  }

  @Test("While one command is at work in the folder, another is refused, and a look is not")
  func lock() throws {
    let desk = try PressDesk()
    let fault = #expect(throws: PressFault.self) { try NewsroomFolder(desk.path) }
    #expect(fault.map { Phrasebook.english($0.phrase) }?.contains("another command is at work in \(desk.path)") == true)
    #expect(try NewsroomFolder(desk.path, isReading: true).waiting == 0)
  }

  @Test("A folder that is none, a second init, a wrong passphrase: said, and nothing changed")
  func refusals() throws {
    let desk = try PressDesk()
    #expect(throws: PressFault.self) { try NewsroomFolder(desk.folder.file("nowhere")) }
    let before = try Data(contentsOf: URL(filePath: desk.path + "/keys/head.key"))
    #expect(throws: PressFault.self) {
      try NewsroomFolder.create(
        desk.path, NewsroomFolder.Plan(origin: "x.example", title: "x", languages: ["en"], now: desk.now)
      ) { _ in SecretBytes("x") }
    }
    #expect(try Data(contentsOf: URL(filePath: desk.path + "/keys/head.key")) == before)
    let fault = #expect(throws: PressFault.self) {
      try desk.newsroom.signingKey("head.key", passphrase: SecretBytes("no"))
    }
    #expect(fault.map { Phrasebook.english($0.phrase) } == "the passphrase of head.key is another")
    #expect(throws: PressFault.self) { try desk.newsroom.remove(5, note: nil, now: desk.now) }
  }
}
