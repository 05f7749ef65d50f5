import Foundation
import Glibc
import Testing

/// The program on a terminal of our own making: each byte in and out at its time, with nobody between.
final class Pty {
  private var master: Int32
  private let process: pid_t
  private var isOver = false

  /// - Parameter arguments: of the program.
  init(_ program: Program, _ arguments: [String], environment more: [String: String] = [:]) throws {
    // posix_openpt(3) and its like are not in Swift's Glibc.
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (number, lock): (Int32, Int32) = (0, 0)
    let (getNumber, setLock): (UInt, UInt) = (0x8004_5430, 0x4004_5431)
    try #require(
      master >= 0 && ioctl(master, setLock, &lock) == 0 && ioctl(master, getNumber, &number) == 0,
      "no terminal is to be had")
    var size = winsize(ws_row: 30, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    // A mirror's listening socket must not live on in a child.
    for file in Int32(3)..<1_024 where fcntl(file, F_GETFD) >= 0 { _ = fcntl(file, F_SETFD, FD_CLOEXEC) }
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    // The first terminal that the leader of a session opens is its own.
    posix_spawn_file_actions_addopen(&files, 0, "/dev/pts/\(number)", O_RDWR, 0)
    for output: Int32 in [1, 2] { posix_spawn_file_actions_adddup2(&files, 0, output) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, every) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&every)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &every)
    let newSession: Int32 = 0x80
    posix_spawnattr_setflags(
      &attributes, Int16(Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF) | newSession))
    let words = ([Program.path] + arguments).map { strdup($0) } + [nil]
    let variables = program.environment.merging(more) { $1 }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var child: pid_t = 0
    try #require(posix_spawn(&child, Program.path, &files, &attributes, words, variables) == 0)
    process = child
  }

  deinit {
    if !isOver {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    if master >= 0 { close(master) }
  }

  /// The terminal goes, as when a line is cut.
  func hangUp() {
    close(master)
    master = -1
  }

  /// Seconds that the ended program computed.
  private(set) var computing = 0.0

  /// Presses keys.
  func type(_ keys: String) {
    let bytes = Array(keys.utf8)
    _ = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
  }

  /// What comes within this time, up to the first pause.
  func read(within seconds: Double) -> [UInt8] {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var one = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    var wait = Int32(seconds * 1_000)
    while poll(&one, 1, wait) > 0 {
      let count = Glibc.read(master, &buffer, buffer.count)
      guard count > 0 else { break }
      all += buffer[..<count]
      wait = 0
    }
    return all
  }

  /// Milliseconds until something is painted; nil when nothing is in time.
  func answer(to key: String, within seconds: Double = 5) -> Double? {
    _ = read(within: 0)
    let start = ContinuousClock.now
    type(key)
    return read(within: seconds).isEmpty ? nil : start.duration(to: .now) / .milliseconds(1)
  }

  /// Milliseconds from now until the program has ended, and its status; nil when it does not end in time.
  func end(within seconds: Double) -> (milliseconds: Double, status: Int32)? {
    let start = ContinuousClock.now
    while start.duration(to: .now) < .seconds(seconds) {
      if master >= 0 { _ = read(within: 0) }
      var status: Int32 = 0
      var usage = rusage()
      if wait4(process, &status, WNOHANG, &usage) == process {
        isOver = true
        computing = [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
        return (start.duration(to: .now) / .milliseconds(1), status & 0x7F == 0 ? status >> 8 & 0xFF : -1)
      }
      usleep(1_000)
    }
    return nil
  }
}
