import Foundation
import Testing

/// Twenty thousand inputs, or a million with `WIRECOPY_LONG=1`: see docs/fuzzing.md.
@Suite("Whatever a stranger writes", .serialized)
struct FuzzTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let isLong = environment["WIRECOPY_LONG"] == "1"

  /// All of them, or those that `WIRECOPY_FUZZ_DOORS` names.
  private static let doors =
    environment["WIRECOPY_FUZZ_DOORS"].map { $0.split(separator: ",").compactMap { Door(rawValue: String($0)) } }
    ?? Door.allCases

  /// Of twenty inputs, so many are this door's.
  private static func share(_ door: Door) -> Int {
    switch door {
    case .feed, .html: 5
    case .json, .opml, .date, .charset: 2
    case .page, .mailbox: 1
    }
  }

  /// At once: a long run is watched.
  private static func tell(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }

  @Test("no door crashes, hangs, eats memory or lets through what it promises to keep out", arguments: doors)
  func slice(door: Door) throws {
    let first = Self.environment["WIRECOPY_FUZZ_FROM"].flatMap { Int($0) } ?? 0
    let count = Self.share(door) * (Self.isLong ? 50_000 : 1_000)
    let report = try FuzzRun(door).run(first..<first + count) { if Self.isLong { Self.tell($0.text(door)) } }
    Self.tell(report.text(door))
    #expect(report.count == count)
    #expect(report.read > count / 20)
  }

  @Test func `the script builds all that its doors stand on`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let package = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
    let script = try String(contentsOf: root.appending(path: "share/fuzz"), encoding: .utf8)
    let listed = try #require(script.firstMatch(of: /sources=\(([^)]*)\)/)).output.1
    let built = listed.split(separator: " ").map { $0.dropFirst("Sources/".count) }
    #expect(built.count > 4)
    for (place, name) in built.enumerated() {
      let target = try #require(
        package.firstMatch(
          of: try Regex("name: \"\(name)\"(?:, dependencies: \\[([^\\]]*)\\])?", as: (Substring, Substring?).self)))
      let needed = (target.output.1 ?? "").matches(of: /"(\w+)"/).map(\.output.1).filter { !$0.hasPrefix("C") }
      for module in needed { #expect(built[..<place].contains(module), "\(name) needs \(module)") }
    }
  }

  @Test(
    "a file that failed once is tried again", .enabled(if: environment["WIRECOPY_FUZZ_FILE"] != nil, "names no file"))
  func again() throws {
    let words = try #require(Self.environment["WIRECOPY_FUZZ_FILE"]).split(separator: ":", maxSplits: 1).map(
      String.init)
    let door = try #require(Door(rawValue: words[0]))
    let input = try #require(FileManager.default.contents(atPath: words[1]))
    #expect(throws: Never.self) { _ = try door.open([UInt8](input)) }
  }

  @Test(
    "what was found once stays mended",
    arguments: [
      (Door.json, #"{"version":"https://jsonfeed.org/version/1","language":"k\u0000\u202eo","items":[]}"#),
      (.feed, "<feed xml:lang='\u{202E}ko'><entry><title>x</title></entry></feed>"),
      (.date, "9999-12-31T23:59:59-12:00"), (.date, "0001-01-01T00:00:00+14:00"), (.date, "9999-999"),
      (.date, "0100-01-01T00:00:00+14:00"),
      (.feed, "<feed><title type='a/b'>wkHCsA==</title><entry><content mode='base64'>wkE=</content></entry></feed>"),
      (.html, "<p<video src=v></video>></p>>"),
      (.html, "<video src='v\u{A0}w'></video>"), (.html, "<img src=p alt='a\u{A0} b'>"),
      (.html, String(repeating: "<math>", count: 1_000) + "x<video src=v></video>y"),
      (.html, "<table><tr>" + String(repeating: "<td>", count: 20_000) + String(repeating: "<tr><td>x", count: 5_000)),
      (.html, "<p><a href=x>y<video src=v></video>z</a> b</p>"), (.html, "<sup<a href=#fn1>-\n<li id=fn1>"),
    ])
  func found(door: Door, input: String) { #expect(throws: Never.self) { _ = try door.open(Array(input.utf8)) } }

  @Test("the same number is the same input", arguments: Door.allCases)
  func repeatable(door: Door) {
    let (one, other) = (FuzzRun(door), FuzzRun(door))
    for number in 0..<50 { #expect(one.input(number) == other.input(number)) }
    #expect(Set((0..<50).map { one.input($0) }).count > 40)
  }

  @Test(
    "the rules see what they are there for",
    arguments: [
      "<script>", "<p onclick=\"x\">x</p>", "<a href=\"javascript:x\">x</a>", "<a href=\" JAVA\tscript:x\">x</a>",
      "<p>x", "x</p>",
      "<b><i>x</b></i>", "<p title=x>x</p>", "<img src=\"data:x\">", "a > b", "\u{202E}", "\u{1B}[2J",
      "<p style=\"x\">x</p>",
    ])
  func rules(html: String) { #expect(throws: Complaint.self) { try HTMLRules.check(html) } }

  @Test("the rules let safe HTML be")
  func safe() {
    let html =
      "<p lang=\"ko\">a &amp; <a href=\"https://a.example/?b=1&amp;c\" title=\"d\">e</a><br><img src=\"f.png\" alt=\"\"></p>"
    #expect(throws: Never.self) { try HTMLRules.check(html) }
  }
}
