import News
import Screen
import Testing

@testable import Desk

/// Whatever is pressed, however the disk behaves, and whoever else has the drafts: what was typed is somewhere.
@Suite struct NoLossTests {
  @Test(.timeLimit(.minutes(3)), arguments: 1...40)
  func `no word that was typed is lost`(_ seed: Int) throws {
    var dice = Dice(state: UInt64(seed))
    var scene = Scene(80, 24, shelf: Fixture.soriShelf)
    var typed: [String] = []
    // What others filed or threw away was theirs to keep.
    var elsewhere = ""
    for step in 0..<300 {
      switch Int.random(in: 0..<16, using: &dice) {
      case 0...5
      where scene.model.page == .composer && scene.model.common.question == nil
        && scene.model.common.prompt == nil:
        try scene.press("<S-Tab><Tab>")
        scene.happen(.input(.paste("w\(step)\n. ")))
        typed.append("w\(step)\n")
      case 6: try scene.press("<Esc><Esc>")
      case 7: try scene.press("xj<Enter>")
      case 8: try scene.press("xg<Enter>")
      case 9: try scene.press("c")
      case 10: try scene.press(["<C-s>", "q", "<F1>", "<Esc>"].randomElement(using: &dice) ?? "q")
      case 11: if scene.box.isSilent { scene.wake() } else { scene.box.isSilent = true }
      case 12: scene.box.trouble = scene.box.trouble == nil ? "no space is left" : nil
      case 13: scene.happen(.loaded(.changed))
      case 14:
        guard let draft = scene.box.drafts.randomElement(using: &dice) else { continue }
        elsewhere += draft.report.body
        scene.box.drafts.removeAll { $0.id == draft.id }
        if Bool.random(using: &dice) { scene.happen(.report(.gone(draft.id))) }
      default:
        // An answer that was late.
        guard let keep = scene.keeps.randomElement(using: &dice), let draft = scene.box.drafts.first,
          draft.report.body == keep.text.body
        else { continue }
        scene.happen(.report(.kept(draft.id, change: keep.text.change)))
      }
    }
    scene.box.trouble = nil
    scene.wake()
    for _ in 0..<3 { scene.happen(.input(.ended)) }
    let kept = elsewhere + scene.box.drafts.map(\.report.body).joined()
    let lost = typed.filter { !kept.contains($0) }
    #expect(lost.isEmpty)
    #expect(scene.model.departed.isEmpty)
  }
}
