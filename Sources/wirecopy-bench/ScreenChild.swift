import Foundation
import Glibc

/// A full-screen program in a pseudo-terminal of its own: how long until a text stands on its screen.
struct ScreenChild {
  struct Opening {
    /// From the spawn to the byte that completes the text.
    var seconds: Double
    /// Peak resident set when it was there, KiB (`VmHWM`).
    var peakKiB: Int
  }

  // Macros that Swift does not import: TIOCSPTLCK and TIOCGPTN of <asm-generic/ioctls.h>, POSIX_SPAWN_SETSID of <spawn.h>.
  private static let unlock: UInt = 0x4004_5431
  private static let name: UInt = 0x8004_5430
  private static let newSession: Int16 = 0x80

  /// Starts the program at `columns` × `rows`, reads its screen until one of `texts` has come, then kills it.
  static func open(
    _ arguments: [String], environment: [String: String], until texts: [String], columns: UInt16 = 80,
    rows: UInt16 = 24, timeout: Double = 60
  ) throws -> Opening {
    guard let program = arguments.first.flatMap(Child.find) else {
      throw Child.Fault(description: "no program \(arguments.first ?? "")")
    }
    let started = ContinuousClock.now
    let (master, pid) = try spawn(program, arguments, environment, columns, rows)
    defer { close(master) }
    defer {
      kill(pid, SIGKILL)
      var status: Int32 = 0
      waitpid(pid, &status, 0)
    }
    var seen: [UInt8] = []
    let wanted = texts.map { Array($0.utf8) }
    while started.duration(to: .now).inSeconds < timeout {
      var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, 1_000) > 0 else { continue }
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(master, &buffer, buffer.count)
      guard count > 0 else { break }
      seen.append(contentsOf: buffer[..<count])
      if wanted.contains(where: { seen.firstRange(of: $0) != nil }) {
        return Opening(seconds: started.duration(to: .now).inSeconds, peakKiB: peak(of: pid))
      }
    }
    throw Child.Fault(description: "\(program): none of \(texts) on its screen")
  }

  /// Starts a program on a terminal of its own: our end of it, and the process.
  static func spawn(
    _ program: String, _ arguments: [String], _ environment: [String: String], _ columns: UInt16, _ rows: UInt16
  ) throws -> (master: Int32, pid: pid_t) {
    let master = Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var unlocked: Int32 = 0
    var number: UInt32 = 0
    guard master >= 0, ioctl(master, Self.unlock, &unlocked) == 0, ioctl(master, Self.name, &number) == 0 else {
      throw Child.Fault(description: "no pseudo-terminal to be had")
    }
    let name = "/dev/pts/\(number)"
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Self.newSession)
    do {
      return (master, try Child.spawn(program, arguments, environment, &actions, &attributes))
    } catch {
      close(master)
      throw error
    }
  }

  static func peak(of pid: pid_t) -> Int {
    let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Int($0.split(whereSeparator: \.isWhitespace)[1]) } ?? 0
  }
}
