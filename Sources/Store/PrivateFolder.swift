import Foundation
import Seal

#if canImport(Glibc)
  import Glibc
#endif

/// A folder of ours beside the store, and what is done in it so that a crash leaves the old or the new.
struct PrivateFolder {
  let path: String

  /// Makes the folder (0700, its entry flushed) where there is none. What stands in the way is met when the folder is used.
  init(_ name: String, in home: String) {
    path = home + "/" + name
    guard access(path, F_OK) != 0 else { return }
    mkdir(home, 0o700)
    guard mkdir(path, 0o700) == 0 else { return }
    let descriptor = open(home, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  func file(_ name: String) -> String { path + "/" + name }

  /// Bytes of a plain file in it; nil where there is none.
  func size(_ name: String) -> Int? {
    var status = stat()
    guard lstat(file(name), &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// Moves a flushed file here, over what has this name, and flushes the folder.
  func take(_ other: String, as name: String) throws(StoreFault) {
    guard rename(other, file(name)) == 0 else { throw Self.fault(file(name)) }
    try flush()
  }

  /// Removes a file; that it is gone already is well.
  func remove(_ name: String) throws(StoreFault) {
    guard unlink(file(name)) == 0 || errno == ENOENT else { throw Self.fault(file(name)) }
  }

  /// Makes its entries durable.
  func flush() throws(StoreFault) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.fault(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw Self.fault(path) }
  }

  /// Its files with the time of their last change of bytes, name or mode; folders in it are nobody's business.
  func entries() -> [(name: String, changed: Date)] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var entries: [(String, Date)] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      var status = stat()
      guard lstat(file(name), &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { continue }
      entries.append((name, Date(timeIntervalSince1970: Double(max(status.st_mtim.tv_sec, status.st_ctim.tv_sec)))))
    }
    return entries
  }

  /// Makes a file private and durable, and checks that it is what it is said to be.
  static func settle(_ path: String, size: Int, sha256: String) throws(StoreFault) {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw fault(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw fault(path) }
    // A second link would be the writer's own file.
    guard status.st_mode & S_IFMT == S_IFREG, status.st_nlink == 1 else {
      throw .unreadable(path: path, detail: "it is no plain file of its own")
    }
    guard try hash(descriptor, path: path) == (size, sha256) else {
      throw .unreadable(path: path, detail: "it changed on the way")
    }
    guard fchmod(descriptor, 0o600) == 0, fsync(descriptor) == 0 else { throw fault(path) }
  }

  /// Size and SHA-256 of a file, lower-case hex.
  static func hash(path: String) throws(StoreFault) -> (Int, String) {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw fault(path) }
    defer { close(descriptor) }
    return try hash(descriptor, path: path)
  }

  private static func hash(_ descriptor: Int32, path: String) throws(StoreFault) -> (Int, String) {
    var digest = Digest()
    var size = 0
    var room = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(descriptor, &room, room.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw fault(path) }
      guard count > 0 else { return (size, digest.finish().hex) }
      room.withUnsafeBytes { digest.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      size += count
    }
  }

  /// What `errno` says of a file.
  static func fault(_ path: String) -> StoreFault {
    let code = errno
    if code == ENOSPC || code == EDQUOT { return .full(path: path) }
    return .unreadable(path: path, detail: String(cString: strerror(code)))
  }
}
