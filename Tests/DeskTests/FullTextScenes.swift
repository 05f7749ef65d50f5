import Foundation
import News
import Testing

@testable import Desk

/// Full texts on the reader page, older articles on the front page.
@Suite struct FullTextScenes {
  /// The reader on article 3, whose full text has arrived.
  private func reader(_ columns: Int = 80, isEarlier: Bool = false, withdrawn: Date? = nil) throws -> Scene {
    var scene = Scene(columns, 24)
    try scene.press("jj<Enter>")
    var headline = Fixture.headlines[2]
    headline.withdrawn = withdrawn
    var article = StoredArticle(headline: headline, html: "<p>They left …</p>", text: "They left …")
    article.fullText = FullText(
      source: .page, html: "<p>They left in small groups, singing.</p>", text: "They left in small groups, singing.",
      url: "https://de1.sori.example/a/3", fetched: Fixture.now, isOfEarlierWording: isEarlier)
    let paragraph = { (text: String) in Document(blocks: [.paragraph([.init(text)])]) }
    scene.happen(
      .loaded(
        .article(
          OpenedArticle(
            article: article, document: paragraph("They left …"), full: paragraph("They left in small groups, singing.")
          ))))
    return scene
  }

  @Test func aFullTextIsShownUnderALineThatSaysWhatItIsAndOneKeyShowsTheFeedsWords() throws {
    var scene = try reader()
    #expect(
      scene.picture.contains("¶ full text, extracted by us from the article's page on de1.sori.example · e"))
    #expect(scene.picture.contains("They left in small groups, singing."))
    try scene.press("e")
    #expect(scene.picture.contains("¶ the feed's own words · e shows the full text"))
    #expect(scene.picture.contains("They left …") && !scene.picture.contains("singing"))
    #expect(scene.picture.contains("article, the feed's words"))
    try scene.press("e")
    #expect(scene.picture.contains("singing"))
    #expect(!scene.wanted.contains { if case .further = $0 { true } else { false } })
  }

  @Test func aTextOfAnEarlierWordingAndAnArticleThatWasTakenBackSaySo() throws {
    #expect(
      try reader(100, isEarlier: true).picture.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        .contains("the feed has changed the article since"))
    let scene = try reader(withdrawn: Fixture.minutes(30))
    #expect(scene.picture.contains("✗ withdrawn by the newsroom, 2026-03-04 09:00; what it said is kept here"))
    #expect(scene.picture.contains("★ Photo: the march at Myeongdong"))
  }

  @Test func whereNoneIsKeptTheKeyAsksForIt() throws {
    var scene = Scene()
    try scene.press("jj<Enter>e")
    #expect(scene.wanted.last == .further(.fullText(.init(rawValue: 3))))
    #expect(scene.bottom.contains("asking the mirrors for the page of this article…"))
    scene.happen(.failed("no mirror carries the page of this article"))
    #expect(scene.picture.contains("no mirror carries the page of this article"))
  }

  @Test func itIsSaidOnceForANewsroomThatFullTextsComeWithTheNews() throws {
    var scene = Scene()
    try scene.press("jj<Enter>:full-text always<Enter>")
    #expect(scene.wanted.last == .further(.always(.init(rawValue: 1), true)))
    try scene.press(":full-text ask<Enter>")
    #expect(scene.wanted.last == .further(.always(.init(rawValue: 1), false)))
    try scene.press(":full-text again<Enter>")
    #expect(scene.wanted.last == .further(.fullText(.init(rawValue: 3))))
  }

  @Test func olderArticlesAreThoseOfTheNewsroomThatIsSelected() throws {
    var scene = Scene()
    try scene.press("H")
    #expect(scene.bottom.contains("choose a newsroom on the left first"))
    scene.model.common.scope = .newsroom(.init(rawValue: 1))
    try scene.press("H")
    #expect(scene.wanted.last == .further(.older(.init(rawValue: 1))))
  }

  @Test func whatIsUnderWayIsNamedAndCanBeCancelled() throws {
    var scene = Scene()
    scene.happen(.sync(.went("Sori: full texts, 3 of 20")))
    #expect(scene.bottom.contains("Sori: full texts, 3 of 20 · <Esc> cancels"))
    try scene.press("<Esc>")
    #expect(scene.wanted.last == .sync(.cancel))
    #expect(scene.bottom.contains("cancelling…"))
    scene.happen(.sync(.went(nil)))
    #expect(!scene.bottom.contains("cancel"))
    // Rounds have the line before it.
    scene.happen(.sync(.began(newsrooms: 2)))
    scene.happen(.sync(.went("Sori: full texts, 4 of 20")))
    #expect(scene.bottom.contains("0/2 newsrooms"))
    scene.happen(.sync(.went(nil)))
    #expect(scene.bottom.contains("0/2 newsrooms"))
  }
}
