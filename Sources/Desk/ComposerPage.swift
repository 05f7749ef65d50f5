import Foundation
import News
import Screen

/// A report being written.
///
/// Invariants: every change of the text is sent to the disk at once; "saved" is said only of what the disk has answered
/// for; the page never goes with text that the disk has not, it is then held until it has (`DeskModel.departed`); text whose
/// draft is gone from the disk becomes a draft of its own at once.
struct ComposerPage: Page {
  static let kind = PageKind.composer

  private(set) var number: ReportNumber
  private(set) var newsroom: NewsroomID
  /// As it was opened: its kind, its version, what it answers.
  private(set) var opened: Report
  private(set) var saving: SavingState
  private(set) var begun: Date
  var header: DraftHeader
  var body: TextEditor
  var refusal: Refusal?
  /// The draft is on the disk no longer: it was filed or thrown away elsewhere.
  private(set) var isGone = false
  private var isRenewing = false
  private var isDiscarding = false
  /// It was thrown away from here.
  private(set) var isOver = false

  init(_ draft: Draft, _ common: Common) {
    number = draft.id
    newsroom = draft.newsroom
    opened = draft.report
    begun = draft.begun
    saving = SavingState(saved: draft.saved, change: common.changes)
    header = DraftHeader(draft.report)
    body = TextEditor(draft.report.body)
    body.cursor = body.count
  }

  var title: Phrase { DraftLine.kind(opened) }

  func newsroom(_ common: Common) -> NewsroomID? { newsroom }

  func name(_ common: Common) -> String { DraftLine.title(report, common) }

  /// The report as it stands on the screen.
  var report: Report {
    var report = opened
    let text = text
    (report.title, report.section, report.language) = (text.title, text.section, text.language)
    (report.place, report.byline, report.isUrgent) = (text.place, text.byline, text.isUrgent)
    report.body = text.body
    report.attachments = header.attachments
    return report
  }

  var text: DraftText {
    DraftText(
      title: header.text(.title), section: header.text(.section), language: header.text(.language),
      place: header.text(.place), byline: header.text(.byline), isUrgent: header.isUrgent, body: body.text,
      change: saving.change)
  }

  // MARK: The disk

  /// All that stands here is on the disk.
  var isKept: Bool { saving.isKept && header.hasKeptCaptions }

  /// Nothing is lost when the page goes.
  var isSafe: Bool { isOver || isKept || isDiscarding && isBlank }

  private var isBlank: Bool { report.isBlank && header.text(.section).isEmpty }

  /// Whether the page is better than what the disk has: it holds what the disk has not, or the same.
  func isCurrent(_ draft: Draft) -> Bool { !isKept || !isGone && report == draft.report }

  /// After each change of the text.
  mutating func changed(_ common: inout Common) {
    saving.changed(&common)
    isDiscarding = false
    if isGone { renew(&common) } else { common.want(.report(.keep(number, text, isUrgent: false))) }
  }

  mutating func changed(caption: AttachmentID, _ common: inout Common) {
    isDiscarding = false
    if isGone { return renew(&common) }
    common.want(.report(.caption(number, caption, header.text(.caption(caption)))))
  }

  /// Sends what the disk has not answered for, to be written at once.
  mutating func flush(_ common: inout Common) {
    guard !isSafe else { return }
    if isGone { renew(&common) } else { common.want(.report(.keep(number, text, isUrgent: true))) }
  }

  mutating func part(_ common: inout Common) { flush(&common) }

  /// Asks for a new draft of what stands here.
  private mutating func renew(_ common: inout Common) {
    guard !isRenewing else { return }
    isRenewing = true
    var copy = report
    for place in copy.attachments.indices {
      copy.attachments[place].caption = header.text(.caption(copy.attachments[place].id))
    }
    common.want(.report(.renew(number, newsroom, copy)))
  }

  // MARK: What came of it

