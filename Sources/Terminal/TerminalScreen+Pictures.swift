import CNcurses
import Screen

/// Pictures that the terminal draws by itself.
extension TerminalScreen {
  /// Asks the terminal how it draws pictures; the answer is `Input.answered`. One that is known to print what it does not
  /// know is not asked.
  public func askForPictures() {
    guard !isClosed, !decoder.replies.isAwaiting else { return }
    guard surroundings.takesOSC else {
      feed.yield(.answered(PictureSkill()))
      return
    }
    decoder.replies.ask()
    send(ReplyReader.question)
  }

  /// Width and height of a cell in pixels, where the kernel knows them.
  var cellPixels: Size? {
    var (width, height) = (Int32(0), Int32(0))
    guard wirecopy_cell_pixels(&width, &height) else { return nil }
    return Size(columns: Int(width), rows: Int(height))
  }

  /// Before ncurses writes: the lines of sixel pictures that go, or are to be drawn anew, are written again whole.
  func clearPictures(of plan: PaintPlan, next: [PlacedPicture]) -> Bool {
    let isTouched = plan.runs.contains { run in
      drawn.contains { placed in
        let rect = placed.rect
        return (rect.row..<rect.row + rect.rows).contains(run.row) && run.column < rect.column + rect.columns
          && run.column + run.cells.count > rect.column
      }
    }
    guard isTouched || drawn != next || isUnpainted else { return false }
    for placed in drawn where placed.picture.form == .sixel {
      wredrawln(wirecopy_stdscr(), Int32(placed.rect.row), Int32(placed.rect.rows))
    }
    return true
  }

  /// Before the terminal is given away: those that it keeps beside its cells would stay.
  func removePictures() {
    if drawn.contains(where: { $0.picture.form == .kitty }) { send(Self.removal) }
    drawn = []
  }

  /// All pictures that were placed, and their bytes with them (kitty's protocol).
  private static let removal = "\u{1B}_Ga=d,d=A,q=2\u{1B}\\"

  /// After ncurses has written.
  func drawPictures(_ pictures: [PlacedPicture]) {
    if drawn.contains(where: { $0.picture.form == .kitty }) { send(Self.removal) }
    for placed in pictures where placed.rect.row + placed.rect.rows < size.rows {
      // Saved and restored (DECSC, DECRC): ncurses knows nothing of it.
      send("\u{1B}7\u{1B}[\(placed.at.row + 1);\(placed.at.column + 1)H")
      send(placed.picture.bytes)
      send("\u{1B}8")
    }
    drawn = pictures
  }
}
