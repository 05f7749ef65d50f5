import Foundation
import News
import Screen
import Testing

@testable import Desk

/// The reader beside its text.
@Suite struct ReaderStateScenes {
  @Test func `the source of an article, at 40×10`() throws {
    var scene = Scene(40, 10)
    try scene.press("j<Enter>\\")
    #expect(
      scene.picture == #"""
         Sori · article, HTML         2 min old
         <p>After <b>sixteen nights</b> at the ◂
         cathedral</p>
         ×6
         <Tab> next unread  ? help  q back
        """#)
  }

  @Test func `a text found, at 40×10`() throws {
    var scene = Scene(40, 10)
    try scene.press("j<Enter>/the<Enter>n")
    #expect(
      scene.picture == #"""
         Sori · article, 26 %         2 min old
         Workers scatter across Seoul after the
         cathedral ◂
         Kim Haru · Sori · Labor · en
         2026-03-04 08:40 · from de1

         After sixteen nights at the cathedral,
         the workers left in small groups. The
         union's statement[1] says that nobody
         “the” found: 2 of 8     ? help  q back
        """#)
  }

  @Test func `a text found, at 80×24`() throws {
    var scene = Scene(80, 24)
    try scene.press("j<Enter>/the<Enter>n")
    #expect(
      scene.picture == #"""
         Sori · article, 88 %                             de1 ✓ 2/4 mirrors · 2 min old
         Workers scatter across Seoul after the cathedral
         Kim Haru · Sori · Labor · en
         2026-03-04 08:40 · from de1

         After sixteen nights at the cathedral, the workers left in small groups. The ◂
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

         “the” found: 2 of 6                                             ? help  q back
        """#)
  }

  @Test func `the end of an article, read plain, at 60×14`() throws {
    var scene = Scene(60, 14, change: { $0.isPlain = true })
    try scene.press("j<Enter>G")
    #expect(
      scene.picture == #"""
         Sori · article, 100 %        de1 ✓ 2/4 mirrors · 2 min old
         > is cut. ◂

         City     People
         서울     5,600
         Incheon  310

         [▣ The march at night]
         명동, 화요일 밤

           curl -O mirror/feed.xml

         [1] https://union.example/statement
         <Tab> next unread  f link  c report  r sync  ? help  q back
        """#)
  }

  @Test func `an article that is no longer kept, at 40×10`() throws {
    var scene = Scene(40, 10)
    scene.headlines.remove(at: 1)
    try scene.press("j<Enter>")
    scene.happen(.loaded(.gone(.init(rawValue: 2))))
    scene.happen(.failed("this article is no longer kept"))
    #expect(
      scene.picture == #"""
         Wirecopy · article           2 min old
         This article is no longer kept. ◂
         ×7
         this article is no longer kept
        """#)
  }
}
