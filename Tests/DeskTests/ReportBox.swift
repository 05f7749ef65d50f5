import Foundation
import News
import Screen

@testable import Desk

/// Drafts and an outbox that answer wishes as the store and its runner do, or fail to.
struct ReportBox {
  var drafts: [Draft] = []
  var reports: [OutboxEntry] = []
  var relays = [ReviewRelay(url: "https://drop.sori.example", isPrivate: true)]
  var consent = UnsealedConsent.none
  var missing: [ReviewGap] = []
  var isSealed = false
  /// Nothing is answered: the disk is slow.
  var isSilent = false
  /// What was wished meanwhile.
  var waiting: [ReportWish] = []
  /// The disk takes nothing.
  var trouble: Phrase?
  /// What is attached is refused.
  var refusal: (phrase: Phrase, canGoUntouched: Bool)?
  private var last: Int64 = 100

  mutating func answer(_ wish: ReportWish) -> [ReportNews] {
    if isSilent {
      waiting.append(wish)
      return []
    }
    switch wish {
    case .begin(let newsroom, let kind, let quoting):
      var report = Report(kind: kind, language: "ko", byline: "김하루")
      if let quoting { report.body = "> \(quoting.rawValue)\n\n" }
      return [.opened(add(report, newsroom))]
    case .open(let number): return drafts.filter { $0.id == number }.map { .opened($0) }
    case .keep(let number, let text, _):
      guard let place = drafts.firstIndex(where: { $0.id == number }) else { return [.gone(number)] }
      if let trouble { return [.notKept(number, trouble)] }
      drafts[place].report.title = text.title
      drafts[place].report.section = text.section
      drafts[place].report.language = text.language
      drafts[place].report.place = text.place
      drafts[place].report.byline = text.byline
      drafts[place].report.isUrgent = text.isUrgent
      drafts[place].report.body = text.body
      return [.kept(number, change: text.change)]
    case .renew(let number, let newsroom, let report):
      if let trouble { return [.notRenewed(number, trouble)] }
      return [.renewed(number, add(report, newsroom))]
    case .attach(let number, let path, let untouched):
      guard let place = drafts.firstIndex(where: { $0.id == number }) else {
        return [.refused(number, path: path, "there is no such draft", canGoUntouched: false)]
      }
      if let refusal, !untouched {
        return [.refused(number, path: path, refusal.phrase, canGoUntouched: refusal.canGoUntouched)]
      }
      last += 1
      let file = Attachment(
        id: .init(rawValue: last), originalName: path, name: "photo-\(drafts[place].report.attachments.count + 1).jpg",
        type: "image/jpeg", size: 2_202_009, sha256: String(repeating: "a", count: 64),
        cleaning: untouched ? .untouched : .cleaned(found: ["GPS position", "camera model"]))
      drafts[place].report.attachments.append(file)
      return [.attached(number, file)]
    case .detach(let number, let id): return change(number) { $0.removeAll { $0.id == id } }
    case .caption(let number, let id, let text):
      return change(number) { files in
        for place in files.indices where files[place].id == id { files[place].caption = text }
      }
    case .review(let number):
      let filed = reports.first { $0.id == number }
      guard let draft = drafts.first(where: { $0.id == number }) ?? filed.map(Self.draft) else { return [] }
      return [
        .reviewed(
          ReviewSheet(
            draft: draft, newsroomName: "Sori", relays: relays, size: 65_536, isSealed: isSealed, consent: consent,
            neededConsent: relays.allSatisfy(\.isPrivate) ? .overTLS : .inClear, missing: missing,
            isFiled: filed != nil))
      ]
    case .file(let number):
      guard let draft = drafts.first(where: { $0.id == number }) else { return [.gone(number)] }
      drafts.removeAll { $0.id == number }
      let report = OutboxReport(
        id: number, newsroom: draft.newsroom, newsroomName: "Sori", report: draft.report, filed: Fixture.now,
        consent: consent)
      reports.insert(OutboxEntry(report, held: 0, needed: 2, sentence: "waits for its first relay"), at: 0)
      return [.filed(number)]
    case .consent(let newsroom, let given):
      consent = given
      return [.consented(newsroom, given)]
    case .discard(let number):
      drafts.removeAll { $0.id == number }
      return [.gone(number)]
    case .forget(let number):
      reports.removeAll { $0.id == number }
      return [.gone(number)]
    case .edit(let number), .withdraw(let number):
      guard let entry = reports.first(where: { $0.id == number }) else { return [] }
      var report = entry.report.report
      if case .edit = wish { report.version += 1 } else { reports.removeAll { $0.id == number } }
      return [.opened(add(report, Fixture.newsroom.id))]
    case .editOutside, .deliver, .cancelDelivery, .export, .importFile: return []
    }
  }

  @discardableResult
  mutating func add(_ report: Report, _ newsroom: NewsroomID = Fixture.newsroom.id) -> Draft {
    last += 1
    let draft = Draft(
      id: .init(rawValue: last), newsroom: newsroom, report: report, begun: Fixture.minutes(20),
      saved: Fixture.minutes(18))
    drafts.insert(draft, at: 0)
    return draft
  }

  private mutating func change(_ number: ReportNumber, _ change: (inout [Attachment]) -> Void) -> [ReportNews] {
    guard let place = drafts.firstIndex(where: { $0.id == number }) else { return [.gone(number)] }
    change(&drafts[place].report.attachments)
    return [.attachments(number, drafts[place].report.attachments)]
  }

  private static func draft(_ entry: OutboxEntry) -> Draft {
    Draft(
      id: entry.id, newsroom: entry.report.newsroom ?? Fixture.newsroom.id, report: entry.report.report,
      begun: entry.report.filed, saved: entry.report.filed)
  }
}

extension Scene {
  /// The disk has caught up.
  mutating func wake() {
    box.isSilent = false
    let wishes = box.waiting
    box.waiting = []
    for wish in wishes { for news in box.answer(wish) { happen(.report(news)) } }
  }

  /// The wishes about reports, in order.
  var wishes: [ReportWish] {
    wanted.compactMap { if case .report(let wish) = $0 { wish } else { nil } }
  }

  /// The wishes to keep text, by what it was and whether at once.
  var keeps: [(text: DraftText, isUrgent: Bool)] {
    wishes.compactMap { if case .keep(_, let text, let isUrgent) = $0 { (text, isUrgent) } else { nil } }
  }

  /// The bottom rows as one line, their line breaks as spaces.
  var said: String {
    grid.text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
  }
}
