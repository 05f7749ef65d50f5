import ArgumentParser
import Foundation
import News
import Store
import Sync

/// Files of a report: those that go with it, and the one that carries it.

struct ReportAttachCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach", abstract: "Add files to a draft; metadata is removed from the copies that go.",
    discussion: """
      What a file is, its content says. mat2 cleans it and is asked again; what it can't clean is refused, and goes as it \
      is only with --untouched. Your own files stay as they are.
      """)

  @Argument(help: "The draft.") var id: String
  @Argument(help: "The files.") var files: [String]
  @Option(help: "What the picture shows.") var caption = ""
  @Flag(help: "Attach files that nothing can clean as they are, metadata and all.") var untouched = false

  func validate() throws {
    if files.isEmpty { throw ValidationError("which files?") }
  }

  func run() async throws {
    let store = try await Session.current.reportStore()
    let draft = try await store.draft(meant: id, for: "report attach")
    let errand = AttachmentErrand(store: store, command: "report attach", untouched: untouched, caption: caption)
    if try await errand.run(files, to: draft.id) > 0 { throw Failure(nil) }
  }
}

struct ReportCaptionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "caption", abstract: "Say what an attachment shows.")

  @Argument(help: "The draft.") var id: String
  @Argument(help: "The attachment, as `wirecopy report show` names it.") var file: String
  @Argument(help: "The caption; empty for none.") var text: String

  func run() async throws {
    let store = try await Session.current.reportStore()
    let draft = try await store.draft(meant: id, for: "report caption")
    let attachment = try draft.attachment(meant: file, for: "report caption \(id)")
    try await store.setCaption(draft.id, attachment.id, text)
  }
}

struct ReportDetachCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detach", abstract: "Take an attachment out of a draft; your own file stays.")

  @Argument(help: "The draft.") var id: String
  @Argument(help: "The attachment, as `wirecopy report show` names it.") var file: String

  func run() async throws {
    let session = Session.current
    let store = try await session.reportStore()
    let draft = try await store.draft(meant: id, for: "report detach")
    let attachment = try draft.attachment(meant: file, for: "report detach \(id)")
    try await store.detach(draft.id, attachment.id)
    Output.line(session("\(attachment.name) is taken out"))
  }
}

extension Draft {
  /// By the name that it is sent under, or that the writer's file had.
  fileprivate func attachment(meant text: String, for command: String) throws(Failure) -> Attachment {
    let all = report.attachments
    if let sent = all.first(where: { $0.name == text }) { return sent }
    let own = all.filter { $0.originalName == text }
    if own.count == 1, let only = own.first { return only }
    let names = all.map(\.name).joined(separator: ", ")
    let known: Phrase = all.isEmpty ? "it has none" : "it has \(names)"
    throw Failure("\(command): no attachment is called \(text); \(known)", status: .usage)
  }
}

struct ReportExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a filed report to one file, to be carried to another machine.",
    discussion: """
      `wirecopy report import` takes it there, and `wirecopy deliver` sends it from there. A signed newsroom's is sealed to its \
      desk; any other is not: who has the file can read it.
      """)

  @Argument(help: "The report.") var id: String
  @Argument(help: "The file; it must not be there yet.") var file: String

  func run() async throws {
    let session = Session.current
    let store = try await session.reportStore()
    let filed = try await store.filed(meant: id, for: "report export")
    let line = try session.line(to: store)
    defer { line.close() }
    let export = OutboxExport(store: store, engine: line.engine)
    try await telling("report export \(id)") { try await export.export(filed.id, to: file) }
    let isSealed = try await store.outboxReport(filed.id)?.sealedTo != nil
    Output.line(
      isSealed
        ? session("written to \(file), sealed to the desk: nobody else can read it")
        : session("written to \(file); it is not sealed: who has the file can read it"))
  }
}

struct ReportImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take a report that `wirecopy report export` wrote into the outbox; prints its number.",
    discussion: """
      It goes to the relays that the file names, and to those of the newsroom that has the same name here, or that you \
      choose; the same file again may choose one where there was none. What its writer agreed to holds here, too.
      """)

  @Option(help: "The newsroom here whose relays it goes to.") var newsroom: String?
  @Argument(help: "The file.") var file: String

  func run() async throws {
    let session = Session.current
    let store = try await session.reportStore()
    let line = try session.line(to: store)
    defer { line.close() }
    let export = OutboxExport(store: store, engine: line.engine)
    var chosen: NewsroomID?
    if let newsroom { chosen = try await store.newsroom(meant: newsroom).id }
    let report = try await telling("report import") { try await export.take(file, for: chosen) }
    let number = report.id.rawValue
    Output.line(
      Output.isTerminal
        ? session("report \(number) for \(report.newsroomName): `wirecopy deliver` sends it") : String(number))
  }
}
