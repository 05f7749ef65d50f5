import Screen
import Testing

@Suite struct GridTests {
  private func grid(_ columns: Int, _ rows: Int = 1) -> Grid { Grid(size: Size(columns: columns, rows: rows)) }

  @Test(arguments: [
    ("한글 news", 0, Int.max, "한글 new", 8),
    ("한글", 1, 3, " 한", 3),
    ("한글", 7, Int.max, "", 7),
    ("한글", -1, Int.max, " 글", 3),
    ("abc", -2, Int.max, "c", 1),
    ("abc", 2, 0, "", 2),
    ("abc", 2, -5, "", 2),
    ("abc", 9, Int.max, "", 9),
    ("abc", 6, Int.max - 1, "      ab", 8),
    ("e\u{301}\u{1B}[m", 0, 3, "e\u{301}␛[", 3),
  ])
  func textIsCutAtTheEdgeAndAtTheLimit(text: String, column: Int, limit: Int, shown: String, next: Int) {
    var grid = grid(8)
    #expect(grid.put(text, column: column, row: 0, limit: limit) == next)
    #expect(grid.text == shown)
  }

  @Test(arguments: [(0, "x 글"), (1, " x글"), (2, "한x"), (3, "한 x")])
  func halfOfAWideLetterThatIsOverwrittenBecomesASpace(column: Int, shown: String) {
    var grid = grid(4)
    grid.put("한글", column: 0, row: 0)
    grid.put("x", column: column, row: 0)
    #expect(grid.text == shown)
  }

  @Test func aWideLetterBetweenTwoClearsBoth() {
    var grid = grid(4)
    grid.put("한글", column: 0, row: 0)
    grid.put("中", column: 1, row: 0)
    #expect(grid.text == " 中")
    #expect((0..<4).map { grid[$0, 0].width } == [1, 2, 0, 1])
  }

  @Test(arguments: [-1, 1]) func outsideTheRowsNothingIsWritten(row: Int) {
    var grid = grid(4)
    #expect(grid.put("abc", column: 1, row: row) == 1)
    grid.fill(Rect(column: 0, row: row, columns: 4, rows: 1), style: Style(.bar))
    #expect(grid == self.grid(4))
  }

  @Test func fillAndRestyleKeepToTheGridHoweverLargeTheRectangle() {
    var grid = grid(3, 2)
    grid.put("한a", column: 0, row: 1)
    let all = Rect(column: -5, row: 1, columns: .max, rows: .max)
    grid.restyle(all) { $0.isReversed = true }
    #expect((0..<3).map { grid[$0, 1].style.isReversed } == [true, true, true])
    #expect(grid[0, 0].style == .normal)
    #expect(grid.text == "\n한a")
    grid.fill(Rect(column: 1, row: 1, columns: 1, rows: 1))
    #expect(grid.text == "\n  a")
  }

  @Test func aWideLetterIsRestyledWhole() {
    var grid = grid(4)
    grid.put("한글", column: 0, row: 0)
    grid.restyle(Rect(column: 1, row: 0, columns: 2, rows: 1)) { $0.role = .match }
    #expect((0..<4).map { grid[$0, 0].style.role } == [.normal, .normal, .match, .match])
  }

  @Test(arguments: [Size(columns: 0, rows: 0), Size(columns: -1, rows: 5), Size(columns: 1, rows: 1)])
  func theSmallestGridsTakeEverything(size: Size) {
    var grid = Grid(size: size)
    grid.put("한글 text", column: 0, row: 0)
    grid.put("x", column: 0, row: 0)
    grid.fill(Rect(column: 0, row: 0, columns: 9, rows: 9))
    #expect(grid.text.allSatisfy { $0 == "\n" })
  }

  @Test func whateverIsWrittenEveryCellIsSafeAndEveryHalfHasItsOther() {
    var random = SeededRandom(seed: 3)
    for _ in 0..<300 {
      let size = Size(columns: Int.random(in: 0...12, using: &random), rows: Int.random(in: 0...3, using: &random))
      var grid = Grid(size: size)
      for _ in 0..<12 {
        let column = Int.random(in: -4...14, using: &random)
        let row = Int.random(in: -1...4, using: &random)
        let limit = Int.random(in: -1...9, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: grid.fill(Rect(column: column, row: row, columns: limit, rows: 2))
        case 1: grid.restyle(Rect(column: column, row: row, columns: limit, rows: 2)) { $0.isBold.toggle() }
        default: grid.put(random.text(upTo: 9), column: column, row: row, limit: limit < 0 ? .max : limit)
        }
      }
      #expect(grid.isSound)
    }
  }
}

extension Grid {
  /// Every cell is safe to send, as wide as it says, and no wide letter is halved.
  var isSound: Bool {
    for row in 0..<size.rows {
      var column = 0
      while column < size.columns {
        let cell = self[column, row]
        guard cell.width == 1 || cell.width == 2, column + cell.width <= size.columns,
          VisibleText.graphemes(of: cell.text).map(\.text) == [cell.text],
          TextWidth.columns(of: cell.text) == cell.width, !cell.text.unicodeScalars.contains(where: isDangerous)
        else { return false }
        if cell.width == 2 {
          let half = self[column + 1, row]
          guard half.width == 0, half.text.isEmpty, half.style == cell.style else { return false }
        }
        column += cell.width
      }
    }
    return true
  }
}
