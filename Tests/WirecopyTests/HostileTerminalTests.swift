import Feeds
import Foundation
import MirrorLab
import News
import Testing

extension WholeProgram {
  @Suite(.enabled(if: Tmux.isInstalled, Tmux.why)) struct HostileTerminalTests {}
}

/// Whatever stands in an article's fields, a real terminal is after it as it was before.
extension WholeProgram.HostileTerminalTests {
  private static let escapes =
    "\u{1B}]0;owned\u{7}\u{1B}]52;c;b3duZWQ=\u{7}\u{1B}]8;;https://evil.example\u{1B}\\link\u{1B}]8;;\u{1B}\\"
    + "\u{1B}[2J\u{1B}[H\u{1B}[31m\u{1B}[?25l\u{1B}[?1049l\u{1B}[?1003h\u{1B}[4h\u{1B}(0\u{9B}5m\u{90}q\u{9C}\u{1B}c"
    + "\u{1B}Pq#0;2;0;0;0\u{1B}\\\u{1B}_Gf=100;AAAA\u{1B}\\\r\n\u{8}\u{7}\u{E}"
  private static let texts: [(name: String, text: String)] = [
    ("escapes", escapes),
    ("overrides", "\u{202E}txet desrever\u{202C} \u{2066}\u{2067}isolates\u{2069}\u{200F}\u{061C} تظاهرة \u{E0041}"),
    ("marks", "a" + String(repeating: "\u{301}\u{489}", count: 5_000) + "z"),
    ("long", String(repeating: "x", count: 1 << 20)),
  ]

  /// What tmux knows of a terminal's state, but for where the cursor is.
  private static let state = """
    alternate #{alternate_on} cursor #{cursor_flag} insert #{insert_flag} keypad #{keypad_flag} keys #{keypad_cursor_flag} \
    mouse #{mouse_any_flag}#{mouse_all_flag}#{mouse_button_flag}#{mouse_standard_flag}#{mouse_sgr_flag}#{mouse_utf8_flag} \
    origin #{origin_flag} wrap #{wrap_flag} region #{scroll_region_upper}-#{scroll_region_lower} title #{pane_title}
    """

  /// Two articles, and text of outsiders in every field that a feed has for one: as escapes of XML, of JSON, and raw.
  private static func site(_ text: String, _ host: String) throws -> LabSite {
    let html = "<p>\(escaped(text))</p><img src=\"\(host)/p.png\" alt=\"\(escaped(text))\">"
    let body =
      html + "<figure><img src=\"\(host)/q.png\"><figcaption>\(escaped(text))</figcaption></figure>"
      + "<table><tr><th>\(escaped(text))</th></tr></table><pre>\(escaped(text))</pre><p><a href=\"\(host)/\(escaped(text))\">"
      + "\(escaped(text))</a></p>"
    let item: [String: Any] = [
      "id": "urn:1\(text)", "url": "\(host)/a?\(text)", "title": "Hostile \(text)", "summary": text,
      "content_html": body,
      "authors": [["name": text]], "tags": [text, "Labor"], "language": "en", "date_published": "2026-03-01T00:00:00Z",
      "attachments": [["url": "\(host)/\(text).png", "mime_type": text, "title": text]],
    ]
    let calm: [String: Any] = [
      "id": "urn:2", "url": "\(host)/b", "title": "A calm article", "content_html": "<p>Nothing happens here.</p>",
      "date_published": "2026-02-01T00:00:00Z",
    ]
    let feed: [String: Any] = [
      "version": "https://jsonfeed.org/version/1.1", "title": "Room \(text)", "home_page_url": host,
      "items": [item, calm],
    ]
    let bytes = try JSONSerialization.data(withJSONObject: feed)
    return LabSite(["/news.json": .init(bytes: Array(bytes), type: "application/feed+json")])
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
  }

  @Test(.timeLimit(.minutes(10)), arguments: texts.indices)
  func whateverAnArticleSaysTheTerminalIsAfterwardsAsItWas(_ number: Int) async throws {
    let (name, text) = Self.texts[number]
    let lab = try await Lab.start(mirrors: 1, site: LabSite([:]))
    lab.serve(try Self.site(text, lab.mirrors[0].url("")))
    let program = try Program()
    defer { program.clear() }
    let copies = ScreenCopies(program)
    let tmux = try Tmux(shell: program, columns: 120, rows: 30, environment: copies.environment)
    defer { tmux.end() }
    try tmux.order("set", "-s", "set-clipboard", "on")
    try await tmux.wait(for: "$")
    let shell = try tmux.look(Self.state)
    // The name that the user gives stands for the newsroom's; its feed's own title is among what is hostile.
    try tmux.type("'\(Program.path)' add '\(lab.mirrors[0].url("/news.json"))' --name Room; echo followed-$?")
    try tmux.keys("Enter")
    try await tmux.wait(for: "followed-0")
    try tmux.type("clear; stty -a > before; '\(Program.path)' desk --offline")
    try tmux.keys("Enter")
    try await tmux.wait(for: "A calm article", seconds: 30)
    let desk = try tmux.look(Self.state)
    // Over every page that shows it, and back: each key once the page of the one before is there.
    let walk = [
      ("j", "front page"), ("k", "front page"), ("Enter", "article"), ("C-f", "article"), ("C-f", "article"),
      ("G", "article"), ("g", "article"), ("\\", "HTML"), ("G", "HTML"), ("\\", "article"), ("v", "article"),
      ("q", "front page"), ("m", "mirrors"), ("Enter", "mirrors"), ("q", "front page"), ("L", "log"), ("Enter", "log"),
      ("q", "front page"), ("/", "search"), ("Hostile", "search"), ("Enter", "search"), ("Enter", "article"),
      ("q", "search"), ("q", "front page"), ("C-l", "front page"),
    ]
    for (keys, page) in walk {
      try tmux.keys(keys)
      try await tmux.wait("the page “\(page)” after \(keys)", seconds: 120) {
        $0.prefix { $0 != "\n" }.contains("· \(page)") || page == "HTML" && $0.prefix { $0 != "\n" }.contains("HTML")
      }
      try await copies.expectSame(tmux, "\(name): after \(keys)", seconds: 60)
    }
    #expect(try tmux.look(Self.state) == desk, "\(name): the terminal's state is changed")
    #expect(try tmux.order("list-buffers") == "", "\(name): something is on the clipboard")
    #expect(try !tmux.screen().unicodeScalars.contains { [0x202E, 0x2066, 0x200F].contains($0.value) })
    try tmux.keys("Q")
    try await tmux.wait("the shell") { !$0.contains("A calm article") && $0.contains("$") }
    for command in ["list", "search Hostile", "read 1 | head -c 3000", "read 2"] {
      try tmux.type("clear; '\(Program.path)' \(command) | cut -c 1-300; echo done-$((1+1))")
      try tmux.keys("Enter")
      try await tmux.wait(for: "done-2")
    }
    try tmux.type("clear; stty -a | cmp - before && echo same settings")
    try tmux.keys("Enter")
    try await tmux.wait(for: "same settings\n")
    #expect(try tmux.look(Self.state) == shell, "\(name): the shell's terminal is changed")
    #expect(try tmux.order("list-buffers") == "", "\(name): something is on the clipboard")
    await lab.stop()
  }
}
