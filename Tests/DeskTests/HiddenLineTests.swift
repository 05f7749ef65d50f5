import News
import Screen
import Seal
import Testing

@testable import Desk

/// A passphrase on the desk: typed, mended, pasted, and nowhere to be seen.
@Suite struct HiddenLineTests {
  private func asked() throws -> Scene {
    var scene = Scene(80, 24, shelf: Shelf(), headlines: [])
    try scene.press("jj<Enter>notes.age<Enter>")
    return scene
  }

  @Test func `what is typed is given whole and shown nowhere`() throws {
    var scene = try asked()
    let before = scene.picture
    try scene.press("좋은x<BS>xylofon")
    #expect(scene.picture == before)
    #expect(!String(describing: scene.model).contains("좋은"))
    var whole = ""
    dump(scene.model, to: &whole)
    #expect(!whole.contains("좋은") && !whole.contains("xylofon"))
    try scene.press("<Enter>")
    #expect(scene.wanted == [.world(.restore(path: "notes.age", passphrase: HiddenLine("좋은xylofon")))])
    #expect(scene.wanted != [.world(.restore(path: "notes.age", passphrase: HiddenLine("좋은xylofoN")))])
  }

  @Test func `it is mended, and a copied line end is no part of it`() throws {
    var scene = try asked()
    try scene.press("wrong<C-u>abc한<BS><C-h>")
    scene.happen(.input(.paste("d\n")))
    try scene.press("<Tab><Up><Enter>")
    #expect(scene.wanted == [.world(.restore(path: "notes.age", passphrase: HiddenLine("abd")))])
  }

  @Test func `what is longer than any passphrase is not taken`() {
    var line = HiddenLine("begun")
    line.insert(String(repeating: "x", count: HiddenLine.mostBytes))
    #expect(line == HiddenLine("begun"))
  }

  @Test func `it is left without an answer, and is in no history`() throws {
    var scene = try asked()
    try scene.press("secret<Esc>")
    #expect(scene.wanted.isEmpty)
    try scene.press("<Enter><Enter>secret<C-u><BS>")
    try scene.press(":<Up>")
    #expect(scene.wanted.isEmpty && !scene.picture.contains("secret"))
    try scene.press("<Esc><Enter><Enter><Enter>")
    #expect(scene.wanted.isEmpty && scene.bottom.contains("left as it is"))
  }

  @Test func `the path is offered again`() throws {
    var scene = try asked()
    try scene.press("x<Enter>")
    scene.happen(.failed("notes.age: the passphrase is wrong; nothing was restored"))
    try scene.press("<Enter>")
    #expect(scene.bottom.contains("file of the backup (Tab completes): notes.age"))
  }
}
