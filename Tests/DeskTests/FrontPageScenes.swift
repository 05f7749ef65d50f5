import Testing

@testable import Desk

/// The front page at three sizes.
@Suite struct FrontPageScenes {
  @Test("the front page at 40×10") func at40() throws {
    var scene = Scene(40, 10)
    try scene.press("j")
    #expect(
      scene.picture == #"""
         Wirecopy · front page        2 min old
         ! 09:12 경찰, 호스팅 업체에 파업 사이…
         ● 08:40 Workers scatter across Seoul… ◂
         ● 08:02 Photo: the march at Myeon… ★▣3
           07:55 Correction: numbers at the… ±2
         ● 06:10 발전 노조 "민영화 철회까지 현…
           03-03 Green groups back the walk-out
         ● 03-03 현장에서: 가족들의 밤
            2025 A year of the power line…  ▣10
         <Enter> open  c report  ? help  q quit
        """#)
  }

  @Test("the front page at 80×24") func at80() throws {
    var scene = Scene(80, 24)
    try scene.press("j")
    #expect(
      scene.picture == #"""
         Wirecopy · front page                                  3/5 mirrors · 2 min old
         ▸ ALL       128 │ ! 09:12 경찰, 호스팅 업체에 파업 사이트 폐쇄…  노동       ko
           Starred     1 │ ● 08:40 Workers scatter across Seoul after t…  Labor      en ◂
           Sori       41 │ ● 08:02 Photo: the march at Myeongdong    ★▣3  Photo      en
           Hyeonjang  87 │   07:55 Correction: numbers at the rally   ±2  Labor      en
                         │ ● 06:10 발전 노조 "민영화 철회까지 현장에 돌…  노동       ko
                         │   03-03 Green groups back the walk-out         World      en
                         │ ● 03-03 현장에서: 가족들의 밤                  사회       ko
                         │    2025 A year of the power line dispute… ▣10  Photo      en
                         │ ×14
         <Enter> open  c report  r sync  m mirrors  : command  ? help  q quit
        """#)
  }

  @Test("the front page at 140×40") func at140() throws {
    var scene = Scene(140, 40)
    try scene.press("j")
    #expect(
      scene.picture == #"""
         Wirecopy · front page                                                                                              3/5 mirrors · 2 min old
         ▸ ALL              128 │ ! 09:12 경찰, 호스팅 업체에 파업 사이트 폐쇄…   노동       ko │ Workers scatter across Seoul after the cathedral
           Starred            1 │ ● 08:40 Workers scatter across Seoul after th…  Labor      en │ Kim Haru · Sori · Labor · en ◂
           Sori              41 │ ● 08:02 Photo: the march at Myeongdong     ★▣3  Photo      en │ 2026-03-04 08:40 · from de1
           Hyeonjang         87 │   07:55 Correction: numbers at the rally    ±2  Labor      en │
                                │ ● 06:10 발전 노조 "민영화 철회까지 현장에 돌…   노동       ko │ After sixteen nights at the cathedral, the
                                │   03-03 Green groups back the walk-out          World      en │ workers left in small groups. The union's
                                │ ● 03-03 현장에서: 가족들의 밤                   사회       ko │ statement[1] says that nobody goes back until the
                                │    2025 A year of the power line dispute…  ▣10  Photo      en │ plan is withdrawn.
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
                                │                                                               │ ×9
         <Enter> open  c report  r sync  m mirrors  : command  ? help  q quit
        """#)
  }
}
