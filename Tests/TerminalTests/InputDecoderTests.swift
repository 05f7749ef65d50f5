import Screen
import Testing

@testable import Terminal

@Suite struct InputDecoderTests {
  /// What comes of readings that all arrive at once, `pause` after them.
  private func inputs(_ readings: [InputDecoder.Reading]) -> [Input] {
    var decoder = InputDecoder()
    return (readings + [.pause]).flatMap { decoder.decode($0, at: .zero) }
  }

  private func typed(_ text: String) -> [InputDecoder.Reading] { text.unicodeScalars.map { .scalar($0) } }
  private func keys(_ text: String) -> [Key] {
    inputs(typed(text)).compactMap { if case .key(let key) = $0 { key } else { nil } }
  }

  @Test(arguments: [
    ("jk", [Key.character("j"), .character("k")]),
    ("한é👍", [.character("한"), .character("é"), .character("👍")]),
    ("e\u{301}x", [.character("e\u{301}"), .character("x")]),
    ("\u{1112}\u{1161}\u{11AB}", [.character("한")]),
    ("👩\u{200D}🚒", [.character("👩\u{200D}🚒")]),
    ("\r\t\u{7F} ", [.enter, .tab, .backspace, .character(" ")]),
    ("\0\u{1}\u{4}\u{8}\n\u{1A}", ["@", "a", "d", "h", "j", "z"].map { .control($0) }),
    ("\u{1C}\u{1D}\u{1E}\u{1F}", ["\\", "]", "^", "_"].map { .control($0) }),
    ("\u{1B}", [.escape]),
    ("\u{1B}\u{1B}", [.escape, .escape]),
    ("\u{1B}x\u{1B}한", [.alt(.character("x")), .alt(.character("한"))]),
    ("\u{1B}\r\u{1B}\u{3}", [.alt(.enter), .alt(.control("c"))]),
    ("\u{85}\u{9B}a", [.character("a")]),
  ])
  func charactersAreKeys(text: String, keys: [Key]) {
    #expect(self.keys(text) == keys)
  }

  @Test func escapeAloneIsToldAsSoonAsNothingFollows() {
    var decoder = InputDecoder()
    #expect(decoder.decode(.scalar("\u{1B}"), at: .zero) == [])
    #expect(decoder.decode(.pause, at: .zero) == [.key(.escape)])
    #expect(decoder.decode(.scalar("x"), at: .zero) == [])
    #expect(decoder.decode(.pause, at: .zero) == [.key(.character("x"))])
  }

  @Test func namedKeysPassAndTakeAlt() {
    #expect(inputs([.key(.up), .scalar("\u{1B}"), .key(.pageDown)]) == [.key(.up), .key(.alt(.pageDown))])
    #expect(inputs([.scalar("a"), .key(.home)]) == [.key(.character("a")), .key(.home)])
  }

  @Test func aPasteComesWholeHoweverItArrives() {
    var decoder = InputDecoder()
    var told: [Input] = []
    let readings: [InputDecoder.Reading] =
      typed("a") + [.pasteBegins] + typed("one\rtwo\r\nthree\n\t\u{1B}[m") + [.pause, .key(.up), .pause]
      + typed("한\u{1B}") + [.pasteEnds] + typed("b") + [.pause]
    for reading in readings { told += decoder.decode(reading, at: .zero) }
    #expect(told == [.key(.character("a")), .paste("one\ntwo\nthree\n\t\u{1B}[m한\u{1B}"), .key(.character("b"))])
    #expect(!decoder.wasPasteCut)
  }

  @Test func aPasteIsCutAtFourMebibytesAloud() {
    var decoder = InputDecoder()
    _ = decoder.decode(.pasteBegins, at: .zero)
    for _ in 0..<InputDecoder.pasteLimit / 3 + 2 { _ = decoder.decode(.scalar("한"), at: .zero) }
    _ = decoder.decode(.scalar("x"), at: .zero)
    let told = decoder.decode(.pasteEnds, at: .zero)
    guard case .paste(let text) = told.first else {
      Issue.record("no paste, but \(told)")
      return
    }
    #expect(text.utf8.count == InputDecoder.pasteLimit / 3 * 3)
    #expect(decoder.wasPasteCut)
    _ = decoder.decode(.pasteBegins, at: .zero)
    #expect(!decoder.wasPasteCut)
  }

  @Test func escapeAfterSilenceEndsAPasteThatLostItsEnd() {
    var decoder = InputDecoder()
    _ = decoder.decode(.pasteBegins, at: .seconds(10))
    for reading in typed("q\u{1B}q") { #expect(decoder.decode(reading, at: .seconds(11)) == []) }
    #expect(decoder.decode(.pause, at: .seconds(11)) == [])
    #expect(decoder.decode(.scalar("q"), at: .seconds(20)) == [], "what is left of a paste is no command")
    #expect(decoder.decode(.scalar("\u{1B}"), at: .seconds(23)) == [.paste("q\u{1B}qq")])
    #expect(
      decoder.decode(.scalar("q"), at: .seconds(23)) + decoder.decode(.pause, at: .seconds(23)) == [
        .key(.character("q"))
      ])
  }

  @Test func twoPressesInOnePlaceAndTimeAreADoublePress() {
    var decoder = InputDecoder()
    let here = Point(column: 3, row: 4)
    let there = Point(column: 3, row: 5)
    func press(_ at: Point, _ milliseconds: Int) -> Mouse.Action? {
      guard
        case .mouse(let mouse) = decoder.decode(.mouse(Mouse(.press, at: at)), at: .milliseconds(milliseconds)).first
      else { return nil }
      return mouse.action
    }
    #expect(press(here, 0) == .press)
    #expect(press(here, 300) == .doublePress)
    #expect(press(here, 400) == .press)
    #expect(press(there, 500) == .press)
    #expect(press(there, 1_500) == .press)
    #expect(inputs([.mouse(Mouse(.wheelUp, at: here))]) == [.mouse(Mouse(.wheelUp, at: here))])
  }

  @Test(arguments: [
    ("kUP3", Key.alt(.up)), ("kUP5", .controlled(.up)), ("kDN2", .shift(.down)),
    ("kNXT4", .alt(.shift(.pageDown))), ("kHOM7", .alt(.controlled(.home))), ("kRIT6", .controlled(.shift(.right))),
  ])
  func namesWithModifiersAreKeys(name: String, key: Key) {
    #expect(KeyCodes.named(name) == key)
  }

  @Test func codesOfNcursesAreKeys() {
    // Their numbers in <curses.h> are octal: KEY_UP 0403, KEY_F(12) 0424, KEY_BACKSPACE 0407.
    #expect(KeyCodes.key(0o403) == .up)
    #expect(KeyCodes.key(0o424) == .function(12))
    #expect(KeyCodes.key(0o407) == .backspace)
    #expect(KeyCodes.key(0o632) == nil, "a resize is told by its signal")
  }
}
