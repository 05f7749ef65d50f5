import Foundation
import News
import Screen

/// A report before it is filed: who would get it, who could read it, what of it is sent, and what it lacks.
struct ReviewPage: Page {
  static let kind = PageKind.review

  private(set) var sheet: ReviewSheet
  /// It was filed and the outbox has not answered yet.
  private(set) var isFiling = false
  private var text = TextView()
  private var width = 0

  var number: ReportNumber { sheet.draft.id }

  init(_ sheet: ReviewSheet) { self.sheet = sheet }

  var title: Phrase { text.percent.map { "review, \($0) %" } ?? "review" }

  func newsroom(_ common: Common) -> NewsroomID? { sheet.draft.newsroom }

  mutating func appear(_ common: inout Common) { set(common) }

  mutating func waitNoLonger() { isFiling = false }

  private mutating func set(_ common: Common) {
    width = Self.width(common.body)
    text.set(ReviewText.lines(shown(common), width: width, common), height: common.body.rows, isSameText: true)
  }

  /// With what is still on its way to the draft.
  private func shown(_ common: Common) -> ReviewSheet {
    guard !sheet.isFiled, common.attaching.has(number) else { return sheet }
    var whole = sheet
    whole.missing.append(ReviewGap("a file is still being copied and cleaned", isBlocking: true))
    return whole
  }

  private static func width(_ rect: Rect) -> Int { max(2, min(ReaderPage.widest, rect.columns - 2)) }

  mutating func take(_ loaded: DeskEvent.Loaded, _ common: inout Common) {
    if case .changed = loaded, !isFiling { common.want(.report(.review(number))) }
  }

  mutating func take(_ news: ReportNews, _ common: inout Common) {
    switch news {
    case .reviewed(let arrived) where arrived.draft.id == number && arrived != sheet: sheet = arrived
    case .attached(number, _), .refused(number, path: _, _, canGoUntouched: _):
      if !isFiling { common.want(.report(.review(number))) }
    case .consented(sheet.draft.newsroom, let consent): sheet.consent = consent
    default: return
    }
    set(common)
  }

  mutating func perform(_ name: DeskCommand.Name, argument: String?, _ common: inout Common) {
    if text.move(name) { return }
    switch name {
    case .redraw: set(common)
    case .cancel: text.look(for: "")
    case .file: file(&common)
    case .agree:
      guard let question = UnsealedStep(sheet: sheet).agreeing() else {
        return common.say(sheet.isSealed ? "it is sealed: nothing is to agree to" : "you have agreed to all of that")
      }
      common.question = question
    case .disagree: disagree(&common)
    case .find:
      if let argument { answer(.find, argument, &common) } else { common.ask(.find, "find: ", text: text.finder.text) }
    case .findNext:
      text.findNext()
      common.say(finding: text)
    case .findPrevious:
      text.findPrevious()
      common.say(finding: text)
    default: break
    }
  }

  private mutating func file(_ common: inout Common) {
    if sheet.isFiled { return common.say("it is filed already; \(common.key(.outbox, on: .front)) shows where it is") }
    if isFiling { return }
    if let gap = shown(common).missing.first(where: \.isBlocking) {
      return common.say("it can't be filed yet: \(common.text(gap.phrase))", .bad)
    }
    let step = UnsealedStep(sheet: sheet)
    if !step.isClear, let question = step.filing() { return common.question = question }
    isFiling = true
    common.say("filing…")
    common.want(.report(.file(number)))
  }

  private mutating func disagree(_ common: inout Common) {
    guard !sheet.isSealed, sheet.consent != .none else { return common.say("you have not agreed to anything") }
    common.say("taking it back…")
    common.want(.report(.consent(sheet.draft.newsroom, .none)))
  }

  mutating func answered(_ choice: Question.Choice, _ common: inout Common) {
    for effect in choice.effects {
      switch effect {
      case .report(.consent(_, let consent)): sheet.consent = consent
      case .report(.file): isFiling = true
      default: break
      }
    }
    set(common)
  }

  /// What is said once it is in the outbox.
  func farewell(_ common: Common) -> Phrase {
    if case .waiting = sheet.keys {
      return "filed to wait: it is on this disk, and is sealed and sent once the newsroom's keys are here"
    }
    if case .stopped = sheet.keys { return "filed to wait: it is on this disk, and nothing is sent now" }
    if sheet.relays.isEmpty {
      return "filed to wait: it is on this disk; no relay of \(sheet.newsroomName) is known yet"
    }
    if UnsealedStep(sheet: sheet).reached.isEmpty {
      return "filed to wait: it is on this disk, and nothing is sent until you agree"
    }
    return "filed: it is on this disk, and leaves as soon as a relay answers"
  }

  mutating func answer(_ purpose: Common.Prompt.Purpose, _ text: String, _ common: inout Common) {
    guard purpose == .find else { return }
    self.text.look(for: text)
    common.say(finding: self.text)
  }

  mutating func point(_ mouse: Mouse, _ common: inout Common) {
    switch mouse.action {
    case .wheelUp: text.scroll(-3)
    case .wheelDown: text.scroll(3)
    case .press, .doublePress: break
    }
  }

  func render(on grid: inout Grid, in rect: Rect, _ common: Common) {
    guard width == Self.width(rect) else {
      var other = text
      let lines = ReviewText.lines(shown(common), width: Self.width(rect), common)
      other.set(lines, height: rect.rows, isSameText: true)
      return other.draw(on: &grid, in: rect)
    }
    text.draw(on: &grid, in: rect)
  }
}
