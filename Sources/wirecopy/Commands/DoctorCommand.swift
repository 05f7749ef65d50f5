import ArgumentParser
import Foundation
import News
import Store
import Wire

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what is well and what is not: settings, store, terminal, network, clock, tools.",
    discussion: """
      Asks the network of one mirror that you follow, once, and greets your proxy; --offline asks nothing. Exit status 1 if \
      something that Wirecopy needs is not well.
      """)

  @Flag(help: "Ask nothing of the network.") var offline = false
  @Flag(help: "Print one JSON object.") var json = false

  func run() async throws {
    var examination = Examination(session: .current)
    examination.files()
    await examination.store()
    examination.terminal()
    await examination.network(isOffline: offline)
    examination.tools()
    if json {
      try Output.json(ExaminationShape(findings: examination.findings.map { .init($0, Session.current) }))
    } else {
      for finding in examination.findings {
        let mark = ["well": "✓", "note": "·", "ill": "✗"][finding.state.rawValue] ?? "·"
        Output.line("\(mark) \(Session.current(finding.what)): \(Session.current(finding.sentence))")
      }
    }
    if examination.findings.contains(where: { $0.state == .ill }) { throw Failure(nil) }
  }
}

struct ExaminationShape: Encodable {
  struct FindingShape: Encodable {
    var what: String
    var state: String
    var sentence: String
    init(_ finding: Examination.Finding, _ session: Session) {
      what = finding.what.pattern
      state = finding.state.rawValue
      sentence = session(finding.sentence)
    }
  }
  var findings: [FindingShape]
}
