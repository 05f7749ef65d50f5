import Foundation
import News
import TestSupport
import Testing

@testable import wirecopy

/// What a report begins with: templates, the user's own line, the article that it answers.
@Suite struct ReportTemplateTests {
  private static let shared = "\(Program.share)/wirecopy/templates"

  private func templates(_ own: TemporaryFolder) -> ReportTemplates {
    ReportTemplates(own: own.path, shared: Self.shared)
  }

  @Test(arguments: Report.Kind.allCases, ["en", "ko", "ko-KR", "ko_KR", "pt-BR", "", "../../etc"])
  func thereIsOneForEveryKindInEveryLanguage(kind: Report.Kind, language: String) throws {
    let template = try templates(TemporaryFolder()).read(kind, language: language)
    #expect(template.isUrgent == (kind == .alert))
    #expect(kind == .report || !template.body.isEmpty)
    let isKorean = language.hasPrefix("ko")
    #expect((template.language == "ko") == isKorean)
    if kind == .correction { #expect(template.title == (isKorean ? "정정:" : "Correction:")) }
  }

  @Test func theUsersOwnWins() throws {
    let own = try TemporaryFolder()
    try own.write(
      Array("title: Mine\r\nplace: 울산\r\n# no\r\n\r\nFirst.\r\n\r\nSecond: not a key.\r\n".utf8), to: "report.txt")
    let template = try templates(own).read(.report, language: "ko")
    #expect(template.title == "Mine" && template.place == "울산")
    #expect(template.body == "First.\n\nSecond: not a key.")
    try own.write(Array("title: 내 것\n".utf8), to: "report.ko.txt")
    #expect(try templates(own).read(.report, language: "ko").title == "내 것")
    #expect(try templates(own).read(.report, language: "en").title == "Mine")
    #expect(try templates(own).read(.alert, language: "en").isUrgent)
  }

  @Test(arguments: [
    ("title: x\ncolour: red\n", 2, "colour"), ("title x\n", 1, "key: value"), ("\n\n", 0, ""), ("", 0, ""),
    ("title: x\nurgent: maybe\n", 2, "yes or no"),
  ])
  func aWrongLineIsNamed(text: String, line: Int, word: String) throws {
    let own = try TemporaryFolder()
    let path = try own.write(Array(text.utf8), to: "report.txt")
    guard line > 0 else {
      #expect(try templates(own).read(.report, language: "en") == ReportTemplate())
      return
    }
    let fault = #expect(throws: ReportTemplate.Fault.self) { try templates(own).read(.report, language: "en") }
    let said = Phrasebook.english(try #require(fault?.phrase))
    #expect(said.contains("\(path), line \(line)") && said.contains(word), "\(said)")
  }

  @Test func whatIsNoTextIsRefused() throws {
    let own = try TemporaryFolder()
    try own.write([0xFF, 0xFE, 0x00], to: "report.txt")
    #expect(throws: ReportTemplate.Fault.self) { try templates(own).read(.report, language: "en") }
    try own.write([UInt8](repeating: 0x20, count: ReportTemplate.mostBytes + 1), to: "report.txt")
    #expect(throws: ReportTemplate.Fault.self) { try templates(own).read(.report, language: "en") }
  }

  @Test func theSignatureIsAParagraphOfItsOwnAndTheNameIsTheUsers() throws {
    let beginning = ReportBeginning(
      templates: templates(try TemporaryFolder()), signature: "— 김기자", byline: "Kim", language: "ko",
      templateLanguage: "ko")
    let report = try beginning.report(.report)
    #expect(report.body == "\n\n— 김기자" && report.byline == "Kim" && report.language == "ko")
    #expect(beginning.signed("Text.") == "Text.\n\n— 김기자")
    #expect(try beginning.report(.alert).isUrgent)
  }
}

/// An article in a report that answers it.
@Suite struct ReportQuoteTests {
  private func article(_ title: String, _ text: String) -> StoredArticle {
    StoredArticle(
      headline: Headline(
        id: ArticleID(rawValue: 1), newsroom: NewsroomID(rawValue: 1), newsroomName: "Strike", title: title,
        link: "https://strike.example/1", published: Date(timeIntervalSince1970: 1_790_000_000),
        arrived: Date(timeIntervalSince1970: 1_790_000_000), sections: ["Labor"], byline: "Desk"),
      html: "", text: text)
  }

  private func beginning() throws -> ReportBeginning {
    ReportBeginning(
      templates: ReportTemplates(own: try TemporaryFolder().path, shared: "\(Program.share)/wirecopy/templates"))
  }

  @Test func aReplyQuotesAndNamesWhatItAnswers() throws {
    let report = try beginning().report(.report, quoting: article("The strike", "One.\n\n\nTwo."))
    #expect(report.title == "Re: The strike" && report.inReplyTo == "https://strike.example/1")
    #expect(report.section == "Labor")
    #expect(
      report.body == """
        The strike (Strike, Desk, 2026-09-21)
        https://strike.example/1
        > One.
        >
        > Two.
        """)
  }

  @Test func anAnswerToAnAnswerSaysSoOnce() throws {
    #expect(try beginning().report(.report, quoting: article("re: The strike", "x")).title == "re: The strike")
  }

  @Test func aCorrectionHasItsOwnBeginningAndItsQuestionsAfterTheQuote() throws {
    let report = try beginning().report(.correction, quoting: article("The strike", "One."))
    #expect(report.title == "Correction: The strike" && report.kind == .correction)
    #expect(report.body.contains("> One.\n\nIt said:"))
  }

  @Test func linesAreWrappedAndALongTextIsCut() throws {
    let korean = String(repeating: "발전노조 조합원들이 명동성당 앞에 모였다. ", count: 2_000)
    let quote = ArticleQuote(article("x", korean))
    let lines = quote.text.split(separator: "\n").dropFirst(2)
    #expect(lines.count == ArticleQuote.mostLines + 1 && lines.last == "> […]")
    for line in lines.dropLast() {
      #expect(line.hasPrefix("> "))
      // Each Hangul syllable takes two columns.
      let columns = line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0xAC00 ? 2 : 1) }
      #expect(columns <= ArticleQuote.width, "\(line)")
    }
  }

  @Test func nothingInvisibleComesInWithAQuote() throws {
    let quote = ArticleQuote(article("a\u{1B}[31mb\nc", "x\u{202E}y\u{7}"))
    #expect(quote.text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x202E })
    #expect(!quote.title(after: "Re:").contains("\u{1B}"))
  }
}

