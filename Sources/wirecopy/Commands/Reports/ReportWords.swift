import ArgumentParser
import Foundation
import News
import Store

/// What `report new`, `report edit` and `reply` say of a report.
struct ReportWords: ParsableArguments {
  @Option(help: "The headline.") var title: String?
  @Option(help: "The section it is for.") var section: String?
  @Option(help: "The language it is in: ko, en.") var language: String?
  @Option(help: "Where it is from.") var place: String?
  @Option(help: "What you sign with.") var byline: String?
  @Flag(inversion: .prefixedNo, help: "Mark it urgent.") var urgent: Bool?
  @Option(help: "Its text: a file, or - for standard input. On a terminal, an editor opens if not said.") var body:
    String?
  @Option(
    name: .customLong("attach"), parsing: .upToNextOption,
    help: ArgumentHelp("Files to go with it; metadata is removed from the copies that go.", valueName: "file"))
  var attachments: [String] = []
  @Flag(help: "Attach files that nothing can clean as they are, metadata and all.") var untouched = false

  /// Whether anything is said that changes words.
  var isEmpty: Bool {
    [title, section, language, place, byline, body].allSatisfy { $0 == nil } && urgent == nil && attachments.isEmpty
  }

  /// - Parameter command: for what is said of a file that can't be read.
  func apply(to report: inout Report, command: String, signed: (String) -> String = { $0 }) throws(Failure) {
    if let title { report.title = title }
    if let section { report.section = section }
    if let language { report.language = language }
    if let place { report.place = place }
    if let byline { report.byline = byline }
    if let urgent { report.isUrgent = urgent }
    if let body { report.body = signed(try Self.text(body, command: command)) }
  }

  private static func text(_ path: String, command: String) throws(Failure) -> String {
    let bytes = try InputFile.read(path, for: command, most: EditedFile.mostBytes, isCommand: true)
    guard let text = String(bytes: bytes, encoding: .utf8) else {
      throw Failure("\(command) \(path): not a text in UTF-8; `iconv -t UTF-8` makes it one")
    }
    let lines = text.replacing("\r\n", with: "\n")
    return lines.hasSuffix("\n") ? String(lines.dropLast()) : lines
  }

  /// Attaches the files, each told by itself where it can't be.
  /// - Returns: how many could not be.
  func attach(to draft: ReportNumber, in store: NewsStore, command: String) async throws -> Int {
    try await AttachmentErrand(store: store, command: command, untouched: untouched).run(attachments, to: draft)
  }
}

/// Files on their way to a draft, one after another; Ctrl-C ends it and leaves no copy.
struct AttachmentErrand {
  let store: NewsStore
  let command: String
  var untouched = false
  var caption = ""

  /// - Returns: how many could not be attached; each was told.
  func run(_ paths: [String], to draft: ReportNumber) async throws -> Int {
    guard !paths.isEmpty else { return 0 }
    let intake = AttachmentIntake(store: store)
    let work = Task {
      var failures = 0
      for path in paths {
        do {
          let attachment = try await intake.attach(path, to: draft, untouched: untouched, caption: caption)
          Output.remark(Session.current(attachment.told))
        } catch let refusal as AttachmentRefusal {
          failures += 1
          let way: Phrase = refusal.canGoUntouched && !untouched ? "; --untouched sends it as it is" : ""
          Output.complaint(Session.current("\(command) \(path): \(refusal.phrase)\(way)"))
        }
      }
      return failures
    }
    let signals = StopSignals { work.cancel() }
    defer { signals.stop() }
    do {
      return try await work.value
    } catch is CancellationError {
      throw Failure("\(command): cancelled; what was attached before stays")
    }
  }
}

extension Attachment {
  /// What became of the writer's file, in one line.
  var told: Phrase {
    switch cleaning {
    case .cleaned(let found) where found.isEmpty: "\(originalName) goes as \(name): no metadata was in it"
    case .cleaned(let found): "\(originalName) goes as \(name): removed \(found.joined(separator: ", "))"
    case .untouched: "\(originalName) goes as \(name), untouched: its metadata may say who made it, where and when"
    }
  }
}
