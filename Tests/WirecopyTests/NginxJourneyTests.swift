import Foundation
import Glibc
import News
import Store
import TestSupport
import Testing

extension WholeProgram {
  @Suite struct NginxJourneyTests {}
}

/// The same client, and a relay that is nothing but nginx.
extension WholeProgram.NginxJourneyTests {
  @Test(.enabled(if: NginxRelay.program != nil, "\(NginxRelay.why)"))
  func nginxTakesAReportAndHandsItToTheDesk() async throws {
    // desk:union, as `htpasswd -nbB` writes it.
    let passwords = "desk:$2y$05$MJ8wN11i400SqhewedFU9.OdfnLNUL3fLZWRHqWmMvKVUI2i6.tOe\n"
    try await NginxRelay.play(passwords: passwords) { nginx in
      let reporter = try Program()
      let desk = try Program()
      defer {
        reporter.clear()
        desk.clear()
      }
      let store = try NewsStore.open(path: reporter.file("store.sqlite"))
      let newsroom = try await store.addNewsroom(name: "Strike", mirrors: ["http://127.0.0.1:9/news.atom"])
      #expect(try reporter.run("mirrors", "add", "--relay", "Strike", nginx.url).status == 0)
      let begun = try reporter.run(
        ["report", "new", "--title", "변전소 앞", "--body", "-"], input: "아침 여섯 시.\n")
      #expect(begun.status == 0)
      #expect(try reporter.run("report", "file", "1", "--unsealed").status == 0)
      let delivered = try reporter.run("deliver")
      #expect(delivered.status == 0, "\(delivered)")
      let report = try #require(try await store.outbox().first)
      #expect(report.state == .relayed && report.relays.map(\.state) == [.confirmed] && report.newsroom == newsroom.id)
      // The acknowledgement is forgotten: it is brought again, and nothing changes there.
      try await store.record(report.id, RelayRecord(url: nginx.url))
      try await store.setState(report.id, .filed)
      let again = try reporter.run("deliver")
      #expect(again.status == 0, "\(again)")
      let drops = try FileManager.default.contentsOfDirectory(atPath: nginx.folder.file("drop"))
      #expect(drops == [report.drop])

      let refused = try desk.run("inbox", "list", nginx.url)
      #expect(refused.status == 3 && refused.complaints.count == 1, "\(refused)")
      try desk.write("machine 127.0.0.1 login desk password union\n", to: "netrc")
      chmod(desk.file("netrc"), 0o600)
      let listed = try desk.run("inbox", "list", "--json", nginx.url)
      #expect(listed.status == 0, "\(listed)")
      let reports = try #require(try object(listed.output)["reports"] as? [[String: Any]])
      #expect(reports.compactMap { $0["title"] as? String } == ["변전소 앞"])
      #expect(!listed.output.contains("union") && !refused.complaint.contains("union"))
    }
  }
}
