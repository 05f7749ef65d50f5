import Feeds
import Foundation
import MirrorLab
import News
import Store
import Testing

@testable import wirecopy

/// Alerts call for their reader: once each, not too often, and nothing in their words does anything.
@Suite struct AlertTests {
  private func words(_ range: ClosedRange<Int>) -> [AlertWord] {
    range.map { AlertWord(title: "alert \($0)", newsroom: "Strike") }
  }

  @Test func fewAreCalledOutOneByOneAndThenThereIsQuiet() {
    var pace = AlertPace()
    #expect(pace.calls(at: .zero) == [] && pace.due == nil)
    pace.add(words(1...2))
    #expect(pace.due == .zero)
    #expect(pace.calls(at: .seconds(5)) == words(1...2).map { AlertPace.Call(word: $0) })
    pace.add(words(3...3))
    #expect(pace.calls(at: .seconds(6)) == [])
    #expect(pace.due == .seconds(35))
    #expect(pace.calls(at: .seconds(35)) == [AlertPace.Call(word: words(3...3)[0])])
    #expect(pace.calls(at: .seconds(90)) == [] && pace.due == nil)
  }

  @Test func aFloodIsOneCallThatCountsTheOthers() {
    var pace = AlertPace()
    for _ in 0..<1_000 { pace.add(words(1...10)) }
    #expect(pace.calls(at: .zero) == [AlertPace.Call(word: words(1...1)[0], others: 9_999)])
    #expect(pace.calls(at: .seconds(1_000)) == [])
  }

  @Test func eachAlertIsClaimedOnceHoweverManyClaimIt() async throws {
    let program = try Program()
    defer { program.clear() }
    let told = ToldAlerts(besideStore: program.file("store.sqlite"))
    let ids = (1...50).map { ArticleID(rawValue: $0) }
    let claims = try await withThrowingTaskGroup(of: Set<ArticleID>.self) { group in
      for _ in 0..<8 { group.addTask { try await ToldAlerts(besideStore: program.file("store.sqlite")).claim(ids) } }
      return try await group.reduce(into: [Set<ArticleID>]()) { $0.append($1) }
    }
    #expect(claims.map(\.count).reduce(0, +) == 50)
    #expect(try await told.claim(ids) == [])
    #expect(try await told.claim(ids + [ArticleID(rawValue: 51)]) == [ArticleID(rawValue: 51)])
    // It stays small: the oldest are let go of.
    _ = try await told.claim((100...9_000).map { ArticleID(rawValue: $0) })
    #expect(try String(contentsOfFile: told.path, encoding: .utf8).split(separator: "\n").count == ToldAlerts.most)
    #expect(try await told.claim([ArticleID(rawValue: 9_000)]) == [])
  }

  @Test func aFileThatCanNotBeKeptClaimsNothing() async throws {
    let told = ToldAlerts(besideStore: "/nowhere/at/all")
    await #expect(throws: Failure.self) { try await told.claim([ArticleID(rawValue: 1)]) }
  }

  @Test func theProgramGetsTheTitleAsOneArgumentThatIsNoOption() throws {
    let hostile = AlertWord(title: "--exec=$(id) `id`; \u{1B}]52;c;AA\u{7} {newsroom} \u{202E}x", newsroom: "-n")
    let program = try #require(
      AlertProgram(["notify-send", "-u", "critical", "{newsroom}", "{title}", "--body={title}"]))
    let run = program.run(hostile)
    #expect(run.input == nil)
    #expect(run.arguments.count == 6)
    #expect(run.arguments[3] == " -n")
    #expect(run.arguments[4].hasPrefix(" --exec=$(id) `id`; ␛]52"))
    #expect(run.arguments[4].contains("{newsroom}"), "what a title says is not filled in")
    #expect(run.arguments[5].hasPrefix("--body=--exec="))
    for argument in run.arguments {
      #expect(!argument.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E || $0.value == 0x7F })
    }
    let long = program.run(AlertWord(title: String(repeating: "가\u{301}", count: 1_000_000), newsroom: "N"))
    #expect(long.arguments[4].count <= 200)
    #expect(long.arguments[4].utf8.count < 8_000)
  }

  @Test func withoutAPlaceholderTheTitleIsOnStandardInput() async throws {
    let home = try Program()
    defer { home.clear() }
    let script = try home.write(
      "#!/bin/sh\ncat > '\(home.file("said"))'\necho \"$#\" >> '\(home.file("said"))'\n", to: "say")
    chmod(script, 0o700)
    let program = try #require(AlertProgram([script, "{newsroom}"]))
    try await program.call(AlertWord(title: "Police at the gate", newsroom: "Strike"))
    #expect(try String(contentsOfFile: home.file("said"), encoding: .utf8) == "Strike: Police at the gate\n1\n")
    #expect(AlertProgram([]) == nil)
    await #expect(throws: Failure.self) {
      try await AlertProgram(["no-such-program-at-all"])?.call(AlertWord(title: "x", newsroom: "y"))
    }
  }
}

extension WholeProgram {
  @Suite struct AlertRunTests {}
}

extension WholeProgram.AlertRunTests {
  private static func site(_ alerts: Int) -> LabSite {
    let now = Date()
    let articles = (1...max(1, alerts)).map {
      Article(
        guid: "urn:alert:\($0)", link: "http://127.0.0.1/\($0)", title: "Alert number \($0)", published: now,
        content: "<p>Now.</p>", text: "Now.", isUrgent: $0 <= alerts)
    }
    let bytes = FeedWriter.atom(articles, title: "Strike", id: "urn:x", link: "http://127.0.0.1/", updated: now)
    return LabSite(["/news.atom": .init(bytes: bytes, type: "application/atom+xml")])
  }

  @Test func anAlertRunsTheProgramOnceThoughItWaitsAndTheProgramRestarts() async throws {
    let lab = try await Lab.start(mirrors: 1, site: Self.site(0))
    let program = try Program()
    defer { program.clear() }
    #expect(try program.run("add", lab.mirrors[0].url("/news.atom"), "--name", "Strike").status == 0)
    let script = try program.write("#!/bin/sh\necho \"$1\" >> '\(program.file("said"))'\n", to: "say")
    chmod(script, 0o700)
    try program.write("[alerts]\ncommand = [\"\(script)\", \"{title}\"]\n", to: "config.toml")
    let said = { (try? String(contentsOfFile: program.file("said"), encoding: .utf8)) ?? "" }
    lab.serve(Self.site(1))
    for _ in 0..<3 { #expect(try program.run("sync").status == 0) }
    #expect(said() == "Alert number 1\n")
    guard Tmux.isInstalled else { return await lab.stop() }
    for alerts in [1, 2] {
      lab.serve(Self.site(alerts))
      let tmux = try Tmux(program)
      defer { tmux.end() }
      try await tmux.wait(for: "Alert number \(alerts)")
      if alerts == 2 {
        try await tmux.wait(for: "alert: Alert number 2")
        try await wait("the program ran") { said() == "Alert number 1\nAlert number 2\n" }
      }
      try tmux.keys("Q")
      try await tmux.wait(for: "ended with 0")
    }
    #expect(said() == "Alert number 1\nAlert number 2\n")
    await lab.stop()
  }
}
