import Foundation
import News
import Screen
import Testing

@testable import Desk

/// What the pages do beside being looked at.
@Suite struct PageTests {
  static let faults = ["none", "reset", "swallow"].map { DemoFault(name: $0, phrase: Phrase(verbatim: $0)) }

  @Test func `links are opened and copied by their number`() throws {
    var scene = Scene()
    try scene.press("j<Enter>f1<Enter>Y1<Enter>f7<Enter>")
    let url = "https://union.example/statement"
    #expect(scene.wanted.suffix(2) == [.world(.browse(url)), .world(.copy(url))])
    #expect(scene.bottom.contains("there is no link 7 here"))
  }

  @Test func `a text found in the reader is gone to and marked`() throws {
    var scene = Scene(40, 10)
    try scene.press("j<Enter>/매각<Enter>")
    let grid = scene.grid
    let marked = (0..<grid.size.rows).flatMap { row in
      (0..<grid.size.columns).map { grid[$0, row] }.filter { $0.style.role == .match }.map(\.text)
    }
    #expect(marked.joined() == "매각")
    try scene.press("/nowhere<Enter>")
    #expect(scene.bottom.contains("nowhere is not on this page"))
  }

  @Test func `the source of an article is shown as it is kept`() throws {
    var scene = Scene()
    try scene.press("j<Enter>\\")
    #expect(scene.grid.text.contains("<p>After <b>sixteen nights</b> at the cathedral</p>"))
  }

  @Test func `a wrong query keeps what was found and says what is wrong`() throws {
    var scene = Scene()
    try scene.press("/march<Enter>:find march has:sound<Enter>")
    #expect(scene.grid.text.contains("1 article found for march"))
    #expect(scene.grid.text.contains("Photo: the march"))
    #expect(scene.grid.text.contains("sound is nothing that articles have"))
  }

  @Test func `an answer to what was typed before is not shown`() throws {
    var scene = Scene()
    try scene.press("/march")
    scene.happen(.loaded(.hits(query: "mar", [])))
    #expect(scene.grid.text.contains("1 article found for march"))
  }

  @Test func `who opens before it is found gets the best that is found, and only who still waits for it`() throws {
    for (keys, page) in [("", "article"), ("j", "search")] {
      var scene = Scene()
      scene.holdsSearches = true
      try scene.press("/march<Enter><Enter>" + keys)
      #expect(scene.grid.text.contains("searching for march"))
      let photo = try #require(Fixture.headlines.first { $0.title.contains("march") })
      scene.happen(.loaded(.hits(query: "march", [SearchHit(headline: photo, snippet: [], rank: 1)])))
      #expect(scene.grid.text.components(separatedBy: "\n")[0].contains("· \(page)"))
    }
  }

  @Test func `a pasted address goes into the prompt, on one line`() throws {
    var scene = Scene()
    try scene.press("ma")
    scene.happen(.input(.paste("https://fr1.sori.example/feed\n")))
    try scene.press("<Enter>")
    #expect(scene.wanted == [.mirror(.add("https://fr1.sori.example/feed", Fixture.newsroom.id))])
  }

  @Test func `mirrors are tested with answers as they come`() throws {
    var scene = Scene()
    try scene.press("mT")
    #expect(scene.wanted == [.mirror(.test((1...4).map { .init(rawValue: $0) }))])
    #expect(scene.grid.text.components(separatedBy: "asking…").count == 5)
    let outcome = MirrorOutcome(
      mirror: .init(rawValue: 2), url: "https://de1.sori.example/feed", kind: .served, milliseconds: 200)
    scene.happen(.tested(outcome, sentence: nil))
    #expect(scene.grid.text.components(separatedBy: "asking…").count == 4)
  }

  @Test func `mirrors are pinned, disabled, moved, and an offer is taken or turned down`() throws {
    var scene = Scene()
    try scene.press("mjpdKjjyX")
    let de1 = MirrorID(rawValue: 2)
    let old = MirrorID(rawValue: 4)
    #expect(
      scene.wanted == [
        .mirror(.pin(de1, true)), .mirror(.disable(de1, true)), .mirror(.move(de1, to: 0)), .mirror(.acceptOffer(old)),
        .mirror(.dismissOffer(old)),
      ])
  }

  @Test func `in the demo a mirror is blocked in one way after the other, or in one by name`() throws {
    var scene = Scene(change: { $0.faults = Self.faults })
    let url = "https://kr1.sori.example/feed"
    try scene.press("mB")
    #expect(scene.wanted == [.mirror(.fault(url: url, name: "reset"))])
    scene.happen(.faultChanged(url: url, name: "reset"))
    #expect(scene.bottom.contains("the demo gave kr1 the fault reset"))
    try scene.press("B:next-fault none<Enter>b")
    #expect(
      scene.wanted.dropFirst() == [
        .mirror(.fault(url: url, name: "swallow")), .mirror(.fault(url: url, name: "none")),
        .mirror(.fault(url: url, name: "none")),
      ])
  }

  @Test func `on a small screen a mirror's evidence takes the page`() throws {
    var scene = Scene(40, 10)
    try scene.press("m<Enter>")
    #expect(scene.grid.text.contains("libcurl 35, errno 104"))
    try scene.press("<Enter>")
    #expect(!scene.grid.text.contains("libcurl 35, errno 104"))
  }

  @Test func `a round of the log can be copied`() throws {
    var scene = Scene()
    try scene.press("Ly")
    let text = """
      2026-03-04 09:28 Sori: de1 served in 240 ms, 3 new, 1 revised
      kr1: reset after the TLS hello (120 ms)
      de1: served (240 ms)
      """
    #expect(scene.wanted == [.world(.copy(text))])
  }

  @Test func `a resize keeps the same part of an article in sight`() throws {
    var scene = Scene(40, 10)
    try scene.press("j<Enter>G")
    scene.happen(.input(.resized(.init(columns: 60, rows: 10))))
    #expect(scene.grid.text.contains("union.example/statement"))
  }

  @Test func `the preview comes when the screen becomes wide enough`() {
    var scene = Scene(80, 24)
    #expect(!scene.grid.text.contains("sixteen nights"))
    scene.happen(.input(.resized(.init(columns: 140, rows: 24))))
    #expect(scene.grid.text.contains("sixteen nights"))
  }
}
