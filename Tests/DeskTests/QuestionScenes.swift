import Foundation
import News
import Screen
import Testing

@testable import Desk

/// Questions, before what can't be undone or touches much.
@Suite struct QuestionScenes {
  @Test func `a question about a list, at 40×10`() throws {
    var scene = Scene(40, 10)
    try scene.press("<S-Tab>jjA")
    #expect(
      scene.picture == #"""
         Sori · front page            2 min old
           ALL                              128
           Starred                            1
         ▸ Sori                              41
             Labor                           17
             노동                             9
             Photo
           Hyeonjang                         87
         Mark everything in Sori read? (u takes
         it back) [y/n] ◂
        """#)
  }

  @Test func `a question about a list, at 80×24`() throws {
    var scene = Scene(80, 24)
    try scene.press("<S-Tab>jjA")
    #expect(
      scene.picture == #"""
         Sori · front page                                de1 ✓ 2/4 mirrors · 2 min old
           ALL       128 │ ! 09:12 경찰, 호스팅 업체에 파업 사이트 폐쇄…  노동       ko
           Starred     1 │ ● 08:40 Workers scatter across Seoul after t…  Labor      en
         ▸ Sori       41 │ ● 08:02 Photo: the march at Myeongdong    ★▣3  Photo      en
             Labor    17 │   07:55 Correction: numbers at the rally   ±2  Labor      en
             노동      9 │ ● 06:10 발전 노조 "민영화 철회까지 현장에 돌…  노동       ko
             Photo       │   03-03 Green groups back the walk-out         World      en
           Hyeonjang  87 │    2025 A year of the power line dispute… ▣10  Photo      en
                         │ ×15
         Mark everything in Sori read? (u takes it back) [y/n] ◂
        """#)
  }

  @Test func `a question before a newsroom is forgotten, at 40×10`() throws {
    var scene = Scene(40, 10)
    try scene.press("<S-Tab>jj:forget<Enter>")
    #expect(
      scene.picture == #"""
         Sori · front page            2 min old
           ALL                              128
           Starred                            1
         ▸ Sori                              41
             Labor                           17
             노동                             9
             Photo
           Hyeonjang                         87
         Forget Sori with all of its articles?
         This can't be undone. [y/n] ◂
        """#)
  }

  @Test func `a question before a newsroom is forgotten, at 80×24`() throws {
    var scene = Scene(80, 24)
    try scene.press("<S-Tab>jj:forget<Enter>")
    #expect(
      scene.picture == #"""
         Sori · front page                                de1 ✓ 2/4 mirrors · 2 min old
           ALL       128 │ ! 09:12 경찰, 호스팅 업체에 파업 사이트 폐쇄…  노동       ko
           Starred     1 │ ● 08:40 Workers scatter across Seoul after t…  Labor      en
         ▸ Sori       41 │ ● 08:02 Photo: the march at Myeongdong    ★▣3  Photo      en
             Labor    17 │   07:55 Correction: numbers at the rally   ±2  Labor      en
             노동      9 │ ● 06:10 발전 노조 "민영화 철회까지 현장에 돌…  노동       ko
             Photo       │   03-03 Green groups back the walk-out         World      en
           Hyeonjang  87 │    2025 A year of the power line dispute… ▣10  Photo      en
                         │ ×15
         Forget Sori with all of its articles? This can't be undone. [y/n] ◂
        """#)
  }

  @Test func `a question before a newsroom is forgotten, at 140×40`() throws {
    var scene = Scene(140, 40)
    try scene.press("<S-Tab>jj:forget<Enter>")
    #expect(
      scene.picture == #"""
         Sori · front page                                                                                            de1 ✓ 2/4 mirrors · 2 min old
           ALL              128 │ ! 09:12 경찰, 호스팅 업체에 파업 사이트 폐쇄…   노동       ko │ 경찰, 호스팅 업체에 파업 사이트 폐쇄 요구
           Starred            1 │ ● 08:40 Workers scatter across Seoul after th…  Labor      en │ ! alert
         ▸ Sori              41 │ ● 08:02 Photo: the march at Myeongdong     ★▣3  Photo      en │ Kim Haru · Sori · 노동 · ko
             Labor           17 │   07:55 Correction: numbers at the rally    ±2  Labor      en │ 2026-03-04 09:12 · from de1
             노동             9 │ ● 06:10 발전 노조 "민영화 철회까지 현장에 돌…   노동       ko │
             Photo              │   03-03 Green groups back the walk-out          World      en │ After sixteen nights at the cathedral, the
           Hyeonjang         87 │    2025 A year of the power line dispute…  ▣10  Photo      en │ workers left in small groups. The union's
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
         Forget Sori with all of its articles? This can't be undone. [y/n] ◂
        """#)
  }

  @Test func `a question before a mirror is removed, at 40×10`() throws {
    var scene = Scene(40, 10)
    try scene.press("mjD")
    #expect(
      scene.picture == #"""
         Sori · mirrors               2 min old
         Sori
          ✗ kr1           reset after the TLS…
          ✓ de1           2 min old
          ✓ us1           90 min behind
          ? old           has moved: y takes t…
         Hyeonjang
          ✓ hyeonjang.ex… 7 min old
         Remove the mirror de1? The articles
         that it brought stay. [y/n] ◂
        """#)
  }

  @Test func `a question before a mirror is removed, at 80×24`() throws {
    var scene = Scene(80, 24)
    try scene.press("mjD")
    #expect(
      scene.picture == #"""
         Sori · mirrors                                   de1 ✓ 2/4 mirrors · 2 min old
         Sori                                                                 2 min old
          ✗ kr1                           90 ms  reset after the TLS hello
          ✓ de1                          240 ms  2 min old
          ✓ us1                          410 ms  90 min behind
          ? old                                  has moved: y takes the new address
         Hyeonjang                                                            7 min old
          ✓ hyeonjang.example            180 ms  7 min old
        ────────────────────────────────────────────────────────────────────────────────
         https://de1.sori.example/feed
         way       directly; o changes it
         speed     240 ms
         seen      last good 2026-03-04 09:28 · last asked 2026-03-04 09:28
         ×10
         Remove the mirror de1? The articles that it brought stay. [y/n] ◂
        """#)
  }
}
