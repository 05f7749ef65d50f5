import GRDB
import News

/// What is short of a report, as JSON: a column of text would end at a NUL. Members may be added, none renamed.
struct StoredWords: Codable {
  var kind: Report.Kind
  var title: String
  var section: String
  var language: String
  var place: String
  var isUrgent: Bool
  var byline: String
  var inReplyTo: String?

  init(_ report: Report) {
    kind = report.kind
    title = report.title
    section = report.section
    language = report.language
    place = report.place
    isUrgent = report.isUrgent
    byline = report.byline
    inReplyTo = report.inReplyTo
  }

  func put(into report: inout Report) {
    report.kind = kind
    report.title = title
    report.section = section
    report.language = language
    report.place = place
    report.isUrgent = isUrgent
    report.byline = byline
    report.inReplyTo = inReplyTo
  }

  mutating func take(_ change: DraftChange) {
    title = change.title
    section = change.section
    language = change.language
    place = change.place
    isUrgent = change.isUrgent
    byline = change.byline
    if let kind = change.kind { self.kind = kind }
    if let address = change.inReplyTo { inReplyTo = address.isEmpty ? nil : address }
  }
}

/// An attachment without its number and its hash, as JSON. Members may be added, none renamed.
struct StoredFile: Codable {
  var originalName: String
  var name: String
  var type: String
  var size: Int
  var caption: String
  var cleaning: Attachment.Cleaning

  init(_ attachment: Attachment) {
    originalName = attachment.originalName
    name = attachment.name
    type = attachment.type
    size = attachment.size
    caption = attachment.caption
    cleaning = attachment.cleaning
  }

  init(_ file: NewAttachment, name: String) {
    originalName = file.originalName
    self.name = name
    type = file.type
    size = file.size
    caption = file.caption
    cleaning = file.cleaning
  }

  func attachment(id: Int64, sha256: String) -> Attachment {
    Attachment(
      id: AttachmentID(rawValue: id), originalName: originalName, name: name, type: type, size: size, sha256: sha256,
      caption: caption, cleaning: cleaning)
  }

  func insert(_ db: Database, report: Int64, place: Int, sha256: String) throws -> Attachment {
    try db.execute(
      sql: "INSERT INTO attachment (report, place, sha256, file) VALUES (?, ?, ?, ?)",
      arguments: [report, place, sha256, try JSONColumn.sureText(self)])
    return attachment(id: db.lastInsertedRowID, sha256: sha256)
  }

  static func fetchAll(_ db: Database, report: Int64) throws -> [Attachment] {
    let statement = try db.cachedStatement(
      sql: "SELECT id, sha256, file FROM attachment WHERE report = ? ORDER BY place")
    return try Row.fetchAll(statement, arguments: [report]).map { row in
      let file: StoredFile = try JSONColumn.sure(row[2])
      return file.attachment(id: row[0], sha256: row[1])
    }
  }
}
