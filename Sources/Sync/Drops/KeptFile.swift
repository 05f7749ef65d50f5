import Foundation
import Seal

/// A plain file that is read piece by piece: never whole in memory, never through a link, never beyond the size it had.
final class KeptFile {
  static let piece = 256 << 10

  let path: String
  /// In bytes, when it was opened.
  let size: Int
  private let descriptor: Int32

  init(_ path: String) throws(ReportPackFault) {
    self.path = path
    // A pipe in its place would hang, were it waited for.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
      size = 0
      throw .reading(path, errno)
    }
    size = Int(status.st_size)
    guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(path: path, reason: "it is no plain file") }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Exactly so many bytes from there.
  func bytes(at offset: Int, count: Int) throws(ReportPackFault) -> [UInt8] {
    guard offset >= 0, count >= 0, offset <= size, count <= size - offset else { throw .damaged(path: path) }
    var reason: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
      while read < count {
        let start = buffer.baseAddress.map { $0 + read }
        let got = pread(descriptor, start, count - read, off_t(offset + read))
        if got < 0 && errno == EINTR { continue }
        if got <= 0 {
          reason = got < 0 ? errno : 0
          break
        }
        read += got
      }
    }
    if reason != 0 { throw .reading(path, reason) }
    guard bytes.count == count else { throw .damaged(path: path) }
    return bytes
  }

  /// Hands over so many bytes from there, in pieces.
  func each(
    from offset: Int = 0, count: Int, _ take: ([UInt8]) throws(ReportPackFault) -> Void
  ) throws(ReportPackFault) {
    guard offset >= 0, count >= 0, offset <= size, count <= size - offset else { throw .damaged(path: path) }
    var place = offset
    while place < offset + count {
      let piece = try bytes(at: place, count: min(Self.piece, offset + count - place))
      try take(piece)
      place += piece.count
    }
  }

  /// SHA-256 of the whole, lower-case hex.
  func name() throws(ReportPackFault) -> String {
    var digest = Digest()
    try each(count: size) { (piece: [UInt8]) throws(ReportPackFault) in digest.update(piece) }
    return digest.finish().hex
  }

  /// Whether a file is there whose bytes are those of its name, `size` of them where that is known.
  static func isSound(_ path: String, name: String, size: Int? = nil) -> Bool {
    guard let file = try? KeptFile(path), size == nil || file.size == size else { return false }
    return (try? file.name()) == name
  }
}
