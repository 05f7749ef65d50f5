import Foundation
import News
import Screen
import Testing

@testable import Desk

/// A backup that is restored from the welcome page.
@Suite struct RestoreScenes {
  private func scene(_ language: String = "en", _ columns: Int = 80, _ rows: Int = 24) throws -> Scene {
    let book = try LanguageTests.phrasebook(language)
    return Scene(columns, rows, shelf: Shelf(), headlines: []) { $0.phrasebook = book }
  }

  @Test func `the file is asked for, at 80×24`() throws {
    var scene = try scene()
    try scene.press("jj<Enter>no<Tab>")
    #expect(
      scene.picture == #"""
         Wirecopy · front page
         ×3
          Nothing is followed yet. j and k choose, <Enter> takes:

            Add a newsroom: paste addresses

            Look at the demo

          ▸ Restore a backup

            Take over subscriptions (OPML)

            Every key and command

            Quit
         ×6
        file of the backup (Tab completes): notes.txt ◂
        """#)
  }

  @Test func `its passphrase is asked for, at 80×24`() throws {
    var scene = try scene()
    try scene.press("jj<Enter>notes.age<Enter>secret")
    #expect(scene.bottom == "its passphrase (not shown):")
    #expect(scene.grid.cursor == Point(column: 28, row: 23))
  }

  @Test func `it is under way and can be cancelled, at 80×24`() throws {
    var scene = try scene()
    try scene.press("jj<Enter>notes.age<Enter>secret<Enter>")
    scene.happen(.sync(.worked(done: 0, of: 0, "opening the backup")))
    #expect(scene.bottom.contains("opening the backup · <Esc> cancels"))
    scene.happen(.sync(.worked(done: 30, of: 120, "unpacking the backup, MiB")))
    #expect(scene.bottom.contains("██░░░░░░░░ 30/120 · unpacking the backup, MiB · <Esc> cancels"))
    try scene.press("<Esc>")
    #expect(scene.wanted.last == .sync(.cancel))
    scene.happen(.sync(.rested))
    scene.happen(.failed("given up; nothing was changed"))
    #expect(scene.bottom.contains("given up; nothing was changed"))
  }

  @Test func `in Korean, at 80×24`() throws {
    var scene = try scene("ko")
    try scene.press("jj<Enter>")
    #expect(
      scene.picture == #"""
         Wirecopy · 첫 화면
         ×3
          아직 구독하는 것이 없습니다. j, k(으)로 고르고 <Enter>(으)로 정합니다:

            뉴스룸 더하기: 주소 붙여 넣기

            데모 보기

          ▸ 백업 되살리기

            구독 목록 가져오기(OPML)

            모든 키와 명령

            끝내기
         ×6
        백업 파일(Tab으로 완성): ◂
        """#)
  }

  @Test func `in the demo no home is restored`() {
    let scene = Scene(80, 24, shelf: Shelf(), headlines: []) {
      $0.faults = [DemoFault(name: "none", phrase: "none")]
    }
    #expect(!scene.grid.text.contains("Restore a backup"))
  }
}
