import Foundation
import Glibc
import Seal

/// A folder for one piece of work (0700), locked by the process that works in it: what a killed one left is known by its lock,
/// which nobody has.
final class HeldFolder: Sendable {
  /// What their names begin with; so many digits follow.
  private static let beginning = ".wirecopy-"
  private static let numbers = 16

  /// Absolute, without a slash at its end.
  let path: String
  private let descriptor: Int32

  init(in home: String) throws(BackupFault) {
    do {
      try FileManager.default.createDirectory(
        atPath: home, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .unwritable(home, reason: error.localizedDescription)
    }
    // One that sweeps may have taken a new one for a leftover in the moment before it was locked: then another one.
    for _ in 0..<8 {
      let path = "\(home)/\(Self.beginning)\(RandomBytes.make(Self.numbers / 2).hex)"
      guard mkdir(path, 0o700) == 0 else { throw .writing(path) }
      let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0, access(path, F_OK) == 0 {
        (self.path, self.descriptor) = (path, descriptor)
        return
      }
      close(descriptor)
    }
    throw .unwritable(home, reason: "its folders do not stay")
  }

  deinit { close(descriptor) }

  func remove() { try? FileManager.default.removeItem(atPath: path) }

  /// Removes what killed processes left.
  static func sweep(_ home: String) {
    takeLeft(in: home, { try? FileManager.default.removeItem(atPath: $0) }, orElse: { _, _ in })
  }

  /// Gives away what killed processes left, each path while its lock is held.
  /// - Parameter orElse: is given those that can't be had, a process at work among them, and the system's word for why.
  static func takeLeft(in home: String, _ take: (String) -> Void, orElse: (String, String) -> Void) {
    for name in names(in: home) {
      let path = "\(home)/\(name)"
      let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
      guard descriptor >= 0 else {
        // Gone meanwhile, or no folder: then it is none of ours.
        if ![ENOENT, ENOTDIR, ELOOP].contains(errno) { orElse(path, String(cString: strerror(errno))) }
        continue
      }
      defer { close(descriptor) }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        orElse(path, String(cString: strerror(errno)))
        continue
      }
      take(path)
    }
  }

  /// Those that are there, swept or not.
  static func names(in home: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: home)) ?? []).filter { name in
      name.hasPrefix(beginning) && name.utf8.count == beginning.utf8.count + numbers
        && name.dropFirst(beginning.count).allSatisfy(\.isHexDigit)
    }
  }
}
