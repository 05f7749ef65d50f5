import Screen
import Testing

@testable import Desk

/// Pictures and themes in Korean.
@Suite struct KoreanPictureScenes {
  @Test func `a picture at 40×10`() throws {
    let scene = try PageShot.scene("pictures", "ko", 40, 10)
    #expect(
      scene.picture == #"""
         Sori · 사진, 1/1                2분 전
                     ▄▄▄▄▄▄▄▄▄▄▄▄ ×4


         명동, 화요일 밤 ◂
         ▣ The march at night
         <Enter> 열기  f 받기  ? 도움말  q 뒤로
        """#)
  }

  @Test func `a picture at 80×24`() throws {
    let scene = try PageShot.scene("pictures", "ko", 80, 24)
    #expect(
      scene.picture == #"""
         Sori · 사진, 1/1                                       de1 ✓ 미러 2/4 · 2분 전
                                         ▄▄▄▄▄▄▄▄▄▄▄▄ ×4
         ×16
         명동, 화요일 밤 ◂
         ▣ The march at night
         <Enter> 열기  f 받기  P 글로만  r 동기화  : 명령  ? 도움말  q 뒤로
        """#)
  }

  @Test func `a picture at 140×40`() throws {
    let scene = try PageShot.scene("pictures", "ko", 140, 40)
    #expect(
      scene.picture == #"""
         Sori · 사진, 1/1                                                                                                   de1 ✓ 미러 2/4 · 2분 전
                                                                       ▄▄▄▄▄▄▄▄▄▄▄▄ ×4
         ×32
         명동, 화요일 밤 ◂
         ▣ The march at night
         <Enter> 열기  f 받기  P 글로만  r 동기화  : 명령  ? 도움말  q 뒤로
        """#)
  }

  @Test func `themes at 40×10`() throws {
    let scene = try PageShot.scene("themes", "ko", 40, 10)
    #expect(
      scene.picture == #"""
         Wirecopy · 테마      미러 3/5 · 2분 전
           contrast│ normal   read     warning
         ▸ dark    │ dim      starred  bad ◂
           light   │ title    alert
           mono    │ heading  link
                   │ bar      quote
                   │ hint     code
                   │ border   match
                   │ unread   good
         <Enter> 고르기  ? 도움말  q 뒤로
        """#)
  }

  @Test func `themes at 80×24`() throws {
    let scene = try PageShot.scene("themes", "ko", 80, 24)
    #expect(
      scene.picture == #"""
         Wirecopy · 테마                                              미러 3/5 · 2분 전
           contrast      │ 이 단말은 256색을 보입니다
         ▸ dark          │ normal    default ◂
           light         │ dim       245
           mono          │ title     bold 117
                         │ heading   bold 153
                         │ bar       252 on 24
                         │ hint      250 on 236
                         │ border    240
                         │ unread    bold 255
                         │ read      248
                         │ starred   221
                         │ alert     bold 231 on 160
                         │ link      underline 81
                         │ quote     150
                         │ code      180
                         │ match     16 on 221
                         │ good      114
                         │ warning   215
                         │ bad       bold 210
                         │ ×3
         <Enter> 고르기  r 동기화  : 명령  ? 도움말  q 뒤로
        """#)
  }

  @Test func `themes at 140×40`() throws {
    let scene = try PageShot.scene("themes", "ko", 140, 40)
    #expect(
      scene.picture == #"""
         Wirecopy · 테마                                                                                                          미러 3/5 · 2분 전
           contrast      │ 이 단말은 256색을 보입니다
         ▸ dark          │ normal    default ◂
           light         │ dim       245
           mono          │ title     bold 117
                         │ heading   bold 153
                         │ bar       252 on 24
                         │ hint      250 on 236
                         │ border    240
                         │ unread    bold 255
                         │ read      248
                         │ starred   221
                         │ alert     bold 231 on 160
                         │ link      underline 81
                         │ quote     150
                         │ code      180
                         │ match     16 on 221
                         │ good      114
                         │ warning   215
                         │ bad       bold 210
                         │ ×19
         <Enter> 고르기  r 동기화  : 명령  ? 도움말  q 뒤로
        """#)
  }
}
