import Foundation
import News
import Screen

/// The user's own program for alerts. No shell: each word of the settings is one argument, and what comes from outside is
/// made visible, bounded, and never taken for an option.
struct AlertProgram: Sendable {
  /// The program and its arguments, as the settings have them.
  let words: [String]
  let environment: [String: String]

  /// Then it is ended, with all that it started.
  static let seconds = 10.0
  /// Characters of a title.
  private static let most = 200

  init?(_ words: [String], environment: [String: String] = ProcessInfo.processInfo.environment) {
    guard !words.isEmpty else { return nil }
    self.words = words
    self.environment = environment
  }

  /// What is run for one alert.
  struct Run: Hashable, Sendable {
    var arguments: [String]
    /// On standard input, where no argument asks for the title.
    var input: String?
  }

  func run(_ word: AlertWord) -> Run {
    let title = Self.safe(word.title)
    let newsroom = Self.safe(word.newsroom)
    let arguments = words.enumerated().map { place, word in
      place == 0 ? word : Self.filled(word, title: title, newsroom: newsroom)
    }
    let isAsked = words.dropFirst().contains { $0.contains("{title}") }
    return Run(arguments: arguments, input: isAsked ? nil : "\(newsroom): \(title)\n")
  }

  /// - Throws: `Failure` that says what went wrong, without the alert's words.
  func call(_ word: AlertWord) async throws {
    let name = words[0]
    let path = name.contains("/") ? name : ChildProgram.find(name, in: environment["PATH"] ?? "/usr/bin:/bin")
    guard let path else { throw Failure("alerts: there is no program \(name)") }
    let run = run(word)
    let program = ChildProgram(
      path: path, folder: "/", environment: environment, seconds: Self.seconds, mostOutput: 1 << 12,
      input: run.input.map { Array($0.utf8) } ?? [])
    do {
      let answer = try await program.run(Array(run.arguments.dropFirst()))
      if answer.status != 0 { throw Failure("alerts: \(name) ended with \(answer.status)") }
    } catch ChildProgram.Fault.notStarted(let reason) {
      throw Failure("alerts: \(name) could not be started: \(reason)")
    } catch ChildProgram.Fault.tookTooLong {
      throw Failure("alerts: \(name) took longer than \(Int(Self.seconds)) s and was ended")
    }
  }

  /// Placeholders are looked for once: one in a title stays text.
  private static func filled(_ word: String, title: String, newsroom: String) -> String {
    var text = ""
    var rest = word[...]
    while let open = rest.firstIndex(of: "{") {
      text += rest[..<open]
      rest = rest[open...]
      if rest.hasPrefix("{title}") {
        text += title
        rest = rest.dropFirst(7)
      } else if rest.hasPrefix("{newsroom}") {
        text += newsroom
        rest = rest.dropFirst(10)
      } else {
        text += "{"
        rest = rest.dropFirst()
      }
    }
    text += rest
    // Words from outside at the beginning of an argument could be an option of the program.
    let isOurs = word.hasPrefix("-")
    return !isOurs && text.hasPrefix("-") ? " " + text : text
  }

  private static func safe(_ text: String) -> String {
    VisibleText.line(String(VisibleText.line(String(text.unicodeScalars.prefix(2_000))).prefix(most)))
  }
}
