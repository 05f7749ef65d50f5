import Foundation
import News
import Screen

/// What is written: from the first key to the outbox, no page that goes takes unsaved text with it.
extension DeskModel {
  mutating func take(_ news: ReportNews) {
    switch news {
    case .delivering(let report, let relay, let sent, let all):
      common.delivery.take(report, .init(relay: relay, sent: sent, of: all), at: common.now)
    case .delivered(let phrase, let isGood):
      common.delivery.end()
      common.say(phrase, isGood ? .good : .bad)
    case .opened(let draft):
      common.turn = .composer(draft)
      turn()
      replay(ahead.release())
    case .notOpened(let phrase):
      _ = ahead.release()
      common.say(phrase, .bad)
    case .reviewed(let sheet) where wantsReview(of: sheet.draft.id): common.turn = .review(sheet)
    case .attached(let report, _): common.attaching.end(report)
    case .refused(let report, let path, let phrase, _):
      common.attaching.end(report)
      // Who has left the draft meanwhile hears of it, too.
      common.say("NOT ATTACHED: \(path): \(phrase)", .bad)
    case .consented(let newsroom, .none):
      let name = common.newsroom(newsroom)?.name ?? ""
      common.say("taken back: reports to \(name) wait here, and are not sent", .good)
    case .filed(let report): leave(filed: report)
    default: break
    }
    for place in pages.indices { pages[place].take(news, &common) }
    for place in departed.indices { departed[place].take(news, &common) }
    // What was refused just now is not asked for again at once.
    var isRefused = false
    if case .notRenewed = news { isRefused = true }
    for place in departed.indices where departed[place].isGone && !isRefused { departed[place].part(&common) }
    departed.removeAll(where: \.isSafe)
    if case .gone(let report) = news { leave(gone: report) }
  }

  /// A review that nobody waits for any more opens no page.
  private func wantsReview(of report: ReportNumber) -> Bool {
    (front as? ComposerPage)?.number == report || page == .outbox
  }

  /// What was asked for may be what failed: it can be asked for again.
  mutating func waitNoLonger() {
    for place in pages.indices {
      guard var review = pages[place] as? ReviewPage else { continue }
      review.waitNoLonger()
      pages[place] = review
    }
  }

  /// Its pages go, and the outbox shows it. A composer with text that was not filed stays.
  private mutating func leave(filed report: ReportNumber) {
    guard let review = pages.lazy.compactMap({ $0 as? ReviewPage }).first(where: { $0.number == report }) else {
      return
    }
    let isInFront = (front as? ReviewPage)?.number == report
    pages.removeAll {
      ($0 as? ReviewPage)?.number == report || ($0 as? ComposerPage).map { $0.number == report && $0.isSafe } == true
    }
    common.say(review.farewell(common), .good)
    if isInFront { common.turn = .outbox(report) }
  }

  /// A draft that was thrown away has no page any more, nor has its review.
  private mutating func leave(gone report: ReportNumber) {
    let isInFront = (front as? ComposerPage)?.number == report || (front as? ReviewPage)?.number == report
    pages.removeAll {
      ($0 as? ReviewPage)?.number == report || ($0 as? ComposerPage).map { $0.number == report && $0.isOver } == true
    }
    guard isInFront else { return }
    common.page = page
    onFront { $0.appear(&$1) }
  }

  // MARK: Composers

  /// Puts a draft's composer in front: the one that is open or held with unsaved text, else one on what the disk has.
  mutating func show(_ draft: Draft) {
    let held = (pages.compactMap { $0 as? ComposerPage } + departed).first { $0.number == draft.id }
    pages.removeAll { $0 is ComposerPage || $0 is ReviewPage }
    departed.removeAll { $0.number == draft.id }
    pages.append(held.flatMap { $0.isCurrent(draft) ? $0 : nil } ?? ComposerPage(draft, common))
  }

  /// Holds those composers of before that have no page any more and are not on the disk.
  mutating func hold(_ composers: [ComposerPage]) {
    let shown = Set(pages.compactMap { ($0 as? ComposerPage)?.number } + departed.map(\.number))
    departed += composers.filter { !$0.isSafe && !shown.contains($0.number) }
  }

  /// Whatever was written and is not on the disk is sent there, before the program ends or stops.
  mutating func partAll() {
    for place in pages.indices { pages[place].part(&common) }
    for place in departed.indices { departed[place].part(&common) }
  }

  /// Ends the program; where a draft can't be written to the disk, asks first.
  mutating func quit() {
    partAll()
    let composers = pages.compactMap { $0 as? ComposerPage } + departed
    for composer in composers {
      guard let trouble = composer.saving.trouble else { continue }
      common.question = Question(
        phrase:
          "“\(composer.name(common))” is NOT SAVED: \(common.text(trouble)). Quit, and lose what was written since?",
        effect: .world(.quit))
      return
    }
    common.want(.world(.quit))
  }

  // MARK: Keys that come before their composer

  private mutating func replay(_ inputs: [Input]) {
    for (place, input) in inputs.enumerated() {
      take(input)
      turn()
      // Among them was one that opens another: the rest is meant for that.
      guard common.opensComposer else { continue }
      ahead.hold(at: common.now)
      for later in inputs[(place + 1)...] { _ = ahead.take(later) }
      return
    }
  }

  /// What was typed for a composer that does not come is no command either.
  mutating func forgetAhead() {
    wanted = nil
    if !ahead.release().isEmpty { common.say("the report could not be opened; what was typed for it is gone", .bad) }
  }

  mutating func beginWanted() {
    guard let report = wanted else { return }
    wanted = nil
    begin(report.kind, for: report.newsroom)
    if !common.opensComposer { replay(ahead.release()) }
  }

  /// A new draft for the newsroom of this name, of the page, or the one that is asked for.
  mutating func begin(_ kind: Report.Kind, for name: String?) {
    guard common.isShelved else {
      wanted = WantedReport(kind: kind, newsroom: name)
      return ahead.hold(at: common.now)
    }
    let newsrooms = common.shelf.newsrooms
    guard !newsrooms.isEmpty else {
      return common.say("a report goes to a newsroom that is followed: :add URL… follows one", .bad)
    }
    if let name {
      let wanted = name.trimmingCharacters(in: .whitespaces).lowercased()
      let found = newsrooms.filter { $0.name.lowercased() == wanted }
      guard let newsroom = found.first else { return common.say("there is no newsroom \(name) here", .bad) }
      return common.want(.report(.begin(newsroom.id, kind, quoting: nil)))
    }
    if let id = page == .outbox ? common.newsroomInScope : front.newsroom(common) {
      return common.want(.report(.begin(id, kind, quoting: nil)))
    }
    // Several: never guessed, as it decides who reads it.
    let selected = (front as? FrontPage)?.list.current?.newsroom ?? newsrooms[0].id
    common.ask(
      .newsroom(kind), "to which newsroom (Tab: the next): ", text: common.newsroom(selected)?.name ?? "",
      choices: newsrooms.map(\.name))
  }
}

/// A report that is to be begun, once it is known what is followed.
struct WantedReport: Hashable, Sendable {
  var kind: Report.Kind
  /// By its name, where one was given.
  var newsroom: String?
}
