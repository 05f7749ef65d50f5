import CNcurses
import Dispatch
import Glibc
public import Screen

/// The terminal that the desk is on: grids go out, inputs come in. There is one at a time, and all of it runs on the main
/// actor; nothing here waits for a key.
@MainActor public final class TerminalScreen {
  /// What the user does, in order; ends when the screen is closed. For one reader.
  public let inputs: AsyncStream<Input>

  /// The last `Input.paste` was longer than 4 MiB and its rest was dropped: say so.
  public var wasPasteCut: Bool { decoder.wasPasteCut }

  let surroundings: Surroundings
  let feed: AsyncStream<Input>.Continuation
  private let signals: Signals
  private var source: (any DispatchSourceRead)?
  var decoder = InputDecoder()
  private var looks: Looks
  private let readings = Readings()
  private let clock = ContinuousClock()
  private let started: ContinuousClock.Instant
  private let wantsMouse: Bool
  private var painted: Grid?
  /// Nothing of what is on the screen is known.
  var isUnpainted: Bool { painted == nil }
  /// Pictures on the screen that ncurses knows nothing of.
  var drawn: [PlacedPicture] = []
  private(set) var isAway = false
  private(set) var isClosed = false
  private var isContinueOurs = false

  /// Takes the terminal over.
  /// - Parameters:
  ///   - theme: reduced to what the terminal has; to attributes alone under `NO_COLOR`.
  ///   - mouse: whether clicks and the wheel are ours. The terminal's own selection then takes Shift.
  /// - Throws: `TerminalFault`, before anything is written.
  public static func open(
    theme: Theme, mouse: Bool = true, environment: [String: String]
  ) throws(TerminalFault) -> TerminalScreen {
    let surroundings = Surroundings(
      environment: environment, isInputTerminal: isatty(STDIN_FILENO) == 1, isOutputTerminal: isatty(STDOUT_FILENO) == 1
    )
    var terminal = try surroundings.terminalType()
    try surroundings.takeUTF8Locale()
    var status: Int32 = 0
    guard setupterm(terminal, STDOUT_FILENO, &status) == OK else { throw .unknownTerminalType(terminal) }
    guard terminfo("cup") != nil else { throw .tooSimple(terminal) }
    if let direct = surroundings.directColourType(of: terminal) {
      let isThere =
        setupterm(direct, STDOUT_FILENO, &status) == OK && terminfo("cup") != nil && tigetnum("colors") >= 1 << 24
      if isThere { terminal = direct } else { setupterm(terminal, STDOUT_FILENO, &status) }
    }
    let farewell = ["rmcup", "sgr0", "cnorm"].compactMap(terminfo).filter { !$0.contains("$<") }.joined()
    wirecopy_guard(farewell + pasteOff + (mouse ? "\u{1B}[?1006l\u{1B}[?1000l" : ""))
    let signals = Signals(
      [SIGWINCH, SIGCONT, SIGHUP, SIGTERM, SIGINT, SIGQUIT], lastResort: LastResort { wirecopy_give_back() })
    guard wirecopy_newterm(terminal) else {
      signals.stop()
      wirecopy_unguard()
      throw .unknownTerminalType(terminal)
    }
    let screen = TerminalScreen(surroundings, theme: theme, mouse: mouse, signals: signals)
    signals.listen { [weak screen] in screen?.told($0) }
    screen.begin()
    return screen
  }

  private init(_ surroundings: Surroundings, theme: Theme, mouse: Bool, signals: Signals) {
    self.surroundings = surroundings
    self.signals = signals
    (inputs, feed) = AsyncStream.makeStream(of: Input.self)
    wantsMouse = mouse
    looks = Looks(theme, wantsColour: !surroundings.wantsNoColour)
    started = clock.now
  }

  /// Columns and rows, at least 1 × 1.
  public var size: Size { Size(columns: max(1, Int(wirecopy_columns())), rows: max(1, Int(wirecopy_rows()))) }

  /// How many colours are in use: 0 where there are none, or none are wanted.
  public var colours: Int { looks.colours }

  /// Changes the colours, for the grids painted from now on.
  public func use(_ theme: Theme) {
    looks = Looks(theme, wantsColour: !surroundings.wantsNoColour)
    painted = nil
  }

  // MARK: Out

  /// Shows a grid: what changed since the last one is written, and nothing else. A grid of another size is cut.
  public func paint(_ grid: Grid) {
    guard !isAway, !isClosed else { return }
    let size = self.size
    if painted?.size != grid.size { werase(wirecopy_stdscr()) }
    let plan = PaintPlan(from: painted, to: grid)
    let drawsPictures = clearPictures(of: plan, next: grid.pictures)
    for run in plan.runs where run.row < size.rows {
      var column = run.column
      for cell in run.cells.flatMap(PaintPlan.safe) {
        if column + cell.width <= size.columns { write(cell, column: column, row: run.row) }
        column += cell.width
      }
    }
    if let cursor = grid.cursor, cursor.column < size.columns, cursor.row < size.rows {
      wmove(wirecopy_stdscr(), Int32(max(0, cursor.row)), Int32(max(0, cursor.column)))
      curs_set(1)
    } else {
      curs_set(0)
    }
    wrefresh(wirecopy_stdscr())
    if drawsPictures { drawPictures(grid.pictures) }
    painted = grid
  }