  mutating func take(_ news: ReportNews, _ common: inout Common) {
    switch news {
    case .kept(number, let change): saving.keep(change, at: common.now)
    case .notKept(number, let phrase), .notRenewed(number, let phrase):
      if case .notRenewed = news { isRenewing = false }
      if saving.trouble != phrase { common.say("NOT SAVED: \(phrase)", .bad) }
      saving.fail(phrase)
    case .attached(number, let file): take(attached: file, &common)
    case .refused(number, let path, let phrase, let canGoUntouched):
      take(Refusal(path: path, phrase: phrase, canGoUntouched: canGoUntouched), &common)
    case .attachments(number, let files):
      let wasKept = isKept
      header.take(files)
      if isKept, !wasKept { saving.note(at: common.now) }
    case .edited(number, let text, let other): take(edited: text, other: other, &common)
    case .gone(number) where isDiscarding: isOver = true
    case .gone(number), .filed(number): go(&common)
    case .renewed(number, let draft): take(renewed: draft, &common)
    default: break
    }
  }

  private mutating func take(edited text: String, other: ReportNumber?, _ common: inout Common) {
    let before = body.change
    body.replace(all: text)
    header.focus = .body
    if let refusal = body.refusal { return common.say(refusal, .bad) }
    if body.change != before {
      changed(&common)
      flush(&common)
    }
    if other != nil {
      common.say("the draft had been changed elsewhere meanwhile; that text is a draft of its own now", .bad)
    }
  }

  private mutating func go(_ common: inout Common) {
    guard !isGone else { return }
    isGone = true
    guard isSafe else { return renew(&common) }
    common.say(
      "this draft was filed or thrown away elsewhere; \(common.key(.review, on: .composer)) keeps what stands here as a new one",
      .bad)
  }

  /// It goes on under another number; what was written since is sent after it.
  private mutating func take(renewed draft: Draft, _ common: inout Common) {
    let isChanged = report.body != draft.report.body || !isKept
    let captions = Dictionary(
      header.attachments.map { ($0.sha256, header.text(.caption($0.id))) }, uniquingKeysWith: { $1 })
    number = draft.id
    opened = draft.report
    begun = draft.begun
    header.take(draft.report.attachments)
    saving = SavingState(saved: draft.saved, change: common.changes)
    (isGone, isRenewing) = (false, false)
    if isChanged {
      saving.changed(&common)
      flush(&common)
    }
    for file in draft.report.attachments {
      guard let caption = captions[file.sha256], caption != file.caption else { continue }
      header[.caption(file.id)] = LineEditor(caption)
      changed(caption: file.id, &common)
    }
    common.say("the draft was changed, filed or thrown away meanwhile: what stands here is a new one now", .good)
  }

  // MARK: Commands

  mutating func perform(_ name: DeskCommand.Name, argument: String?, _ common: inout Common) {
    switch name {
    case .redraw: fit(common)
    case .cancel: _ = body.press(.escape)
    case .nextField, .previousField:
      go(name == .nextField ? 1 : -1, &common)
    case .review:
      if isGone { return renew(&common) }
      flush(&common)
      common.want(.report(.review(number)))
    case .editor:
      if isGone { return renew(&common) }
      flush(&common)
      common.want(.report(.editOutside(number, text)))
    case .urgent:
      header.isUrgent.toggle()
      changed(&common)
    case .attach:
      if let argument { answer(.attach, argument, &common) } else { common.ask(.attach, "attach the file: ") }
    case .untouched: offerUntouched(&common)
    case .detach: detach(&common)
    case .discard: discard(&common)
    case .leave:
      if opened.version == 1, isBlank, !isGone, !common.attaching.has(number) { discard(&common) }
      common.turn = .back
    default: break
    }
  }

  mutating func answer(_ purpose: Common.Prompt.Purpose, _ text: String, _ common: inout Common) {
    let path = text.trimmingCharacters(in: .whitespaces)
    guard purpose == .attach, !path.isEmpty else { return }
    attach(path, untouched: false, &common)
  }

  private mutating func discard(_ common: inout Common) {
    if isGone {
      isOver = true
      common.turn = .back
      return
    }
    isDiscarding = isBlank && !common.attaching.has(number)
    common.want(discarding: Draft(id: number, newsroom: newsroom, report: report, begun: begun, saved: saving.keptAt))
  }

  mutating func answered(_ choice: Question.Choice, _ common: inout Common) {
    for effect in choice.effects {
      switch effect {
      case .report(.discard(number)): isDiscarding = true
      case .report(.attach): refusal = nil
      default: break
      }
    }
  }
}
