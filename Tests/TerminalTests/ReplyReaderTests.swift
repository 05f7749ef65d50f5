import Screen
import Testing

@testable import Terminal

/// The terminal's answers among what is typed.
@Suite struct ReplyReaderTests {
  /// Feeds characters one by one, with a pause after each where it is slow.
  private func inputs(_ text: String, isAsked: Bool = true, isSlow: Bool = false) -> [Input] {
    var decoder = InputDecoder()
    if isAsked { decoder.replies.ask() }
    var inputs: [Input] = []
    for (place, scalar) in text.unicodeScalars.enumerated() {
      inputs += decoder.decode(.scalar(scalar), at: .zero)
      // A line that breaks right behind an Escape is rare, and Escape must not wait.
      if isSlow, place > 2 { inputs += decoder.decode(.pause, at: .zero) }
    }
    return inputs + decoder.decode(.pause, at: .zero)
  }

  private let kitty = "\u{1B}_Gi=31;OK\u{1B}\\"

  @Test func `what a terminal can do is read, and none of it is typed`() {
    #expect(inputs("\u{1B}[?62;4;22c") == [.answered(PictureSkill(form: .sixel))])
    #expect(inputs("\u{1B}[?1;2c") == [.answered(PictureSkill())])
    #expect(inputs(kitty + "\u{1B}[?62;4c") == [.answered(PictureSkill(form: .kitty))])
    #expect(inputs("\u{1B}_Gi=31;EINVAL\u{1B}\\\u{1B}[?62c") == [.answered(PictureSkill())])
  }

  @Test func `an answer that comes in pieces is one answer`() {
    #expect(inputs("\u{1B}[?62;4;22c", isSlow: true) == [.answered(PictureSkill(form: .sixel))])
  }

  @Test func `keys before, between and after stay keys`() {
    #expect(
      inputs("j" + kitty + "k\u{1B}[?6cq") == [
        .key(.character("j")), .key(.character("k")), .answered(PictureSkill(form: .kitty)), .key(.character("q")),
      ])
  }

  @Test func `Escape, Alt and brackets are keys as before`() {
    #expect(inputs("\u{1B}") == [.key(.escape)])
    #expect(inputs("\u{1B}x") == [.key(.alt(.character("x")))])
    #expect(inputs("\u{1B}[x") == [.key(.alt(.character("["))), .key(.character("x"))])
    #expect(inputs("\u{1B}[?x").count == 3)
  }

  @Test func `who was not asked gives no answer, and after the answer none is waited for`() {
    #expect(inputs("\u{1B}[?6c", isAsked: false).count == 4)
    var reader = ReplyReader()
    reader.ask()
    for scalar in "\u{1B}[?6c".unicodeScalars { _ = reader.take(.scalar(scalar)) }
    #expect(!reader.isAwaiting)
  }

  @Test func `an endless answer is let go`() {
    let text = "\u{1B}_G" + String(repeating: "a", count: 1_000)
    #expect(inputs(text).count > 900)
  }

  @Test(arguments: [(0x00_00_00, 16), (0xFF_FF_FF, 231), (0xFF_00_00, 196), (0x80_80_80, 244)])
  func `a picture's colour is the nearest of the terminal's`(_ colour: Int, _ number: Int) {
    #expect(Palette.number(of: UInt32(colour), colours: 256) == number)
    // The first eight values are the palette's own.
    #expect(Palette.number(of: UInt32(colour), colours: 1 << 24) == (colour < 8 ? 0x01_01_01 : colour))
    #expect(Palette.number(of: UInt32(colour), colours: 0) == nil)
    #expect((0..<8).contains(Palette.number(of: UInt32(colour), colours: 8) ?? -1))
  }
}
