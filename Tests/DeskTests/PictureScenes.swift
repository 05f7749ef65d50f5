import News
import Screen
import Testing

@testable import Desk

/// The page of pictures: with its words always, drawn where it can be.
@Suite struct PictureScenes {
  private static let url = "https://sori.example/p/1.jpg"

  private func scene(_ columns: Int, _ rows: Int, kept: Bool = true, plain: Bool = false) throws -> Scene {
    var scene = Scene(columns, rows) { $0.isPlain = plain }
    if kept { scene.keptPictures = [Self.url] }
    try scene.press("jjp")
    return scene
  }

  @Test func `a picture at 40×10`() throws {
    let scene = try scene(40, 10)
    #expect(
      scene.picture == #"""
         Sori · pictures, 1 of 1      2 min old
                     ▄▄▄▄▄▄▄▄▄▄▄▄ ×4


         명동, 화요일 밤 ◂
         ▣ The march at night
         <Enter> open  f fetch  ? help  q back
        """#)
  }

  @Test func `a picture at 80×24`() throws {
    let scene = try scene(80, 24)
    #expect(
      scene.picture == #"""
         Sori · pictures, 1 of 1                          de1 ✓ 2/4 mirrors · 2 min old
                                         ▄▄▄▄▄▄▄▄▄▄▄▄ ×4
         ×16
         명동, 화요일 밤 ◂
         ▣ The march at night
         <Enter> open  f fetch  P words only  r sync  : command  ? help  q back
        """#)
  }

  @Test func `a picture at 140×40`() throws {
    let scene = try scene(140, 40)
    #expect(
      scene.picture == #"""
         Sori · pictures, 1 of 1                                                                                      de1 ✓ 2/4 mirrors · 2 min old
                                                                       ▄▄▄▄▄▄▄▄▄▄▄▄ ×4
         ×32
         명동, 화요일 밤 ◂
         ▣ The march at night
         <Enter> open  f fetch  P words only  r sync  : command  ? help  q back
        """#)
  }

  @Test func `one that is not kept says how it is fetched, at 80×24`() throws {
    var scene = try scene(80, 24, kept: false)
    #expect(scene.grid.text.contains("not kept here; f fetches it from the mirrors of Sori"))
    try scene.press("f")
    #expect(scene.wanted.last == .picture(.fetch(Self.url, Fixture.newsroom.id, Fixture.headlines[2].id)))
    #expect(scene.grid.text.contains("fetching from the mirrors… <Esc> cancels"))
    scene.keptPictures = [Self.url]
    scene.happen(.picture(.fetched(Self.url)))
    #expect(scene.grid.text.contains("▄▄▄▄"))
  }

  @Test func `one that no mirror had can be asked for again`() throws {
    var scene = try scene(80, 24, kept: false)
    try scene.press("f")
    scene.happen(.picture(.notFetched(Self.url, "no mirror has it")))
    #expect(scene.bottom.contains("no mirror has it"))
    try scene.press("f")
    #expect(scene.wanted.suffix(1) == [.picture(.fetch(Self.url, Fixture.newsroom.id, Fixture.headlines[2].id))])
  }

  @Test func `what can't be drawn says why, and its words stay`() throws {
    var scene = try scene(80, 24, kept: false)
    guard
      case .picture(.draw(let order))? = scene.wanted.last(where: {
        if case .picture(.draw) = $0 { true } else { false }
      })
    else { throw Absent() }
    scene.happen(.picture(.failed(order, "its file is damaged")))
    #expect(scene.grid.text.contains("its file is damaged"))
    #expect(scene.grid.text.contains("The march at night"))
  }

  struct Absent: Error {}

  private func draws(_ scene: Scene) -> [PictureOrder] {
    scene.wanted.compactMap { if case .picture(.draw(let order)) = $0 { order } else { nil } }
  }

  @Test func `what was given up for another picture is drawn when one comes back to it`() throws {
    var scene = Scene(80, 24)
    scene.holdsPictures = true
    try scene.press("<S-Tab>pjk")
    let orders = draws(scene)
    #expect(orders.count == 3 && orders.first == orders.last)
    #expect(scene.grid.text.contains("drawing…"))
    scene.happen(.picture(.failed(try #require(orders.last), "its file is damaged")))
    #expect(scene.grid.text.contains("its file is damaged"))
  }

  @Test func `a fetch that was given up for another picture can be asked for again`() throws {
    var scene = Scene(80, 24)
    try scene.press("<S-Tab>pf")
    #expect(scene.grid.text.contains("fetching from the mirrors…"))
    try scene.press("jk")
    #expect(scene.grid.text.contains("not kept here; f fetches it"))
    try scene.press("f")
    #expect(scene.grid.text.contains("fetching from the mirrors…"))
    #expect(scene.wanted.count { if case .picture(.fetch) = $0 { true } else { false } } == 2)
  }

  @Test func `a drawing that was cancelled says so, and is begun again by a key`() throws {
    var scene = Scene(80, 24)
    scene.holdsPictures = true
    try scene.press("jjp<Esc>")
    #expect(scene.grid.text.contains("not drawn; f draws it"))
    try scene.press("f")
    #expect(scene.grid.text.contains("drawing…"))
    #expect(draws(scene).count == 2)
  }

  @Test func `one key takes pictures away, and their words stay`() throws {
    var scene = try scene(80, 24)
    #expect(scene.grid.text.contains("▄"))
    try scene.press("P")
    #expect(!scene.grid.text.contains("▄"))
    #expect(scene.grid.text.contains("The march at night"))
    #expect(scene.grid.text.contains("명동, 화요일 밤"))
    try scene.press("P")
    #expect(scene.grid.text.contains("▄"))
  }

  @Test func `who hears the screen gets words, and nothing is drawn or asked`() throws {
    let scene = try scene(80, 24, plain: true)
    #expect(scene.grid.text.contains("The march at night"))
    #expect(!scene.wanted.contains { if case .picture(.draw) = $0 { true } else { $0 == .picture(.askTerminal) } })
  }

  @Test func `the terminal is asked once, and what it can do is used from then on`() throws {
    var scene = try scene(80, 24)
    #expect(scene.wanted.filter { $0 == .picture(.askTerminal) }.count == 1)
    let skill = PictureSkill(form: .kitty, cell: Size(columns: 10, rows: 20))
    scene.happen(.input(.answered(skill)))
    #expect(scene.grid.pictures.count == 1)
    #expect(scene.grid.pictures.first?.picture.form == .kitty)
    try scene.press("qp")
    #expect(scene.wanted.filter { $0 == .picture(.askTerminal) }.count == 1)
  }

  @Test func `what is said or typed is never under a picture`() throws {
    var scene = try scene(80, 12)
    scene.happen(.input(.answered(PictureSkill(form: .sixel, cell: nil))))
    #expect(scene.grid.pictures.count == 1)
    scene.happen(.failed(Phrase(verbatim: String(repeating: "a long complaint ", count: 20))))
    #expect(scene.grid.pictures.isEmpty)
  }

  @Test func `the pictures of a whole list, at 80×24`() throws {
    var scene = Scene(80, 24)
    scene.keptPictures = [Self.url]
    try scene.press("<S-Tab>pj")
    #expect(
      scene.picture == #"""
         Sori · pictures, 2 of 2                          de1 ✓ 2/4 mirrors · 2 min old
         ▣ 명동, 화요일 밤         │                    ▄▄▄▄▄▄▄▄▄▄▄▄
         ▣ 명동, 화요일 밤         │                    ▄▄▄▄▄▄▄▄▄▄▄▄ ◂
                                   │                    ▄▄▄▄▄▄▄▄▄▄▄▄
                                   │                    ▄▄▄▄▄▄▄▄▄▄▄▄
                                   │ ×14
                                   │  명동, 화요일 밤
                                   │  ▣ The march at night
                                   │  A year of the power line dispute in ten pictures,
                                   │  with what was said at the time
         <Enter> open  f fetch  P words only  r sync  : command  ? help  q back
        """#)
    try scene.press("<Enter>")
    #expect(scene.model.page == .reader)
  }

  @Test func `an article without pictures says so`() throws {
    var scene = Scene()
    scene.happen(.loaded(.pictures([])))
    try scene.press("p")
    scene.happen(.loaded(.pictures([])))
    #expect(scene.grid.text.contains("No pictures here."))
  }
}
