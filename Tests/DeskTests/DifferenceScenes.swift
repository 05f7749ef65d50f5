import Testing

@testable import Desk

/// What a revision changed at three sizes.
@Suite struct DifferenceScenes {
  @Test("the reader shows what a revision changed at 40×10") func at40() throws {
    var scene = Scene(40, 10)
    try scene.press("jjj<Enter>v")
    #expect(
      scene.picture == #"""
         Sori · article, what chang…  2 min old
         What changed from wording 1 to wording ◂
         2
         + 2026-03-04 08:50 · from de1
         - 2026-03-04 07:55 · from kr1

         Police counted 300{+, the union 900+}
         people at the gate.

         <Tab> next unread  ? help  q back
        """#)
  }

  @Test("the reader shows what a revision changed at 80×24") func at80() throws {
    var scene = Scene(80, 24)
    try scene.press("jjj<Enter>v")
    #expect(
      scene.picture == #"""
         Sori · article, what changed                     de1 ✓ 2/4 mirrors · 2 min old
         What changed from wording 1 to wording 2 ◂
         + 2026-03-04 08:50 · from de1
         - 2026-03-04 07:55 · from kr1

         Police counted 300{+, the union 900+} people at the gate.
         ×17
         <Tab> next unread  f link  c report  r sync  m mirrors  ? help  q back
        """#)
  }

  @Test("the reader shows what a revision changed at 140×40") func at140() throws {
    var scene = Scene(140, 40)
    try scene.press("jjj<Enter>v")
    #expect(
      scene.picture == #"""
         Sori · article, what changed                                                                                 de1 ✓ 2/4 mirrors · 2 min old
         What changed from wording 1 to wording 2 ◂
         + 2026-03-04 08:50 · from de1
         - 2026-03-04 07:55 · from kr1

         Police counted 300{+, the union 900+} people at the gate.
         ×33
         <Tab> next unread  f link  c report  r sync  m mirrors  : command  ? help  q back
        """#)
  }
}
