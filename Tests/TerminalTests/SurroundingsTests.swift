import Glibc
import Screen
import Testing

@testable import Terminal

@Suite struct SurroundingsTests {
  private func surroundings(_ environment: [String: String]) -> Surroundings {
    Surroundings(environment: environment, isInputTerminal: true, isOutputTerminal: true)
  }

  @Test func withoutATerminalEachStreamIsNamed() {
    var place = surroundings(["TERM": "xterm"])
    place.isOutputTerminal = false
    #expect(throws: TerminalFault.notATerminal(.output)) { try place.terminalType() }
    place.isInputTerminal = false
    #expect(throws: TerminalFault.notATerminal(.input)) { try place.terminalType() }
  }

  /// Where the tests themselves run on a terminal, this would take it over.
  @Test(.enabled(if: isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0))
  @MainActor func aScreenIsNotOpenedOnAPipe() {
    let fault = #expect(throws: TerminalFault.self) {
      try TerminalScreen.open(theme: .plain, environment: ["TERM": "xterm", "LC_ALL": "C.UTF-8"])
    }
    #expect(fault == .notATerminal(isatty(STDIN_FILENO) == 0 ? .input : .output))
  }

  @Test(arguments: [[:], ["TERM": ""]]) func withoutATerminalTypeItSaysSo(environment: [String: String]) {
    #expect(throws: TerminalFault.noTerminalType) { try surroundings(environment).terminalType() }
  }

  @Test(arguments: [
    (["LC_ALL": "ko_KR.UTF-8", "LC_CTYPE": "C", "LANG": "C"], "ko_KR.UTF-8", true),
    (["LC_ALL": "", "LC_CTYPE": "en_GB.utf8", "LANG": "C"], "en_GB.utf8", true),
    (["LANG": "ko_KR.EUC-KR"], "ko_KR.EUC-KR", false),
    (["LC_ALL": "C", "LANG": "ko_KR.UTF-8"], "C", false),
    (["LANG": "POSIX"], "POSIX", false),
    ([:], "", true),
  ])
  func theLocaleForLettersIsTheFirstThatIsSet(environment: [String: String], name: String, takesOther: Bool) {
    let place = surroundings(environment)
    #expect(place.localeName == name)
    #expect(place.acceptsOtherUTF8Locale == takesOther)
  }

  @Test func noColourIsObeyedWhenItIsNotEmpty() {
    #expect(surroundings(["NO_COLOR": "1"]).wantsNoColour)
    #expect(!surroundings(["NO_COLOR": ""]).wantsNoColour)
    #expect(!surroundings([:]).wantsNoColour)
  }

  @Test(arguments: [
    ["truecolor", "xterm-256color", "xterm-direct"], ["24bit", "tmux-256color", "tmux-direct"],
    ["truecolor", "alacritty", "alacritty-direct"], ["yes", "xterm-256color", ""], ["", "xterm-256color", ""],
    ["truecolor", "xterm-direct", ""],
  ])
  func whoSaysThatItTakesEveryColourIsGivenThem(row: [String]) {
    #expect(surroundings(["COLORTERM": row[0]]).directColourType(of: row[1]) ?? "" == row[2])
    #expect(surroundings(["COLORTERM": row[0], "NO_COLOR": "1"]).directColourType(of: row[1]) == nil)
  }

  @Test func theConsoleGetsNoCommandsThatItMightPrint() {
    #expect(!surroundings(["TERM": "linux"]).takesOSC)
    #expect(!surroundings(["TERM": "vt100"]).takesOSC)
    #expect(surroundings(["TERM": "tmux-256color"]).takesOSC)
  }

  @Test(arguments: [
    TerminalFault.notATerminal(.input), .notATerminal(.output), .noTerminalType,
    .unknownTerminalType("no\u{1B}[2Jsuch"), .tooSimple("dumb\u{7}"), .noUTF8Locale("C\u{202E}"),
  ])
  func eachFaultSaysWhatToDoAndShowsNothingRaw(fault: TerminalFault) {
    #expect(fault.message.contains("wirecopy"))
    #expect(VisibleText.line(fault.message) == fault.message)
  }
}
