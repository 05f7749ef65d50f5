import Screen
import Testing

@testable import Desk

/// The front page with folders, the first minute and the tour in Korean.
@Suite struct KoreanFrontScenes {
  @Test func `saved searches at 40×10`() throws {
    let scene = try PageShot.scene("searches", "ko", 40, 10)
    #expect(
      scene.picture == #"""
         Strike in Seoul ·…   미러 3/5 · 2분 전
           전체                             128
           별표                               1
         ▸ Strike in Seoul               12,345 ◂
           #court                             2
           Sori                              41
           Hyeonjang                         87


         <Enter> 열기  ? 도움말  q 끝내기
        """#)
  }

  @Test func `saved searches at 80×24`() throws {
    let scene = try PageShot.scene("searches", "ko", 80, 24)
    #expect(
      scene.picture == #"""
         Strike in Seoul · 첫 화면                                    미러 3/5 · 2분 전
           전체      128 │ ! 09:12 경찰, 호스팅 업체에 파업 사이트 폐쇄…  노동       ko
           별표        1 │ ● 08:40 Workers scatter across Seoul after t…  Labor      en
         ▸ Strik… 12,345 │ ● 08:02 Photo: the march at Myeongdong    ★▣3  Photo      en ◂
           #court      2 │   07:55 Correction: numbers at the rally   ±2  Labor      en
           Sori       41 │ ● 06:10 발전 노조 "민영화 철회까지 현장에 돌…  노동       ko
           Hyeonjang  87 │   03.03 Green groups back the walk-out         World      en
                         │    2025 A year of the power line dispute… ▣10  Photo      en
                         │ ×15
         <Enter> 열기  c 보고  r 동기화  m 미러  : 명령  ? 도움말  q 끝내기
        """#)
  }

  @Test func `saved searches at 140×40`() throws {
    let scene = try PageShot.scene("searches", "ko", 140, 40)
    #expect(
      scene.picture == #"""
         Strike in Seoul · 첫 화면                                                                                                미러 3/5 · 2분 전
           전체             128 │ ! 09:12 경찰, 호스팅 업체에 파업 사이트 폐쇄…   노동       ko │ 경찰, 호스팅 업체에 파업 사이트 폐쇄 요구
           별표               1 │ ● 08:40 Workers scatter across Seoul after th…  Labor      en │ ! 긴급
         ▸ Strike in Se… 12,345 │ ● 08:02 Photo: the march at Myeongdong     ★▣3  Photo      en │ Kim Haru · Sori · 노동 · ko ◂
           #court             2 │   07:55 Correction: numbers at the rally    ±2  Labor      en │ 2026년 3월 4일 (수) 09:12 · 출처 de1
           Sori              41 │ ● 06:10 발전 노조 "민영화 철회까지 현장에 돌…   노동       ko │
           Hyeonjang         87 │   03.03 Green groups back the walk-out          World      en │ After sixteen nights at the cathedral, the
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
         <Enter> 열기  c 보고  r 동기화  m 미러  : 명령  ? 도움말  q 끝내기
        """#)
  }

  @Test func `an empty home at 40×10`() throws {
    let scene = try PageShot.scene("welcome", "ko", 40, 10)
    #expect(
      scene.picture == #"""
         Wirecopy · 첫 화면
          ▸ 뉴스룸 더하기: 주소 붙여 넣기 ◂
            데모 보기
            백업 되살리기
            구독 목록 가져오기(OPML)
            모든 키와 명령
            끝내기


         : 명령  ? 도움말  q 끝내기
        """#)
  }

  @Test func `an empty home at 80×24`() throws {
    let scene = try PageShot.scene("welcome", "ko", 80, 24)
    #expect(
      scene.picture == #"""
         Wirecopy · 첫 화면
         ×3
          아직 구독하는 것이 없습니다. j, k(으)로 고르고 <Enter>(으)로 정합니다:

          ▸ 뉴스룸 더하기: 주소 붙여 넣기 ◂

            데모 보기

            백업 되살리기

            구독 목록 가져오기(OPML)

            모든 키와 명령

            끝내기
         ×6
         : 명령  ? 도움말  q 끝내기
        """#)
  }

  @Test func `an empty home at 140×40`() throws {
    let scene = try PageShot.scene("welcome", "ko", 140, 40)
    #expect(
      scene.picture == #"""
         Wirecopy · 첫 화면
         ×8
          아직 구독하는 것이 없습니다. j, k(으)로 고르고 <Enter>(으)로 정합니다:

          ▸ 뉴스룸 더하기: 주소 붙여 넣기 ◂

            데모 보기

            백업 되살리기

            구독 목록 가져오기(OPML)

            모든 키와 명령

            끝내기
         ×17
         : 명령  ? 도움말  q 끝내기
        """#)
  }

  @Test func `the tour at 40×10`() throws {
    let scene = try PageShot.scene("tour", "ko", 40, 10)
    #expect(
      scene.picture == #"""
         Wirecopy · 첫 화면   미러 3/5 · 2분 전
         ! 09:12 경찰, 호스팅 업체에 파업 사이… ◂
         ● 08:40 Workers scatter across Seoul…
         ● 08:02 Photo: the march at Myeon… ★▣3
           07:55 Correction: numbers at the… ±2
         ● 06:10 발전 노조 "민영화 철회까지 현…
         안내 1/5 · j, k: 목록 오르내리기.
         <Enter>: 기사 열기, q: 돌아오기. <C-
         t>: 안내 끝내기.
         <Enter> 열기  ? 도움말  q 끝내기
        """#)
  }

  @Test func `the tour at 80×24`() throws {
    let scene = try PageShot.scene("tour", "ko", 80, 24)
    #expect(
      scene.picture == #"""
         Wirecopy · 첫 화면                                           미러 3/5 · 2분 전
         ▸ 전체      128 │ ! 09:12 경찰, 호스팅 업체에 파업 사이트 폐쇄…  노동       ko ◂
           별표        1 │ ● 08:40 Workers scatter across Seoul after t…  Labor      en
           Strik… 12,345 │ ● 08:02 Photo: the march at Myeongdong    ★▣3  Photo      en
           #court      2 │   07:55 Correction: numbers at the rally   ±2  Labor      en
           Sori       41 │ ● 06:10 발전 노조 "민영화 철회까지 현장에 돌…  노동       ko
           Hyeonjang  87 │   03.03 Green groups back the walk-out         World      en
                         │ ● 03.03 현장에서: 가족들의 밤                  사회       ko
                         │    2025 A year of the power line dispute… ▣10  Photo      en
                         │ ×12
         안내 1/5 · j, k: 목록 오르내리기. <Enter>: 기사 열기, q: 돌아오기. <C-t>: 안내
         끝내기.
         <Enter> 열기  c 보고  r 동기화  m 미러  : 명령  ? 도움말  q 끝내기
        """#)
  }

  @Test func `the tour at 140×40`() throws {
    let scene = try PageShot.scene("tour", "ko", 140, 40)
    #expect(
      scene.picture == #"""
         Wirecopy · 첫 화면                                                                                                       미러 3/5 · 2분 전
         ▸ 전체             128 │ ! 09:12 경찰, 호스팅 업체에 파업 사이트 폐쇄…   노동       ko │ 경찰, 호스팅 업체에 파업 사이트 폐쇄 요구 ◂
           별표               1 │ ● 08:40 Workers scatter across Seoul after th…  Labor      en │ ! 긴급
           Strike in Se… 12,345 │ ● 08:02 Photo: the march at Myeongdong     ★▣3  Photo      en │ Kim Haru · Sori · 노동 · ko
           #court             2 │   07:55 Correction: numbers at the rally    ±2  Labor      en │ 2026년 3월 4일 (수) 09:12 · 출처 de1
           Sori              41 │ ● 06:10 발전 노조 "민영화 철회까지 현장에 돌…   노동       ko │
           Hyeonjang         87 │   03.03 Green groups back the walk-out          World      en │ After sixteen nights at the cathedral, the
                                │ ● 03.03 현장에서: 가족들의 밤                   사회       ko │ workers left in small groups. The union's
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
                                │                                                               │ ×7
         안내 1/5 · j, k: 목록 오르내리기. <Enter>: 기사 열기, q: 돌아오기. <C-t>: 안내 끝내기.
         <Enter> 열기  c 보고  r 동기화  m 미러  : 명령  ? 도움말  q 끝내기
        """#)
  }
}
