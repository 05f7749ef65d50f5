import Foundation
import NIOCore

// Where both it and Foundation are there, the compiler takes it for the module that `stat` is of.
#if canImport(CDispatch)
  import CDispatch
#endif

/// Who may list and fetch drops, from a file as `htpasswd -B` makes it.
///
///     # the desk
///     desk:$2y$05$…
public struct DropAuth: Sendable {
  let hashes: [String: PasswordHash]

  /// A file of passwords is a few lines.
  static let largest = 1 << 20

  /// Lines `user:hash`, empty ones, and comments that begin with `#`. Hashes are bcrypt (`$2y$`, `$2b$`, `$2a$`) or
  /// scrypt (`$7$`), see crypt(5).
  ///
  /// - Throws: what is wrong, and in which line; `authWritable` where group or others may write it.
  public static func read(path: String) throws(ServeFault) -> DropAuth {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw .authUnreadable(path: path, detail: String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .authUnreadable(path: path, detail: String(cString: strerror(errno)))
    }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= largest else {
      throw .authUnreadable(path: path, detail: "not a file of passwords")
    }
    guard status.st_mode & (S_IWGRP | S_IWOTH) == 0 else { throw .authWritable(path: path) }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var count = 0
    while count < bytes.count {
      let got = bytes[count...].withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
      if got < 0, errno != EINTR { throw .authUnreadable(path: path, detail: String(cString: strerror(errno))) }
      if got == 0 { break }
      count += max(0, got)
    }
    return try DropAuth(text: String(decoding: bytes[..<count], as: UTF8.self), path: path)
  }

  init(text: String, path: String) throws(ServeFault) {
    var hashes: [String: PasswordHash] = [:]
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let line = line.trimmingCharacters(in: .whitespacesAndNewlines)
      if line.isEmpty || line.hasPrefix("#") { continue }
      guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else {
        throw .authLine(path: path, line: index + 1, fault: .notUserAndHash)
      }
      guard let hash = PasswordHash(String(line[line.index(after: colon)...])) else {
        throw .authLine(path: path, line: index + 1, fault: .otherHash)
      }
      guard hashes.updateValue(hash, forKey: String(line[..<colon])) == nil else {
        throw .authLine(path: path, line: index + 1, fault: .sameUser)
      }
    }
    guard !hashes.isEmpty else { throw .authEmpty(path: path) }
    self.hashes = hashes
  }
}
