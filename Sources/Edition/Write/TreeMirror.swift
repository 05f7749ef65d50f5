import Foundation
import News

#if canImport(Glibc)
  import Glibc
#endif

/// Copies a tree from one folder to another as files: what is new there, changed, or gone. The checkpoint last, so that a
/// reader of the copy sees the old or the new edition.
public enum TreeMirror {
  /// - Returns: files that were written.
  public static func copy(from source: String, to place: String) throws(TreeFolderFault) -> Int {
    let folder = try TreeFolder(place)
    folder.sweep()
    var written = 0
    for part in ["blob", "segment", "tile", "root"] {
      for name in files(below: part, in: source) {
        let stamp = stamp(of: source + "/" + name)
        if let stamp, stamp == self.stamp(of: place + "/" + name) { continue }
        guard let bytes = try TreeFolder.read(source + "/" + name, most: EditionLimits.blob) else { continue }
        if let old = try? folder.read(name, most: bytes.count), old == bytes {
          // A copy of an earlier version, or on a file system that counts time otherwise.
          if let stamp { folder.setTime(of: name, to: stamp.modified) }
          continue
        }
        try folder.write(bytes, to: name, modified: stamp?.modified)
        written += 1
      }
    }
    guard let checkpoint = try TreeFolder.read(source + "/checkpoint", most: EditionLimits.checkpoint) else {
      throw .foreign(path: source, why: "it holds no edition")
    }
    if try folder.read(.checkpoint) != checkpoint {
      try folder.write(checkpoint, to: .checkpoint)
      written += 1
    }
    // Partial files that went, pictures that were removed.
    for part in ["tile", "blob"] {
      let kept = Set(files(below: part, in: source))
      for name in files(below: part, in: place) where !kept.contains(name) { try folder.remove(name) }
    }
    return written
  }

  private static func files(below part: String, in folder: String) -> [String] {
    guard let all = FileManager.default.enumerator(atPath: folder + "/" + part) else { return [] }
    var names: [String] = []
    for case let name as String in all where !name.contains(".part-") {
      var status = stat()
      if lstat(folder + "/" + part + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
        names.append(part + "/" + name)
      }
    }
    return names
  }

  /// By which a copy is known to be one: it has its source's size and time. Which of the two is newer says nothing, as the clocks of
  /// two machines differ, and what was removed from a file leaves its size as it was.
  private struct Stamp: Equatable {
    var size: off_t
    var modified: timespec

    static func == (one: Stamp, other: Stamp) -> Bool {
      one.size == other.size && one.modified.tv_sec == other.modified.tv_sec
        && one.modified.tv_nsec == other.modified.tv_nsec
    }
  }

  private static func stamp(of path: String) -> Stamp? {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Stamp(size: status.st_size, modified: status.st_mtim)
  }
}
