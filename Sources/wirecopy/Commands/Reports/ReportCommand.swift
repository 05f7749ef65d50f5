import ArgumentParser
import Foundation
import News
import Store
import Sync

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write a report, with or without a network, and hand it over for delivery.",
    discussion: """
      A report is a draft until it is filed; then it is in the outbox, and `wirecopy deliver` (or the desk) brings it to \
      the newsroom's relays. It is named by its number, or by a beginning of its UUID.
      """,
    subcommands: [
      ReportNewCommand.self, ReportEditCommand.self, ReportListCommand.self, ReportShowCommand.self,
      ReportAttachCommand.self, ReportCaptionCommand.self, ReportDetachCommand.self, ReportFileCommand.self,
      ReportConsentCommand.self, ReportCancelCommand.self, ReportDiscardCommand.self, ReportForgetCommand.self,
      ReportExportCommand.self, ReportImportCommand.self,
    ])
}

/// A report as the user names it: still written on, or in the outbox.
enum MeantReport {
  case draft(Draft)
  case filed(OutboxReport)

  var number: ReportNumber {
    switch self {
    case .draft(let draft): draft.id
    case .filed(let report): report.id
    }
  }
  var report: Report {
    switch self {
    case .draft(let draft): draft.report
    case .filed(let filed): filed.report
    }
  }
}

extension NewsStore {
  /// The report that the user means: its number, or a beginning of its UUID of at least four digits. Of several versions
  /// the draft, else the newest.
  func report(meant text: String) async throws -> MeantReport {
    if let value = Int64(text) {
      let number = ReportNumber(rawValue: value)
      if let draft = try await draft(number) { return .draft(draft) }
      if let filed = try await outboxReport(number) { return .filed(filed) }
    }
    let wanted = text.lowercased()
    let all = try await drafts().map(MeantReport.draft) + outbox().map(MeantReport.filed)
    let found = wanted.count < 4 ? [] : all.filter { $0.report.id.rawValue.hasPrefix(wanted) }
    guard let first = found.max(by: { $0.report.version < $1.report.version }) else {
      throw Failure(
        "\(text): no such report; `wirecopy report list` prints drafts, `wirecopy outbox` what is filed", status: .usage
      )
    }
    let names = Set(found.map(\.report.id.rawValue))
    if names.count > 1 {
      throw Failure("\(text) could be any of: \(names.sorted().joined(separator: ", "))", status: .usage)
    }
    return first
  }

  /// A draft that the user means.
  /// - Throws: `Failure` where it is filed already, saying what can be done instead.
  func draft(meant text: String, for command: String) async throws -> Draft {
    switch try await report(meant: text) {
    case .draft(let draft): return draft
    case .filed(let filed):
      throw Failure(
        "\(command) \(text): it is filed; `wirecopy report edit \(filed.id.rawValue)` begins its next version")
    }
  }

  /// A filed report that the user means.
  func filed(meant text: String, for command: String) async throws -> OutboxReport {
    switch try await report(meant: text) {
    case .filed(let filed): return filed
    case .draft(let draft):
      throw Failure(
        "\(command) \(text): it is a draft; `wirecopy report file \(draft.id.rawValue)` files it first")
    }
  }

  /// The newsroom to write to: the one that is named, else the only one that there is.
  func newsroomToWriteTo(_ name: String?, for command: String) async throws -> Newsroom {
    if let name { return try await newsroom(meant: name) }
    let all = try await newsrooms()
    guard let first = all.first else {
      throw Failure("\(command): no newsroom yet; `wirecopy add URL…` follows one", status: .usage)
    }
    guard all.count == 1 else {
      let names = all.map(\.name).joined(separator: ", ")
      throw Failure("\(command): which newsroom? Say --newsroom with one of: \(names)", status: .usage)
    }
    return first
  }
}

extension Session {
  /// The store, with what killed processes left of reports found again.
  func reportStore() async throws -> NewsStore {
    let store = try store()
    CleaningFolder.sweep(store.workFolder, now: Date())
    for draft in try await ExternalEditor.recover(store, tell: { Output.complaint(self($0)) }) {
      Output.complaint(self("what was left in an editor is draft \(draft.rawValue)"))
    }
    return store
  }
}

/// Runs a piece of work about a report; what goes wrong becomes one line that begins with `what`.
func telling<Value>(_ what: String, _ work: () async throws -> Value) async throws -> Value {
  do {
    return try await work()
  } catch let error {
    guard let phrase = ReportTrouble.phrase(error) else { throw error }
    throw Failure("\(what): \(phrase)")
  }
}

enum ReportTrouble {
  /// What is said of an error of the types in `Reports` and of packing; nil for any other.
  static func phrase(_ error: any Error) -> Phrase? {
    switch error {
    case let refusal as AttachmentRefusal: refusal.phrase
    case let fault as EditedFile.Fault: fault.phrase
    case let fault as ReportTemplate.Fault: fault.phrase
    case let fault as StoreFault where fault != .cancelled: fault.phrase
    case let blocked as ReportFiling.Blocked: blocked.phrase
    case let fault as ReportPackFault: fault.phrase
    default: nil
    }
  }
}

extension ReportFiling.Blocked {
  /// What stands in the way, in one line.
  var phrase: Phrase {
    gaps.dropFirst().reduce(gaps.first ?? "something is missing") { all, gap in "\(all); \(gap)" }
  }
}
