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

  @Test func numbersOfThingsAreWrittenAsTheLanguageDoesAndNothingElse() {
    let german = Phrasebook { one, _, _ in one.hasPrefix("1,234") ? "1.234 (wie Zahlen geschrieben werden)" : one }
    let phrase: Phrase = "\(1_234_567) of \(999) on \("host:8080") since \(String(2026)), \(-12_000)"
    #expect(Phrasebook.english(phrase) == "1,234,567 of 999 on host:8080 since 2026, -12,000")
    #expect(german(phrase) == "1.234.567 of 999 on host:8080 since 2026, -12.000")
    let nested: Phrase = "in all: \(Phrase(12_345, one: "%1 article", many: "%1 articles"))"
    #expect(Phrasebook.english(nested) == "in all: 12,345 articles")
    #expect(german.number(1_000) == "1.000")
    #expect(Phrasebook { _, _, _ in "nonsense" }.number(1_000) == "1,000")
  }

  @Test func theNumberDecidesThePlural() {
    let count = { Phrasebook.english(Phrase($0, one: "%1 new article", many: "%1 new articles")) }
    #expect(count(1) == "1 new article")
    #expect(count(0) == "0 new articles")
  }
}
