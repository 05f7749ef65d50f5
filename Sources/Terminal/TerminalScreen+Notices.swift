import CNcurses
import FoundationEssentials
import Glibc
import Screen

/// What goes to the terminal beside the grid.
extension TerminalScreen {
  static let pasteOn = "\u{1B}[?2004h"
  static let pasteOff = "\u{1B}[?2004l"
  /// Bytes of a selection that common terminals take by OSC 52.
  static let copyLimit = 74_994

  /// Rings, or flashes where the user's terminal is set to.
  public func bell() {
    guard !isClosed else { return }
    beep()
  }

  /// Shows a desktop notification (OSC 9) where the terminal can; the text is made visible and cut at 200 characters.
  public func notify(_ text: String) {
    guard surroundings.takesOSC, !isClosed else { return }
    send("\u{1B}]9;" + VisibleText.line(String(text.prefix(200))) + "\u{7}")
  }

  /// Puts a text on the user's clipboard (OSC 52), as it is: it travels in base64.
  /// - Returns: false where it is too long or the terminal is known not to take it. That it arrived, no terminal tells.
  @discardableResult
  public func copy(_ text: String) -> Bool {
    guard surroundings.takesOSC, !isClosed, text.utf8.count <= Self.copyLimit else { return false }
    send("\u{1B}]52;c;" + Data(text.utf8).base64EncodedString() + "\u{7}")
    return true
  }

  /// Writes a control sequence of ours. ncurses keeps its own buffer and empties it at each paint, so the two never mix.
  func send(_ sequence: String) { send(Array(sequence.utf8)) }

  func send(_ whole: [UInt8]) {
    var bytes = whole[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if written > 0 {
        bytes = bytes.dropFirst(written)
      } else if written == 0 || errno != EINTR {
        return
      }
    }
  }
}

extension Surroundings {
  /// Sets the locale for letters, which ncurses takes its widths from.
  @MainActor func takeUTF8Locale() throws(TerminalFault) {
    func isUTF8() -> Bool { wirecopy_codeset().map { String(cString: $0) } == "UTF-8" }
    if setlocale(LC_CTYPE, localeName) != nil, isUTF8() { return }
    if acceptsOtherUTF8Locale {
      for name in ["C.UTF-8", "C.utf8", "en_US.UTF-8"] where setlocale(LC_CTYPE, name) != nil && isUTF8() { return }
    }
    throw .noUTF8Locale(localeName)
  }
}

/// A string of the terminal's description; nil where it has none.
@MainActor func terminfo(_ name: String) -> String? {
  // ncurses says −1 for what is no string at all.
  guard let found = tigetstr(name), Int(bitPattern: found) != -1 else { return nil }
  return String(cString: found)
}
