import News
import Screen
import Testing

@testable import Desk

/// Tags, mutes, orders, saved searches: folders of the reader's own.
@Suite struct MarkScenes {
  private let id = ArticleID(rawValue: 2)

  @Test func `an article is tagged, completed from the tags that there are, and untagged`() throws {
    var scene = Scene(shelf: Fixture.richShelf)
    try scene.press("jtc<Tab><Enter>t-court<Enter>:tag 노동법<Enter>")
    #expect(
      scene.wanted == [
        .mark(.tagged([id], "court", true)), .mark(.tagged([id], "court", false)), .mark(.tagged([id], "노동법", true)),
      ])
  }

  @Test func `what is like an article is muted, with an end or without`() throws {
    var scene = Scene()
    try scene.press("jM<Tab><Enter>Mword power line for 2 weeks<Enter>:mute thread<Enter>")
    #expect(
      scene.wanted == [
        .mark(.muted(MuteWish(subject: .author("Kim Haru"), newsroom: Fixture.newsroom.id))),
        .mark(.muted(MuteWish(subject: .word("power line"), days: 14))),
        .mark(.muted(MuteWish(subject: .thread(of: id), newsroom: Fixture.newsroom.id))),
      ])
    try scene.press("Mpower<Enter>")
    #expect(scene.grid.text.contains("write author, word WORDS or thread"))
    try scene.press(":unmute power<Enter>:unmute<Enter>")
    #expect(scene.wanted.last == .mark(.unmuted("power")))
    #expect(scene.model.page == .mutes)
  }

  @Test func `a list is put in another order, and the selection stays`() throws {
    var scene = Scene()
    try scene.press("j:sort oldest<Enter>")
    #expect(scene.bottom.contains("order: oldest"))
    #expect(scene.grid.cursor?.row == 7)
    try scene.press("O")
    #expect(scene.bottom.contains("order: title"))
    try scene.press(":sort biggest<Enter>")
    #expect(scene.bottom.contains("there is no order biggest; orders are newest, oldest, title, newsroom"))
  }

  @Test func `a search is kept as a folder, and taken away`() throws {
    var scene = Scene(shelf: Fixture.richShelf)
    try scene.press("/march<Enter>wMarches<Enter>")
    #expect(scene.wanted == [.mark(.searchSaved(name: "Marches", query: "march"))])
    try scene.press("q<S-Tab>jj:forget<Enter>")
    #expect(scene.wanted.last == .mark(.searchRemoved(.init(rawValue: 1))))
  }

  @Test func `folders, tags and the board stand in the left column with what is unread, at 80×24`() throws {
    var scene = Scene(80, 24, shelf: Fixture.richShelf)
    try scene.press("<S-Tab>jjjj")
    #expect(
      scene.picture == #"""
         Sori · front page                                de1 ✓ 2/4 mirrors · 2 min old
           ALL       128 │ ! 09:12 경찰, 호스팅 업체에 파업 사이트 폐쇄…  노동       ko
           Starred     1 │ ● 08:40 Workers scatter across Seoul after t…  Labor      en
           Strike in… 12 │ ● 08:02 Photo: the march at Myeongdong    ★▣3  Photo      en
           #court      2 │   07:55 Correction: numbers at the rally   ±2  Labor      en
         ▸ Sori       41 │ ● 06:10 발전 노조 "민영화 철회까지 현장에 돌…  노동       ko ◂
             Board     6 │   03-03 Green groups back the walk-out         World      en
             Labor    17 │    2025 A year of the power line dispute… ▣10  Photo      en
             노동      9 │
             Photo       │
           Hyeonjang  87 │
                         │ ×12
         <Enter> open  c report  r sync  m mirrors  : command  ? help  q quit
        """#)
  }

  @Test func `a search stays in the list of before, or goes through everything`() throws {
    var scene = Scene()
    try scene.press("<S-Tab>jjj/march<Enter><Tab>")
    #expect(scene.loads.last == .search("march", .section(Fixture.newsroom.id, "Labor")))
    #expect(scene.grid.text.contains("Sori / Labor: "))
    try scene.press("<Tab>")
    #expect(scene.loads.last == .search("march", .all))
  }

  @Test func `a wrong query keeps what was found, and says what is wrong`() throws {
    var scene = Scene()
    try scene.press("/march<Enter>:find march before:someday<Enter>")
    #expect(scene.grid.text.contains("Photo: the march at Myeongdong"))
    #expect(!scene.loads.contains(.search("march before:someday", .all)))
    #expect(scene.grid.text.contains("someday is no date"))
  }

  @Test func `the next unread article is found beyond the list, and its list is gone to`() throws {
    var scene = Scene()
    try scene.press("<S-Tab>jj<Tab>j<Enter>")
    scene.happen(.loaded(.next(Fixture.opened(Fixture.headlines[6]), in: .newsroom(Fixture.other.id))))
    try scene.press("q")
    #expect(scene.grid.text.hasPrefix(" Hyeonjang · front page"))
  }
}
