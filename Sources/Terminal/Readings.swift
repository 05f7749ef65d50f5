import CNcurses
import Screen

/// What ncurses reads from the terminal, one by one, without waiting.
@MainActor struct Readings {
  /// A pad: reading from a window would show what is half painted in it.
  private let pad = newpad(1, 1)

  /// After ncurses has started.
  init() {
    keypad(pad, true)
    nodelay(pad, true)
  }

  /// Nil where nothing is there to read just now.
  func next() -> InputDecoder.Reading? {
    while true {
      var code: wint_t = 0
      switch wget_wch(pad, &code) {
      case OK: if let scalar = Unicode.Scalar(code) { return .scalar(scalar) }
      case KEY_CODE_YES:
        switch Int32(bitPattern: code) {
        case KeyCodes.pasteBegins: return .pasteBegins
        case KeyCodes.pasteEnds: return .pasteEnds
        case KEY_MOUSE: if let mouse = nextMouse() { return .mouse(mouse) }
        case let other: if let key = KeyCodes.key(other) { return .key(key) }
        }
      default: return nil
      }
    }
  }

  private func nextMouse() -> Mouse? {
    var event = MEVENT()
    guard getmouse(&event) == OK else { return nil }
    let at = Point(column: Int(event.x), row: Int(event.y))
    switch wirecopy_mouse_action(event.bstate) {
    case wirecopy_mouse_press: return Mouse(.press, at: at)
    case wirecopy_mouse_up: return Mouse(.wheelUp, at: at)
    case wirecopy_mouse_down: return Mouse(.wheelDown, at: at)
    default: return nil
    }
  }
}
