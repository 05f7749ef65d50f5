import Foundation
import Glibc
import News
import Seal
import Store

/// A writer's file on its way to a draft: copied, known by its content, cleaned, kept. The file itself is only read.
struct AttachmentIntake: Sendable {
  /// The largest file that goes with a report: base and report fit the 32 MiB that relays take.
  static let mostBytes = 24 << 20

  let store: NewsStore
  var cleaner = MetadataCleaner()

  /// Keeps a cleaned copy of a file with a draft.
  /// - Parameters:
  ///   - path: links are followed.
  ///   - untouched: what can't be cleaned goes as it is, as the writer was warned. What can be is cleaned all the same.
  /// - Throws: `AttachmentRefusal`, `StoreFault`, `CancellationError`; then no copy is left.
  func attach(
    _ path: String, to draft: ReportNumber, untouched: Bool = false, caption: String = "", now: Date = Date()
  ) async throws -> Attachment {
    let file = try await prepare(path, untouched: untouched, caption: caption)
    return try await store.attach(draft, file.attachment, now: now)
  }

  /// A copy that is ready to be kept, with the folder that it is in.
  struct Prepared {
    var attachment: NewAttachment
    var folder: CleaningFolder
  }

  func prepare(_ path: String, untouched: Bool, caption: String = "") async throws -> Prepared {
    let folder = try CleaningFolder(in: store.workFolder)
    let raw = folder.file("original")
    try await SlowWork.run { () throws(AttachmentRefusal) in try Self.copy(path, to: raw) }
    let kind = try Self.kind(of: raw)
    let name = "copy.\(kind.ending)"
    guard rename(raw, folder.file(name)) == 0 else { throw Self.refusal("the copy can't be named") }
    var cleaned = folder.file(name)
    var cleaning = Attachment.Cleaning.untouched
    do {
      guard kind.isCleanable else { throw Self.uncleanable(kind) }
      let answer = try await cleaner.clean(name, in: folder)
      (cleaned, cleaning) = (answer.path, .cleaned(found: answer.found))
    } catch let refusal as AttachmentRefusal where refusal.canGoUntouched && untouched {
      // The writer was told and wants it so.
    }
    try Task.checkCancellation()
    chmod(cleaned, 0o600)
    let (size, sha256) = try Self.measure(cleaned)
    if size > Self.mostBytes {
      throw AttachmentRefusal(
        "without metadata it is larger than it was, \(size >> 20) MiB; at most \(Self.mostBytes >> 20) MiB can go")
    }
    let original = URL(filePath: path).lastPathComponent
    return Prepared(
      attachment: NewAttachment(
        path: cleaned, originalName: original, type: kind.type, size: size, sha256: sha256, caption: caption,
        cleaning: cleaning), folder: folder)
  }

  private static func uncleanable(_ kind: AttachmentKind) -> AttachmentRefusal {
    if ["zip", "tar", "gz"].contains(kind.ending) {
      return AttachmentRefusal(
        "nothing can clean an archive (\(kind.type)) for certain; attach the files in it one by one",
        canGoUntouched: true)
    }
    return AttachmentRefusal(
      "mat2 can't clean this kind of file (\(kind.type)); it may say who made it, where and when", canGoUntouched: true)
  }

  private static func refusal(_ what: Phrase) -> AttachmentRefusal {
    AttachmentRefusal("\(what): \(String(cString: strerror(errno)))")
  }

  /// Bytes alone: no time, no attribute, no name goes with them. A pipe or a device is refused, not waited for.
  private static func copy(_ path: String, to copy: String) throws(AttachmentRefusal) {
    let from = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard from >= 0 else { throw refusal("can't read it") }
    defer { close(from) }
    var status = stat()
    guard fstat(from, &status) == 0 else { throw refusal("can't read it") }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw AttachmentRefusal("it is a folder; attach the files in it one by one")
    default: throw AttachmentRefusal("it is no plain file")
    }
    if status.st_size == 0 { throw AttachmentRefusal("it is empty") }
    let to = open(copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard to >= 0 else { throw refusal("can't write a copy of it") }
    defer { close(to) }
    var buffer = [UInt8](repeating: 0, count: 1 << 17)
    var total = 0
    while true {
      let count = buffer.withUnsafeMutableBytes { read(from, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw refusal("can't read it") }
      if count == 0 { return }
      total += count
      if total > mostBytes {
        let size = max(Int(status.st_size), total)
        throw AttachmentRefusal("it is larger than \(mostBytes >> 20) MiB (\(size >> 20) MiB), more than relays take")
      }
      var done = 0
      while done < count {
        let written = buffer[done..<count].withUnsafeBytes { write(to, $0.baseAddress, $0.count) }
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { throw refusal("can't write a copy of it") }
        done += written
      }
    }
  }

  private static func kind(of path: String) throws(AttachmentRefusal) -> AttachmentKind {
    guard let bytes = try? Data(contentsOf: URL(filePath: path)) else { throw refusal("can't read its copy") }
    return bytes.withUnsafeBytes { AttachmentKind(of: $0) }
  }

  private static func measure(_ path: String) throws(AttachmentRefusal) -> (size: Int, sha256: String) {
    guard let file = FileHandle(forReadingAtPath: path) else { throw refusal("can't read its copy") }
    var digest = Digest()
    var size = 0
    do {
      while let piece = try file.read(upToCount: 1 << 17), !piece.isEmpty {
        digest.update(piece)
        size += piece.count
      }
      try file.close()
    } catch {
      throw AttachmentRefusal("can't read its copy: \(error.localizedDescription)")
    }
    return (size, digest.finish().hex)
  }
}
