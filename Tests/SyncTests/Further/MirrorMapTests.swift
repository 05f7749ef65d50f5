import Testing

@testable import Sync

@Suite struct MirrorMapTests {
  private let site = "https://base21.example/feed/"
  private let copy = "https://copy.example/~strike/base21/feed.xml"

  private func places(_ address: String, on mirror: String, among mirrors: String...) -> [String] {
    MirrorMap.places(of: address, on: mirror, among: [mirror] + mirrors)
  }

  @Test func anAddressOnTheMirrorItselfIsAskedThere() {
    #expect(
      places("http://base21.example/2025/march?x=1#top", on: site) == ["https://base21.example/2025/march?x=1"])
    #expect(places("https://www.base21.example/a", on: site) == ["https://base21.example/a"])
  }

  @Test func anAddressOnASisterKeepsItsWayFromTheFeedAndItsPath() {
    #expect(
      places("https://copy.example/~strike/base21/2025/march", on: "http://third.example/news/feed.xml", among: copy)
        == [
          "http://third.example/news/2025/march", "http://third.example/~strike/base21/2025/march",
          "http://third.example/news/~strike/base21/2025/march",
        ])
    #expect(
      places("https://base21.example/2025/march", on: copy, among: site)
        == [
          "https://copy.example/~strike/2025/march", "https://copy.example/2025/march",
          "https://copy.example/~strike/base21/2025/march",
        ])
  }

  @Test func anAddressOfANewsroomThatIsGoneIsAskedForByItsPath() {
    #expect(
      places("https://closed.example/2025/march.html", on: "http://m.example:8080/feed.xml")
        == ["http://m.example:8080/2025/march.html"])
  }

  @Test(arguments: [
    "https://closed.example//evil.example/x", "https://closed.example/../../x", "https://closed.example/%2e%2e/x",
    "https://closed.example\\@evil.example/x", "https://closed.example/@evil.example", "https://closed.example",
    "https://closed.example:8080/x", "https://a@closed.example/..//evil.example",
  ]) func whateverThePathOnlyTheMirrorsOwnHostIsAsked(address: String) {
    for place in places(address, on: copy, among: site) { #expect(place.hasPrefix("https://copy.example/")) }
  }

  @Test(arguments: ["", "mailto:a@b.example", "javascript:alert(1)", "ftp://a.example/x", "/relative"])
  func whatIsNoWebAddressIsNotAskedFor(address: String) { #expect(places(address, on: copy).isEmpty) }
}

@Suite struct PageMatchTests {
  @Test func aPageWithTheTitleOrTheBeginningIsTheArticles() {
    #expect(
      PageMatch.fits(title: "Workers march in Seoul", text: "", page: "Base21: Workers march in Seoul\nOn Friday"))
    #expect(
      PageMatch.fits(
        title: "Correction", text: "Thousands of workers crossed the bridge at noon …",
        page: "At noon, thousands of workers crossed the bridge, police said."))
    #expect(PageMatch.fits(title: "명동성당 농성", text: "노동자들이 흩어졌다", page: "명동성당에서 농성하던 노동자들은 흩어졌다고"))
  }

  @Test func anotherPageIsNot() {
    #expect(
      !PageMatch.fits(
        title: "Workers march in Seoul", text: "Thousands crossed the bridge at noon.",
        page: "This domain is for sale. Buy it now and start your own web site today."))
    #expect(!PageMatch.fits(title: "명동성당 농성", text: "노동자들이 흩어졌다", page: "이 도메인은 판매 중입니다. 지금 구입하세요."))
  }
}
