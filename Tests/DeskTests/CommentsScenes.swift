import News
import Testing

@testable import Desk

/// Comments on the reader page: a line that tells of them, and a key that asks for them.
@Suite struct CommentsScenes {
  private func reader(_ comments: CommentsFeed?, _ columns: Int = 80) throws -> Scene {
    var scene = Scene(columns, 24)
    try scene.press("jj<Enter>")
    var article = StoredArticle(headline: Fixture.headlines[2], html: "<p>They left.</p>", text: "They left.")
    article.comments = comments
    let document = Document(blocks: [.paragraph([.init("They left.")])])
    scene.happen(.loaded(.article(OpenedArticle(article: article, document: document))))
    return scene
  }

  @Test(arguments: [40, 80, 110]) func aLineTellsOfThemAndAKeyAsks(columns: Int) throws {
    var scene = try reader(CommentsFeed(url: "https://sori.example/3/feed/", count: 12), columns)
    let words = { (scene: Scene) in scene.picture.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    #expect(words(scene).contains("» 12 comments · E fetches them, b shows them"))
    try scene.press("E")
    #expect(scene.wanted.last == .further(.comments(.init(rawValue: 3))))
    #expect(words(scene).contains("asking the mirrors for the comments"))
    let phrase = CommentsMark.phrase(count: 12, new: 3, from: "de1.sori.example")
    scene.happen(.done(phrase))
    #expect(words(scene).contains("de1.sori.example: 12 comments"))
  }

  @Test func whereNothingIsSaidOfThemNothingStandsThere() throws {
    #expect(try !reader(nil).picture.contains("»"))
    #expect(try !reader(CommentsFeed(url: "https://sori.example/3/feed/", count: 0)).picture.contains("»"))
    #expect(try reader(CommentsFeed(url: "https://sori.example/3/feed/")).picture.contains("» it may have comments"))
  }

  @Test func onTheFrontPageTheSameKeyAsksForThoseOfTheSelectedArticle() throws {
    var scene = Scene()
    try scene.press("jjE")
    #expect(scene.wanted.last == .further(.comments(.init(rawValue: 3))))
  }
}
