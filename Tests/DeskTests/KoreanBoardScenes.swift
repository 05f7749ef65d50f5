import Screen
import Testing

@testable import Desk

/// The board in Korean.
@Suite struct KoreanBoardScenes {
  @Test func `threads at 40×10`() throws {
    let scene = try PageShot.scene("threads", "ko", 40, 10)
    #expect(
      scene.picture == #"""
         Sori · 게시판                   2분 전
         ● 09:25 Where is the rally tonig…  3/5 ◂
           02:50 현장 물품이 부족합니다 ·…    1
         ● 03.02 A lawyer answers · Cho     1/2
         ×5
         <Enter> 열기  c 보고  ? 도움말  q 뒤로
        """#)
  }

  @Test func `threads at 80×24`() throws {
    let scene = try PageShot.scene("threads", "ko", 80, 24)
    #expect(
      scene.picture == #"""
         Sori · 게시판                                          de1 ✓ 미러 2/4 · 2분 전
         ● 09:25 Where is the rally tonight? · Min                                  3/5 ◂
           02:50 현장 물품이 부족합니다 · 지원팀                                      1
         ● 03.02 A lawyer answers · Cho                                             1/2
         ×19
         <Enter> 열기  c 보고  z 접기  K 따라잡기  r 동기화  : 명령  ? 도움말  q 뒤로
        """#)
  }

  @Test func `threads at 140×40`() throws {
    let scene = try PageShot.scene("threads", "ko", 140, 40)
    #expect(
      scene.picture == #"""
         Sori · 게시판                                                                                                      de1 ✓ 미러 2/4 · 2분 전
         ● 09:25 Where is the rally tonight? ·…   3/5 │ Where is the rally tonight? ◂
           02:50 현장 물품이 부족합니다 · 지원팀    1 │   08:00 ▾ Min: Where is the rally tonight?
         ● 03.02 A lawyer answers · Cho           1/2 │   08:30   ▾ Haru
                                                      │ ● 09:00     ▾ Jin: Not there, police
                                                      │ ● 09:10         Haru
                                                      │ ● 09:25     Sora: Myeongdong, seven
                                                      │ ×32
         <Enter> 열기  c 보고  z 접기  K 따라잡기  r 동기화  : 명령  ? 도움말  q 뒤로
        """#)
  }

  @Test func `messages at 40×10`() throws {
    let scene = try PageShot.scene("messages", "ko", 40, 10)
    #expect(
      scene.picture == #"""
         Sori · 게시판                   2분 전
         Where is the rally tonight?
           08:00 ▾ Min: Where is the rally ton…
           08:30   ▾ Haru
         ● 09:00     ▾ Jin: Not there, police
         ● 09:10         Haru ◂
         ● 09:25     Sora: Myeongdong, seven


         <Enter> 열기  c 보고  ? 도움말  q 뒤로
        """#)
  }

  @Test func `messages at 80×24`() throws {
    let scene = try PageShot.scene("messages", "ko", 80, 24)
    #expect(
      scene.picture == #"""
         Sori · 게시판                                          de1 ✓ 미러 2/4 · 2분 전
         Where is the rally tonight?
           08:00 ▾ Min: Where is the rally tonight?
           08:30   ▾ Haru
         ● 09:00     ▾ Jin: Not there, police
         ● 09:10         Haru ◂
         ● 09:25     Sora: Myeongdong, seven
         ×16
         <Enter> 열기  c 보고  z 접기  K 따라잡기  r 동기화  : 명령  ? 도움말  q 뒤로
        """#)
  }

  @Test func `messages at 140×40`() throws {
    let scene = try PageShot.scene("messages", "ko", 140, 40)
    #expect(
      scene.picture == #"""
         Sori · 게시판                                                                                                      de1 ✓ 미러 2/4 · 2분 전
        ▸● 09:25 Where is the rally tonight? ·…   3/5 │ Where is the rally tonight?
           02:50 현장 물품이 부족합니다 · 지원팀    1 │   08:00 ▾ Min: Where is the rally tonight?
         ● 03.02 A lawyer answers · Cho           1/2 │   08:30   ▾ Haru
                                                      │ ● 09:00     ▾ Jin: Not there, police
                                                      │ ● 09:10         Haru ◂
                                                      │ ● 09:25     Sora: Myeongdong, seven
                                                      │ ×32
         <Enter> 열기  c 보고  z 접기  K 따라잡기  r 동기화  : 명령  ? 도움말  q 뒤로
        """#)
  }
}
