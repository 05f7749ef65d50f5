import Testing

@testable import Desk

/// The reader at three sizes.
@Suite struct ReaderScenes {
  @Test("the reader sets an article at 40×10") func at40() throws {
    var scene = Scene(40, 10)
    try scene.press("jj<Enter>")
    #expect(
      scene.picture == #"""
         Sori · article, 27 %         2 min old
         ★ Photo: the march at Myeongdong ◂
         Kim Haru · Sori · Photo · en
         2026-03-04 08:02 · from de1

         After sixteen nights at the cathedral,
         the workers left in small groups. The
         union's statement[1] says that nobody
         goes back until the plan is withdrawn.
         <Tab> next unread  ? help  q back
        """#)
  }

  @Test("the reader sets an article at 80×24") func at80() throws {
    var scene = Scene(80, 24)
    try scene.press("jj<Enter>")
    #expect(
      scene.picture == #"""
         Sori · article, 88 %                             de1 ✓ 2/4 mirrors · 2 min old
         ★ Photo: the march at Myeongdong ◂
         Kim Haru · Sori · Photo · en
         2026-03-04 08:02 · from de1

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

         <Tab> next unread  f link  c report  r sync  m mirrors  ? help  q back
        """#)
  }

  @Test("the reader sets an article at 140×40") func at140() throws {
    var scene = Scene(140, 40)
    try scene.press("jj<Enter>")
    #expect(
      scene.picture == #"""
         Sori · article                                                                                               de1 ✓ 2/4 mirrors · 2 min old
         ★ Photo: the march at Myeongdong ◂
         Kim Haru · Sori · Photo · en
         2026-03-04 08:02 · from de1

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

           curl -O mirror/feed.xml

         [1] https://union.example/statement
         ×13
         <Tab> next unread  f link  c report  r sync  m mirrors  : command  ? help  q back
        """#)
  }
}
