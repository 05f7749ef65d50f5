import ArgumentParser
import Foundation
import Glibc
import News
import Store
import Sync

/// Mirrors as lines of text, to be handed on: by file, by mail, by hand.

struct MirrorsImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Add the mirrors of a list to a newsroom.",
    discussion: """
      One address a line; `#` begins a comment; behind the address `relay`, `address=A,A` and `pin=sha256//…` may follow. \
      Nothing is asked of the network. Exit status 1 when a line was refused; the others are there.
      """)
  @Argument(help: "The newsroom.") var newsroom: String
  @Argument(help: "The list, or - for standard input.") var file: String
  @Flag(help: "Print one JSON object.") var json = false

  struct Shape: Encodable {
    struct Line: Encodable {
      var line: Int
      var text: String
      var sentence: String
    }
    var added: [String]
    var known: [String]
    var refused: [Line]
  }

  func run() async throws {
    let session = Session.current
    let store = try session.store()
    let id = try await store.newsroom(meant: newsroom).id
    let bytes = try InputFile.read(file, for: "mirrors import", most: 1 << 20, isCommand: true)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure("mirrors import \(file): this is no text in UTF-8")
    }
    let line = try session.line(to: store)
    defer { line.close() }
    let lines = MirrorLines(text)
    let report = try await telling("mirrors import") { try await line.engine.importMirrors(lines.text, to: id) }
    let refusals = lines.refused(with: report)
    if json {
      try Output.json(
        Shape(
          added: report.added.map(\.url), known: report.known,
          refused: refusals.map { Shape.Line(line: $0.line, text: $0.text, sentence: session($0.reason)) }))
    } else {
      Output.line(session(Phrase(report.added.count, one: "%1 mirror added", many: "%1 mirrors added")))
      if !report.known.isEmpty {
        Output.line(session(Phrase(report.known.count, one: "%1 was there already", many: "%1 were there already")))
      }
    }
    for refused in refusals {
      Output.complaint(
        session("mirrors import \(file), line \(refused.line): \(session(refused.reason)): \(refused.text)"))
    }
    if !refusals.isEmpty { throw Failure(nil) }
    if report.added.isEmpty, report.known.isEmpty { throw Failure("mirrors import \(file): no address in it") }
  }
}

struct MirrorsExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Print a newsroom's mirrors as a list, or write it to a file.",
    discussion: """
      `mirrors import` takes it, and so does a person. Your own proxy, resolver and passwords are not in it.
      """)
  @Argument(help: "The newsroom; may be left out where there is one alone.") var newsroom: String?
  @Argument(help: "The file; it must not be there yet.") var file: String?

  func run() async throws {
    let session = Session.current
    let store = try session.store()
    let chosen: Newsroom
    if let newsroom {
      chosen = try await store.newsroom(meant: newsroom)
    } else {
      let all = try await store.newsrooms()
      guard let only = all.first, all.count == 1 else {
        let names = all.map(\.name).joined(separator: ", ")
        throw Failure(
          all.isEmpty
            ? "mirrors export: no newsroom yet; `wirecopy add URL…` follows one"
            : "mirrors export: of which one? \(names)",
          status: .usage)
      }
      chosen = only
    }
    let line = try session.line(to: store)
    defer { line.close() }
    let id = chosen.id
    let text = try await telling("mirrors export") { try await line.engine.exportMirrors(of: id) }
    guard let file else { return Output.raw(text) }
    try await NewFile.write(text, to: file)
    Output.line(session("written to \(file)"))
  }
}
