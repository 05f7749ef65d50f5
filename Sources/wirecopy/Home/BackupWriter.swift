import Foundation
import Glibc
import News
import Seal
import Store

/// Writes a home as one sealed file: `age -d FILE | tar t` shows it on any machine.
///
/// The store is copied first, as it is at one moment; then come settings and files. Those are named by their content and never
/// changed, so whatever the store's copy names is there, unless its owner removed it meanwhile. Nothing is held in memory but the
/// piece that is being sealed.
struct BackupWriter: Sendable {
  /// How far it is, in bytes.
  struct Progress: Sendable, Hashable {
    var done: Int64
    var of: Int64
  }

  /// What an archive begins with: a file that says what this is.
  static let label = "wirecopy-backup"
  static let form = 1
  private static let piece = 1 << 18

  let places: Places
  /// Nil where there is none.
  let store: NewsStore?
  /// The logarithm of scrypt's N.
  var work = 18

  /// Away from any loop.
  /// - Returns: files that were left out, as they are no plain ones.
  @concurrent
  func write(
    to path: String, passphrase: SecretBytes, now: Date, progress: @escaping @Sendable (Progress) -> Void
  ) async throws -> [String] {
    let place = URL(fileURLWithPath: path).standardizedFileURL.path
    try checkIsOutside(place)
    let file = try BackupFile(place)
    HeldFolder.sweep(places.data)
    let snapshot = try await takeSnapshot(progress)
    defer { if let snapshot { close(snapshot.descriptor) } }
    let contents = HomeContents(places: places)
    var all = snapshot?.size ?? 0
    let ofStore = all
    var count = 0
    try contents.forEachMember {
      all = all.plus(NewsStore.size(at: $0.path))
      count += 1
    }
    guard count > 0 || snapshot != nil else { throw BackupFault.emptyHome }

    let sealer: AgeSealer
    do throws(AgeFault) {
      sealer = try AgeSealer(passphrase: passphrase, work: work)
    } catch {
      throw BackupFault.excessive
    }
    try file.write(sealer.head)
    var out = Out(sealer: sealer, file: file, done: ofStore, of: all.plus(ofStore), progress: progress)
    let label = Array("\(Self.label) \(Self.form)\nmade \(now.rfc3339)\nschema \(NewsStore.schema)\n".utf8)
    try out.put(TarEntry(name: Self.label, size: Int64(label.count)).bytes(time: now) + label)
    try out.pad(Int64(label.count))
    if let snapshot {
      try out.put(snapshot.descriptor, snapshot.size, as: HomeContents.store, from: places.storePath, now)
    }
    var leftOut: [String] = []
    try contents.forEachMember { member in
      let descriptor = open(
        member.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (member.mayBeLink ? 0 : O_NOFOLLOW))
      guard descriptor >= 0 else {
        // Removed since its name was read: it was forgotten, and shall be.
        if errno == ENOENT { return }
        if errno == ELOOP { return leftOut.append(member.path) }
        throw BackupFault.reading(member.path)
      }
      defer { close(descriptor) }
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { throw BackupFault.reading(member.path) }
      guard status.st_mode & S_IFMT == S_IFREG else { return leftOut.append(member.path) }
      try out.put(descriptor, Int64(status.st_size), as: member.name, from: member.path, now)
    }
    try out.put(TarEntry.end)
    try out.finish()
    return leftOut
  }

  /// A backup in the folders that it is made of would be part of itself, and go with them.
  private func checkIsOutside(_ path: String) throws(BackupFault) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().resolvingSymlinksInPath().path
    let contents = HomeContents(places: places)
    for own in HomeContents.flatFolders + [HomeContents.work] {
      let place = URL(fileURLWithPath: contents.path(of: own)).resolvingSymlinksInPath().path
      if folder == place || folder.hasPrefix(place + "/") { throw .inside(path) }
    }
  }

  private struct Snapshot {
    var descriptor: Int32
    var size: Int64
  }

  /// The store's copy, open and without a name: nothing is left of it when the process ends, however it does.
  private func takeSnapshot(_ progress: @escaping @Sendable (Progress) -> Void) async throws -> Snapshot? {
    guard let store else { return nil }
    let folder = try HeldFolder(in: places.data)
    defer { folder.remove() }
    let place = folder.path + "/store.sqlite"
    let whole = NewsStore.size(at: places.storePath)
    let watching = Task {
      while !Task.isCancelled {
        progress(Progress(done: min(whole, NewsStore.size(at: place)), of: whole.plus(whole)))
        try? await Task.sleep(for: .milliseconds(100))
      }
    }
    defer { watching.cancel() }
    try await store.snapshot(to: place)
    let descriptor = open(place, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw BackupFault.reading(place) }
    return Snapshot(descriptor: descriptor, size: NewsStore.size(at: place))
  }

  /// From plain bytes to the sealed file.
  private struct Out: ~Copyable {
    var sealer: AgeSealer
    let file: BackupFile
    var done: Int64
    let of: Int64
    let progress: @Sendable (Progress) -> Void

    mutating func put(_ bytes: [UInt8]) throws {
      if Task.isCancelled { throw BackupFault.cancelled }
      let sealed = sealer.seal(bytes)
      if !sealed.isEmpty { try file.write(sealed) }
    }

    mutating func pad(_ size: Int64) throws { try put([UInt8](repeating: 0, count: TarEntry.padding(size))) }

    /// Head, content and padding of a file.
    mutating func put(_ descriptor: Int32, _ size: Int64, as name: String, from path: String, _ time: Date) throws {
      try put(TarEntry(name: name, size: size).bytes(time: time))
      var room = [UInt8](repeating: 0, count: BackupWriter.piece)
      var left = size
      while left > 0 {
        let count = try Bytes.read(descriptor, into: &room, most: Int(min(left, Int64(room.count))), path: path)
        guard count > 0 else { throw BackupFault.changed(path) }
        try put(Array(room[..<count]))
        left -= Int64(count)
        done += Int64(count)
        progress(Progress(done: done, of: max(of, done)))
      }
      try pad(size)
    }

    consuming func finish() throws {
      try file.write(sealer.finish())
      try file.commit()
    }
  }
}
