import Foundation
import News
import Screen
import Testing

@testable import Desk

/// The page of themes, with the themes that are installed.
@Suite struct ThemeScenes {
  static let names = ["contrast", "dark", "light", "mono"]

  /// A theme file of `share/wirecopy/themes`: its lines `role = "look"`.
  static func theme(_ name: String) throws -> Theme {
    let path = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: "../../share/wirecopy/themes/\(name).toml")
    var looks: [String: String] = [:]
    for line in try String(contentsOf: path, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
      let sides = line.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      guard sides.count == 2 else { continue }
      looks[sides[0]] = sides[1].trimmingCharacters(in: CharacterSet(charactersIn: "\""))
    }
    return try Theme(looks)
  }

  private func scene(_ columns: Int, _ rows: Int, _ theme: String = "dark", colours: Int = 256) throws -> Scene {
    let themes = try Self.names.map { ThemeChoice(name: $0, theme: try Self.theme($0)) }
    var scene = Scene(columns, rows) {
      $0.themes = themes
      $0.theme = theme
      $0.colours = colours
    }
    try scene.press("T")
    return scene
  }

  @Test func `all roles are there at 40×10`() throws {
    let scene = try scene(40, 10)
    #expect(
      scene.picture == #"""
         Wirecopy · themes            2 min old
           contrast│ normal   read     warning
         ▸ dark    │ dim      starred  bad ◂
           light   │ title    alert
           mono    │ heading  link
                   │ bar      quote
                   │ hint     code
                   │ border   match
                   │ unread   good
         <Enter> choose  r sync  ? help  q back
        """#)
  }

  @Test func `all roles are there at 80×24, each with its look`() throws {
    let scene = try scene(80, 24)
    #expect(
      scene.picture == #"""
         Wirecopy · themes                                      3/5 mirrors · 2 min old
           contrast      │ this terminal shows 256 colours
         ▸ dark          │ normal    default ◂
           light         │ dim       245
           mono          │ title     bold 117
                         │ heading   bold 153
                         │ bar       252 on 24
                         │ hint      250 on 236
                         │ border    240
                         │ unread    bold 255
                         │ read      248
                         │ starred   221
                         │ alert     bold 231 on 160
                         │ link      underline 81
                         │ quote     150
                         │ code      180
                         │ match     16 on 221
                         │ good      114
                         │ warning   215
                         │ bad       bold 210
                         │ ×3
         <Enter> choose  r sync  : command  ? help  q back
        """#)
  }

  @Test func `all roles are there at 140×40`() throws {
    let scene = try scene(140, 40, "light", colours: 8)
    #expect(
      scene.picture == #"""
         Wirecopy · themes                                                                                                  3/5 mirrors · 2 min old
           contrast      │ this terminal shows 8 colours
           dark          │ normal    default
         ▸ light         │ dim       242 ◂
           mono          │ title     bold 25
                         │ heading   bold 24
                         │ bar       231 on 25
                         │ hint      236 on 253
                         │ border    248
                         │ unread    bold 16
                         │ read      240
                         │ starred   94
                         │ alert     bold 231 on 124
                         │ link      underline 26
                         │ quote     22
                         │ code      88
                         │ match     16 on 222
                         │ good      22
                         │ warning   94
                         │ bad       bold 124
                         │ ×19
         <Enter> choose  r sync  : command  ? help  q back
        """#)
  }

  @Test func `the high contrast, at 80×24`() throws {
    let scene = try scene(80, 24, "contrast", colours: 1 << 24)
    #expect(
      scene.picture == #"""
         Wirecopy · themes                                      3/5 mirrors · 2 min old
         ▸ contrast      │ this terminal shows all colours ◂
           dark          │ normal    231 on 16
           light         │ dim       252 on 16
           mono          │ title     bold 231 on 16
                         │ heading   bold underline 231 on 16
                         │ bar       bold 16 on 231
                         │ hint      16 on 231
                         │ border    231 on 16
                         │ unread    bold 231 on 16
                         │ read      252 on 16
                         │ starred   bold 226 on 16
                         │ alert     bold 16 on 226
                         │ link      underline 123 on 16
                         │ quote     252 on 16
                         │ code      229 on 16
                         │ match     bold 16 on 123
                         │ good      120 on 16
                         │ warning   bold 226 on 16
                         │ bad       bold 16 on 217
                         │ ×3
         <Enter> choose  r sync  : command  ? help  q back
        """#)
  }

  @Test func `without colours, at 80×24`() throws {
    let scene = try scene(80, 24, "mono", colours: 0)
    #expect(
      scene.picture == #"""
         Wirecopy · themes                                      3/5 mirrors · 2 min old
           contrast      │ attributes alone: this terminal has no colours, or NO_COLOR…
           dark          │ normal    default
           light         │ dim       dim
         ▸ mono          │ title     bold ◂
                         │ heading   bold underline
                         │ bar       reverse
                         │ hint      default
                         │ border    dim
                         │ unread    bold
                         │ read      default
                         │ starred   underline
                         │ alert     bold reverse
                         │ link      underline
                         │ quote     dim
                         │ code      default
                         │ match     reverse
                         │ good      default
                         │ warning   bold
                         │ bad       bold underline
                         │ ×3
         <Enter> choose  r sync  : command  ? help  q back
        """#)
  }

  @Test(arguments: names) func `every theme says every role that it shows in that role`(_ name: String) throws {
    let scene = try scene(80, 24, name)
    for role in Role.allCases {
      let cells = scene.grid.cells.filter { $0.style.role == role && $0.text != " " }
      #expect(cells.map(\.text).joined().contains(role.rawValue), "\(role) in \(name)")
    }
  }

  @Test func `a theme is seen as soon as it is selected, and kept by Enter alone`() throws {
    var scene = try scene(80, 24)
    let light = try Self.theme("light")
    try scene.press("j")
    #expect(scene.wanted.last == .world(.theme(light)))
    try scene.press("q")
    #expect(scene.wanted.last == .world(.theme(try Self.theme("dark"))))
    try scene.press("Tj<Enter>q")
    #expect(scene.wanted.last == .world(.keepTheme("light")))
    #expect(scene.model.page == .front)
  }

  @Test func `a theme is used by its name, completed, and a wrong name is said`() throws {
    var scene = try scene(80, 24)
    try scene.press("q:themes li<Tab><Enter>")
    #expect(scene.wanted.last == .world(.keepTheme("light")))
    try scene.press(":themes pink<Enter>")
    #expect(scene.bottom.contains("there is no theme pink; themes are contrast, dark, light, mono"))
  }

  @Test(arguments: names) func `a look in words is the same look again`(_ name: String) throws {
    for (role, look) in try Self.theme(name).looks {
      #expect(try Theme([role.rawValue: look.words])[role] == look)
    }
  }
}
