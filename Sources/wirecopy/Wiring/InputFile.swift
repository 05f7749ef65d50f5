import Foundation
import Glibc
import News

/// A file that the user named, on the command line or on the desk, read under a cap.
enum InputFile {
  static let mostBytes = 64 << 20

  /// - Parameter isCommand: `-` is standard input, and a pipe or a device is waited for, which `^C` ends. Otherwise a plain file
  ///   alone is read, and `-` is a name like any other.
  /// - Throws: `Failure` that says which command, which file, why.
  static func read(
    _ path: String, for command: String, most: Int = mostBytes, isCommand: Bool = false
  ) throws(Failure) -> [UInt8] {
    let isInput = isCommand && path == "-"
    let file = isInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | (isCommand ? 0 : O_NONBLOCK | O_NOCTTY))
    guard file >= 0 else { throw Failure("\(command) \(path): \(reason())") }
    defer { if !isInput { close(file) } }
    if !isCommand { try checkIsPlain(file, path, command) }
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

  /// For the desk: a plain file, read where waiting for it keeps nothing else waiting.
  static func readApart(_ path: String, for command: String, most: Int = mostBytes) async throws(Failure) -> [UInt8] {
    try await SlowWork.run { () throws(Failure) in try read(path, for: command, most: most) }
  }

  private static func checkIsPlain(_ file: Int32, _ path: String, _ command: String) throws(Failure) {
    var status = stat()
    guard fstat(file, &status) == 0 else { throw Failure("\(command) \(path): \(reason())") }
    if status.st_mode & S_IFMT == S_IFREG { return }
    let isFolder = status.st_mode & S_IFMT == S_IFDIR
    let what: Phrase = isFolder ? Phrase(verbatim: String(cString: strerror(EISDIR))) : "it is no plain file"
    throw Failure("\(command) \(path): \(what)")
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
