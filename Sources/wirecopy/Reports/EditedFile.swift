import Foundation
import Glibc
import News
import Seal

/// A draft's body as a file (0600) in a folder of its own (0700), for as long as the user's own editor has it. It is
/// locked by who gave it away, so that another process does not take it for a leftover.
final class EditedFile: Sendable {
  /// What stands beside the text, for who finds it after a crash.
  private struct Note: Codable {
    var draft: ReportNumber
    var newsroom: NewsroomID
    /// SHA-256 of the text as it was given away.
    var given: String
  }

  struct Fault: Error, Hashable, Sendable {
    var phrase: Phrase
  }

  /// Why a text can't be read back.
  enum Unreadable: Error, Hashable, Sendable {
    case gone, notUTF8, tooLarge
    /// It is there, and the system does not give it: another user's, say, as after `sudo vim`. The system's word for it.
    case refused(String)
  }

  /// As much as the desk's own editor takes.
  static let mostBytes = 2 << 20
  private static let beginning = "edit-"

  let folder: String
  let draft: ReportNumber
  let newsroom: NewsroomID
  private let given: String
  private let lock: Int32

  var path: String { "\(folder)/report.txt" }
  private static func notePath(_ folder: String) -> String { "\(folder)/draft.json" }

  /// Writes a text, flushed, for a draft.
  init(_ text: String, of draft: Draft, in work: String) throws(Fault) {
    do {
      try FileManager.default.createDirectory(
        atPath: work, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Fault(phrase: "can't make the folder \(work): \(error.localizedDescription)")
    }
    folder = "\(work)/\(Self.beginning)\(RandomBytes.make(8).hex)"
    self.draft = draft.id
    newsroom = draft.newsroom
    let bytes = Array(text.utf8) + (text.hasSuffix("\n") || text.isEmpty ? [] : [0x0A])
    given = Digest.of(bytes).hex
    let note = Note(draft: draft.id, newsroom: draft.newsroom, given: given)
    guard mkdir(folder, 0o700) == 0 else { throw Self.fault(folder) }
    do {
      // The note first, and locked: a text without one is nobody's.
      let noted = try JSONEncoder().encode(note)
      lock = try Self.write([UInt8](noted), to: Self.notePath(folder))
      flock(lock, LOCK_EX | LOCK_NB)
      close(try Self.write(bytes, to: "\(folder)/report.txt"))
    } catch let fault as Fault {
      try? FileManager.default.removeItem(atPath: folder)
      throw fault
    } catch {
      throw Fault(phrase: "can't write into \(folder): \(error.localizedDescription)")
    }
  }

  /// One that a process left which is no more; nil while somebody has it.
  private init?(leftAt folder: String) {
    let file = open(Self.notePath(folder), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { return nil }
    guard flock(file, LOCK_EX | LOCK_NB) == 0,
      let bytes = FileManager.default.contents(atPath: Self.notePath(folder)), bytes.count <= 4_096,
      let note = try? JSONDecoder().decode(Note.self, from: bytes)
    else {
      close(file)
      return nil
    }
    (self.folder, lock) = (folder, file)
    (draft, newsroom, given) = (note.draft, note.newsroom, note.given)
  }

  deinit { close(lock) }

  /// What killed processes left in the work folder.
  static func leftovers(in work: String) -> [EditedFile] {
    ((try? FileManager.default.contentsOfDirectory(atPath: work)) ?? []).sorted()
      .filter { $0.hasPrefix(beginning) }.compactMap { EditedFile(leftAt: "\(work)/\($0)") }
  }

  /// The text as it is now, line ends as line feeds; nil when it is as it was given away.
  func read() throws(Unreadable) -> String? {
    let bytes = try readBytes()
    if bytes.count > Self.mostBytes { throw .tooLarge }
    if Digest.of(bytes).hex == given { return nil }
    guard var text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    text = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    // The end of the last line is the file's, not the text's.
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  /// As they are, and no more than shows that there are too many.
  private func readBytes() throws(Unreadable) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      // A socket can't be opened: ENXIO.
      throw errno == ENOENT || errno == ENXIO ? .gone : .refused(String(cString: strerror(errno)))
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .refused(String(cString: strerror(errno))) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .gone }
    var bytes: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= Self.mostBytes {
      let count = Glibc.read(file, &room, room.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .refused(String(cString: strerror(errno))) }
      if count == 0 { break }
      bytes += room[..<count]
    }
    return bytes
  }

  /// Nothing in it is worth keeping: it is gone, empty, or as it was given away.
  var hasNothing: Bool {
    do throws(Unreadable) { return try (read() ?? "").isEmpty } catch { return error == .gone }
  }

  /// When the text was last written.
  var written: Date {
    (try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date) ?? .distantPast
  }

  /// Moves the text to where nobody removes it.
  /// - Returns: its path there; its path here when it can't be moved.
  func keepAside() -> String {
    let work = URL(filePath: folder).deletingLastPathComponent().path
    let aside = "\(work)/kept-\(draft.rawValue)-\(RandomBytes.make(4).hex).txt"
    guard rename(path, aside) == 0 else { return path }
    chmod(aside, 0o600)
    remove()
    return aside
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  private static func write(_ bytes: [UInt8], to path: String) throws(Fault) -> Int32 {
    let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw fault(path) }
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let fault = fault(path)
        close(file)
        throw fault
      }
      done += count
    }
    fsync(file)
    return file
  }

  private static func fault(_ path: String) -> Fault {
    Fault(phrase: "can't write \(path): \(String(cString: strerror(errno)))")
  }
}
