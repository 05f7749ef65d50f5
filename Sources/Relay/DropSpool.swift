import Foundation
import NIOCore
import Seal
import Synchronization

// Where both it and Foundation are there, the compiler takes it for the module that `stat` is of.
#if canImport(CDispatch)
  import CDispatch
#endif

/// The folder that drops are kept in. Blocks for the disk.
///
/// 1. Under a drop's name there is the whole drop, flushed, or nothing: it comes under another name and is linked.
/// 2. A drop never changes once it is there; a link replaces nothing.
/// 3. All of them, and what is coming in, stay within the quota.
/// 4. One server has the folder at a time (flock(2)), so what an earlier one left half is nobody's and goes.
final class DropSpool: Sendable {
  /// What a file in coming is called, with random digits after it.
  static let prefix = ".upload-"
  /// A drop counts as whole blocks: a million of one byte are not a megabyte of a disk.
  static let block = 4096
  /// How often the folder is counted anew when it seems full; the desk may have taken drops out.
  private static let recount = Duration.seconds(1)

  struct Entry: Hashable {
    var name: String
    var size: Int
    /// Seconds since 1970.
    var modified: Int
  }

  enum Beginning {
    /// It is there already.
    case held
    case upload(DropUpload)
  }

  private struct State {
    /// In whole blocks, in bytes: what is there and what was promised to those that are coming in.
    var used: Int
    var promised = 0
    var uploads = 0
    var counted = ContinuousClock.now
  }

  let identity: FileIdentity
  let descriptor: CInt
  private let quota: Int
  private let mostUploads: Int
  private let state: Mutex<State>

  /// Makes the folder when it is absent, clears what a killed server left in it and counts the rest.
  ///
  /// - Parameter uploads: as many may come in at once
  init(_ path: String, quota: Int, uploads: Int) throws(ServeFault) {
    if mkdir(path, 0o700) != 0, errno != EEXIST { throw Self.fault(path) }
    let descriptor = Foundation.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.fault(path) }
    do throws(ServeFault) {
      guard let identity = FileIdentity(descriptor) else { throw Self.fault(path) }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        throw errno == EWOULDBLOCK ? .spoolInUse(path: path) : Self.fault(path)
      }
      guard let names = Self.names(in: descriptor) else { throw Self.fault(path) }
      for name in names where name.hasPrefix(Self.prefix) {
        guard unlinkat(descriptor, name, 0) == 0 || errno == ENOENT else { throw Self.fault(path) }
      }
      guard Self.canLink(in: descriptor) else { throw Self.fault(path) }
      self.identity = identity
    } catch {
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
    self.quota = quota
    mostUploads = uploads
    state = Mutex(State(used: Self.used(in: descriptor)))
  }

  deinit { close(descriptor) }

  /// Lets another server have the folder.
  func release() { _ = flock(descriptor, LOCK_UN) }

  /// - Parameter length: of its bytes, where it was said beforehand
  func begin(_ name: DropName, length: Int?) throws(DropFault) -> Beginning {
    if holds(name) {
      // The one who brought it may be about to flush the folder; nobody is told yes before that.
      try flush()
      return .held
    }
    let promise = Self.blocks(length ?? 0)
    let isOpen = state.withLock { state in
      guard state.uploads < mostUploads else { return false }
      state.uploads += 1
      return true
    }
    guard isOpen else { throw .busy }
    do throws(DropFault) {
      try reserve(promise)
    } catch {
      state.withLock { $0.uploads -= 1 }
      throw error
    }
    let temporary = Self.temporaryName()
    let file = openat(descriptor, temporary, Self.creation, 0o600)
    guard file >= 0 else {
      let fault = DropFault(code: errno)
      leave(promised: promise, kept: 0)
      throw fault
    }
    return .upload(DropUpload(name: name, spool: self, temporary: temporary, file: file, promised: promise))
  }

  func holds(_ name: DropName) -> Bool { faccessat(descriptor, name.text, F_OK, AT_SYMLINK_NOFOLLOW) == 0 }

  /// A drop, open for reading.
  func open(_ name: DropName) throws(IOError) -> ServedFile? {
    let file = openat(descriptor, name.text, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else {
      if [EMFILE, ENFILE, ENOMEM, EIO].contains(errno) { throw IOError(errnoCode: errno, reason: "open") }
      return nil
    }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(file)
      return nil
    }
    return ServedFile(file, status, name: name.text)
  }

  /// All drops, by name.
  func list() throws(IOError) -> [Entry] {
    guard let names = Self.names(in: descriptor) else { throw IOError(errnoCode: errno, reason: "readdir") }
    return names.sorted().compactMap { name in
      guard DropName(name) != nil, let status = Self.status(name, in: descriptor) else { return nil }
      return Entry(name: name, size: Int(status.st_size), modified: Int(status.modified.tv_sec))
    }
  }

  /// Promises so much more to one that is coming in.
  func reserve(_ bytes: Int) throws(DropFault) {
    enum Answer { case yes, no, recount }
    func ask(_ mayRecount: Bool) -> Answer {
      state.withLock { state in
        if bytes <= quota - state.used - state.promised {
          state.promised += bytes
          return .yes
        }
        guard mayRecount, state.counted.duration(to: .now) > Self.recount else { return .no }
        state.counted = .now
        return .recount
      }
    }
    var answer = ask(true)
    if answer == .recount {
      let used = Self.used(in: descriptor)
      state.withLock { $0.used = used }
      answer = ask(false)
    }
    if answer != .yes { throw .full }
  }

  /// One that was coming in has come, or has not.
  func leave(promised: Int, kept: Int) {
    state.withLock { state in
      state.promised -= promised
      state.used += kept
      state.uploads -= 1
    }
  }

  /// Until then a name may be lost with the power.
  func flush() throws(DropFault) {
    if fsync(descriptor) != 0 { throw DropFault(code: errno) }
  }

  static func blocks(_ bytes: Int) -> Int { max(1, (bytes + block - 1) / block) * block }

  private static let creation = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC

  private static func temporaryName() -> String { prefix + RandomBytes.make(16).hex }

  /// Whether the file system knows links, and we may write; `errno` says why not.
  private static func canLink(in folder: CInt) -> Bool {
    let (first, second) = (temporaryName(), temporaryName())
    let file = openat(folder, first, creation, 0o600)
    guard file >= 0 else { return false }
    close(file)
    let isLinked = linkat(folder, first, folder, second, 0) == 0
    let code = errno
    for name in [first, second] { unlinkat(folder, name, 0) }
    errno = code
    return isLinked
  }

  private static func used(in folder: CInt) -> Int {
    (names(in: folder) ?? []).reduce(0) { used, name in
      guard !name.hasPrefix(prefix), let status = status(name, in: folder) else { return used }
      return used + blocks(Int(status.st_size))
    }
  }

  private static func status(_ name: String, in folder: CInt) -> stat? {
    var status = stat()
    let isFile = fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFREG
    return isFile ? status : nil
  }

  private static func names(in folder: CInt) -> [String]? {
    let copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0, let stream = fdopendir(copy) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  private static func fault(_ path: String) -> ServeFault {
    .spoolUnfit(path: path, detail: String(cString: strerror(errno)))
  }
}
