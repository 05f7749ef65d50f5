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
        guard isNewer(source + "/" + name, than: place + "/" + name) else { continue }
        guard let bytes = try TreeFolder.read(source + "/" + name, most: EditionLimits.blob) else { continue }
        try folder.write(bytes, to: name)
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

  /// Another size, or written after the copy was.
  private static func isNewer(_ path: String, than copy: String) -> Bool {
    var (one, other) = (stat(), stat())
    guard lstat(path, &one) == 0, lstat(copy, &other) == 0 else { return true }
    return one.st_size != other.st_size
      || (one.st_mtim.tv_sec, one.st_mtim.tv_nsec) >= (other.st_mtim.tv_sec, other.st_mtim.tv_nsec)
  }
}
