import Foundation
import News
import Screen
import Testing

@testable import Desk

/// What is asked, typed, said and done at the bottom.
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
         ×5
        ────────────────────────────────────────────────────────────────────────────────
         https://de1.sori.example/feed
         last good 2026-03-04 09:28 · last asked 2026-03-04 09:28
         ×7
         Remove the mirror de1? The articles that it brought stay. [y/n] ◂
        """#)
  }

  @Test func `a command that is completed, at 40×10`() throws {
    var scene = Scene(40, 10)
    try scene.press(":s<Tab>")
    #expect(
      scene.picture == #"""
         Wirecopy · front page        2 min old
         ! 09:12 경찰, 호스팅 업체에 파업 사이…
         ● 08:40 Workers scatter across Seoul…
         ● 08:02 Photo: the march at Myeon… ★▣3
           07:55 Correction: numbers at the… ±2
         ● 06:10 발전 노조 "민영화 철회까지 현…
           03-03 Green groups back the walk-out
         ● 03-03 현장에서: 가족들의 밤
         search  star  suspend  sync  sync-all
        :s ◂
        """#)
  }

  @Test func `a command that is completed, at 80×24`() throws {
    var scene = Scene(80, 24)
    try scene.press(":s<Tab>")
    #expect(
      scene.picture == #"""
         Wirecopy · front page                                  3/5 mirrors · 2 min old
         ▸ ALL       128 │ ! 09:12 경찰, 호스팅 업체에 파업 사이트 폐쇄…  노동       ko
           Starred     1 │ ● 08:40 Workers scatter across Seoul after t…  Labor      en
           Sori       41 │ ● 08:02 Photo: the march at Myeongdong    ★▣3  Photo      en
           Hyeonjang  87 │   07:55 Correction: numbers at the rally   ±2  Labor      en
                         │ ● 06:10 발전 노조 "민영화 철회까지 현장에 돌…  노동       ko
                         │   03-03 Green groups back the walk-out         World      en
                         │ ● 03-03 현장에서: 가족들의 밤                  사회       ko
                         │    2025 A year of the power line dispute… ▣10  Photo      en
                         │ ×13
         search  star  suspend  sync  sync-all
        :s ◂
        """#)
  }

  @Test func `a long line that is typed, at 40×10`() throws {
    var scene = Scene(40, 10)
    try scene.press("ma")
    scene.happen(.input(.paste("https://a-mirror-with-a-long-name.example/feeds/현장/labor-and-society/all.atom")))
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

        address of the mirror: society/all.atom ◂
        """#)
  }

  @Test func `a long line that is typed, at 80×24`() throws {
    var scene = Scene(80, 24)
    try scene.press("ma")
    scene.happen(.input(.paste("https://a-mirror-with-a-long-name.example/feeds/현장/labor-and-society/all.atom")))
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
         ×5
        ────────────────────────────────────────────────────────────────────────────────
         https://kr1.sori.example/feed
         kr1: reset after the TLS hello
         last tries: ▂▂▂▅█▂ 80–400 ms
         last good 2026-03-04 07:20 · last asked 2026-03-04 09:28
         libcurl 35, errno 104
         address 203.0.113.7
         ×3
        address of the mirror: -long-name.example/feeds/현장/labor-and-society/all.atom ◂
        """#)
  }

  @Test func `how far a sync is, at 40×10`() {
    var scene = Scene(40, 10)
    scene.happen(.sync(.began(newsrooms: 12)))
    scene.happen(.ticked(Fixture.now.addingTimeInterval(4)))
    scene.happen(.sync(.progressed(done: 3, of: 12, "Sori")))
    scene.happen(.sync(.progressed(done: 0, of: 0, "현장")))
    #expect(
      scene.picture == #"""
         Wirecopy · front page        2 min old
         ! 09:12 경찰, 호스팅 업체에 파업 사이… ◂
         ● 08:40 Workers scatter across Seoul…
         ● 08:02 Photo: the march at Myeon… ★▣3
           07:55 Correction: numbers at the… ±2
         ● 06:10 발전 노조 "민영화 철회까지 현…
           03-03 Green groups back the walk-out
         ● 03-03 현장에서: 가족들의 밤
            2025 A year of the power line…  ▣10
         ██░░░░░░░░ 3/12 · <Esc> cancels
        """#)
  }

  @Test func `how far a sync is, at 80×24`() {
    var scene = Scene(80, 24)
    scene.happen(.sync(.began(newsrooms: 12)))
    scene.happen(.ticked(Fixture.now.addingTimeInterval(4)))
    scene.happen(.sync(.progressed(done: 3, of: 12, "Sori")))
    scene.happen(.sync(.progressed(done: 0, of: 0, "현장")))
    #expect(
      scene.picture == #"""
         Wirecopy · front page                                  3/5 mirrors · 2 min old
         ▸ ALL       128 │ ! 09:12 경찰, 호스팅 업체에 파업 사이트 폐쇄…  노동       ko ◂
           Starred     1 │ ● 08:40 Workers scatter across Seoul after t…  Labor      en
           Sori       41 │ ● 08:02 Photo: the march at Myeongdong    ★▣3  Photo      en
           Hyeonjang  87 │   07:55 Correction: numbers at the rally   ±2  Labor      en
                         │ ● 06:10 발전 노조 "민영화 철회까지 현장에 돌…  노동       ko
                         │   03-03 Green groups back the walk-out         World      en
                         │ ● 03-03 현장에서: 가족들의 밤                  사회       ko
                         │    2025 A year of the power line dispute… ▣10  Photo      en
                         │ ×14
         ██░░░░░░░░ 3/12 newsrooms · about 13 s more · 현장 · <Esc> cancels
        """#)
  }

  @Test func `how far a sync is, at 140×40`() {
    var scene = Scene(140, 40)
    scene.happen(.sync(.began(newsrooms: 12)))
    scene.happen(.ticked(Fixture.now.addingTimeInterval(4)))
    scene.happen(.sync(.progressed(done: 3, of: 12, "Sori")))
    scene.happen(.sync(.progressed(done: 0, of: 0, "현장")))
    #expect(
      scene.picture == #"""
         Wirecopy · front page                                                                                              3/5 mirrors · 2 min old
         ▸ ALL              128 │ ! 09:12 경찰, 호스팅 업체에 파업 사이트 폐쇄…   노동       ko │ 경찰, 호스팅 업체에 파업 사이트 폐쇄 요구 ◂
           Starred            1 │ ● 08:40 Workers scatter across Seoul after th…  Labor      en │ ! alert
           Sori              41 │ ● 08:02 Photo: the march at Myeongdong     ★▣3  Photo      en │ Kim Haru · Sori · 노동 · ko
           Hyeonjang         87 │   07:55 Correction: numbers at the rally    ±2  Labor      en │ 2026-03-04 09:12 · from de1
                                │ ● 06:10 발전 노조 "민영화 철회까지 현장에 돌…   노동       ko │
                                │   03-03 Green groups back the walk-out          World      en │ After sixteen nights at the cathedral, the
                                │ ● 03-03 현장에서: 가족들의 밤                   사회       ko │ workers left in small groups. The union's
                                │    2025 A year of the power line dispute…  ▣10  Photo      en │ statement[1] says that nobody goes back until the
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
         ██░░░░░░░░ 3/12 newsrooms · about 13 s more · 현장 · <Esc> cancels
        """#)
  }

  @Test func `a long message below the selected headline, at 40×10`() {
    var scene = Scene(40, 10)
    scene.happen(
      .sync(
        .moved("kr1: reset after the TLS hello; kr2: connection refused; kr3: no answer in 6 s · now on de1 (240 ms)")))
    #expect(
      scene.picture == #"""
         Wirecopy · front page        2 min old
         ! 09:12 경찰, 호스팅 업체에 파업 사이… ◂
         ● 08:40 Workers scatter across Seoul…
         ● 08:02 Photo: the march at Myeon… ★▣3
           07:55 Correction: numbers at the… ±2
         ● 06:10 발전 노조 "민영화 철회까지 현…
           03-03 Green groups back the walk-out
         kr1: reset after the TLS hello; kr2:
         connection refused; kr3: no answer in
         6 s · now on de1 (240 ms)
        """#)
  }

  @Test func `a long message below the selected headline, at 80×24`() {
    var scene = Scene(80, 24)
    scene.happen(
      .sync(
        .moved("kr1: reset after the TLS hello; kr2: connection refused; kr3: no answer in 6 s · now on de1 (240 ms)")))
    #expect(
      scene.picture == #"""
         Wirecopy · front page                                  3/5 mirrors · 2 min old
         ▸ ALL       128 │ ! 09:12 경찰, 호스팅 업체에 파업 사이트 폐쇄…  노동       ko ◂
           Starred     1 │ ● 08:40 Workers scatter across Seoul after t…  Labor      en
           Sori       41 │ ● 08:02 Photo: the march at Myeongdong    ★▣3  Photo      en
           Hyeonjang  87 │   07:55 Correction: numbers at the rally   ±2  Labor      en
                         │ ● 06:10 발전 노조 "민영화 철회까지 현장에 돌…  노동       ko
                         │   03-03 Green groups back the walk-out         World      en
                         │ ● 03-03 현장에서: 가족들의 밤                  사회       ko
                         │    2025 A year of the power line dispute… ▣10  Photo      en
                         │ ×13
         kr1: reset after the TLS hello; kr2: connection refused; kr3: no answer in 6 s
         · now on de1 (240 ms)                                           ? help  q quit
        """#)
  }

  @Test func `a long message below the selected headline, at 140×40`() {
    var scene = Scene(140, 40)
    scene.happen(
      .sync(
        .moved("kr1: reset after the TLS hello; kr2: connection refused; kr3: no answer in 6 s · now on de1 (240 ms)")))
    #expect(
      scene.picture == #"""
         Wirecopy · front page                                                                                              3/5 mirrors · 2 min old
         ▸ ALL              128 │ ! 09:12 경찰, 호스팅 업체에 파업 사이트 폐쇄…   노동       ko │ 경찰, 호스팅 업체에 파업 사이트 폐쇄 요구 ◂
           Starred            1 │ ● 08:40 Workers scatter across Seoul after th…  Labor      en │ ! alert
           Sori              41 │ ● 08:02 Photo: the march at Myeongdong     ★▣3  Photo      en │ Kim Haru · Sori · 노동 · ko
           Hyeonjang         87 │   07:55 Correction: numbers at the rally    ±2  Labor      en │ 2026-03-04 09:12 · from de1
                                │ ● 06:10 발전 노조 "민영화 철회까지 현장에 돌…   노동       ko │
                                │   03-03 Green groups back the walk-out          World      en │ After sixteen nights at the cathedral, the
                                │ ● 03-03 현장에서: 가족들의 밤                   사회       ko │ workers left in small groups. The union's
                                │    2025 A year of the power line dispute…  ▣10  Photo      en │ statement[1] says that nobody goes back until the
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
         kr1: reset after the TLS hello; kr2: connection refused; kr3: no answer in 6 s · now on de1 (240 ms)                        ? help  q quit
        """#)
  }

  @Test func `a long message does not cover the selected headline, at 40×10`() throws {
    var scene = Scene(40, 10)
    try scene.press("G")
    scene.happen(.failed("kr1: reset after the TLS hello; kr2: connection refused · now on de1 (240 ms)"))
    #expect(
      scene.picture == #"""
         Wirecopy · front page        2 min old
         kr1: reset after the TLS hello; kr2:
         connection refused · now on de1 (240
         ms)
           07:55 Correction: numbers at the… ±2
         ● 06:10 발전 노조 "민영화 철회까지 현…
           03-03 Green groups back the walk-out
         ● 03-03 현장에서: 가족들의 밤
            2025 A year of the power line…  ▣10 ◂
         <Enter> open  r sync  ? help  q quit
        """#)
  }

  @Test func `a key that does nothing, at 40×10`() throws {
    var scene = Scene(40, 10)
    try scene.press("z")
    #expect(
      scene.picture == #"""
         Wirecopy · front page        2 min old
         ! 09:12 경찰, 호스팅 업체에 파업 사이… ◂
         ● 08:40 Workers scatter across Seoul…
         ● 08:02 Photo: the march at Myeon… ★▣3
           07:55 Correction: numbers at the… ±2
         ● 06:10 발전 노조 "민영화 철회까지 현…
           03-03 Green groups back the walk-out
         ● 03-03 현장에서: 가족들의 밤
            2025 A year of the power line…  ▣10
         z does nothing here; ? shows the keys
        """#)
  }
}
