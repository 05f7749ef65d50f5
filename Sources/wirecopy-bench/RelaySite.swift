import Foundation
import Glibc
import Seal

/// A throw-away folder: what is served, where drops go, and the drops.
final class RelaySite {
  struct File {
    var name: String
    var words: String
    var size: Int
  }
  struct Drop {
    var path: String
    var name: String
    var bytes: [UInt8]
  }

  static let small = File(name: "small.atom", words: "1 KB", size: 1_000)
  static let middle = File(name: "middle.atom", words: "100 KB", size: 100_000)
  static let large = File(name: "large.bin", words: "64 MiB", size: 64 << 20)

  let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "wirecopy-bench-\(UUID().uuidString)").path
    for name in ["public", "drop", "incoming", "drops"] {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
    }
    for file in [Self.small, Self.middle, Self.large] {
      try Data(repeating: UInt8(ascii: "x"), count: file.size).write(to: URL(filePath: "\(folder)/public/\(file.name)"))
    }
  }

  func clear() { try? FileManager.default.removeItem(atPath: folder) }

  /// One of 32 MiB, another one for each number.
  func drop(_ number: Int) throws -> Drop {
    var bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 32 << 20)
    bytes[0] = 1
    let path = "\(folder)/drops/\(number)"
    try Data(bytes).write(to: URL(filePath: path))
    return Drop(path: path, name: Digest.of(bytes).hex, bytes: bytes)
  }

  /// Seconds for what no relay that keeps its word can leave out.
  func writeAlone(_ drop: Drop) throws -> Double {
    let path = "\(folder)/drops/alone"
    defer { unlink(path) }
    let started = ContinuousClock.now
    guard Digest.of(drop.bytes).hex == drop.name else { throw Child.Fault(description: "the hash is another") }
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    defer { close(file) }
    var done = 0
    while file >= 0, done < drop.bytes.count {
      let count = drop.bytes[done...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      guard count > 0 else { break }
      done += count
    }
    guard done == drop.bytes.count, fsync(file) == 0 else { throw Child.Fault(description: "\(path) can't be written") }
    return started.duration(to: .now).inSeconds
  }
}
