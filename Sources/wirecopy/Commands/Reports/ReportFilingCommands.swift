import ArgumentParser
import Foundation
import News
import Store

struct ReportFileCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "file", abstract: "File a draft: into the outbox, to be delivered.",
    discussion: """
      It is on the disk when this says so. To a signed newsroom it goes sealed to the keys of its desk, and nothing is asked. A \
      newsroom without keys can't have it sealed, so it is sent only when you agreed to that for this newsroom: --unsealed, or \
      `wirecopy report consent`. Without it, it is filed and waits. Nothing is sent by this command: `wirecopy deliver` does \
      that, or the desk.
      """)

  @Argument(help: "The draft.") var id: String
  @Flag(help: "Agree that this newsroom's reports go unsealed, over TLS: whoever runs a relay can read them.")
  var unsealed = false
  @Flag(help: "Agree that they also go without TLS: anybody on the way can read them.") var inClear = false

  func run() async throws {
    let session = Session.current
    let store = try await session.reportStore()
    let draft = try await store.draft(meant: id, for: "report file")
    let review = ReviewMaker(store: store, signature: try session.settings().report.signature)
    let filed = try await telling("report file \(id)") {
      let filing = ReportFiling(review)
      // Nothing is agreed to for a report that can't be filed.
      try await filing.check(draft.id)
      let wanted: UnsealedConsent = inClear ? .inClear : unsealed ? .overTLS : .none
      let now = try await store.newsrooms().first { $0.id == draft.newsroom }?.consent ?? .none
      if wanted > now { try await store.setConsent(draft.newsroom, wanted) }
      return try await filing.file(draft.id)
    }
    Output.line(session("report \(filed.id.rawValue) is filed: it is on the disk"))
    if let line = try await SealedWords.line(of: filed.newsroom, filed.newsroomName, store) {
      Output.line(session(line))
    }
    let isAsked = filed.sealing == .unsealed
    if isAsked { Output.line(session(ConsentWord(filed.consent).meaning(for: filed.newsroomName))) }
    let relays = try await store.mirrors().filter { $0.newsroom == filed.newsroom && $0.takesDrops && !$0.isDisabled }
    if isAsked, filed.consent == .none {
      Output.line(session("it waits: `wirecopy report consent` with \(filed.newsroomName) and unsealed lets it go"))
    }
    if relays.isEmpty {
      Output.line(
        session("no relay is known: `wirecopy mirrors add --relay` adds one, `wirecopy report export` needs none"))
    } else if !isAsked || filed.consent > .none {
      Output.line(session("`wirecopy deliver` sends it"))
    }
  }
}

struct ReportConsentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "consent", abstract: "Say how reports to a newsroom may be sent while its desk has no keys.",
    discussion: """
      none: nothing is sent. unsealed: over TLS, to this machine and to onion addresses; whoever runs a relay can read it. \
      in-clear: also without TLS, where anybody on the way can read it. Holds for what is filed and not yet delivered, too.
      """)

  @Argument(help: "The newsroom.") var newsroom: String
  @Argument(help: "none, unsealed or in-clear.") var word: ConsentWord

  func run() async throws {
    let session = Session.current
    let store = try await session.reportStore()
    let newsroom = try await store.newsroom(meant: newsroom)
    try await store.setConsent(newsroom.id, word.consent)
    Output.line(session(word.meaning(for: newsroom.name)))
  }
}

struct ReportCancelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel", abstract: "Take a filed report back; it is a draft again.",
    discussion: "Only while no relay has it or may have it; after that, `wirecopy report edit` sends a new version.")

  @Argument(help: "The report.") var id: String

  func run() async throws {
    let session = Session.current
    let store = try await session.reportStore()
    let filed = try await store.filed(meant: id, for: "report cancel")
    let draft = try await telling("report cancel \(id)") { try await store.withdraw(filed.id) }
    Output.line(session("it will not be sent: draft \(draft.id.rawValue) has what was written"))
  }
}

struct ReportDiscardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "discard", abstract: "Erase a draft with its attachments.",
    discussion: "This can't be undone, so it asks first; --yes answers for you. Your own files stay as they are.")

  @Argument(help: "The draft.") var id: String
  @Flag(help: "Don't ask.") var yes = false

  func run() async throws {
    let session = Session.current
    let store = try await session.reportStore()
    let draft = try await store.draft(meant: id, for: "report discard")
    if !yes, !draft.report.isBlank {
      try Question.ask(
        "Erase draft \(draft.id.rawValue), “\(draft.report.title)”? This can't be undone. [y/N]",
        command: "report discard \(id)", in: session)
    }
    try await store.discardDraft(draft.id)
    Output.line(session("erased draft \(draft.id.rawValue)"))
  }
}

struct ReportForgetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget", abstract: "Erase a filed report here, with its text, its attachments and its drop.",
    discussion: "What relays hold, they hold. This can't be undone, so it asks first; --yes answers for you.")

  @Argument(help: "The report.") var id: String
  @Flag(help: "Don't ask.") var yes = false

  func run() async throws {
    let session = Session.current
    let store = try await session.reportStore()
    let filed = try await store.filed(meant: id, for: "report forget")
    if !yes {
      let question: Phrase =
        filed.state == .filed
        ? "Report \(filed.id.rawValue), “\(filed.report.title)”, is not delivered yet. Erase it all the same? [y/N]"
        : "Erase report \(filed.id.rawValue), “\(filed.report.title)”, here? This can't be undone. [y/N]"
      try Question.ask(question, command: "report forget \(id)", in: session)
    }
    try await store.forget(filed.id)
    Output.line(session("erased report \(filed.id.rawValue) here"))
  }
}

/// A question before something that can't be undone.
enum Question {
  /// - Throws: `Failure` when the answer is not yes, or nobody is there to give one.
  static func ask(_ question: Phrase, command: String, in session: Session) throws(Failure) {
    guard isatty(STDIN_FILENO) == 1 else {
      throw Failure("\(command): no terminal to ask at; --yes answers for you", status: .usage)
    }
    Output.line(session(question))
    guard let answer = readLine()?.trimmingCharacters(in: .whitespaces).lowercased(),
      ["y", "yes", "예", "네"].contains(answer)
    else { throw Failure("\(command): kept") }
  }
}