  private func write(_ cell: Cell, column: Int, row: Int) {
    let (attributes, pair) = looks.attributes(of: cell.style)
    let text = cell.text.unicodeScalars.prefix(Int(CCHARW_MAX)).map { wchar_t(bitPattern: $0.value) } + [0]
    wirecopy_cell(Int32(row), Int32(column), text, attributes, pair)
  }

  // MARK: In

  private func begin() {
    raw()
    noecho()
    nonl()
    set_escdelay(25)
    if wantsMouse {
      mousemask(wirecopy_mouse_mask(), nil)
      mouseinterval(0)
    }
    define_key("\u{1B}[200~", KeyCodes.pasteBegins)
    define_key("\u{1B}[201~", KeyCodes.pasteEnds)
    // Should the program end without closing the screen, the terminal is still given back.
    atexit { if !isendwin() { endwin() } }
    wrefresh(wirecopy_stdscr())
    send(Self.pasteOn)
    let source = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO, queue: .main)
    source.setEventHandler { [weak self] in MainActor.assumeIsolated { self?.read() } }
    source.activate()
    self.source = source
  }

  /// Reads what is there, no more than a screenful of it at a time.
  private func read() {
    guard !isAway, !isClosed else { return }
    for _ in 0..<2_048 {
      guard let reading = readings.next() else {
        tell(.pause)
        if wirecopy_is_hung_up() { hangUp() }
        return
      }
      isContinueOurs = false
      tell(reading)
    }
    // ncurses may hold characters of its own, for which no file descriptor wakes us.
    DispatchQueue.main.async { [weak self] in MainActor.assumeIsolated { self?.read() } }
  }

  private func tell(_ reading: InputDecoder.Reading) {
    for input in decoder.decode(reading, at: started.duration(to: clock.now)) {
      if case .answered(let skill) = input {
        feed.yield(.answered(PictureSkill(form: skill.form, cell: cellPixels)))
      } else {
        feed.yield(input)
      }
    }
  }

  private func hangUp() {
    source?.cancel()
    source = nil
    feed.yield(.ended)
  }

  private func told(_ signal: Int32) {
    switch signal {
    case SIGWINCH: if !isAway { takeSize() }
    case SIGCONT:
      if isContinueOurs {
        isContinueOurs = false
      } else if !isAway {
        // Stopped from outside: whoever had the terminal meanwhile may have set it otherwise.
        reset_prog_mode()
        repaint()
      }
    // The `^C` of the program that has the terminal.
    case SIGINT where isAway, SIGQUIT where isAway: break
    default: feed.yield(.ended)
    }
  }

  /// The loop is over, and what must be kept is being kept: from now on no signal ends the program for being slow, unless it is
  /// asked again and again.
  public func willClose() { signals.heed() }

  private func takeSize() {
    var (rows, columns) = (Int32(0), Int32(0))
    let before = size
    guard wirecopy_size(&rows, &columns) else { return }
    resizeterm(rows, columns)
    painted = nil
    if size != before { feed.yield(.resized(size)) }
  }

  /// Something else wrote over the screen: what is painted next is painted whole.
  public func redraw() {
    painted = nil
    clearok(wirecopy_curscr(), true)
  }

  private func repaint() {
    send(Self.pasteOn)
    takeSize()
    redraw()
    feed.yield(.resumed)
  }

  // MARK: Away and back

  /// Gives the terminal to another program, an editor or a pager, until `enter`. Nothing is painted or read meanwhile.
  public func leave() {
    guard !isAway, !isClosed else { return }
    removePictures()
    isAway = true
    source?.suspend()
    send(Self.pasteOff)
    def_prog_mode()
    endwin()
  }

  /// Takes the terminal back: `.resumed` follows, and what is painted next is painted whole.
  public func enter() {
    guard isAway, !isClosed else { return }
    isAway = false
    reset_prog_mode()
    repaint()
    source?.resume()
  }

  /// Stops the program, as `^Z` does elsewhere; returns when it is continued. Where no shell waits for it, at once.
  public func suspend() {
    guard !isAway, !isClosed else { return }
    leave()
    isContinueOurs = true
    Signals.stopUntilContinued(group: true)
    enter()
  }

  /// Gives the terminal back as it was. Once is enough; more does no harm.
  public func close() {
    guard !isClosed else { return }
    if isAway {
      source?.resume()
    } else {
      removePictures()
      send(Self.pasteOff)
      wmove(wirecopy_stdscr(), max(0, wirecopy_rows() - 1), 0)
      wrefresh(wirecopy_stdscr())
      endwin()
    }
    isClosed = true
    source?.cancel()
    source = nil
    signals.stop()
    wirecopy_unguard()
    feed.finish()
  }
}
