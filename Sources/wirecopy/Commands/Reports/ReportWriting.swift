import ArgumentParser
import Foundation
import News
import Store

struct ReportNewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Begin a report; prints its number.",
    discussion: """
      It is a draft on the disk before the number is printed. On a terminal your editor opens ($VISUAL, $EDITOR) unless \
      --body is given. Templates: share/wirecopy/templates, or your own in the folder templates beside the settings. Exit \
      status 1: it is there, but a file could not be attached.
      """)

  @Option(help: "Whom it is for; may be left out where you follow one newsroom.") var newsroom: String?
  @Option(help: "What it begins with: report, alert, correction.") var template = TemplateWord.report
  @OptionGroup var words: ReportWords

  func run() async throws {
    let session = Session.current
    let store = try await session.reportStore()
    let newsroom = try await store.newsroomToWriteTo(newsroom, for: "report new")
    try await ReportDesk(session: session, store: store, command: "report new")
      .begin(template.kind, for: newsroom.id, words, quoting: nil)
  }
}

/// How the command line calls what a report begins with.
enum TemplateWord: String, ExpressibleByArgument, CaseIterable {
  case report, alert, correction

  var kind: Report.Kind {
    switch self {
    case .report: .report
    case .alert: .alert
    case .correction: .correction
    }
  }
}

struct ReplyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reply", abstract: "Begin a report that answers an article, with its text quoted; prints its number.")

  @Argument(help: "The article's number, as `wirecopy list` prints it.") var id: Int64
  @Flag(help: "Correct the article.") var correction = false
  @OptionGroup var words: ReportWords

  func run() async throws {
    let session = Session.current
    let store = try await session.reportStore()
    guard let article = try await store.article(ArticleID(rawValue: id)) else {
      throw Failure("reply \(id): no such article; `wirecopy list` prints the numbers")
    }
    try await ReportDesk(session: session, store: store, command: "reply")
      .begin(correction ? .correction : .report, for: article.headline.newsroom, words, quoting: article)
  }
}

struct ReportEditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change a draft, or begin the next version of a filed report.",
    discussion: """
      Without options, your editor opens on the text. A filed report stays what it is where a relay may have it already; \
      where none has, it is taken back. Either way its next version is a draft, whose number is printed.
      """)

  @Argument(help: "The report.") var id: String
  @OptionGroup var words: ReportWords

  func run() async throws {
    let session = Session.current
    let store = try await session.reportStore()
    let desk = ReportDesk(session: session, store: store, command: "report edit")
    switch try await store.report(meant: id) {
    case .draft(let draft): try await desk.change(draft, words, isNew: false)
    case .filed(let filed):
      let draft = try await telling("report edit \(id)") { try await store.revise(filed.id) }
      try await desk.change(draft, words, isNew: true)
    }
  }
}

/// Where drafts are begun and changed by commands.
struct ReportDesk {
  let session: Session
  let store: NewsStore
  let command: String

  func begin(
    _ kind: Report.Kind, for newsroom: NewsroomID, _ words: ReportWords, quoting article: StoredArticle?
  ) async throws {
    let beginning = session.beginning(try session.settings())
    var report = try await telling(command) { try beginning.report(kind, quoting: article) }
    try words.apply(to: &report, command: command, signed: beginning.signed)
    let draft = try await store.beginDraft(report, for: newsroom)
    tell(draft.id)
    let failures = try await words.attach(to: draft.id, in: store, command: command)
    if words.body == nil, ForegroundProgram.hasTerminal { try await edit(draft.id) }
    if failures > 0 { throw Failure(nil) }
  }

  func change(_ draft: Draft, _ words: ReportWords, isNew: Bool) async throws {
    if isNew { tell(draft.id) }
    guard !words.isEmpty else {
      guard ForegroundProgram.hasTerminal else {
        if isNew { return }
        throw Failure(
          "\(command) \(draft.id.rawValue): no terminal for an editor; say what to change, such as --title or --body",
          status: .usage)
      }
      return try await edit(draft.id)
    }
    var report = draft.report
    try words.apply(to: &report, command: command)
    var change = DraftChange(report)
    change.basis = draft.saved
    guard try await store.keepDraft(draft.id, change) else {
      throw Failure(
        "\(command) \(draft.id.rawValue): somebody else changed it just now; nothing was changed, try again")
    }
    let failures = try await words.attach(to: draft.id, in: store, command: command)
    if failures > 0 { throw Failure(nil) }
  }

  private func edit(_ draft: ReportNumber) async throws {
    let edited = try await telling("\(command) \(draft.rawValue)") {
      try await ExternalEditor(store: store).edit(draft) { try await ForegroundProgram.run($0) }
    }
    if let note = edited.note { Output.complaint(session(note)) }
  }

  /// The number alone where a program reads it.
  private func tell(_ draft: ReportNumber) {
    let number = draft.rawValue
    Output.line(
      Output.isTerminal ? session("draft \(number): `wirecopy report file \(number)` files it") : String(number))
  }
}
