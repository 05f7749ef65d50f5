import Foundation
import Glibc

/// A program that runs beside a scene. Not Foundation's `Process`: with a thousand descriptors open, as there are when all
/// scenes play at once, its search for the highest one reads beyond its buffer (`findMaximumOpenFromProcSelfFD`).
final class ChildProgram: Sendable {
  private let child: pid_t
  /// What it writes.
  let output: FileHandle
  /// What it reads.
  let input: FileHandle

  /// - Parameters:
  ///   - arguments: the first is a program that the shell finds.
  ///   - folder: where it runs.
  init(_ arguments: [String], in folder: String = "/") throws {
    let (output, input) = (Pipe(), Pipe())
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, input.fileHandleForReading.fileDescriptor, 0)
    posix_spawn_file_actions_adddup2(&actions, output.fileHandleForWriting.fileDescriptor, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // A copy of a socket in the child would keep it open beyond its end here.
    for descriptor in 3..<min(8192, getdtablesize()) { posix_spawn_file_actions_addclose(&actions, descriptor) }
    // Threads of the pool block signals, and what they start would inherit that.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var words = (["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var child = pid_t()
    let code = posix_spawn(&child, "/bin/sh", &actions, &attributes, &words, environ)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
    try output.fileHandleForWriting.close()
    try input.fileHandleForReading.close()
    (self.child, self.output, self.input) = (child, output.fileHandleForReading, input.fileHandleForWriting)
  }

  /// Waits for its end.
  /// - Returns: its exit status, or 128 and the signal that ended it.
  @discardableResult func wait() -> Int32 {
    var status: CInt = 0
    while waitpid(child, &status, 0) < 0 { guard errno == EINTR else { return -1 } }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }

  func stop() {
    kill(child, SIGKILL)
    wait()
  }
}
