import Screen
import Testing

@testable import Terminal

@Suite struct PaintPlanTests {
  /// A terminal's cells under a plan, as ncurses keeps them: writing on half of a wide letter blanks its other half.
  private struct Cells: Equatable {
    var cells: [[Cell]]

    init(_ grid: Grid) {
      cells = (0..<grid.size.rows).map { row in (0..<grid.size.columns).map { grid[$0, row] } }
    }

    mutating func apply(_ plan: PaintPlan) {
      for run in plan.runs {
        var column = run.column
        for cell in run.cells {
          write(cell, column, run.row)
          column += cell.width
        }
      }
    }

    private mutating func write(_ cell: Cell, _ column: Int, _ row: Int) {
      for at in column..<column + cell.width {
        if cells[row][at].width == 0, at > 0, at == column {
          cells[row][at - 1] = Cell(style: cells[row][at - 1].style)
        }
        if cells[row][at].width == 2, at + 1 < cells[row].count {
          cells[row][at + 1] = Cell(style: cells[row][at + 1].style)
        }
      }
      cells[row][column] = cell
      if cell.width == 2 { cells[row][column + 1] = Cell("", width: 0, style: cell.style) }
    }
  }

  @Test func onlyWhatChangedIsWritten() {
    var old = Grid(size: Size(columns: 12, rows: 2))
    old.put("age 2 min 한", column: 0, row: 0)
    var new = old
    #expect(PaintPlan(from: old, to: new).runs == [])
    new.put("3", column: 4, row: 0)
    new.put("글", column: 10, row: 0)
    #expect(
      PaintPlan(from: old, to: new).runs == [
        PaintPlan.Run(row: 0, column: 4, cells: [Cell("3")]),
        PaintPlan.Run(row: 0, column: 10, cells: [Cell("글", width: 2)]),
      ])
  }

  @Test func aNewSizeIsWrittenWhole() {
    let old = Grid(size: Size(columns: 3, rows: 2))
    let new = Grid(size: Size(columns: 2, rows: 2))
    #expect(PaintPlan(from: old, to: new).runs.map(\.cells.count) == [2, 2])
    #expect(PaintPlan(from: nil, to: old).runs.map(\.cells.count) == [3, 3])
    #expect(PaintPlan(from: nil, to: Grid(size: Size(columns: 0, rows: 0))).runs == [])
  }

  @Test func thePlanTurnsTheOldGridIntoTheNew() {
    var random = SeededRandom(state: 7)
    for _ in 0..<2_000 {
      let size = Size(columns: Int.random(in: 1...9, using: &random), rows: Int.random(in: 1...3, using: &random))
      let old = grid(size, &random)
      var new = Bool.random(using: &random) ? old : grid(size, &random)
      scribble(&new, &random)
      var cells = Cells(old)
      cells.apply(PaintPlan(from: old, to: new))
      #expect(cells == Cells(new))
    }
  }

  private func grid(_ size: Size, _ random: inout SeededRandom) -> Grid {
    var grid = Grid(size: size)
    for _ in 0..<4 { scribble(&grid, &random) }
    return grid
  }

  private func scribble(_ grid: inout Grid, _ random: inout SeededRandom) {
    let words = ["한", "글씨", "a", "bc", "e\u{301}", " ", "中x中"]
    grid.put(
      words[Int.random(in: 0..<words.count, using: &random)], column: Int.random(in: -1...8, using: &random),
      row: Int.random(in: 0...2, using: &random), style: Style(Bool.random(using: &random) ? .normal : .bar))
  }

  @Test(arguments: ["a", "한", "e\u{301}", "␛", "\u{25CC}\u{301}"])
  func cellsThatAreSafePassTheWall(text: String) {
    let cell = Cell(text, width: TextWidth.columns(of: text), style: Style(.bar))
    #expect(PaintPlan.safe(cell) == [cell])
  }

  @Test(arguments: [
    ("\u{1B}", 1), ("\u{1B}[2J", 1), ("\u{202E}", 1), ("\u{9B}", 1), ("ab", 1), ("ab", 2), ("한", 1), ("a", 2), ("", 1),
    ("\n", 1), ("a\u{316}\u{316}\u{316}\u{316}\u{316}", 1), ("👨\u{200D}👩", 2), ("\u{301}", 1), ("\u{7F}", 1),
  ])
  func aCellThatIsNotWhatItSaysIsShownAsQuestionMarks(text: String, width: Int) {
    #expect(PaintPlan.safe(Cell(text, width: width)) == Array(repeating: Cell("?"), count: width))
  }
}

/// The same numbers in every run (xorshift64).
struct SeededRandom: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
