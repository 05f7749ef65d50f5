import Screen
import Testing

@testable import Desk

/// A body of a megabyte is written as a short one is. The bounds have room for a busy machine and a build without
/// optimisation: what sets all of the text at each key, or copies it letter by letter, takes many times as long.
@Suite struct EditorSpeedTests {
  private static let size = 1 << 20

  private static func text(_ piece: String) -> String { String(repeating: piece, count: size / piece.utf8.count) }

  private static let korean = "노동자들이 명동성당에서 흩어졌고, 취재진은 현장에서 소식을 보냈다. "
  private static let bodies: [(String, String)] = [
    ("many paragraphs", text(String(repeating: korean, count: 6) + "\n\n")), ("one paragraph", text(korean)),
    ("one word", text("x")), ("line ends alone", text("\n")),
  ]

  @Test(arguments: bodies.indices)
  func `a key is on the screen long before the next, anywhere in a megabyte`(_ index: Int) {
    let (name, body) = Self.bodies[index]
    var editor = TextEditor(body)
    editor.layout(columns: 80, rows: 24)
    let clock = ContinuousClock()
    let size = Size(columns: 80, rows: 24)
    for start in [Key.alt(.character("<")), .alt(.character(">"))] {
      _ = editor.press(start)
      // One in the middle of the text, too.
      if start == .alt(.character(">")) { editor.scroll(-editor.wrap.count / 2) }
      var times: [Duration] = []
      for key in [
        Key.character("한"), .character("."), .left, .up, .down, .backspace, .end, .character("e"), .enter,
        .control("_"), .pageDown,
      ] {
        var grid = Grid(size: size)
        times.append(
          clock.measure {
            _ = editor.press(key)
            editor.render(on: &grid, in: Rect(column: 0, row: 0, columns: 80, rows: 24), isFocused: true)
          })
        #expect(grid.cursor != nil)
      }
      // The median: a pause of the machine is none of ours.
      let usual = times.sorted()[times.count / 2]
      #expect(usual < .milliseconds(250), "\(name): \(times)")
    }
  }

  @Test func `text that asks for the worst takes long, but no longer than its length`() {
    let clock = ContinuousClock()
    for piece in ["\u{301}", "🇰🇷", "\u{200B}", "👩‍👩‍👧‍👦", "\u{1112}\u{1161}\u{11AB}", "\u{202E}", "(", "\t"] {
      func time(_ bytes: Int) -> Duration {
        let text = String(repeating: piece, count: bytes / piece.utf8.count)
        return (0..<3).map { _ in
          clock.measure {
            var editor = TextEditor("e" + text)
            editor.layout(columns: 40, rows: 10)
            for key in [
              Key.character("a"), .right, .down, .alt(.character(">")), .backspace, .alt(.character("b")),
              .control("_"),
            ] {
              _ = editor.press(key)
            }
            #expect(editor.text.utf8.count == text.utf8.count + 2)
          }
        }.min() ?? .zero
      }
      // Eight times the text: what goes by the square would take 64 times as long.
      let (short, long) = (time(4_000), time(32_000))
      #expect(long < short * 30, "\(piece.unicodeScalars.map(\.value)): \(short), \(long)")
    }
  }
}
