import News
import Screen
import Testing

@testable import Desk

/// In the composer letters are text, whatever they are elsewhere.
@Suite struct ComposerKeyTests {
  private func writing(_ keys: KeyMap = .standard) throws -> Scene {
    var scene = Scene(80, 24, shelf: Fixture.soriShelf, keys: keys)
    try scene.press("c")
    return scene
  }

  @Test func `every letter that is a command elsewhere is typed`() throws {
    let letters = Set(DeskCommand.table.flatMap(\.keys).filter { $0.count == 1 }).sorted().joined() + ":?/"
    var scene = try writing()
    for letter in letters { scene.happen(.input(.key(.character(letter)))) }
    #expect(scene.box.drafts[0].report.title == letters)
    try scene.press("<S-Tab>")
    for letter in letters { scene.happen(.input(.key(.character(letter)))) }
    #expect(scene.box.drafts[0].report.body == letters)
    #expect(scene.model.page == .composer)
  }

  @Test func `one Esc leaves nothing, and what is typed after it is text`() throws {
    var scene = try writing()
    try scene.press("a<Esc>b")
    #expect(scene.model.page == .composer)
    #expect(scene.box.drafts[0].report.title == "ab")
    try scene.press("<Esc><Esc>")
    #expect(scene.model.page == .front)
  }

  @Test func `Esc lets go of what is selected before it begins to leave`() throws {
    var scene = try writing()
    try scene.press("<S-Tab>ab<C-@><Left><Esc><Esc>c")
    #expect(scene.model.page == .composer)
    #expect(scene.box.drafts[0].report.body == "acb")
  }

  @Test func `the key that copies elsewhere does not end the program`() throws {
    var scene = try writing()
    try scene.press("a<C-c>")
    #expect(!scene.wanted.contains(.world(.quit)))
    #expect(scene.said.contains("<C-c> does nothing here; <F1> shows the keys"))
  }

  @Test func `commands are given by name, and the prompt goes as it came`() throws {
    var scene = try writing()
    try scene.press("a<A-x>urg<Tab><Enter>")
    #expect(scene.box.drafts[0].report.isUrgent)
    try scene.press("<A-x>back<Enter>")
    #expect(scene.said.contains("there is no command back here; <F1> lists them"))
  }

  @Test func `help lists the composer's commands and the editor's keys, and comes back to the text`() throws {
    var scene = Scene(100, 90, shelf: Fixture.soriShelf)
    try scene.press("c글<F1>")
    let text = scene.grid.text
    for words in [":review", "<C-s> <F2>", "In the text", "a word back, forward", "<Esc><Esc>"] {
      #expect(text.contains(words), "\(words)")
    }
    #expect(!text.contains(":page-down") && !text.contains(" Q "))
    try scene.press("q!")
    #expect(scene.box.drafts[0].report.title == "글!")
  }

  @Test(arguments: ["j", "<Enter>", "<Backspace>", "zz", "<Space>"])
  func `a key that writes can't be bound in the composer`(_ key: String) {
    #expect {
      try KeyMap(["composer": [key: "review"]])
    } throws: { error in
      let fault = error as? KeyMapFault
      return fault?.page == "composer" && fault?.key == key
        && fault.map { Phrasebook.english($0.phrase).contains("writes on the page composer") } == true
    }
  }

  @Test func `other keys can be bound, and what is bound everywhere leaves letters alone`() throws {
    let keys = try KeyMap([
      "composer": ["<C-t>": "review", "<C-s>": "nothing", "<C-x><C-a>": "attach"], "everywhere": ["z": "sync"],
    ])
    var scene = try writing(keys)
    try scene.press("z<C-x>z")
    #expect(scene.box.drafts[0].report.title == "zz")
    try scene.press("<C-x><C-a>x.jpg<Enter>")
    #expect(scene.box.drafts[0].report.attachments.count == 1)
    #expect(scene.bottom.contains("<C-t> review") || scene.grid.text.contains("attached as"))
    try scene.press("<C-t>")
    #expect(scene.model.page == .review)
  }

  @Test func `a line that is pasted goes into the field, a text into the body`() throws {
    var scene = try writing()
    scene.happen(.input(.paste("매각 반대\n")))
    #expect(scene.box.drafts[0].report.title == "매각 반대")
    scene.happen(.input(.paste("첫 줄\n둘째 줄")))
    #expect(scene.box.drafts[0].report.title == "매각 반대")
    #expect(scene.box.drafts[0].report.body == "첫 줄\n둘째 줄")
    try scene.press("!")
    #expect(scene.box.drafts[0].report.body == "첫 줄\n둘째 줄!")
    try scene.press("<C-_><C-_>")
    #expect(scene.box.drafts[0].report.body.isEmpty)
  }

  @Test func `a paste does not answer a question`() throws {
    var scene = try writing()
    try scene.press("a<F9>")
    scene.happen(.input(.paste("y")))
    #expect(scene.box.drafts.map(\.report.title) == ["a"])
  }

  @Test func `a click focuses a field and places the cursor`() throws {
    var scene = try writing()
    try scene.press("발전소<Tab>")
    scene.happen(.input(.mouse(Mouse(.press, at: Point(column: 13, row: 1)))))
    try scene.press("!")
    #expect(scene.box.drafts[0].report.title == "발!전소")
    try scene.press("<S-Tab>한 줄<Enter>두 줄")
    scene.happen(.input(.mouse(Mouse(.press, at: Point(column: 30, row: 2)))))
    #expect(scene.grid.cursor?.row == 2)
    scene.happen(.input(.mouse(Mouse(.press, at: Point(column: 3, row: 8)))))
    try scene.press("?")
    #expect(scene.box.drafts[0].report.body == "한? 줄\n두 줄")
  }

  @Test func `sections are taken from the newsroom's, one after the other`() throws {
    var scene = try writing()
    try scene.press("<Tab>노<Right>")
    #expect(scene.box.drafts[0].report.section == "노동")
    try scene.press("<Right>")
    #expect(scene.box.drafts[0].report.section == "Photo")
    try scene.press("<Right>")
    #expect(scene.box.drafts[0].report.section == "Labor")
    try scene.press("<C-u>Own<Right>")
    #expect(scene.box.drafts[0].report.section == "Own")
  }

  @Test func `a long text is typed in as fast as any other`() throws {
    var scene = try writing()
    scene.happen(.input(.paste(String(repeating: "행진은 계속되었다. The march went on.\n", count: 24_000))))
    #expect(scene.box.drafts[0].report.body.utf8.count > 1_000_000)
    let clock = ContinuousClock()
    var times: [Duration] = []
    for _ in 0..<10 {
      times.append(
        clock.measure {
          scene.happen(.input(.key(.character("가"))))
          _ = scene.grid
        })
    }
    // The median: a pause of the machine is none of ours.
    let took = times.sorted()[times.count / 2]
    // The budget of a release build is 16 ms; this one is not optimised.
    #expect(took < .milliseconds(150))
    print("a key in a body of 1 MB took \(took)")
  }
}
