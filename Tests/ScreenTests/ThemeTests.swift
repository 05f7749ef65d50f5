import Foundation
import Screen
import Testing

@Suite struct ThemeTests {
  @Test func aLookIsWordsInAnyOrder() throws {
    let theme = try Theme(["title": "12 bold on 4 underline", "alert": "bright-red on default", "dim": "reverse dim"])
    #expect(theme[.title] == Theme.Look(foreground: 12, background: 4, bold: true, underlined: true))
    #expect(theme[.alert] == Theme.Look(foreground: 9))
    #expect(theme[.dim] == Theme.Look(reversed: true, dim: true))
    #expect(theme[.bar] == Theme.Look())
  }

  @Test(arguments: [
    (["headlines": "red"], ThemeFault(role: "headlines", reason: .unknownRole)),
    (["bar": "puce"], ThemeFault(role: "bar", reason: .unknownWord("puce"))),
    (["bar": "256"], ThemeFault(role: "bar", reason: .unknownWord("256"))),
    (["bar": "red on bold"], ThemeFault(role: "bar", reason: .unknownWord("bold"))),
    (["bar": "red blue"], ThemeFault(role: "bar", reason: .colourTwice("blue"))),
    (["bar": "on red on blue"], ThemeFault(role: "bar", reason: .colourTwice("blue"))),
    (["bar": "red on"], ThemeFault(role: "bar", reason: .onWithoutColour)),
  ])
  func aWrongLineIsNamed(file: [String: String], fault: ThemeFault) {
    #expect(throws: fault) { try Theme(file) }
    #expect(fault.message.contains(fault.role))
  }

  @Test func aFaultShowsNothingRaw() {
    #expect(ThemeFault(role: "bar\u{1B}", reason: .unknownWord("\u{1B}[2J")).message.contains("\u{1B}") == false)
  }

  @Test func withoutColoursABarIsStillABar() throws {
    let theme = try Theme(["bar": "252 on 24", "link": "underline 81", "alert": "reverse 1 on 2"]).withoutColours
    #expect(theme[.bar] == Theme.Look(reversed: true))
    #expect(theme[.link] == Theme.Look(underlined: true))
    #expect(theme[.alert] == Theme.Look())
  }

  @Test(arguments: ["dark", "light", "mono", "contrast"])
  func eachThemeThatWeShipHasEveryRole(name: String) throws {
    let theme = try Theme(Self.file(name))
    #expect(Set(theme.looks.keys) == Set(Role.allCases))
    for role in [Role.bar, .match] where name != "mono" { #expect(theme.withoutColours[role].isReversed) }
  }

  @Test func aColourOf24BitsIsReadAndWrittenAsItIs() throws {
    let theme = try Theme(["link": "underline #0a7fff on #000000"])
    #expect(theme[.link].foreground == Theme.exact + 0x0A7FFF)
    #expect(theme[.link].words == "underline #0a7fff on #000000")
    for wrong in ["#12345", "#1234567", "#+12345", "#gggggg"] {
      #expect(throws: ThemeFault.self) { try Theme(["link": wrong]) }
    }
  }

  @Test func monoHasNoColour() throws {
    let theme = try Theme(Self.file("mono"))
    #expect(theme.withoutColours == theme)
  }

  @Test func contrastIsSevenToOne() throws {
    let theme = try Theme(Self.file("contrast"))
    for (role, look) in theme.looks {
      let front = try #require(look.foreground.map(Self.luminance), "\(role)")
      let back = try #require(look.background.map(Self.luminance), "\(role)")
      #expect((max(front, back) + 0.05) / (min(front, back) + 0.05) >= 7, "\(role)")
    }
  }

  /// The lines `role = "look"` of a theme file; the program reads them as TOML.
  private static func file(_ name: String) throws -> [String: String] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path = root.appending(path: "share/wirecopy/themes/\(name).toml")
    var looks: [String: String] = [:]
    for line in try String(contentsOf: path, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.components(separatedBy: " = \"")
      try #require(parts.count == 2 && line.hasSuffix("\""), "\(line)")
      #expect(looks.updateValue(String(parts[1].dropLast()), forKey: parts[0]) == nil, "\(line)")
    }
    return looks
  }

  /// WCAG's relative luminance of a colour in the cube or the greys of the xterm palette.
  private static func luminance(_ number: Int) -> Double {
    let steps = [0.0, 95, 135, 175, 215, 255]
    let rgb =
      number >= 232
      ? Array(repeating: Double(8 + (number - 232) * 10), count: 3)
      : [steps[(number - 16) / 36], steps[(number - 16) / 6 % 6], steps[(number - 16) % 6]]
    let linear = rgb.map { $0 / 255 <= 0.04045 ? $0 / 255 / 12.92 : pow(($0 / 255 + 0.055) / 1.055, 2.4) }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }
}
