import Foundation
import Seal

#if canImport(Glibc)
  import Glibc
#endif

/// A folder that holds an edition's tree, and how a file comes to be in it: written beside its place, flushed, renamed, its
/// folder flushed. A kill at any moment leaves the old file or the new.
///
/// Held by one writer at a time.
package final class TreeFolder {
  private static let unfinished = ".part-"

  package let path: String
  private let lock: Int32
  /// Of files that are made.
  private let mode: mode_t

  /// Opens a folder for writing; makes it where there is none.
  /// - Parameter isPrivate: what is made in it is for its owner alone.
  package init(_ path: String, isPrivate: Bool = false) throws(TreeFolderFault) {
    self.path = path
    mode = isPrivate ? 0o600 : 0o644
    try Self.make(path, isPrivate: isPrivate)
    lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard lock >= 0 else { throw Self.fault(path) }
    // Closed by `deinit`, which runs though this throws: all of it is made.
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { throw .busy(path: path) }
  }

  deinit { close(lock) }

  /// A file's bytes; nil where there is none.
  package func read(_ name: String, most: Int) throws(TreeFolderFault) -> [UInt8]? {
    try Self.read(path + "/" + name, most: most)
  }

  /// A plain file's bytes, no link followed; nil where there is none.
  package static func read(_ path: String, most: Int) throws(TreeFolderFault) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw .unreadable(path: path, reason: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) <= most else {
      throw .unreadable(path: path, reason: "no plain file of a size that it may have")
    }
    var problem: Int32 = 0
    let size = Int(status.st_size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { room, count in
      while count < size {
        let got = Glibc.read(descriptor, room.baseAddress.map { $0 + count }, size - count)
        if got < 0, errno == EINTR { continue }
        if got < 0 { problem = errno }
        if got <= 0 { break }
        count += got
      }
    }
    guard problem == 0 else { throw .unreadable(path: path, reason: String(cString: strerror(problem))) }
    return bytes
  }

  /// Puts a file in its place, whatever was there.
  package func write(_ bytes: [UInt8], to name: String) throws(TreeFolderFault) {
    try write(bytes, to: name, modified: nil)
  }

  /// - Parameter modified: the time that it is to have; nil for now.
  func write(_ bytes: [UInt8], to name: String, modified: timespec?) throws(TreeFolderFault) {
    let place = path + "/" + name
    let parent = String(place[..<(place.lastIndex(of: "/") ?? place.endIndex)])
    try Self.make(parent, isPrivate: mode == 0o600)
    let beside = parent + "/" + Self.unfinished + RandomBytes.make(8).hex
    let descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
    guard descriptor >= 0 else { throw Self.fault(place) }
    var isDone = false
    defer {
      close(descriptor)
      if !isDone { unlink(beside) }
    }
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + start }, bytes.count - start)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Self.fault(place) }
      start += count
    }
    if let modified { Self.setTime(of: descriptor, to: modified) }
    guard fsync(descriptor) == 0, rename(beside, place) == 0 else { throw Self.fault(place) }
    isDone = true
    try Self.flush(parent)
  }

  /// Puts a file in its place unless these very bytes are there.
  package func write(changed bytes: [UInt8], to name: String) throws(TreeFolderFault) {
    if let old = try? read(name, most: bytes.count), old == bytes { return }
    try write(bytes, to: name)
  }

  /// Gives a file the time of the one that it is a copy of. Where that can't be done it is compared again the next time: no more.
  func setTime(of name: String, to time: timespec) {
    let descriptor = open(path + "/" + name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    Self.setTime(of: descriptor, to: time)
  }

  private static func setTime(of descriptor: Int32, to time: timespec) { _ = futimens(descriptor, [time, time]) }

  package func exists(_ name: String) -> Bool { access(path + "/" + name, F_OK) == 0 }

  package func remove(_ name: String) throws(TreeFolderFault) {
    guard unlink(path + "/" + name) == 0 || errno == ENOENT else { throw Self.fault(path + "/" + name) }
  }

  /// Removes an empty folder; one that is not empty stays.
  package func removeFolder(_ name: String) { rmdir(path + "/" + name) }

  /// Names in a folder of it, but for what was never finished; none where there is no such folder.
  package func names(in name: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path + "/" + name)) ?? []).filter { !$0.hasPrefix(".") }
  }

  /// Removes what writers that were killed left unfinished, wherever files of a tree are.
  package func sweep() {
    for folder in ["", "/root", "/segment"] { sweep(path + folder, depth: 0) }
    for folder in ["/tile", "/blob"] { sweep(path + folder, depth: 6) }
  }

  private func sweep(_ folder: String, depth: Int) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      if name.hasPrefix(Self.unfinished) {
        unlink(folder + "/" + name)
      } else if depth > 0 {
        // What is no folder has nothing in it.
        sweep(folder + "/" + name, depth: depth - 1)
      }
    }
  }

  /// Makes a folder with those above it, each durable in the one that holds it.
  private static func make(_ path: String, isPrivate: Bool) throws(TreeFolderFault) {
    guard access(path, F_OK) != 0 else { return }
    let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    if !parent.isEmpty { try make(parent, isPrivate: isPrivate) }
    guard mkdir(path, isPrivate ? 0o700 : 0o755) == 0 || errno == EEXIST else { throw fault(path) }
    try flush(parent.isEmpty ? "/" : parent)
  }

  private static func flush(_ folder: String) throws(TreeFolderFault) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw fault(folder) }
    defer { close(descriptor) }
    // A stick's file system that can't flush a folder says so: there is nothing more to be done.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw fault(folder) }
  }

  private static func fault(_ path: String) -> TreeFolderFault {
    let code = errno
    if code == ENOSPC || code == EDQUOT { return .full(path: path) }
    return .unwritable(path: path, reason: String(cString: strerror(code)))
  }
}