@Suite struct ReportSettingsTests {
  @Test func theSectionForReportsIsRead() throws {
    let settings = try Settings(
      text: "[report]\nsignature = \"— 김\"\nbyline = \"Kim\"\nlanguage = \"ko\"\n", path: "config.toml")
    #expect(settings.report == .init(signature: "— 김", byline: "Kim", language: "ko"))
    let failure = #expect(throws: Failure.self) { try Settings(text: "[report]\nsign = 3\n", path: "config.toml") }
    #expect(Phrasebook.english(try #require(failure?.phrase)).contains("line 2: unknown setting sign"))
  }
}

@Suite struct ReportCommandWordsTests {
  @Test(arguments: [
    ("vi", ["vi"]), ("  code   --wait ", ["code", "--wait"]), ("'/a b/ed' -x", ["/a b/ed", "-x"]),
    (#"emacs -nw --eval "(say \"x\")""#, ["emacs", "-nw", "--eval", #"(say "x")"#]), (#"a\ b"#, ["a b"]),
    ("vi; rm -rf ~ $HOME `x`", ["vi;", "rm", "-rf", "~", "$HOME", "`x`"]), ("''", [""]), ("", []),
    (#""a\nb""#, [#"a\nb"#]), (#"'a\'b"#, [#"a\b"#]),
  ])
  func wordsArePartedAsAShellDoesAndNothingElse(command: String, words: [String]) {
    #expect(CommandWords.split(command) == words)
  }

  @Test(arguments: ["'", "a \"b", "a\\"]) func anOpenQuoteIsNoCommand(command: String) {
    #expect(CommandWords.split(command) == nil)
  }
}
