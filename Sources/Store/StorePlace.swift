import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// The folder and the file, before SQLite sees them: private from the first byte.
enum StorePlace {
  static func prepare(_ path: String) throws(StoreFault) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .unreadable(path: path, detail: error.localizedDescription)
    }
    var status = stat()
    if stat(path, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR { throw .unreadable(path: path, detail: "it is a folder") }
      guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(path: path, detail: "it is no plain file") }
      if access(path, R_OK | W_OK) != 0 { throw .unreadable(path: path, detail: reason()) }
      return
    }
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 {
      close(descriptor)
    } else if errno == ENOSPC || errno == EDQUOT {
      throw .full(path: path)
    } else if errno != EEXIST {
      throw .unreadable(path: path, detail: reason())
    }
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
