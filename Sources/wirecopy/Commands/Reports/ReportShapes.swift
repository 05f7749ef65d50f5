import Desk
import Foundation
import News

/// The JSON shapes of reporting. Members may be added, none is renamed.

struct DraftsShape: Encodable { var drafts: [DraftShape] }

struct DraftShape: Encodable {
  var id: Int64
  var uuid: String
  var version: Int
  var newsroom: String
  var kind: String
  var title: String
  var urgent: Bool
  var attachments: Int
  var begun: String
  var saved: String

  init(_ draft: Draft, newsroom: String) {
    id = draft.id.rawValue
    uuid = draft.report.id.rawValue
    version = draft.report.version
    self.newsroom = newsroom
    kind = draft.report.kind.rawValue
    title = draft.report.title
    urgent = draft.report.isUrgent
    attachments = draft.report.attachments.count
    begun = draft.begun.rfc3339
    saved = draft.saved.rfc3339
  }
}

struct AttachmentShape: Encodable {
  var name: String
  var originalName: String
  var type: String
  var size: Int
  var sha256: String
  var caption: String?
  /// False for one that goes as it is.
  var cleaned: Bool
  /// Names of the fields that were removed.
  var removed: [String]

  init(_ attachment: Attachment) {
    name = attachment.name
    originalName = attachment.originalName
    type = attachment.type
    size = attachment.size
    sha256 = attachment.sha256
    caption = attachment.caption.isEmpty ? nil : attachment.caption
    switch attachment.cleaning {
    case .cleaned(let found): (cleaned, removed) = (true, found)
    case .untouched: (cleaned, removed) = (false, [])
    }
  }
}

/// A letter of the desk: when it was written, and its words.
struct LetterShape: Encodable {
  var time: String
  var text: String

  init(_ letter: ReportLetter) {
    time = letter.time.rfc3339
    text = letter.text
  }
}

struct ReviewShape: Encodable {
  struct RelayShape: Encodable {
    var url: String
    /// Nobody on the way can read what goes there.
    var `private`: Bool
  }
  struct GapShape: Encodable {
    var sentence: String
    var blocking: Bool
  }
  var id: Int64
  var uuid: String
  var version: Int
  var newsroom: String
  var kind: String
  var title: String
  var section: String?
  var language: String?
  var place: String?
  var byline: String?
  var urgent: Bool
  var body: String
  var inReplyTo: String?
  var attachments: [AttachmentShape]
  var filed: Bool
  /// Of the packed report, padding included, in bytes.
  var size: Int
  var sealed: Bool
  var consent: String
  var neededConsent: String
  var relays: [RelayShape]
  var missing: [GapShape]
  var letters: [LetterShape]

  init(_ sheet: ReviewSheet, in session: Session) {
    let report = sheet.draft.report
    let given = { (text: String) in text.isEmpty ? nil : text }
    id = sheet.draft.id.rawValue
    uuid = report.id.rawValue
    version = report.version
    newsroom = sheet.newsroomName
    kind = report.kind.rawValue
    title = report.title
    section = given(report.section)
    language = given(report.language)
    place = given(report.place)
    byline = given(report.byline)
    urgent = report.isUrgent
    body = report.body
    inReplyTo = report.inReplyTo
    attachments = report.attachments.map(AttachmentShape.init)
    filed = sheet.isFiled
    size = sheet.size
    sealed = sheet.isSealed
    consent = ConsentWord(sheet.consent).rawValue
    neededConsent = ConsentWord(sheet.neededConsent).rawValue
    relays = sheet.relays.map { RelayShape(url: $0.url, private: $0.isPrivate) }
    missing = sheet.missing.map { GapShape(sentence: session($0.phrase), blocking: $0.isBlocking) }
    letters = sheet.letters.map(LetterShape.init)
  }
}
