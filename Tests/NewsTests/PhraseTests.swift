import News
import Testing

@Suite struct PhraseTests {
  @Test func aPhraseKeepsItsPatternAndItsArguments() {
    let phrase: Phrase = "now on \("de1") (\(240) ms)"
    #expect(phrase.pattern == "now on %1 (%2 ms)")
    #expect(Phrasebook.english(phrase) == "now on de1 (240 ms)")
  }

  @Test func anotherLanguageMayTurnTheArgumentsRound() {
    let korean = Phrasebook { _, _, _ in "%2 ms 만에 %1" }
    #expect(korean("now on \("de1") (\(240) ms)") == "240 ms 만에 de1")
  }

  @Test func textFromOutsideIsNoPattern() {
    #expect(Phrasebook.english("100 % of \("%1 %2 %")") == "100 % of %1 %2 %")
    #expect(Phrasebook.english(Phrase(verbatim: "50 %1")) == "50 %1")
  }

  @Test func theNumberDecidesThePlural() {
    let count = { Phrasebook.english(Phrase($0, one: "%1 new article", many: "%1 new articles")) }
    #expect(count(1) == "1 new article")
    #expect(count(0) == "0 new articles")
  }
}
