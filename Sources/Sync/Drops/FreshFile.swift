import Foundation
import Seal

/// A file that comes into being beside its place: written, flushed, renamed, its folder flushed. Until it is committed
/// there is nothing under its name; one that is let go of before is removed.
///
/// 0600 from its first byte. It keeps count and digest of what is written, so that a file can be named by its bytes.
final class FreshFile {
  private static let prefix = ".part-"

  /// Of the file while it is written.
  let path: String
  private let folder: String
  private let descriptor: Int32
  private var isThere = true
  private(set) var size = 0
  private var digest = Digest()

  /// Begins a file in a folder; anything of that name there is left alone. The folder is made (0700) where there is none.
  init(in folder: String) throws(ReportPackFault) {
    self.folder = folder
    path = folder + "/" + Self.prefix + RandomBytes.make(12).hex
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .unwritable(path: folder, reason: error.localizedDescription)
    }
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if descriptor < 0 {
      isThere = false
      throw .writing(path, errno)
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if isThere { unlink(path) }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(ReportPackFault) {
    try Self.write(bytes, to: descriptor, path: path)
    digest.update(bytes)
    size += bytes.count
  }

  func write(_ bytes: [UInt8]) throws(ReportPackFault) {
    // A closure of the standard library throws no typed error through.
    let result: Result<Void, ReportPackFault> = bytes.withUnsafeBytes { buffer in
      do throws(ReportPackFault) { return .success(try write(buffer)) } catch { return .failure(error) }
    }
    try result.get()
  }

  /// SHA-256 of what was written so far, lower-case hex.
  var name: String {
    let digest = digest
    return digest.finish().hex
  }

  /// Everything is on the disk under this name when it returns. A file that had the name is replaced.
  func commit(as name: String) throws(ReportPackFault) {
    let place = folder + "/" + name
    if fsync(descriptor) != 0 { throw .writing(path, errno) }
    if rename(path, place) != 0 { throw .writing(place, errno) }
    isThere = false
    try Self.flush(folder: folder)
  }

  /// What was named or renamed in a folder is so after a loss of power, too.
  static func flush(folder: String) throws(ReportPackFault) {
    let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard handle >= 0 else { throw .writing(folder, errno) }
    defer { close(handle) }
    // A file system that can't flush a folder says so: there is nothing more to be done.
    if fsync(handle) != 0, errno != EINVAL { throw .writing(folder, errno) }
  }

  /// Removes what processes that were killed left unfinished, a day ago or earlier.
  static func sweep(_ folder: String, now: Date) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasPrefix(prefix) {
      var status = stat()
      guard lstat(folder + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
        now.timeIntervalSince1970 - Double(status.st_mtim.tv_sec) > 86_400
      else { continue }
      unlink(folder + "/" + name)
    }
  }

  /// All of the bytes, however many calls that takes.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String) throws(ReportPackFault) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let buffer = UnsafeRawBufferPointer(rebasing: rest)
      let count = Glibc.write(descriptor, buffer.baseAddress, buffer.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw .writing(path, errno)
      }
      rest = rest.dropFirst(count)
    }
  }
}
