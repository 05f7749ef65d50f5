import News
import Screen
import Terminal

extension TerminalFault {
  /// In the reader's language; `Terminal` knows none.
  var phrase: Phrase {
    switch self {
    case .notATerminal(.input):
      "the desk needs a terminal, but standard input is a file or a pipe; start wirecopy in a terminal, or use a command such as “wirecopy list”"
    case .notATerminal(.output):
      "the desk needs a terminal, but standard output is a file or a pipe; start wirecopy in a terminal, or use a command such as “wirecopy list”"
    case .noTerminalType:
      "TERM is not set, so the kind of this terminal is unknown; set it, for example: TERM=xterm-256color wirecopy"
    case .unknownTerminalType(let name):
      "this system does not know the terminal “\(Self.shown(name))” (TERM); install the package ncurses-term, or try TERM=xterm-256color wirecopy"
    case .tooSimple(let name):
      "the terminal “\(Self.shown(name))” (TERM) can't place its cursor; use another terminal, or a command such as “wirecopy list”"
    case .noUTF8Locale(let name):
      "the locale “\(Self.shown(name))” can't write every script; start with a UTF-8 one, for example: LC_ALL=C.UTF-8 wirecopy"
    }
  }

  private static func shown(_ name: String) -> String { VisibleText.line(String(name.prefix(60))) }
}

extension ProgramFault {
  var phrase: Phrase {
    if isLate { return "“\(program)” was not started: another program has the terminal" }
    return "“\(program)” could not be started: \(reason)"
  }
}
