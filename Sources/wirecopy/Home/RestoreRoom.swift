import Foundation
import Glibc

/// The folder that an archive is unpacked into. Files alone, under names that a backup has, each once, each flushed; whatever
/// else an archive may hold is refused.
final class RestoreRoom {
  private let folder: String
  private var descriptor: Int32 = -1
  private var name = ""
  /// The text of the file that says what this is, while it comes.
  private var label: [UInt8] = []
  /// It came first and says that this is a backup that we know.
  private(set) var isLabelled = false
  private static let mostLabel = 4_096

  init(_ folder: String) { self.folder = folder }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func path(of name: String) -> String { "\(folder)/\(name)" }

  func take(_ event: TarReader.Event) throws {
    switch event {
    case .began(let entry): try begin(entry)
    case .came(let bytes):
      if name == BackupWriter.label {
        label += bytes
      } else if descriptor >= 0 {
        try Bytes.write(bytes, to: descriptor, path: path(of: name))
      }
    case .ended: try end()
    }
  }

  private func begin(_ entry: TarEntry) throws(BackupFault) {
    name = entry.name
    if name == BackupWriter.label {
      guard !isLabelled, label.isEmpty else { throw .twice(name) }
      guard entry.kind == .file, entry.size > 0, entry.size <= Self.mostLabel else { throw .foreign }
      return
    }
    guard isLabelled else { throw .foreign }
    if entry.kind == .folder {
      guard HomeContents.isFolder(name) else { throw .oddName(name) }
      return
    }
    guard HomeContents.isMember(name) else { throw .oddName(name) }
    let path = path(of: name)
    do {
      try FileManager.default.createDirectory(
        atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw .unwritable(path, reason: error.localizedDescription)
    }
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw errno == EEXIST ? .twice(name) : .writing(path) }
  }

  private func end() throws(BackupFault) {
    if name == BackupWriter.label {
      guard !isLabelled else { return }
      try readLabel()
      return isLabelled = true
    }
    guard descriptor >= 0 else { return }
    defer {
      close(descriptor)
      descriptor = -1
    }
    guard fsync(descriptor) == 0 else { throw .writing(path(of: name)) }
  }

  private func readLabel() throws(BackupFault) {
    let words = String(decoding: label, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard words.count >= 2, words[0] == BackupWriter.label, let form = Int(words[1]), form > 0 else { throw .foreign }
    guard form <= BackupWriter.form else { throw .newer }
  }

  /// What was written to a file is on the disk.
  static func flush(file path: String) throws(BackupFault) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw .reading(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .writing(path) }
  }
}
