import ArgumentParser
import Desk
import Foundation
import News
import Store

struct ReportListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List drafts, the last changed first; `wirecopy outbox` lists what is filed.")

  @Flag(help: "Print one JSON object.") var json = false

  func run() async throws {
    let session = Session.current
    let store = try await session.reportStore()
    let drafts = try await store.drafts()
    let names = Dictionary(uniqueKeysWithValues: try await store.newsrooms().map { ($0.id, $0.name) })
    if json {
      let shapes = drafts.map { DraftShape($0, newsroom: names[$0.newsroom] ?? "") }
      return try Output.json(DraftsShape(drafts: shapes))
    }
    for draft in drafts { Output.line(draft.line(newsroom: names[draft.newsroom] ?? "", in: session)) }
    let filed = try await store.outboxCounts().waiting
    if drafts.isEmpty { Output.line(session("no draft: `wirecopy report new` begins one")) }
    if filed > 0 {
      let line = Phrase(
        filed, one: "%1 report is filed and not yet delivered: `wirecopy outbox`",
        many: "%1 reports are filed and not yet delivered: `wirecopy outbox`")
      Output.line(session(line))
    }
  }
}

extension Draft {
  /// One line of `report list`.
  fileprivate func line(newsroom: String, in session: Session) -> String {
    let number = String(id.rawValue)
    let room = String(repeating: " ", count: max(0, 6 - number.count)) + number
    let title = report.title.isEmpty ? session("(no title)") : report.title
    let files = report.attachments.isEmpty ? "" : " ▣\(report.attachments.count)"
    let time = "\(session.times.date(saved)) \(session.times.clock(saved))"
    return "\(room) \(report.isUrgent ? "!" : " ") \(time) \(title)\(files)  [\(newsroom)]"
  }
}

struct ReportShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Review a report: what is sent, where to, how, and what is missing.",
    discussion: "Of a filed report: what was filed.")

  @Argument(help: "The report.") var id: String
  @Flag(help: "Print one JSON object.") var json = false

  func run() async throws {
    let session = Session.current
    let store = try await session.reportStore()
    let maker = ReviewMaker(store: store, signature: try session.settings().report.signature)
    let sheet: ReviewSheet?
    switch try await store.report(meant: id) {
    case .draft(let draft): sheet = try await maker.sheet(draft.id)
    case .filed(let filed): sheet = try await maker.sheet(of: filed)
    }
    guard let sheet else { throw Failure("report show \(id): it is gone") }
    if json { return try Output.json(ReviewShape(sheet, in: session)) }
    for line in ReviewLines.lines(sheet) { Output.line(session(line)) }
  }
}

/// A review in words, for the command line.
enum ReviewLines {
  static func lines(_ sheet: ReviewSheet) -> [Phrase] {
    let report = sheet.draft.report
    let number = sheet.draft.id.rawValue
    var lines: [Phrase] = [
      sheet.isFiled
        ? "report \(number) for \(sheet.newsroomName), version \(report.version), filed"
        : "draft \(number) for \(sheet.newsroomName), version \(report.version)"
    ]
    if report.isUrgent { lines.append("urgent") }
    let fields: [(Phrase, String)] = [
      ("title", report.title), ("section", report.section), ("language", report.language), ("place", report.place),
      ("byline", report.byline), ("answers", report.inReplyTo ?? ""),
    ]
    for (name, value) in fields where !value.isEmpty { lines.append("\(name): \(value)") }
    for attachment in report.attachments {
      lines.append("▣ \(attachment.told) (\(ByteCount.words(attachment.size)))")
      if !attachment.caption.isEmpty { lines.append("  “\(attachment.caption)”") }
    }
    if !report.body.isEmpty {
      lines.append("")
      lines += report.body.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
        Phrase(verbatim: "\($0)")
      }
      lines.append("")
    }
    lines.append("packed: \(ByteCount.words(sheet.size))")
    if !sheet.relays.isEmpty { lines.append("it would go to:") }
    for relay in sheet.relays {
      lines.append(
        relay.isPrivate
          ? "  \(relay.url)"
          : sheet.isSealed
            ? "  \(relay.url) (without TLS: anybody on the way sees that something is sent)"
            : "  \(relay.url) (without TLS: anybody on the way can read it)")
    }
    if let line = SealedWords.line(sheet.keys, sheet.newsroomName) { lines.append(line) }
    if !sheet.isSealed { lines.append(ConsentWord(sheet.consent).meaning(for: sheet.newsroomName)) }
    for gap in sheet.missing { lines.append(gap.isBlocking ? "✗ \(gap.phrase)" : "· \(gap.phrase)") }
    for letter in sheet.letters { lines += LetterWords.lines(letter) }
    return lines
  }
}

/// A letter of the desk, for the command line.
enum LetterWords {
  static func lines(_ letter: ReportLetter) -> [Phrase] {
    ["", "letter of the desk, \(letter.time.rfc3339):"]
      + letter.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
        Phrase(verbatim: "\($0)")
      }
  }
}

/// Bytes as people say them.
enum ByteCount {
  static func words(_ bytes: Int) -> String {
    switch bytes {
    case ..<1_024: "\(bytes) B"
    case ..<(1 << 20): "\((bytes + 512) >> 10) KiB"
    default: "\((bytes + (1 << 19)) >> 20) MiB"
    }
  }
}
