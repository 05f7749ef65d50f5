import ArgumentParser
import Foundation
import News
import Store
import Sync

struct OutboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outbox", abstract: "List filed reports and how far each is on its way.",
    discussion: "Marks: ✓ where it should be, … on its way or waiting, – taken back.")

  @Flag(help: "Print one JSON object.") var json = false

  func run() async throws {
    let session = Session.current
    let store = try await session.reportStore()
    let reports = try await store.outbox()
    if json { return try Output.json(try await OutboxShape.make(reports, store, session)) }
    if reports.isEmpty { Output.line(session("the outbox is empty: `wirecopy report file` files a draft")) }
    let relays = try await store.mirrors()
    for report in reports {
      let own = relays.filter { $0.newsroom == report.newsroom }
      for line in OutboxText.lines(report, relays: own, now: Date(), in: session) { Output.line(line) }
    }
  }
}

/// A filed report's way in words, for the command line.
enum OutboxText {
  static func headline(_ report: OutboxReport, relays: [Mirror], now: Date, in session: Session) -> String {
    let mark =
      switch report.state {
      case .filed: "…"
      case .withdrawn, .declined: "–"
      case .relayed, .received, .published: "✓"
      }
    let number = String(report.id.rawValue)
    let room = String(repeating: " ", count: max(0, 6 - number.count)) + number
    let title = report.report.title.isEmpty ? session("(no title)") : report.report.title
    let sentence = session(OutboxSentence.sentence(report, relays: relays, now: now))
    return "\(room) \(mark) \(title)  [\(report.newsroomName)]  \(sentence)"
  }

  static func lines(_ report: OutboxReport, relays: [Mirror], now: Date, in session: Session) -> [String] {
    let letters = Phrase(
      report.letters.count, one: "%1 letter of the desk: `wirecopy letters`",
      many: "%1 letters of the desk: `wirecopy letters`")
    return [headline(report, relays: relays, now: now, in: session)]
      + report.relays.map { "         " + session(OutboxSentence.relay($0, now: now)) }
      + (report.letters.isEmpty ? [] : ["         " + session(letters)])
  }
}

struct OutboxShape: Encodable {
  struct RelayShape: Encodable {
    var url: String
    /// `waiting`, `sending`, `held`, `confirmed`, `lost`, `refused`, `tooLarge`.
    var state: String
    var attempts: Int
    var lastTried: String?
    var nextTry: String?
    var verdict: String?
    var sentence: String
  }
  struct ReportShape: Encodable {
    var id: Int64
    var uuid: String
    var version: Int
    var newsroom: String
    var title: String
    var state: String
    var filed: String
    var drop: String?
    var size: Int?
    var consent: String
    var carried: Bool
    var exported: String?
    /// It is, or will be, sealed to the desk's keys.
    var sealed: Bool
    /// When the desk had it, by its receipt.
    var received: String?
    /// When it said that it is published, or declined.
    var decided: String?
    var letters: Int
    /// On how many hosts it is, of how many.
    var held: Int
    var needed: Int
    var sentence: String
    var relays: [RelayShape]
    /// What is in its way, while it waits and something is.
    var error: String?
  }
  var reports: [ReportShape]

  static func make(_ reports: [OutboxReport], _ store: NewsStore, _ session: Session) async throws -> OutboxShape {
    let mirrors = try await store.mirrors()
    let now = Date()
    return OutboxShape(
      reports: reports.map { report in
        let own = mirrors.filter { $0.newsroom == report.newsroom }
        let sentence = session(OutboxSentence.sentence(report, relays: own, now: now))
        let (held, needed) = OutboxSentence.held(report, relays: own)
        return ReportShape(
          id: report.id.rawValue, uuid: report.report.id.rawValue, version: report.report.version,
          newsroom: report.newsroomName, title: report.report.title, state: report.state.rawValue,
          filed: report.filed.rfc3339, drop: report.drop, size: report.dropSize,
          consent: ConsentWord(report.consent).rawValue, carried: report.isCarried,
          exported: report.exported?.rfc3339, sealed: report.sealing.isSealed,
          received: report.received?.rfc3339, decided: report.decided?.rfc3339, letters: report.letters.count,
          held: held, needed: needed,
          sentence: sentence,
          relays: report.relays.map { record in
            RelayShape(
              url: record.url, state: record.state.rawValue, attempts: record.attempts,
              lastTried: record.lastTried?.rfc3339, nextTry: record.nextTry?.rfc3339,
              verdict: record.verdict?.symptom.rawValue, sentence: session(OutboxSentence.relay(record, now: now)))
          }, error: report.state == .filed ? sentence : nil)
      })
  }
}
