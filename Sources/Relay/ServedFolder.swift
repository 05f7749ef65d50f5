import Foundation
import NIOCore

// Where both it and Foundation are there, the compiler takes it for the module that `stat` is of.
#if canImport(CDispatch)
  import CDispatch
#endif

/// The folder that is served: opens what lies below it and nothing else.
///
/// Each name is opened below the folder before it with `O_NOFOLLOW`, so nothing that changes meanwhile leads outside. A
/// symbolic link is followed only where its whole resolution lies below the folder and is not hidden; the resolved path
/// is then walked in the same way.
final class ServedFolder: Sendable {
  /// Absolute, without links.
  private let path: String
  private let descriptor: CInt
  /// A folder that is not there for anybody, wherever it lies and whichever way leads to it.
  private let hidden: FileIdentity?

  enum Found {
    case file(ServedFile)
    /// A folder, asked for without its slash, that has an index.
    case folder
    case nothing
  }

  init(_ path: String, hiding hidden: FileIdentity? = nil) throws(ServeFault) {
    guard let real = Self.resolved(path) else { throw Self.fault(path, errno) }
    let descriptor = open(real, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.fault(path, errno) }
    if let hidden, FileIdentity(descriptor) == hidden {
      close(descriptor)
      throw .spoolIsServed(path: path)
    }
    self.path = real
    self.descriptor = descriptor
    self.hidden = hidden
  }

  deinit { close(descriptor) }

  /// Blocks for the disk. Throws only where the machine is short of something; what may not be read is not there.
  func find(_ path: RequestPath) throws(IOError) -> Found {
    if path.isFolder {
      guard let file = try file(at: path.names + ["index.html"]) else { return .nothing }
      return .file(file)
    }
    if let file = try file(at: path.names) { return .file(file) }
    return try file(at: path.names + ["index.html"]) == nil ? .nothing : .folder
  }

  private enum Step {
    case file(ServedFile)
    /// Perhaps a link: it was not followed.
    case link
    case absent
  }

  private func file(at names: [String]) throws(IOError) -> ServedFile? {
    var step = try walk(names)
    if case .link = step, let inside = resolvedInside(names) { step = try walk(inside) }
    guard case .file(let file) = step else { return nil }
    return file
  }

  /// Where a path with links in it leads, when that is below the folder and not hidden.
  private func resolvedInside(_ names: [String]) -> [String]? {
    let root = path == "/" ? path : path + "/"
    guard let real = Self.resolved(root + names.joined(separator: "/")), real.hasPrefix(root) else { return nil }
    let inside = real.dropFirst(root.count).split(separator: "/").map(String.init)
    return inside.contains { $0.hasPrefix(".") } ? nil : inside
  }

  private func walk(_ names: [String]) throws(IOError) -> Step {
    guard let last = names.last else { return .absent }
    var folder = descriptor
    defer { if folder != descriptor { close(folder) } }
    for name in names.dropLast() {
      let next = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard next >= 0 else { return try Self.step(errno) }
      if folder != descriptor { close(folder) }
      folder = next
      if let hidden, FileIdentity(folder) == hidden { return .absent }
    }
    // Looked at before it is opened: opening a device or a FIFO can do something. O_NONBLOCK for one that slips between.
    var status = stat()
    guard fstatat(folder, last, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return try Self.step(errno) }
    if status.st_mode & S_IFMT == S_IFLNK { return .link }
    guard status.st_mode & S_IFMT == S_IFREG else { return .absent }
    let file = openat(folder, last, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard file >= 0 else { return try Self.step(errno) }
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(file)
      return .absent
    }
    return .file(ServedFile(file, status, name: last))
  }

  /// `O_NOFOLLOW` says `ELOOP` for a link; with `O_DIRECTORY`, `ENOTDIR`. Some codes mean that this machine failed.
  private static func step(_ code: CInt) throws(IOError) -> Step {
    switch code {
    case ELOOP, ENOTDIR, EMLINK: return .link
    case EMFILE, ENFILE, ENOMEM, EIO: throw IOError(errnoCode: code, reason: "open")
    default: return .absent
    }
  }

  private static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(validatingCString: real)
  }

  private static func fault(_ path: String, _ code: CInt) -> ServeFault {
    switch code {
    case ENOENT: .noSuchFolder(path: path)
    case ENOTDIR: .notAFolder(path: path)
    case EACCES, EPERM: .noPermission(path: path)
    default: .other(detail: "\(path): \(String(cString: strerror(code)))")
    }
  }
}
