import Screen

/// Why the desk can't be shown here. `message` says what is missing and what to do.
public enum TerminalFault: Error, Hashable, Sendable {
  /// Standard input or output is a file or a pipe.
  case notATerminal(Stream)
  /// `$TERM` is unset or empty.
  case noTerminalType
  /// The system has no description of this `$TERM`.
  case unknownTerminalType(String)
  /// The terminal can't place its cursor (`dumb`).
  case tooSimple(String)
  /// The locale is set to one that can't write every script.
  case noUTF8Locale(String)

  public enum Stream: String, Hashable, Sendable { case input, output }

  /// In plain words, safe to print.
  public var message: String {
    switch self {
    case .notATerminal(.input):
      "the desk needs a terminal, but standard input is a file or a pipe; start wirecopy in a terminal, or use a command "
        + "such as “wirecopy list”"
    case .notATerminal(.output):
      "the desk needs a terminal, but standard output is a file or a pipe; start wirecopy in a terminal, or use a "
        + "command such as “wirecopy list”"
    case .noTerminalType:
      "TERM is not set, so the kind of this terminal is unknown; set it, for example: TERM=xterm-256color wirecopy"
    case .unknownTerminalType(let name):
      "this system does not know the terminal “\(shown(name))” (TERM); install the package ncurses-term, or try "
        + "TERM=xterm-256color wirecopy"
    case .tooSimple(let name):
      "the terminal “\(shown(name))” (TERM) can't place its cursor; use another terminal, or a command such as “wirecopy "
        + "list”"
    case .noUTF8Locale(let name):
      "the locale “\(shown(name))” can't write every script; start with a UTF-8 one, for example: LC_ALL=C.UTF-8 wirecopy"
    }
  }

  private func shown(_ name: String) -> String { VisibleText.line(String(name.prefix(60))) }
}
