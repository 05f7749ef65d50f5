import Foundation
import Glibc

/// A full-screen program in a pseudo-terminal that stays: keys go in, and how soon and with how many bytes its screen
/// answers comes out. Nobody is between: the time is from the key's write to the answer's last byte.
final class ScreenSession {
  struct Answer {
    /// Milliseconds until the first byte, and until the last one before nothing came for a while.
    var first: Double
    var last: Double
    var bytes: Int
  }

  let pid: pid_t
  private let master: Int32
  /// What has come so far, its end alone.
  private var seen: [UInt8] = []

  init(_ arguments: [String], environment: [String: String], columns: UInt16 = 80, rows: UInt16 = 24) throws {
    guard let program = arguments.first.flatMap(Child.find) else {
      throw Child.Fault(description: "no program \(arguments.first ?? "")")
    }
    (master, pid) = try ScreenChild.spawn(program, arguments, environment, columns, rows)
  }

  deinit {
    kill(pid, SIGKILL)
    var status: Int32 = 0
    waitpid(pid, &status, 0)
    close(master)
  }

  /// Milliseconds until one of these texts has come.
  func wait(for texts: [String], timeout: Double = 60) throws -> Double {
    let started = ContinuousClock.now
    let wanted = texts.map { Array($0.utf8) }
    while started.duration(to: .now).inSeconds < timeout {
      guard let bytes = read(within: 1_000) else { continue }
      if bytes.isEmpty { break }
      seen += bytes
      if wanted.contains(where: { seen.firstRange(of: $0) != nil }) { return started.duration(to: .now).inMilliseconds }
      if seen.count > 1 << 20 { seen.removeFirst(1 << 19) }
    }
    throw Child.Fault(description: "none of \(texts) on the screen")
  }

  /// Presses keys and waits until nothing has come for `quiet` milliseconds; nil where nothing is answered at all.
  func press(_ keys: String, quiet: Int32 = 60, timeout: Int32 = 10_000) -> Answer? {
    _ = settle(quiet: quiet)
    let bytes = Array(keys.utf8)
    let started = ContinuousClock.now
    _ = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
    guard let begin = read(within: timeout), !begin.isEmpty else { return nil }
    let first = started.duration(to: .now).inMilliseconds
    var answer = Answer(first: first, last: first, bytes: begin.count)
    while let more = read(within: quiet), !more.isEmpty {
      answer.last = started.duration(to: .now).inMilliseconds
      answer.bytes += more.count
    }
    return answer
  }

  /// Reads until nothing has come for so many milliseconds; how many bytes came.
  @discardableResult func settle(quiet: Int32 = 300) -> Int {
    var count = 0
    while let bytes = read(within: quiet), !bytes.isEmpty { count += bytes.count }
    return count
  }

  /// Peak resident set so far, MiB.
  var peak: Double { Double(ScreenChild.peak(of: pid)) / 1_024 }

  /// What came; nil where nothing did in time, empty where the program is gone.
  private func read(within milliseconds: Int32) -> [UInt8]? {
    var one = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&one, 1, milliseconds) > 0 else { return nil }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = Glibc.read(master, &buffer, buffer.count)
    return count > 0 ? Array(buffer[..<count]) : []
  }
}
