import Foundation
import News
import Screen
import Testing

@testable import Desk

/// The board: threads, messages, folding, catching up.
@Suite struct BoardScenes {
  private func scene(_ columns: Int, _ rows: Int, _ keys: String = "b") throws -> Scene {
    var scene = Scene(columns, rows, shelf: Fixture.richShelf)
    try scene.press(keys)
    return scene
  }

  @Test func `threads at 40×10`() throws {
    let scene = try scene(40, 10)
    #expect(
      scene.picture == #"""
         Sori · board                 2 min old
         ● 09:25 Where is the rally tonig…  3/5 ◂
           02:50 현장 물품이 부족합니다 ·…    1
         ● 03-02 A lawyer answers · Cho     1/2
         ×5
         <Enter> open  c report  ? help  q back
        """#)
  }

  @Test func `messages at 40×10`() throws {
    let scene = try scene(40, 10, "b<Enter>jj")
    #expect(
      scene.picture == #"""
         Sori · board                 2 min old
         Where is the rally tonight?
           08:00 ▾ Min: Where is the rally ton…
           08:30   ▾ Haru
         ● 09:00     ▾ Jin: Not there, police ◂
         ● 09:10         Haru
         ● 09:25     Sora: Myeongdong, seven


         <Enter> open  c report  ? help  q back
        """#)
  }

  @Test func `messages at 80×24, some folded`() throws {
    let scene = try scene(80, 24, "b<Enter>jz")
    #expect(
      scene.picture == #"""
         Sori · board                                     de1 ✓ 2/4 mirrors · 2 min old
         Where is the rally tonight?
           08:00 ▾ Min: Where is the rally tonight?
           08:30   ▸ Haru +2 ◂
         ● 09:25     Sora: Myeongdong, seven
         ×18
         <Enter> open  c report  z fold  K catch up  r sync  : command  ? help  q back
        """#)
  }

  @Test func `both panes at 140×40`() throws {
    let scene = try scene(140, 40, "b<Enter>jjj")
    #expect(
      scene.picture == #"""
         Sori · board                                                                                                 de1 ✓ 2/4 mirrors · 2 min old
        ▸● 09:25 Where is the rally tonight? ·…   3/5 │ Where is the rally tonight?
           02:50 현장 물품이 부족합니다 · 지원팀    1 │   08:00 ▾ Min: Where is the rally tonight?
         ● 03-02 A lawyer answers · Cho           1/2 │   08:30   ▾ Haru
                                                      │ ● 09:00     ▾ Jin: Not there, police
                                                      │ ● 09:10         Haru ◂
                                                      │ ● 09:25     Sora: Myeongdong, seven
                                                      │ ×32
         <Enter> open  c report  z fold  K catch up  r sync  : command  ? help  q back
        """#)
  }

  @Test func `folding an answer folds what it answers, and unfolding brings all back`() throws {
    var scene = try scene(80, 24, "b<Enter>jjj")
    let whole = scene.grid.text
    try scene.press("z")
    #expect(scene.grid.text.contains("+1"))
    #expect(scene.grid.cursor?.row == 4)
    try scene.press("zj")
    #expect(scene.grid.text == whole)
    try scene.press("Z")
    #expect(scene.grid.text.contains("+4"))
    try scene.press("Z")
    #expect(!scene.grid.text.contains("+4"))
  }

  @Test func `Space goes through what is unread, thread after thread`() throws {
    var scene = try scene(80, 24, "b<Space>")
    #expect(scene.grid.cursor?.row == 4)
    try scene.press("<Space>")
    #expect(scene.model.page == .reader)
    let id = ThreadID(rawValue: 2)
    scene.board.threads[0].unread = 0
    for place in scene.board.messages[id, default: []].indices {
      scene.board.messages[id]?[place].headline.isRead = true
    }
    try scene.press("q<Space>")
    #expect(scene.grid.text.contains("A lawyer answers"))
    #expect(scene.grid.cursor?.row == 3)
  }

  @Test func `catching up marks the thread read`() throws {
    let scene = try scene(80, 24, "b<Enter>K")
    #expect(scene.wanted == [.mark(.threadRead(.init(rawValue: 2)))])
    #expect(!scene.grid.text.contains("●"))
  }

  @Test func `a message is answered, starred, tagged and marked unread where it stands`() throws {
    var scene = try scene(80, 24, "b<Enter>jsUt")
    try scene.press("court<Enter>C")
    let id = ArticleID(rawValue: 11)
    #expect(
      scene.wanted == [
        .mark(.starred([id], true)), .mark(.read([id], false)), .mark(.tagged([id], "court", true)),
        .report(.begin(Fixture.newsroom.id, .report, quoting: id)),
      ])
  }

  @Test func `from an article the board opens at its message, and q goes back by steps`() throws {
    var scene = try scene(80, 24, "j<Enter>b")
    #expect(scene.model.page == .boards)
    #expect(scene.grid.cursor?.row == 2)
    try scene.press("q")
    #expect(scene.model.page == .boards)
    try scene.press("q")
    #expect(scene.model.page == .reader)
  }

  @Test func `an article that is no message says so`() throws {
    let scene = try scene(80, 24, "<Enter>b")
    #expect(scene.bottom.contains("this article is no part of a thread"))
  }

  @Test func `where nobody has a board, it is said`() throws {
    var scene = Scene()
    try scene.press("b")
    #expect(scene.bottom.contains("no newsroom here has a board"))
  }

  @Test func `a message stays selected when answers come in above it`() throws {
    var scene = try scene(80, 24, "b<Enter>G")
    let id = ThreadID(rawValue: 2)
    let row = try #require(scene.board.messages[id]?[1])
    scene.board.messages[id]?.insert(row, at: 1)
    scene.happen(.loaded(.changed))
    let cursor = try #require(scene.grid.cursor?.row)
    #expect(scene.grid.text.components(separatedBy: "\n")[cursor].contains("Myeongdong, seven"))
  }

  @Test func `words are found among the messages`() throws {
    var scene = try scene(80, 24, "b<Enter>/police<Enter>")
    #expect(scene.grid.cursor?.row == 4)
    try scene.press("/nowhere<Enter>")
    #expect(scene.bottom.contains("nowhere is not on this page"))
  }

  @Test func `a hundred levels of answers leave room to read`() throws {
    var scene = Scene(40, 24, shelf: Fixture.richShelf)
    let id = ThreadID(rawValue: 2)
    let row = try #require(scene.board.messages[id]?.first)
    scene.board.messages[id] = (0..<100).map { depth in
      var head = row.headline
      head = Fixture.headline(Int64(1_000 + depth), "Answer \(depth)", 10, "Board", "en")
      return MessageRow(
        headline: head, depth: depth, parent: depth > 0 ? .init(rawValue: Int64(999 + depth)) : nil, answers: 99 - depth
      )
    }
    try scene.press("b<Enter>G")
    #expect(scene.grid.text.contains("99›"))
    try scene.press("gz")
    #expect(scene.grid.text.contains("+99"))
  }
}
