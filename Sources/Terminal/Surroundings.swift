/// What the desk needs of where it runs, judged as values before ncurses is asked.
struct Surroundings: Hashable, Sendable {
  var environment: [String: String]
  var isInputTerminal: Bool
  var isOutputTerminal: Bool

  /// `$TERM`, where there is a terminal at all.
  func terminalType() throws(TerminalFault) -> String {
    guard isInputTerminal else { throw .notATerminal(.input) }
    guard isOutputTerminal else { throw .notATerminal(.output) }
    guard let name = environment["TERM"], !name.isEmpty else { throw .noTerminalType }
    return name
  }

  /// The name of the locale for letters: `LC_ALL`, then `LC_CTYPE`, then `LANG` (POSIX, environment variables); empty
  /// where none is set.
  var localeName: String {
    ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
  }

  /// A UTF-8 locale to take where the user's own is missing on this system: only if the user asked for UTF-8, or for
  /// nothing at all, as in a bare container. Who set `C`, or another character set, is not to get UTF-8 on a terminal that
  /// may not take it.
  var acceptsOtherUTF8Locale: Bool {
    let name = localeName.lowercased()
    return name.isEmpty || name.contains("utf-8") || name.contains("utf8")
  }

  /// Colours are not wanted (https://no-color.org).
  var wantsNoColour: Bool { !(environment["NO_COLOR"] ?? "").isEmpty }

  /// The kind of terminal that is the same as this one and takes colours of 24 bits as they are, where the user's says that it
  /// does (`COLORTERM`): its description is in Debian's `ncurses-term`, and may not be there.
  func directColourType(of name: String) -> String? {
    let word = (environment["COLORTERM"] ?? "").lowercased()
    guard ["truecolor", "24bit"].contains(word), !wantsNoColour, !name.hasSuffix("-direct") else { return nil }
    let plain = ["-256color", "-88color", "-16color"].first(where: name.hasSuffix).map { name.dropLast($0.count) }
    return (plain ?? name[...]) + "-direct"
  }

  /// The terminal takes operating system commands (OSC), or ignores them quietly.
  var takesOSC: Bool {
    let name = environment["TERM"] ?? ""
    return !["vt", "linux", "ansi", "cons", "sun"].contains { name.hasPrefix($0) }
  }
}
