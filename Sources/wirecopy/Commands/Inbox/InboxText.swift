import Foundation
import News
import Seal
import Sync

/// A fetched report in words. What came from outside is made visible where it is printed or saved.
enum InboxText {
  static func lines(_ item: InboxReport.Item, in session: Session) -> [String] {
    let report = item.report.report
    let title = report.title.isEmpty ? session("(no title)") : report.title
    var lines = [report.isUrgent ? "! \(title)" : title]
    if item.isContested { lines.append(session("✗ another report has the same identity and says something else")) }
    let fields: [(Phrase, String)] = [
      ("for", item.report.newsroom), ("kind", report.kind.rawValue), ("section", report.section),
      ("language", report.language), ("place", report.place), ("byline", report.byline),
      ("answers", report.inReplyTo ?? ""), ("filed", session.times.long(item.report.time)),
      ("report", "\(report.id.rawValue), version \(report.version)"),
    ]
    for (name, value) in fields where !value.isEmpty {
      // What is in a field is one line, whatever it holds.
      lines.append("\(session(name)): " + value.split(whereSeparator: \.isNewline).joined(separator: " "))
    }
    if item.report.envelope != nil {
      lines.append(session("it came sealed and signed; `wirecopy edition letter` answers it"))
    }
    for relay in item.relays { lines.append(session("from \(relay)")) }
    for file in report.attachments {
      lines.append("▣ \(file.name) (\(file.type), \(ByteCount.words(file.size)))")
      if !file.caption.isEmpty { lines.append("  “\(file.caption)”") }
    }
    return lines + [""]
      + report.body.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init) + [""]
  }
}

extension InboxReport.Item {
  /// One line of `inbox list`.
  func line(in session: Session) -> String {
    let report = report.report
    let title = report.title.isEmpty ? session("(no title)") : report.title
    let marks = (isContested ? "✗" : report.isUrgent ? "!" : " ") + (report.version > 1 ? "±" : " ")
    let files = report.attachments.isEmpty ? "" : " ▣\(report.attachments.count)"
    let who = report.byline.isEmpty ? "" : " · \(report.byline)"
    let name = report.id.rawValue.prefix(8)
    let time = "\(session.times.date(self.report.time)) \(session.times.clock(self.report.time))"
    let line = "\(name) \(marks) \(time) \(title)\(files)\(who)"
    return line.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}

struct InboxShape: Encodable {
  struct FileShape: Encodable {
    var name: String
    var type: String
    var size: Int
    var sha256: String
    var caption: String?
  }
  struct ReportShape: Encodable {
    var id: String
    var version: Int
    var newsroom: String
    var kind: String
    var title: String
    var section: String?
    var language: String?
    var place: String?
    var byline: String?
    var urgent: Bool
    var body: String
    var inReplyTo: String?
    /// When it was filed, to the minute, by the writer's clock.
    var time: String
    var files: [FileShape]
    var drops: [String]
    var relays: [String]
    /// It came sealed to the desk's keys, and is signed by the one-time key `key` (lower-case hex).
    var sealed: Bool
    var key: String?
    /// Another report has the same identity and version, and says something else.
    var contested: Bool
    /// Versions before it that are there, too.
    var older: [Int]

    init(_ item: InboxReport.Item, in session: Session) {
      let report = item.report.report
      let given = { (text: String) in text.isEmpty ? nil : text }
      id = report.id.rawValue
      version = report.version
      newsroom = item.report.newsroom
      kind = report.kind.rawValue
      title = report.title
      section = given(report.section)
      language = given(report.language)
      place = given(report.place)
      byline = given(report.byline)
      urgent = report.isUrgent
      body = report.body
      inReplyTo = report.inReplyTo
      time = item.report.time.rfc3339
      files = report.attachments.map {
        FileShape(name: $0.name, type: $0.type, size: $0.size, sha256: $0.sha256, caption: given($0.caption))
      }
      drops = item.drops
      relays = item.relays
      sealed = item.report.envelope != nil
      key = item.report.envelope?.key.hex
      contested = item.isContested
      older = item.older.map(\.report.report.version)
    }
  }
  struct TroubleShape: Encodable {
    var relay: String
    var sentence: String
  }
  var reports: [ReportShape]
  var troubles: [TroubleShape]
}

extension InboxShape {
  init(_ report: InboxReport, in session: Session) {
    self.init(
      reports: report.reports.map { ReportShape($0, in: session) },
      troubles: report.troubles.map { TroubleShape(relay: $0.relay, sentence: session($0.phrase)) })
  }
}
