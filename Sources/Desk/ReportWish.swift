public import News

/// What the pages of reporting ask for. A draft is worked on by its number; each answer names it again.
public enum ReportWish: Hashable, Sendable {
  /// A new draft for a newsroom, from a template; quoting an article, or correcting it. Answer: `opened`.
  case begin(NewsroomID, Report.Kind, quoting: ArticleID?)
  /// Answer: `opened`.
  case open(ReportNumber)
  /// As it stands on the screen, after each key. The runner writes at a pause in typing, at latest 1 s after the first key
  /// that is not yet on disk; `isUrgent` writes at once (a change of field, leaving the page). Answer: `kept`, or `notKept`.
  case keep(ReportNumber, DraftText, isUrgent: Bool)
  /// Copies, cleans and keeps a file with the draft. Answer: `attached` or `refused`, one of them in any case.
  case attach(ReportNumber, path: String, untouched: Bool)
  case detach(ReportNumber, AttachmentID)
  /// After each key, like `keep`: written with it, at the same pauses and at once with one that `isUrgent`. Answer:
  /// `attachments`.
  case caption(ReportNumber, AttachmentID, String)
  /// The body to the user's own editor. Answer: `edited`.
  case editOutside(ReportNumber, DraftText)
  /// What stands on the screen of a draft that is `gone` from the disk, as a new draft. Answer: `renewed`, or `notRenewed`.
  case renew(ReportNumber, NewsroomID, Report)
  /// What would be sent and where to; of a filed report, too. Answer: `reviewed`.
  case review(ReportNumber)
  /// Into the outbox. Answer: `filed`, when it is on the disk; then it is delivered without being asked for.
  case file(ReportNumber)
  /// The writer agrees to send this newsroom's reports unsealed, or takes that back. Answer: `consented`.
  case consent(NewsroomID, UnsealedConsent)
  /// A draft that is not wanted any more, with its attachments; or a report that is in the outbox no longer (`forget`).
  case discard(ReportNumber)
  case forget(ReportNumber)
  /// Send what is due, or these now. Answers: `delivering`, `delivered`.
  case deliver([ReportNumber]?)
  case cancelDelivery
  /// A filed report as a new draft of its next version. Answer: `opened`.
  case edit(ReportNumber)
  /// Not to be sent; what was written is a draft again.
  case withdraw(ReportNumber)
  case export(ReportNumber, path: String)
  case importFile(path: String)
}

/// What the composer changes of a draft; attachments are changed one by one.
public struct DraftText: Hashable, Sendable {
  public var title: String
  public var section: String
  public var language: String
  public var place: String
  public var byline: String
  public var isUrgent: Bool
  public var body: String
  /// Counts the composer's changes, so that an answer says which of them is on disk.
  public var change: Int

  public init(
    title: String = "", section: String = "", language: String = "", place: String = "", byline: String = "",
    isUrgent: Bool = false, body: String = "", change: Int = 0
  ) {
    self.title = title
    self.section = section
    self.language = language
    self.place = place
    self.byline = byline
    self.isUrgent = isUrgent
    self.body = body
    self.change = change
  }
}
