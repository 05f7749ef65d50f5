import Foundation
import Glibc
import News

/// Where `WIRECOPY_FRAMES` names a file: a line for each picture, and nothing of what is on it.
///
///     3.1 0.9 412      milliseconds from the first event that it shows to its end on the terminal, and of painting it;
///                      bytes that were written meanwhile, − where the kernel does not count them
@MainActor
final class FrameLog {
  private let file: Int32

  /// - Throws: `Failure` when the file can't be written.
  init(path: String) throws(Failure) {
    file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw Failure("WIRECOPY_FRAMES: can't write \(path): \(String(cString: strerror(errno)))") }
  }

  deinit { close(file) }

  /// - Parameter bytes: what this thread had written before the painting, of `written`.
  func add(
    since came: ContinuousClock.Instant, painting: ContinuousClock.Instant, until end: ContinuousClock.Instant,
    bytes before: Int?
  ) {
    let bytes = before.flatMap { before in Self.written().map { String($0 - before) } } ?? "-"
    let line = Array("\(Self.text(came.duration(to: end))) \(Self.text(painting.duration(to: end))) \(bytes)\n".utf8)
    _ = line.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
  }

  /// Bytes that this thread has written since it began (proc(5), `wchar`): while it paints, those to the terminal.
  static func written() -> Int? {
    let file = open("/proc/thread-self/io", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 512)
    let count = read(file, &buffer, buffer.count)
    guard count > 0 else { return nil }
    let lines = String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n")
    return lines.first { $0.hasPrefix("wchar:") }.flatMap { Int($0.dropFirst(6).drop { $0 == " " }) }
  }

  private static func text(_ time: Duration) -> String { String(format: "%.1f", time / .milliseconds(1)) }
}
