import Foundation
import Glibc
import News
import Seal

/// A folder for one piece of work, that its owner alone can enter (0700), under the store's work folder. It goes with the
/// value; what a killed process left there is swept at the next start.
final class CleaningFolder: Sendable {
  /// Absolute, without a slash at its end.
  let path: String

  /// - Throws: `AttachmentRefusal` when it can't be made.
  init(in work: String) throws(AttachmentRefusal) {
    do {
      try FileManager.default.createDirectory(
        atPath: work, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw AttachmentRefusal("can't make the folder \(work): \(error.localizedDescription)")
    }
    path = "\(work)/\(Self.beginning)\(RandomBytes.make(8).hex)"
    guard mkdir(path, 0o700) == 0 else {
      throw AttachmentRefusal("can't make the folder \(path): \(String(cString: strerror(errno)))")
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  private static let beginning = "clean-"

  /// Removes what killed processes left: folders that nobody touched for longer than any cleaning takes.
  static func sweep(_ work: String, now: Date) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: work)) ?? [] where name.hasPrefix(beginning) {
      let path = "\(work)/\(name)"
      let touched = (try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date) ?? now
      if now.timeIntervalSince(touched) > 3_600 { try? FileManager.default.removeItem(atPath: path) }
    }
  }
}
