import Foundation
import Glibc
import News
import Screen
import Seal
import Sync

/// Saves fetched reports: a folder (0700) for each, with its text, its head as JSON and its files (0600). A folder is
/// there whole or not at all, and none is ever written over.
struct InboxSaver {
  let folder: String
  /// What opens sealed ones.
  var identities: [AgeIdentity] = []
  let session: Session

  /// - Returns: the folder, and whether it was made now.
  func save(_ item: InboxReport.Item) throws(Failure) -> (path: String, isNew: Bool) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Failure("inbox save \(folder): can't be made: \(error.localizedDescription)")
    }
    let place = "\(folder)/\(Self.name(item))"
    if access(place, F_OK) == 0 { return (place, false) }
    let part = "\(folder)/.part-\(RandomBytes.make(8).hex)"
    do throws(Failure) {
      try make(part)
      try write(item, into: part)
      guard rename(part, place) == 0 else {
        // Somebody saved it at the same time.
        if errno == EEXIST || errno == ENOTEMPTY {
          try? FileManager.default.removeItem(atPath: part)
          return (place, false)
        }
        throw Self.failure(place)
      }
    } catch {
      try? FileManager.default.removeItem(atPath: part)
      throw error
    }
    return (place, true)
  }

  /// By time and identity, so that a list of folders is in order; two that contest one identity have two drops.
  static func name(_ item: InboxReport.Item) -> String {
    let report = item.report.report
    let day = item.report.time.rfc3339.prefix(10)
    return "\(day)-\(report.id.rawValue)-v\(report.version)-\((item.drops.first ?? "").prefix(8))"
  }

  private func write(_ item: InboxReport.Item, into part: String) throws(Failure) {
    let text = InboxText.lines(item, in: session).map(VisibleText.line).joined(separator: "\n") + "\n"
    try write(Array(text.utf8), to: "\(part)/report.txt")
    let json = try Output.jsonText(InboxShape.ReportShape(item, in: session))
    try write(Array(json.utf8), to: "\(part)/report.json")
    let files = item.report.report.attachments
    if files.isEmpty { return }
    try make("\(part)/files")
    for (index, file) in files.enumerated() {
      let path = "\(part)/files/\(file.name)"
      let descriptor = try create(path)
      defer { close(descriptor) }
      do throws(ReportPackFault) {
        try item.report.extract(index, to: descriptor, identities: identities)
      } catch {
        throw Failure("inbox save \(file.name): \(error.phrase)")
      }
      guard fsync(descriptor) == 0 else { throw Self.failure(path) }
    }
  }

  private func make(_ path: String) throws(Failure) {
    guard mkdir(path, 0o700) == 0 else { throw Self.failure(path) }
  }

  private func create(_ path: String) throws(Failure) -> Int32 {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw Self.failure(path) }
    return file
  }

  private func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    let file = try create(path)
    defer { close(file) }
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure(path) }
      done += count
    }
    guard fsync(file) == 0 else { throw Self.failure(path) }
  }

  private static func failure(_ path: String) -> Failure {
    Failure("inbox save: can't write \(path): \(String(cString: strerror(errno)))")
  }
}
