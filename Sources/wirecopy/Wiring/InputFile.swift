import Foundation
import Glibc
import News

/// A file named on the command line, read under a cap.
enum InputFile {
  static let mostBytes = 64 << 20

  /// - Parameter path: `-` is standard input.
  /// - Throws: `Failure` that says which command, which file, why.
  static func read(_ path: String, for command: String, most: Int = mostBytes) throws(Failure) -> [UInt8] {
    let file = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw Failure("\(command) \(path): \(reason())") }
    defer { if path != "-" { close(file) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw Failure("\(command) \(path): \(reason())")
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: buffer[..<count])
      if bytes.count > most {
        throw Failure("\(command) \(path): larger than \(most >> 20) MiB, which is more than we read")
      }
    }
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
