import News
import Screen
import Testing

@testable import Desk

/// `Tab` at a prompt.
@Suite struct CompletionTests {
  private func typed(_ keys: String) throws -> String {
    var scene = Scene { $0.faults = PageTests.faults }
    try scene.press(keys)
    return scene.bottom
  }

  @Test(arguments: [
    (":mir<Tab>", ":mirrors"), (":report so<Tab>", ":report Sori"), (":repo so<Tab>", ":repo Sori"),
    (":report hy<Tab>", ":report Hyeonjang"), (":report x<Tab>", ":report x"), (":sync so<Tab>", ":sync so"),
  ])
  func `names and what follows them are completed`(_ keys: String, _ line: String) throws {
    #expect(try typed(keys) == line)
  }

  @Test func `what several begin with is completed as far as it is certain, and all of them are shown`() throws {
    var scene = Scene()
    try scene.press(":report <Tab>")
    #expect(scene.bottom == ":report")
    #expect(scene.grid.text.contains("Sori  Hyeonjang"))
  }

  @Test(arguments: [
    (":search strike sec<Tab>", ":search strike section:"), (":search section:la<Tab>", ":search section:Labor"),
    (":search -section:사<Tab>", ":search -section:사회"), ("/section:pho<Tab>", "search: section:Photo"),
    ("/the newsroom:h<Tab>", "search: the newsroom:Hyeonjang"), ("/unr<Tab>", "search: unread"),
    ("/section:x<Tab>", "search: section:x"), ("/\"power li<Tab>", "search: \"power li"),
  ])
  func `filters of a search, and the names behind them, are completed`(_ keys: String, _ line: String) throws {
    #expect(try typed(keys) == line)
  }

  @Test func `a name of several words is put in quotes, and typed on within them`() throws {
    let words = ["section:\"Strike fund\"", "section:\"Strike news\"", "section:Labor"]
    #expect(QueryCompletion.complete("a section:stri", among: words)?.text == "a section:\"Strike ")
    #expect(QueryCompletion.complete("a section:\"Strike f", among: words)?.text == "a section:\"Strike fund\"")
    #expect(QueryCompletion.complete("section:l", among: words)?.text == "section:Labor")
  }

  @Test func `what is completed at a search is looked for at once`() throws {
    var scene = Scene()
    try scene.press("/section:lab<Tab>")
    #expect(scene.loads.last == .search("section:Labor", .all))
  }

  @Test func `a path is completed from the disk, behind a command and where one is asked`() throws {
    var scene = Scene()
    try scene.press("j<Enter>:save n<Tab>")
    #expect(scene.bottom == ":save notes.txt")
    try scene.press("<C-u><Esc>war<Tab>")
    #expect(scene.bottom == "write to file: ar")
    #expect(scene.grid.text.contains("articles/  arrest.txt"))
    try scene.press("t<Tab>")
    #expect(scene.bottom == "write to file: articles/")
    try scene.press("zz<Tab>")
    #expect(scene.grid.text.contains("nothing there begins with articles/zz"))
  }

  @Test func `an answer that comes too late changes nothing`() throws {
    var scene = Scene()
    try scene.press("j<Enter>wn")
    scene.happen(.loaded(.names(path: "x", ["xylophone"])))
    #expect(scene.bottom == "write to file: n")
    try scene.press("<Esc>")
    scene.happen(.loaded(.names(path: "n", ["notes.txt"])))
    #expect(scene.model.page == .reader)
  }

  @Test func `names of files are never trusted to the terminal`() throws {
    var scene = Scene()
    scene.disk = ["a\u{1B}[31mb", "a\u{1B}[31mc"]
    try scene.press("j<Enter>wa<Tab>")
    #expect(scene.grid.cells.allSatisfy { $0.text.unicodeScalars.allSatisfy { $0.value >= 0x20 } })
  }
}
