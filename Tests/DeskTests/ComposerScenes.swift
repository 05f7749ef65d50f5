import News
import Testing

@testable import Desk

/// The composer at three sizes.
@Suite struct ComposerScenes {
  @Test("a report is written, its state of saving above its text at 40×10") func written40() throws {
    var scene = Scene(40, 10, shelf: Fixture.soriShelf)
    try scene.press("c발전소 매각 반대<Tab>노<Right><Tab><Tab>명동<Tab><Tab><Tab>노조는 오늘 밤 <A-x>")
    try scene.press("<Esc>매각 철회를 요구했다.<Enter><Enter>5,600명이 모였다.")
    #expect(
      scene.picture == #"""
         Sori · report                2 min old
         Title     발전소 매각 반대
         Section   노동
        ─ 8 words ───────────── saved 09:30:00 ─
         노조는 오늘 밤 매각 철회를 요구했다.

         5,600명이 모였다. ◂


         <C-s> review  <A-x> command  <F1> help
        """#)
  }

  @Test("a report is written, its state of saving above its text at 80×24") func written80() throws {
    var scene = Scene(80, 24, shelf: Fixture.soriShelf)
    try scene.press("c발전소 매각 반대<Tab>노<Right><Tab><Tab>명동<Tab><Tab><Tab>노조는 오늘 밤 <A-x>")
    try scene.press("<Esc>매각 철회를 요구했다.<Enter><Enter>5,600명이 모였다.")
    #expect(
      scene.picture == #"""
         Sori · report                                    de1 ✓ 2/4 mirrors · 2 min old
         Title     발전소 매각 반대
         Section   노동
         Language  ko
         Place     명동
         Byline    김하루
         Urgent    [ ]
        ─ 8 words · 35 characters ───────────────────────────────────── saved 09:30:00 ─
         노조는 오늘 밤 매각 철회를 요구했다.

         5,600명이 모였다. ◂
         ×12
         <C-s> review  <C-o> attach  <Esc><Esc> leave  <A-x> command  <F1> help
        """#)
  }

  @Test("a report is written, its state of saving above its text at 140×40") func written140() throws {
    var scene = Scene(140, 40, shelf: Fixture.soriShelf)
    try scene.press("c발전소 매각 반대<Tab>노<Right><Tab><Tab>명동<Tab><Tab><Tab>노조는 오늘 밤 <A-x>")
    try scene.press("<Esc>매각 철회를 요구했다.<Enter><Enter>5,600명이 모였다.")
    #expect(
      scene.picture == #"""
         Sori · report                                                                                                de1 ✓ 2/4 mirrors · 2 min old
         Title     발전소 매각 반대
         Section   노동
         Language  ko
         Place     명동
         Byline    김하루
         Urgent    [ ]
        ─ 8 words · 35 characters ───────────────────────────────────────────────────────────────────────────────────────────────── saved 09:30:00 ─
         노조는 오늘 밤 매각 철회를 요구했다.

         5,600명이 모였다. ◂
         ×28
         <C-s> review  <C-o> attach  <Esc><Esc> leave  <Tab> next field  <A-x> command  <F1> help
        """#)
  }

  @Test("attachments show what was removed from them, and what was refused at 40×10") func attached40() throws {
    var scene = Scene(40, 10, shelf: Fixture.soriShelf)
    scene.box.add(Fixture.report)
    try scene.press("x<Enter><C-o>~/행진.jpg<Enter>")
    scene.box.refusal = ("nothing can clean this kind of file", true)
    try scene.press("<C-o>plan.dwg<Enter><S-Tab>명동, 밤 9시")
    #expect(
      scene.picture == #"""
         Sori · report                2 min old
         Place     서울 명동
         Byline    김하루
         Urgent    [ ]
         File      photo-1.jpg (~/행진.jpg) ·…
         Caption   명동, 밤 9시 ◂
        ─ 16 words ──────────── saved 09:30:00 ─
         5,600명이 모였다. Nobody goes back
         until the plan is withdrawn.
         <C-s> review  <A-x> command  <F1> help
        """#)
  }

  @Test("attachments show what was removed from them, and what was refused at 80×24") func attached80() throws {
    var scene = Scene(80, 24, shelf: Fixture.soriShelf)
    scene.box.add(Fixture.report)
    try scene.press("x<Enter><C-o>~/행진.jpg<Enter>")
    scene.box.refusal = ("nothing can clean this kind of file", true)
    try scene.press("<C-o>plan.dwg<Enter><S-Tab>명동, 밤 9시")
    #expect(
      scene.picture == #"""
         Sori · report                                    de1 ✓ 2/4 mirrors · 2 min old
         Title     발전소 매각 반대
         Section   노동
         Language  ko
         Place     서울 명동
         Byline    김하루
         Urgent    [ ]
         File      photo-1.jpg (~/행진.jpg) · 2.1 MiB · removed: GPS position, camera…
         Caption   명동, 밤 9시 ◂
         File      NOT ATTACHED: plan.dwg: nothing can clean this kind of file
        ─ 16 words · 81 characters ──────────────────────────────────── saved 09:30:00 ─
         노조는 오늘 밤 매각 철회를 요구했다.

         5,600명이 모였다. Nobody goes back until the plan is withdrawn.
         ×9
         <C-s> review  <C-o> attach  <Esc><Esc> leave  <A-x> command  <F1> help
        """#)
  }

  @Test("attachments show what was removed from them, and what was refused at 140×40") func attached140() throws {
    var scene = Scene(140, 40, shelf: Fixture.soriShelf)
    scene.box.add(Fixture.report)
    try scene.press("x<Enter><C-o>~/행진.jpg<Enter>")
    scene.box.refusal = ("nothing can clean this kind of file", true)
    try scene.press("<C-o>plan.dwg<Enter><S-Tab>명동, 밤 9시")
    #expect(
      scene.picture == #"""
         Sori · report                                                                                                de1 ✓ 2/4 mirrors · 2 min old
         Title     발전소 매각 반대
         Section   노동
         Language  ko
         Place     서울 명동
         Byline    김하루
         Urgent    [ ]
         File      photo-1.jpg (~/행진.jpg) · 2.1 MiB · removed: GPS position, camera model
         Caption   명동, 밤 9시 ◂
         File      NOT ATTACHED: plan.dwg: nothing can clean this kind of file
        ─ 16 words · 81 characters ──────────────────────────────────────────────────────────────────────────────────────────────── saved 09:30:00 ─
         노조는 오늘 밤 매각 철회를 요구했다.

         5,600명이 모였다. Nobody goes back until the plan is withdrawn.
         ×25
         <C-s> review  <C-o> attach  <Esc><Esc> leave  <Tab> next field  <A-x> command  <F1> help
        """#)
  }

  @Test("the sections of the newsroom are offered at 80×24") func sections80() throws {
    var scene = Scene(80, 24, shelf: Fixture.soriShelf)
    try scene.press("c<Tab>")
    #expect(
      scene.picture == #"""
         Sori · report                                    de1 ✓ 2/4 mirrors · 2 min old
         Title
         Section     → Labor · 노동 · Photo ◂
         Language  ko
         Place
         Byline    김하루
         Urgent    [ ]
        ─ 0 words · 0 characters ────────────────────────────────────── saved 09:12:00 ─
         ×15
         <C-s> review  <C-o> attach  <Esc><Esc> leave  <A-x> command  <F1> help
        """#)
  }

  @Test("what is not on the disk is said, and why at 40×10") func unsaved40() throws {
    var scene = Scene(40, 10, shelf: Fixture.soriShelf)
    try scene.press("c")
    scene.box.trouble = "no space is left on the disk"
    try scene.press("노조")
    #expect(
      scene.picture == #"""
         Sori · report                2 min old
         Title     노조 ◂
         Section
         Language  ko
         Place
         Byline    김하루
        ─ NOT SAVED: no space is left on the d…─

         NOT SAVED: no space is left on the
         disk          <A-x> command  <F1> help
        """#)
  }

  @Test("what is not on the disk is said, and why at 80×24") func unsaved80() throws {
    var scene = Scene(80, 24, shelf: Fixture.soriShelf)
    try scene.press("c")
    scene.box.trouble = "no space is left on the disk"
    try scene.press("노조")
    #expect(
      scene.picture == #"""
         Sori · report                                    de1 ✓ 2/4 mirrors · 2 min old
         Title     노조 ◂
         Section
         Language  ko
         Place
         Byline    김하루
         Urgent    [ ]
        ─ 0 words · 0 characters ───────────── NOT SAVED: no space is left on the disk ─
         ×15
         NOT SAVED: no space is left on the disk               <A-x> command  <F1> help
        """#)
  }
}
