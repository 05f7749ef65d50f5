import Foundation
import News
import Screen
import Testing

@testable import Desk

/// The front page when there is little, and in its other views.
@Suite struct FrontStateScenes {
  @Test func `an empty store, at 40×10`() {
    let scene = Scene(40, 10, shelf: Shelf(), headlines: [])
    #expect(
      scene.picture == #"""
         Wirecopy · front page
          Nothing is followed yet. j and k
          choose, <Enter> takes:
          ▸ Add a newsroom: paste addresses ◂
            Look at the demo
            Restore a backup
            Take over subscriptions (OPML)
            Every key and command
            Quit
         : command  ? help  q quit
        """#)
  }

  @Test func `an empty store, at 80×24`() {
    let scene = Scene(80, 24, shelf: Shelf(), headlines: [])
    #expect(
      scene.picture == #"""
         Wirecopy · front page
         ×3
          Nothing is followed yet. j and k choose, <Enter> takes:

          ▸ Add a newsroom: paste addresses ◂

            Look at the demo

            Restore a backup

            Take over subscriptions (OPML)

            Every key and command

            Quit
         ×6
         : command  ? help  q quit
        """#)
  }

  @Test func `an empty store, at 140×40`() {
    let scene = Scene(140, 40, shelf: Shelf(), headlines: [])
    #expect(
      scene.picture == #"""
         Wirecopy · front page
         ×8
          Nothing is followed yet. j and k choose, <Enter> takes:

          ▸ Add a newsroom: paste addresses ◂

            Look at the demo

            Restore a backup

            Take over subscriptions (OPML)

            Every key and command

            Quit
         ×17
         : command  ? help  q quit
        """#)
  }

  @Test func `a list without news, at 40×10`() {
    let scene = Scene(40, 10, headlines: [])
    #expect(
      scene.picture == #"""
         Wirecopy · front page        2 min old
         No news yet. r fetches it. ◂
         ×7
         <Enter> open  c report  ? help  q quit
        """#)
  }

  @Test func `a list without news, at 80×24`() {
    let scene = Scene(80, 24, headlines: [])
    #expect(
      scene.picture == #"""
         Wirecopy · front page                                  3/5 mirrors · 2 min old
         ▸ ALL       128 │ No news yet. r fetches it. ◂
           Starred     1 │
           Sori       41 │
           Hyeonjang  87 │
                         │ ×18
         <Enter> open  c report  r sync  m mirrors  : command  ? help  q quit
        """#)
  }

  @Test func `what is unread, at 40×10`() throws {
    var scene = Scene(40, 10)
    try scene.press(".")
    #expect(
      scene.picture == #"""
         Wirecopy · front page, unr…  2 min old
         ! 09:12 경찰, 호스팅 업체에 파업 사이… ◂
         ● 08:40 Workers scatter across Seoul…
         ● 08:02 Photo: the march at Myeon… ★▣3
         ● 06:10 발전 노조 "민영화 철회까지 현…
         ● 03-03 현장에서: 가족들의 밤
         ×3
         <Enter> open  c report  ? help  q quit
        """#)
  }

  @Test func `what is unread, at 80×24`() throws {
    var scene = Scene(80, 24)
    try scene.press(".")
    #expect(
      scene.picture == #"""
         Wirecopy · front page, unread                          3/5 mirrors · 2 min old
         ▸ ALL       128 │ ! 09:12 경찰, 호스팅 업체에 파업 사이트 폐쇄…  노동       ko ◂
           Starred     1 │ ● 08:40 Workers scatter across Seoul after t…  Labor      en
           Sori       41 │ ● 08:02 Photo: the march at Myeongdong    ★▣3  Photo      en
           Hyeonjang  87 │ ● 06:10 발전 노조 "민영화 철회까지 현장에 돌…  노동       ko
                         │ ● 03-03 현장에서: 가족들의 밤                  사회       ko
                         │ ×17
         <Enter> open  c report  r sync  m mirrors  : command  ? help  q quit
        """#)
  }

  @Test func `nothing unread, at 40×10`() throws {
    var scene = Scene(40, 10)
    for place in scene.headlines.indices { scene.headlines[place].isRead = true }
    try scene.press(".")
    #expect(
      scene.picture == #"""
         Wirecopy · front page, unr…  2 min old
         All read. . shows everything. ◂
         ×7
         <Enter> open  c report  ? help  q quit
        """#)
  }

  @Test func `the left column with its sections, at 40×10`() throws {
    var scene = Scene(40, 10)
    try scene.press("<S-Tab>jjjj")
    #expect(
      scene.picture == #"""
         Sori / 노동 · front page     2 min old
           ALL                              128
           Starred                            1
           Sori                              41
             Labor                           17
         ▸   노동                             9 ◂
             Photo
           Hyeonjang                         87

         <Enter> open  c report  ? help  q quit
        """#)
  }

  @Test func `the left column with its sections, at 80×24`() throws {
    var scene = Scene(80, 24)
    try scene.press("<S-Tab>jjjj")
    #expect(
      scene.picture == #"""
         Sori / 노동 · front page                         de1 ✓ 2/4 mirrors · 2 min old
           ALL       128 │ ! 09:12 경찰, 호스팅 업체에 파업 사이트 폐쇄…  노동       ko
           Starred     1 │ ● 06:10 발전 노조 "민영화 철회까지 현장에 돌…  노동       ko
           Sori       41 │
             Labor    17 │
         ▸   노동      9 │ ◂
             Photo       │
           Hyeonjang  87 │
                         │ ×15
         <Enter> open  c report  r sync  m mirrors  : command  ? help  q quit
        """#)
  }

  @Test func `the left column with its sections, at 140×40`() throws {
    var scene = Scene(140, 40)
    try scene.press("<S-Tab>jjjj")
    #expect(
      scene.picture == #"""
         Sori / 노동 · front page                                                                                     de1 ✓ 2/4 mirrors · 2 min old
           ALL              128 │ ! 09:12 경찰, 호스팅 업체에 파업 사이트 폐쇄…   노동       ko │ 경찰, 호스팅 업체에 파업 사이트 폐쇄 요구
           Starred            1 │ ● 06:10 발전 노조 "민영화 철회까지 현장에 돌…   노동       ko │ ! alert
           Sori              41 │                                                               │ Kim Haru · Sori · 노동 · ko
             Labor           17 │                                                               │ 2026-03-04 09:12 · from de1
         ▸   노동             9 │                                                               │ ◂
             Photo              │                                                               │ After sixteen nights at the cathedral, the
           Hyeonjang         87 │                                                               │ workers left in small groups. The union's
                                │                                                               │ statement[1] says that nobody goes back until the
                                │                                                               │ plan is withdrawn.
                                │                                                               │
                                │                                                               │ What they ask for
                                │                                                               │
                                │                                                               │ 1. No sale of the power stations.
                                │                                                               │ 2. 발전소 매각 철회와 대화 재개, 그리고 연행자의
                                │                                                               │    즉각 석방.
                                │                                                               │
                                │                                                               │ │ 우리는 흩어져도 끊어지지 않는다. We scatter,
                                │                                                               │ │ but nothing is cut.
                                │                                                               │
                                │                                                               │ City     People
                                │                                                               │ ───────  ──────
                                │                                                               │ 서울     5,600
                                │                                                               │ Incheon  310
                                │                                                               │
                                │                                                               │ [▣ The march at night]
                                │                                                               │ 명동, 화요일 밤
                                │                                                               │
                                │                                                               │   curl -O mirror/feed.xml
                                │                                                               │
                                │                                                               │ [1] https://union.example/statement
                                │                                                               │ ×8
         <Enter> open  c report  r sync  m mirrors  : command  ? help  q quit
        """#)
  }

  @Test func `plain, for who hears the screen, at 140×12`() {
    let scene = Scene(140, 12, change: { $0.isPlain = true })
    #expect(
      scene.picture == #"""
         Wirecopy · front page                                                                                              3/5 mirrors · 2 min old
         ! 09:12 경찰, 호스팅 업체에 파업 사이트 폐쇄 요구                                                                            노동       ko ◂
         ● 08:40 Workers scatter across Seoul after the cathedral                                                                     Labor      en
         ● 08:02 Photo: the march at Myeongdong                                                                                  ★▣3  Photo      en
           07:55 Correction: numbers at the rally                                                                                 ±2  Labor      en
         ● 06:10 발전 노조 "민영화 철회까지 현장에 돌아가지 않는다" 결의문 채택                                                       노동       ko
           03-03 Green groups back the walk-out                                                                                       World      en
         ● 03-03 현장에서: 가족들의 밤                                                                                                사회       ko
            2025 A year of the power line dispute in ten pictures, with what was said at the time                                ▣10  Photo      en


         <Enter> open  c report  r sync  m mirrors  : command  ? help  q quit
        """#)
  }
}
