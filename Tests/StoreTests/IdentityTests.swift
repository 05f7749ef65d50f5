import News
import Testing

@testable import Store

struct IdentityTests {
  @Test func theSameGuidFromTwoMirrorsIsOneRow() async throws {
    let scene = try await Scene()
    let first = try await scene.deliver([article("March", id: "tag:strike,2026:1", text: "We march.", published: -60)])
    let second = try await scene.deliver(
      [article("March", id: "tag:strike,2026:1", text: "We march.", published: -60)], from: 1)
    #expect(first.new == 1)
    #expect(second == DeliveryResult())
    #expect(try await scene.titles() == ["March"])
  }

  @Test func theSamePathAndQueryBelowEachMirrorIsOneRow() async throws {
    let scene = try await Scene()
    try await scene.deliver([
      article("One", id: "http://a.example/news/1?x=2", published: -60),
      article("Two", id: "http://a.example/news/1?x=3", published: -50),
      article("Up", id: "http://a.example/page/1", published: -40),
      article("Linked", link: "http://A.example:80/news/l#top", published: -30),
    ])
    let second = try await scene.deliver(
      [
        article("One", id: "https://b.example/~strike/news/1?x=2", published: -60),
        article("Two", id: "https://b.example/~strike/news/1?x=3", published: -50),
        article("Up", id: "https://b.example/~strike/page/1", published: -40),
        article("Linked", link: "https://b.example/~strike/news/l#top", published: -30),
      ], from: 1)
    #expect(second == DeliveryResult())
    #expect(try await scene.titles() == ["Linked", "Up", "Two", "One"])
  }

  @Test func aGuidOfAnotherHostStaysAsItIs() async throws {
    let scene = try await Scene()
    try await scene.deliver([article("Ours", id: "http://a.example/news/1", published: -60)])
    let second = try await scene.deliver([article("Theirs", id: "http://c.example/news/1", published: -60)], from: 1)
    #expect(second.new == 1)
  }

  @Test func aPlainCopyThatKeepsTheFirstMirrorsAddressesIsTheSameArticle() async throws {
    let scene = try await Scene()
    try await scene.deliver([article("One", id: "https://b.example/~strike/news/1", published: -60)], from: 1)
    // Mirror 1 copies the page of mirror 0 as it is.
    let copied = try await scene.deliver([article("One", id: "http://a.example/news/1", published: -60)], from: 1)
    let own = try await scene.deliver([article("One", id: "http://a.example/news/1", published: -60)])
    #expect(copied == DeliveryResult())
    #expect(own == DeliveryResult())
  }

  @Test func articlesWithoutGuidAndLinkAreKnownByTitleAndDate() async throws {
    let scene = try await Scene()
    let page = [
      article("Rally", text: "At nine.", published: -60), article("Rally", text: "At ten.", published: -30),
      article("Undated", text: "First."), article("Undated", text: "Second."),
    ]
    #expect(try await scene.deliver(page).new == 4)
    #expect(try await scene.deliver(page, from: 1, minute: 5) == DeliveryResult())
  }

  @Test func articlesThatShareAnIdAreAllKeptAndKnownAgain() async throws {
    let scene = try await Scene()
    let page = [
      article("First", id: "0", link: "http://x.example/1", text: "One.", published: -60),
      article("Second", id: "0", link: "http://x.example/2", text: "Two.", published: -50),
      article("Third", id: "0", link: "http://x.example/2", text: "Three.", published: -50),
      article("Fourth", id: "0", text: "Four."),
    ]
    #expect(try await scene.deliver(page).new == 4)
    #expect(try await scene.deliver(page, minute: 1) == DeliveryResult())
    for (place, one) in page.enumerated() {
      let alone = try await scene.deliver([one], minute: 2 + place)
      #expect(alone.new == 0 && alone.revised == 0 && alone.disagreeing == 0)
    }
    #expect(try await scene.titles().count == 4)
  }

  @Test func anIdThatComesToBeSharedKeepsItsFirstArticle() async throws {
    let scene = try await Scene()
    let first = article("First", id: "0", link: "http://x.example/1", text: "One.", published: -60)
    let second = article("Second", id: "0", link: "http://x.example/2", text: "Two.", published: -50)
    try await scene.deliver([first])
    let result = try await scene.deliver([second, first], minute: 1)
    #expect(result.new == 1)
    #expect(result.revised == 0)
    #expect(try await scene.deliver([second, first], minute: 2) == DeliveryResult())
    // A third of that id comes alone: it takes nobody's place.
    let third = article("Third", id: "0", link: "http://x.example/3", text: "Three.", published: -40)
    #expect(try await scene.deliver([third], minute: 3) == DeliveryResult(new: 1))
    #expect(try await scene.deliver([third, second, first], minute: 4) == DeliveryResult())
    #expect(try await scene.titles() == ["Third", "Second", "First"])
  }

  @Test func entriesOfOneIdAndLinkWithTheirOwnDatesAreRevisions() async throws {
    let scene = try await Scene()
    let page = [
      article("New words", id: "0", link: "http://x.example/1", text: "Two.", published: -60, updated: -10),
      article("Old words", id: "0", link: "http://x.example/1", text: "One.", published: -60, updated: -60),
    ]
    #expect(try await scene.deliver(page).new == 1)
    #expect(try await scene.deliver(page, minute: 1) == DeliveryResult())
    let shown = try await scene.only()
    #expect(shown.headline.title == "New words")
    #expect(shown.revisions.map(\.title) == ["New words", "Old words"])
  }

  @Test(arguments: [
    ("http://a.example/news/feed.xml", "http://a.example/news/1?x=2", "1?x=2"),
    ("http://a.example/feed/index.xml", "https://a.example:443/2024/1", "../2024/1"),
    ("http://a.example", "http://a.example/?p=1", "?p=1"),
    ("http://a.example/feed?type=atom", "http://a.example/x/y/z", "x/y/z"),
    ("http://a.example:8080/f/feed", "http://a.example:8080/f/", ""),
  ])
  func theWayFromAMirrorsFolder(mirror: String, page: String, way: String) throws {
    let folder = try #require(MirrorFolder(page: mirror))
    let place = try #require(MirrorFolder(page: page))
    #expect(folder.host == place.host)
    #expect(folder.way(to: place) == way)
  }

  @Test(arguments: ["", "http:", "http://", "mailto:x@a.example", "tag:a.example,2026:1", "https:///path", "h"])
  func whatIsNoWebAddressHasNoFolder(address: String) {
    #expect(MirrorFolder(page: address) == nil)
  }
}
