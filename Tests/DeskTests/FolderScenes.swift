import Screen
import Testing

@testable import Desk

/// Saved searches, the first minute and the mutes at three sizes.
@Suite struct FolderScenes {
  @Test func `saved searches at 40×10`() throws {
    let scene = try PageShot.scene("searches", "en", 40, 10)
    #expect(
      scene.picture == #"""
         Strike in Seoul · front pa…  2 min old
           ALL                              128
           Starred                            1
         ▸ Strike in Seoul               12,345 ◂
           #court                             2
           Sori                              41
           Hyeonjang                         87


         <Enter> open  c report  ? help  q quit
        """#)
  }

  @Test func `saved searches at 80×24`() throws {
    let scene = try PageShot.scene("searches", "en", 80, 24)
    #expect(
      scene.picture == #"""
         Strike in Seoul · front page                           3/5 mirrors · 2 min old
           ALL       128 │ ! 09:12 경찰, 호스팅 업체에 파업 사이트 폐쇄…  노동       ko
           Starred     1 │ ● 08:40 Workers scatter across Seoul after t…  Labor      en
         ▸ Strik… 12,345 │ ● 08:02 Photo: the march at Myeongdong    ★▣3  Photo      en ◂
           #court      2 │   07:55 Correction: numbers at the rally   ±2  Labor      en
           Sori       41 │ ● 06:10 발전 노조 "민영화 철회까지 현장에 돌…  노동       ko
           Hyeonjang  87 │   03-03 Green groups back the walk-out         World      en
                         │    2025 A year of the power line dispute… ▣10  Photo      en
                         │ ×15
         <Enter> open  c report  r sync  m mirrors  : command  ? help  q quit
        """#)
  }

  @Test func `saved searches at 140×40`() throws {
    let scene = try PageShot.scene("searches", "en", 140, 40)
    #expect(
      scene.picture == #"""
         Strike in Seoul · front page                                                                                       3/5 mirrors · 2 min old
           ALL              128 │ ! 09:12 경찰, 호스팅 업체에 파업 사이트 폐쇄…   노동       ko │ 경찰, 호스팅 업체에 파업 사이트 폐쇄 요구
           Starred            1 │ ● 08:40 Workers scatter across Seoul after th…  Labor      en │ ! alert
         ▸ Strike in Se… 12,345 │ ● 08:02 Photo: the march at Myeongdong     ★▣3  Photo      en │ Kim Haru · Sori · 노동 · ko ◂
           #court             2 │   07:55 Correction: numbers at the rally    ±2  Labor      en │ 2026-03-04 09:12 · from de1
           Sori              41 │ ● 06:10 발전 노조 "민영화 철회까지 현장에 돌…   노동       ko │
           Hyeonjang         87 │   03-03 Green groups back the walk-out          World      en │ After sixteen nights at the cathedral, the
                                │    2025 A year of the power line dispute…  ▣10  Photo      en │ workers left in small groups. The union's
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

  @Test func `an empty home at 40×10`() throws {
    let scene = try PageShot.scene("welcome", "en", 40, 10)
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

  @Test func `an empty home at 80×24`() throws {
    let scene = try PageShot.scene("welcome", "en", 80, 24)
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

  @Test func `an empty home at 140×40`() throws {
    let scene = try PageShot.scene("welcome", "en", 140, 40)
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

  @Test func `mutes at 40×10`() throws {
    let scene = try PageShot.scene("mutes", "en", 40, 10)
    #expect(
      scene.picture == #"""
         Wirecopy · mutes             2 min old
         word baseball    1,204 articles hidden
         author Kim Haru       1 article hidden ◂
         thread 현장 물품이…  3 articles hidden
         ×5
         D lift  r sync  ? help  q back
        """#)
  }

  @Test func `mutes at 80×24`() throws {
    let scene = try PageShot.scene("mutes", "en", 80, 24)
    #expect(
      scene.picture == #"""
         Wirecopy · mutes                                       3/5 mirrors · 2 min old
         word baseball                                            1,204 articles hidden
         author Kim Haru                            1 article hidden · until 2026-03-09 ◂
         thread 현장 물품이 부족합니다           3 articles hidden · until it is lifted
         ×19
         D lift  r sync  : command  ? help  q back
        """#)
  }

  @Test func `mutes at 140×40`() throws {
    let scene = try PageShot.scene("mutes", "en", 140, 40)
    #expect(
      scene.picture == #"""
         Wirecopy · mutes                                                                                                   3/5 mirrors · 2 min old
         word baseball                                                                                   1,204 articles hidden · until it is lifted
         author Kim Haru                                                                                 1 article hidden · until 2026-03-09 · Sori ◂
         thread 현장 물품이 부족합니다                                                                3 articles hidden · until it is lifted · Sori
         ×35
         D lift  r sync  : command  ? help  q back
        """#)
  }
}
