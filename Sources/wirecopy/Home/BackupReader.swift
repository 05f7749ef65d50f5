import Foundation
import Glibc
import News
import Seal
import Store

/// Opens a backup into a folder beside the home and checks it there. What it gives is whole, or it throws and leaves nothing.
///
/// A file that somebody altered is proven so piece by piece; what was written before that goes with the folder. It can't fill the
/// disk: its content is no larger than itself, and there must be room for that before anything is written.
struct BackupReader: Sendable {
  /// A backup that is unpacked and checked, and not yet in its place.
  struct Unpacked: Sendable {
    let folder: HeldFolder
    /// Files that its reports name and that are missing or damaged.
    var damaged = 0
  }

  /// Left free on the disk beside what is unpacked, in bytes.
  private static let spare: Int64 = 32 << 20
  private static let piece = 1 << 18

  let places: Places
  /// The logarithm of the greatest N of scrypt that is computed.
  var mostWork = 20

  /// Away from any loop.
  /// - Throws: `BackupFault`, `StoreFault`.
  @concurrent
  func unpack(
    _ path: String, passphrase: SecretBytes, progress: @escaping @Sendable (BackupWriter.Progress) -> Void
  ) async throws -> Unpacked {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw BackupFault.reading(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw BackupFault.reading(path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw BackupFault.unreadable(path, reason: String(cString: strerror(EISDIR)))
    }
    let isNew = access(places.data, F_OK) != 0
    let folder = try HeldFolder(in: places.data)
    do {
      let size = Int64(status.st_size)
      try checkRoom(for: size)
      let room = RestoreRoom(folder.path)
      try unseal(descriptor, path, size, passphrase, into: room, progress)
      return try await check(Unpacked(folder: folder), room)
    } catch {
      folder.remove()
      // Where there was no home, there is none again.
      if isNew { rmdir(places.data) }
      throw error is CancellationError ? BackupFault.cancelled : error
    }
  }

  private func checkRoom(for size: Int64) throws(BackupFault) {
    var room = statvfs()
    guard statvfs(places.data, &room) == 0 else { return }
    let (bytes, isBeyond) = UInt64(room.f_bavail).multipliedReportingOverflow(by: UInt64(room.f_frsize))
    let free = isBeyond ? .max : Int64(clamping: bytes)
    guard size <= free - Self.spare else { throw .noRoom(needed: size.plus(Self.spare), free: free) }
  }

  private func unseal(
    _ descriptor: Int32, _ path: String, _ size: Int64, _ passphrase: SecretBytes, into room: RestoreRoom,
    _ progress: @Sendable (BackupWriter.Progress) -> Void
  ) throws {
    var opener = AgeOpener(.passphrase(passphrase, mostWork: mostWork))
    var tar = TarReader()
    var buffer = [UInt8](repeating: 0, count: Self.piece)
    var head: [UInt8] = []
    var done: Int64 = 0
    while true {
      if Task.isCancelled { throw BackupFault.cancelled }
      let count = try Bytes.read(descriptor, into: &buffer, most: buffer.count, path: path)
      guard count > 0 else { break }
      if head.count < Self.magic.count { head += buffer[..<min(count, Self.magic.count)] }
      guard head.prefix(Self.magic.count).elementsEqual(Self.magic.prefix(head.count)) else { throw BackupFault.notAge }
      let plain: [UInt8]
      do throws(AgeFault) { plain = try opener.open(buffer[..<count]) } catch { throw Self.fault(error) }
      try take(plain, &tar, room)
      done += Int64(count)
      progress(BackupWriter.Progress(done: min(done, size), of: max(done, size)))
    }
    guard head.count >= Self.magic.count else { throw BackupFault.notAge }
    let last: [UInt8]
    do throws(AgeFault) {
      last = try opener.finish()
    } catch {
      throw error == .damaged || error == .malformed ? BackupFault.cut : Self.fault(error)
    }
    try take(last, &tar, room)
    do throws(TarFault) { try tar.finish() } catch { throw BackupFault.tar(error) }
    guard room.isLabelled else { throw BackupFault.foreign }
  }

  private static let magic = Array("age-encryption.org/v1\n".utf8)

  private func take(_ plain: [UInt8], _ tar: inout TarReader, _ room: RestoreRoom) throws {
    do {
      try tar.take(plain) { try room.take($0) }
    } catch let fault as TarFault {
      throw BackupFault.tar(fault)
    }
  }

  private static func fault(_ fault: AgeFault) -> BackupFault {
    switch fault {
    case .malformed: .notAge
    case .noMatch, .noRecipient: .sealedToKeys
    case .wrongPassphrase: .wrongPassphrase
    case .damaged: .altered
    case .excessive, .noMemory: .excessive
    }
  }

  /// The store opens, is brought to the form of this Wirecopy, and each of its pages is read.
  private func check(_ unpacked: Unpacked, _ room: RestoreRoom) async throws -> Unpacked {
    var unpacked = unpacked
    let path = room.path(of: HomeContents.store)
    guard access(path, F_OK) == 0 else { return unpacked }
    do {
      let store = try NewsStore.open(path: path)
      let faults = try await store.check()
      if let page = faults.first(where: { !$0.hasPrefix("report ") }) { throw BackupFault.damagedStore(page) }
      unpacked.damaged = faults.count
      try store.close()
    } catch let fault as StoreFault {
      switch fault {
      case .newer: throw BackupFault.newer
      case .corrupt(_, let detail): throw BackupFault.damagedStore(detail)
      case .foreign: throw BackupFault.foreign
      case .cancelled: throw BackupFault.cancelled
      default: throw fault
      }
    }
    guard NewsStore.size(at: path + "-wal") == 0 else {
      throw BackupFault.unwritable(path, reason: "its log could not be brought in")
    }
    for end in ["-wal", "-shm"] { unlink(path + end) }
    try RestoreRoom.flush(file: path)
    return unpacked
  }
}
