public import Foundation
import GRDB
public import News

#if canImport(Glibc)
  import Glibc
#endif

extension NewsStore {
  /// Files that one report takes.
  public static let mostAttachments = 256

  /// Keeps a cleaned copy with the draft: it is made private and durable, moved into `filesFolder`, and then named by the draft. When
  /// this throws, the copy is where it was.
  @discardableResult
  public func attach(
    _ number: ReportNumber, _ file: NewAttachment, now: Date = Date()
  ) async throws(StoreFault) -> Attachment {
    let files = files
    let inside = URL(fileURLWithPath: file.path).standardizedFileURL.path.hasPrefix(work.path + "/")
    guard inside else { throw .unreadable(path: file.path, detail: "it is not in \(work.path)") }
    // The long part, before anybody has to wait for the lock.
    try await onDisk { try PrivateFolder.settle(file.path, size: file.size, sha256: file.sha256) }
    do {
      let attachment = try await writeReports { db in
        let attachment = try Self.insert(db, file, number, now: now)
        // The same copy is here already, of another report or another try: it stays, and this one goes below.
        if files.size(file.sha256) != file.size { try files.take(file.path, as: file.sha256) }
        return attachment
      }
      unlink(file.path)
      return attachment
    } catch {
      // Moved, and then there was no room for the row: back, unless a report names it.
      try? await locked { db in
        guard access(file.path, F_OK) != 0, try !Self.isNamed(db, file: file.sha256) else { return }
        rename(files.file(file.sha256), file.path)
      }
      throw error
    }
  }

  private static func insert(
    _ db: Database, _ file: NewAttachment, _ number: ReportNumber, now: Date
  ) throws -> Attachment {
    let names = Set(try ReportRow.draft(db, number).report.attachments.map(\.name))
    guard names.count < mostAttachments else {
      throw StoreFault.refused(
        "A report takes \(mostAttachments) files at most: put some of them into an archive.")
    }
    let last = try Int.fetchOne(
      db, sql: "SELECT max(place) FROM attachment WHERE report = ?", arguments: [number.rawValue])
    var place = (last ?? 0) + 1
    while names.contains(SentName.make(type: file.type, place: place)) { place += 1 }
    let stored = StoredFile(file, name: SentName.make(type: file.type, place: place))
    let attachment = try stored.insert(db, report: number.rawValue, place: place, sha256: file.sha256)
    try db.execute(
      sql: "UPDATE report SET saved = max(saved, ?) WHERE id = ?", arguments: [now.milliseconds, number.rawValue])
    return attachment
  }

  /// What the draft has now. The file goes when nothing else names it.
  @discardableResult
  public func detach(_ number: ReportNumber, _ id: AttachmentID) async throws(StoreFault) -> [Attachment] {
    let (attachments, sha256) = try await change(number, id) { db, attachment in
      try db.execute(sql: "DELETE FROM attachment WHERE id = ?", arguments: [id.rawValue])
    }
    try await sweep(files: [sha256])
    return attachments
  }

  /// What the draft has now.
  @discardableResult
  public func setCaption(
    _ number: ReportNumber, _ id: AttachmentID, _ caption: String
  ) async throws(StoreFault) -> [Attachment] {
    try await change(number, id) { db, attachment in
      var attachment = attachment
      attachment.caption = caption
      try db.execute(
        sql: "UPDATE attachment SET file = ? WHERE id = ?",
        arguments: [try JSONColumn.sureText(StoredFile(attachment)), id.rawValue])
    }.0
  }

  private func change(
    _ number: ReportNumber, _ id: AttachmentID, _ updates: @escaping @Sendable (Database, Attachment) throws -> Void
  ) async throws(StoreFault) -> ([Attachment], String) {
    try await writeReports { db in
      let row = try ReportRow.draft(db, number)
      guard let attachment = row.report.attachments.first(where: { $0.id == id }) else {
        throw StoreFault.notFound("attachment \(id.rawValue) of draft \(number.rawValue)")
      }
      try updates(db, attachment)
      return (try StoredFile.fetchAll(db, report: number.rawValue), attachment.sha256)
    }
  }
}
