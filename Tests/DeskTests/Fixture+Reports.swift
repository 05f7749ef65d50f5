import Foundation
import News

@testable import Desk

extension Fixture {
  /// One newsroom is followed: nothing asks to which one a report goes.
  static var soriShelf: Shelf {
    var shelf = shelf
    shelf.newsrooms = [newsroom]
    shelf.scopes.removeAll { $0.title == "Hyeonjang" || $0.title == "사회" }
    return shelf
  }

  static let report = Report(
    id: .init(rawValue: "r1"), title: "발전소 매각 반대", section: "노동", language: "ko", place: "서울 명동", byline: "김하루",
    body: "노조는 오늘 밤 매각 철회를 요구했다.\n\n5,600명이 모였다. Nobody goes back until the plan is withdrawn.")

  static var reportWithFiles: Report {
    var report = report
    report.isUrgent = true
    report.attachments = [
      Attachment(
        id: .init(rawValue: 1), originalName: "IMG_2034.jpg", name: "photo-1.jpg", type: "image/jpeg", size: 2_202_009,
        sha256: String(repeating: "a", count: 64), caption: "명동, 밤 9시",
        cleaning: .cleaned(found: ["GPS position", "camera model"])),
      Attachment(
        id: .init(rawValue: 2), originalName: "plan.dwg", name: "file-2.bin", type: "application/octet-stream",
        size: 734, sha256: String(repeating: "b", count: 64), cleaning: .untouched),
    ]
    return report
  }

  static func entry(
    _ id: Int64, _ title: String, _ state: OutboxReport.State, held: Int, _ sentence: Phrase, relays: [Phrase] = [],
    consent: UnsealedConsent = .overTLS, age: Int, isCarried: Bool = false
  ) -> OutboxEntry {
    var report = report
    report.title = title
    var filed = OutboxReport(
      id: .init(rawValue: id), newsroom: newsroom.id, newsroomName: "Sori", report: report, state: state,
      filed: minutes(age), drop: String(repeating: "c", count: 64), dropSize: 65_536, isCarried: isCarried,
      consent: consent)
    if held > 0 { filed.relays = [RelayRecord(url: "https://drop.sori.example", state: .confirmed)] }
    return OutboxEntry(filed, held: held, needed: 2, sentence: sentence, relays: relays)
  }

  /// Two drafts, and a report in each state.
  static var fullBox: ReportBox {
    var box = ReportBox()
    box.add(report)
    box.add(Report(body: "Tonight at the gate\nof the power station"))
    box.reports = [
      entry(
        12, "행진 소식", .filed, held: 1, "1 of 2 relays has it; the next try is in 40 s",
        relays: ["drop.sori.example: has it, asked again", "kr2: reset after the TLS hello, again in 40 s"], age: 6),
      entry(11, "Police at the gate", .filed, held: 0, "kept, not sent", consent: .none, age: 9),
      entry(10, "가족들의 밤", .relayed, held: 2, "2 of 2 relays have it", age: 30),
      entry(9, "Numbers at the rally", .received, held: 2, "the desk has it", age: 3_000),
      entry(8, "Yesterday", .withdrawn, held: 0, "taken back", age: 4_000),
      entry(7, "For a friend", .filed, held: 0, "waits for a relay", age: 5_000, isCarried: true),
    ]
    return box
  }
}
