import ArgumentParser
import Foundation
import News
import Store

struct LettersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "letters", abstract: "Read what desks answered to your reports; needs no network.",
    discussion: """
      A letter comes with a newsroom's edition, by any mirror, and only the report that it answers can open it. A report that \
      was forgotten can't be answered any more; one that was received, for 90 days.
      """)

  @Flag(help: "Print one JSON object.") var json = false

  func run() async throws {
    let session = Session.current
    let store = try await session.reportStore()
    let reports = try await store.outbox().filter { !$0.letters.isEmpty }
    if json { return try Output.json(LettersShape(reports: reports.map(LettersShape.ReportShape.init))) }
    if reports.isEmpty { Output.line(session("no desk has answered yet")) }
    for report in reports {
      let title = report.report.title.isEmpty ? session("(no title)") : report.report.title
      Output.line("\(report.id.rawValue) \(title)  [\(report.newsroomName)]")
      for letter in report.letters {
        for line in LetterWords.lines(letter) { Output.line(session(line)) }
      }
      Output.line("")
    }
  }
}

struct LettersShape: Encodable {
  struct ReportShape: Encodable {
    var id: Int64
    var uuid: String
    var title: String
    var newsroom: String
    var letters: [LetterShape]

    init(_ report: OutboxReport) {
      id = report.id.rawValue
      uuid = report.report.id.rawValue
      title = report.report.title
      newsroom = report.newsroomName
      letters = report.letters.map(LetterShape.init)
    }
  }
  var reports: [ReportShape]
}
