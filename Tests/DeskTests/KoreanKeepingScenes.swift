import Screen
import Testing

@testable import Desk

/// What is kept, what is hidden, and when it was, in Korean.
@Suite struct KoreanKeepingScenes {
  @Test func `what is kept at 40×10`() throws {
    let scene = try PageShot.scene("keeping", "ko", 40, 10)
    #expect(
      scene.picture == #"""
         Hyeonjang · 남겨 두는 것        7분 전
         전체        13 MiB  90일, 모두 5… −100
         Sori       9.9 MiB  전체와 같이
         Hyeonja…   2.7 MiB  기사 400건,…  −100 ◂


        ────────────────────────────────────────
         남아 있음: 기사 500건(2.6 MiB), 파일
         1개(98 KiB)
         D 놓아주기  ? 도움말  q 뒤로
        """#)
  }

  @Test func `what is kept at 80×24`() throws {
    let scene = try PageShot.scene("keeping", "ko", 80, 24)
    #expect(
      scene.picture == #"""
         Hyeonjang · 남겨 두는 것                 hyeonjang.example ✓ 미러 1/1 · 7분 전
         전체                  13 MiB  90일, 모두 500 MB                           −100
         Sori                 9.9 MiB  전체와 같이
         Hyeonjang            2.7 MiB  기사 400건, 사진 50 MB                      −100 ◂
         ×14
        ────────────────────────────────────────────────────────────────────────────────
         남아 있음: 기사 500건(2.6 MiB), 파일 1개(98 KiB)
         사라질 것: 기사 100건, 파일 0개(527 KiB)
         별표, 태그, 안 읽은 것은 규칙이 달리 말하지 않으면 남습니다

         D 놓아주기  <Enter> 고르기  r 동기화  : 명령  ? 도움말  q 뒤로
        """#)
  }

  @Test func `what is kept at 140×40`() throws {
    let scene = try PageShot.scene("keeping", "ko", 140, 40)
    #expect(
      scene.picture == #"""
         Hyeonjang · 남겨 두는 것                                                                             hyeonjang.example ✓ 미러 1/1 · 7분 전
         전체                      13 MiB  90일, 모두 500 MB                                                                                   −100
         Sori                     9.9 MiB  전체와 같이
         Hyeonjang                2.7 MiB  기사 400건, 사진 50 MB                                                                              −100 ◂
         ×30
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         남아 있음: 기사 500건(2.6 MiB), 파일 1개(98 KiB)
         사라질 것: 기사 100건, 파일 0개(527 KiB)
         별표, 태그, 안 읽은 것은 규칙이 달리 말하지 않으면 남습니다

         D 놓아주기  <Enter> 고르기  r 동기화  : 명령  ? 도움말  q 뒤로
        """#)
  }

  @Test func `mutes at 40×10`() throws {
    let scene = try PageShot.scene("mutes", "ko", 40, 10)
    #expect(
      scene.picture == #"""
         Wirecopy · 숨긴 것   미러 3/5 · 2분 전
         word baseball        기사 1,204건 숨김
         author Kim Haru          기사 1건 숨김 ◂
         thread 현장 물품이 부…   기사 3건 숨김
         ×5
         D 풀기  r 동기화  ? 도움말  q 뒤로
        """#)
  }

  @Test func `mutes at 80×24`() throws {
    let scene = try PageShot.scene("mutes", "ko", 80, 24)
    #expect(
      scene.picture == #"""
         Wirecopy · 숨긴 것                                           미러 3/5 · 2분 전
         word baseball                                    기사 1,204건 숨김 · 풀 때까지
         author Kim Haru                         기사 1건 숨김 · 2026.03.09.까지 · Sori ◂
         thread 현장 물품이 부족합니다                 기사 3건 숨김 · 풀 때까지 · Sori
         ×19
         D 풀기  r 동기화  : 명령  ? 도움말  q 뒤로
        """#)
  }

  @Test func `mutes at 140×40`() throws {
    let scene = try PageShot.scene("mutes", "ko", 140, 40)
    #expect(
      scene.picture == #"""
         Wirecopy · 숨긴 것                                                                                                       미러 3/5 · 2분 전
         word baseball                                                                                                기사 1,204건 숨김 · 풀 때까지
         author Kim Haru                                                                                     기사 1건 숨김 · 2026.03.09.까지 · Sori ◂
         thread 현장 물품이 부족합니다                                                                             기사 3건 숨김 · 풀 때까지 · Sori
         ×35
         D 풀기  r 동기화  : 명령  ? 도움말  q 뒤로
        """#)
  }

  @Test func `an article and its date at 80×24`() throws {
    let scene = try PageShot.scene("dates", "ko", 80, 24)
    #expect(
      scene.picture == #"""
         Sori · 기사, 88 %                                      de1 ✓ 미러 2/4 · 2분 전
         ★ Photo: the march at Myeongdong ◂
         Kim Haru · Sori · Photo · en
         2026년 3월 4일 (수) 08:02 · 출처 de1

         After sixteen nights at the cathedral, the workers left in small groups. The
         union's statement[1] says that nobody goes back until the plan is withdrawn.

         What they ask for

         1. No sale of the power stations.
         2. 발전소 매각 철회와 대화 재개, 그리고 연행자의 즉각 석방.

         │ 우리는 흩어져도 끊어지지 않는다. We scatter, but nothing is cut.

         City     People
         ───────  ──────
         서울     5,600
         Incheon  310

         [▣ The march at night]
         명동, 화요일 밤

         <Tab> 다음 안 읽음  f 링크  c 보고  r 동기화  m 미러  : 명령  ? 도움말  q 뒤로
        """#)
  }

  @Test func `wordings and their dates at 80×24`() throws {
    let scene = try PageShot.scene("revisions", "ko", 80, 24)
    #expect(
      scene.picture == #"""
         Sori · 기사, 수정된 곳                                 de1 ✓ 미러 2/4 · 2분 전
         1판에서 2판으로 수정된 곳 ◂
         + 2026년 3월 4일 (수) 08:50 · 출처 de1
         - 2026년 3월 4일 (수) 07:55 · 출처 kr1

         Police counted 300{+, the union 900+} people at the gate.
         ×17
         <Tab> 다음 안 읽음  f 링크  c 보고  r 동기화  m 미러  : 명령  ? 도움말  q 뒤로
        """#)
  }
}
