import Foundation
import News
import Screen
import Testing

@testable import Desk

/// What is said at the bottom.
@Suite struct MessageScenes {
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
         <Enter> open  c report  ? help  q quit
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
