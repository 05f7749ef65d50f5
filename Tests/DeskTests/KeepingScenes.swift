import News
import Screen
import Testing

@testable import Desk

/// What is kept, and what would go before it goes.
@Suite struct KeepingScenes {
  private func scene(_ columns: Int, _ rows: Int, _ keys: String = "K") throws -> Scene {
    var scene = Scene(columns, rows)
    try scene.press(keys)
    return scene
  }

  @Test func `what is kept at 40×10`() throws {
    let scene = try scene(40, 10)
    #expect(
      scene.picture == #"""
         Wirecopy · what is kept      2 min old
         ALL         13 MiB  90 days, 500… −100 ◂
         Sori       9.9 MiB  usual
         Hyeonja…   2.7 MiB  400 articles… −100


        ────────────────────────────────────────
         kept: articles 800 (4 MiB), files 31
         (8.6 MiB)
         D let go  ? help  q back
        """#)
  }

  @Test func `what is kept at 80×24`() throws {
    let scene = try scene(80, 24, "Kjj")
    #expect(
      scene.picture == #"""
         Hyeonjang · what is kept                                             7 min old
         ALL                   13 MiB  90 days, 500 MB all                         −100
         Sori                 9.9 MiB  usual
         Hyeonjang            2.7 MiB  400 articles, 50 MB pictures                −100 ◂
         ×14
        ────────────────────────────────────────────────────────────────────────────────
         kept: articles 500 (2.6 MiB), files 1 (98 KiB)
         would go: articles: 100, files: 0 (527 KiB)
         starred, tagged and unread ones stay unless the rule says otherwise

         D let go  <Enter> choose  r sync  : command  ? help  q back
        """#)
  }

  @Test func `what is kept at 140×40`() throws {
    let scene = try scene(140, 40)
    #expect(
      scene.picture == #"""
         Wirecopy · what is kept                                                                                            3/5 mirrors · 2 min old
         ALL                       13 MiB  90 days, 500 MB all                                                                                 −100 ◂
         Sori                     9.9 MiB  usual
         Hyeonjang                2.7 MiB  400 articles, 50 MB pictures                                                                        −100
         ×30
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         kept: articles 800 (4 MiB), files 31 (8.6 MiB)
         would go: articles: 100, files: 0 (527 KiB)
         starred, tagged and unread ones stay unless the rule says otherwise

         D let go  <Enter> choose  r sync  : command  ? help  q back
        """#)
  }

  @Test func `a rule by which something goes is asked about first, and says what`() throws {
    var scene = try scene(80, 24, "Kj<Enter><C-u>30 days<Enter>")
    #expect(scene.grid.text.contains("Sori: 30 days. By this, articles: 120, files: 3"))
    #expect(scene.wanted.isEmpty)
    try scene.press("y")
    #expect(scene.wanted == [.mark(.kept(KeepingPolicy(days: 30), Fixture.newsroom.id))])
  }

  @Test func `a rule by which nothing goes is taken at once`() throws {
    let scene = try scene(80, 24, "Kj<Enter><C-u>forever<Enter>")
    #expect(scene.wanted == [.mark(.kept(.everything, Fixture.newsroom.id))])
  }

  @Test func `the usual rule is no rule of its own`() throws {
    let scene = try scene(80, 24, "Kjj<Enter><C-u>usual<Enter>")
    #expect(scene.wanted == [.mark(.kept(nil, Fixture.other.id))])
  }

  @Test func `letting go asks, and says how much`() throws {
    var scene = try scene(80, 24, "KD")
    #expect(scene.grid.text.contains("Let go of articles: 100, files: 0"))
    try scene.press("n")
    #expect(scene.wanted.isEmpty)
    try scene.press("Dy")
    #expect(scene.wanted == [.mark(.letGo)])
  }

  @Test(arguments: [
    "30 days", "1000 articles",
    "30 days, 1000 articles, 50 MB pictures, 200 MB all, pictures ahead, 5 MB each, starred too, unread too",
    "forever",
  ])
  func `a rule that is shown is the rule that is read`(_ text: String) throws {
    guard case .success(let policy) = KeepingWords.read(text, isWhole: true) else {
      Issue.record("\(text) is refused")
      return
    }
    #expect(KeepingWords.text(policy, isWhole: true) == text)
  }

  @Test(arguments: [
    "30", "days 30", "-1 days", "5 MB", "50 MB all", "99999999999999999999 days", "always", "30 days 5",
  ])
  func `a rule that is none is named, and nothing is changed`(_ text: String) throws {
    let scene = try scene(80, 24, "Kj<Enter><C-u>\(text)<Enter>")
    #expect(scene.wanted.isEmpty)
    #expect(scene.grid.text.contains("is no rule") || scene.grid.text.contains("rule of the whole"))
  }
}
