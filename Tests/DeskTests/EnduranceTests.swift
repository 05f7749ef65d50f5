import Foundation
import News
import Screen
import Testing

@testable import Desk

/// SplitMix64 (S. Vigna): the same keys in every run.
struct Dice: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite struct EnduranceTests {
  private static let keys =
    DeskCommand.table.flatMap(\.keys).compactMap { try? KeyNotation.keys($0) }.flatMap { $0 }
    + "abyn1 \"한\u{301}".map(Key.character) + [.enter, .backspace, .left, .up, .function(3), .alt(.character("b"))]

  @Test(.timeLimit(.minutes(5)))
  func `twenty thousand keys at any size crash nothing, and every picture has the size asked for`() throws {
    var dice = Dice(state: 20_260_306)
    let shelves = [Fixture.edition, Fixture.forked, Fixture.tampered].map { Fixture.shelf($0, Fixture.richShelf) }
    var scene = Scene(shelf: shelves[0], change: { $0.faults = PageTests.faults })
    var pages: Set<PageKind> = []
    for step in 0..<20_000 {
      // From each page in turn: keys drawn by chance seldom lead back to the first, from which the others are reached.
      if step % 500 == 0 {
        scene = Scene(shelf: shelves[step / 500 % 3], change: { $0.faults = PageTests.faults })
        for headline in scene.headlines { scene.proofs[headline.id] = Fixture.proof }
        let starts = [
          "", "j<Enter>", "m", "L", "/march<Enter>", "?", "x", "j<Enter>c", "j<Enter>cx<C-s>", "jjp", "T", "b", "K",
          ":mutes<Enter>", "V",
        ]
        try scene.press(starts[step / 500 % starts.count])
        pages.insert(scene.model.page)
      }
      switch Int.random(in: 0..<40, using: &dice) {
      case 0:
        let size = Size(columns: .random(in: 1...300, using: &dice), rows: .random(in: 1...100, using: &dice))
        scene.happen(.input(.resized(size)))
      case 1:
        let at = Point(column: .random(in: 0...300, using: &dice), row: .random(in: 0...100, using: &dice))
        let action = [Mouse.Action.press, .doublePress, .wheelUp, .wheelDown].randomElement(using: &dice) ?? .press
        scene.happen(.input(.mouse(Mouse(action, at: at))))
      case 2: scene.happen(.loaded(.changed))
      case 3: scene.happen(.input(.paste("붙여 넣은\nline\u{1B}[31m")))
      case 4: scene.headlines.shuffle(using: &dice)
      default: scene.happen(.input(.key(Self.keys.randomElement(using: &dice) ?? .enter)))
      }
      pages.insert(scene.model.page)
      if Int.random(in: 0..<8, using: &dice) == 0 {
        let grid = scene.grid
        #expect(grid.size == scene.size)
        #expect(grid.cells.count == scene.size.columns * scene.size.rows)
        if let cursor = grid.cursor {
          #expect(
            cursor.column >= 0 && cursor.column < scene.size.columns && cursor.row >= 0 && cursor.row < scene.size.rows)
        }
      }
    }
    #expect(pages == Set(PageKind.allCases))
  }

  @Test func `every page is drawn at every small size`() throws {
    for keys in [
      "", "j<Enter>", "m", "L<Enter>", "/march", "?", "A", ":", "j<Enter>v", "x", "j<Enter>c", "j<Enter>c<S-Tab>글",
      "j<Enter>cx<C-s>",
      "j<Enter>cx<C-s>f", "j<Enter>cx<F9>", "jjp", "T", "jjpP", "K", "b<Enter>", ":mutes<Enter>", "V", "Ve",
      "j<Enter>i",
    ] {
      var scene = Scene(shelf: Fixture.shelf(Fixture.forked))
      for headline in scene.headlines { scene.proofs[headline.id] = Fixture.proof }
      try scene.press(keys)
      for columns in 0...45 {
        for rows in 0...12 {
          let size = Size(columns: columns, rows: rows)
          #expect(scene.model.render(size).size == size)
        }
      }
    }
    #expect(Scene(12, 2).grid.text == "too small\n")
  }

  @Test func `text from outside can't move, colour or reorder the screen`() throws {
    let bad = "\u{1B}]52;c;AAAA\u{7}\u{202E}evil\u{0}\n\u{9B}31m"
    var headline = Fixture.headline(1, bad, 5, bad, bad)
    headline.byline = bad
    headline.mirror = bad
    var scene = Scene(140, 40, headlines: [headline])
    for keys in ["", "<Enter>", "<Esc>q/evil", "<Esc>q"] {
      try scene.press(keys)
      let grid = scene.grid
      let hasControl = grid.cells.contains { cell in
        cell.text.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || $0.value == 0x202E }
      }
      #expect(!hasControl)
    }
  }

  @Test func `a list of a hundred thousand holds one window and asks for the next before its edge is seen`() throws {
    let all = (0..<100_000).map { Fixture.headline(Int64($0), "Article \($0)", 10 + $0, "World", "en") }
    var scene = Scene(80, 24, headlines: all)
    for _ in 0..<60 {
      try scene.press("<C-f>")
      #expect(!scene.grid.text.contains(" …\n"))
    }
    try scene.press("G")
    #expect(scene.grid.text.contains("Article 99999"))
    try scene.press("k<Enter>")
    #expect(scene.grid.text.contains("Article 99998"))
    let windows = scene.loads.filter { if case .headlines = $0 { true } else { false } }
    #expect(windows.count < 25)
  }

  @Test func `a picture takes a few milliseconds`() throws {
    var scene = Scene(300, 100)
    scene.headlines = (0..<400).map { Fixture.headline(Int64($0), "현장 소식과 the news \($0)", 10 + $0, "노동", "ko") }
    scene.happen(.loaded(.changed))
    let clock = ContinuousClock()
    _ = scene.grid
    // The least of some, unoptimised; a release build is far below.
    let took = (0..<10).map { _ in clock.measure { _ = scene.grid } }.min() ?? .seconds(1)
    #expect(took < .milliseconds(100))
    print("a picture of 300×100 cells took \(took)")
  }
}
