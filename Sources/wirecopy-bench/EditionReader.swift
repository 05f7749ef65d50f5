import Foundation
import Glibc
import News
import Store

/// A reader's program with a home of its own.
struct EditionReader {
  let program: String
  let home: String

  var storePath: String { "\(home)/store.sqlite" }

  func run(_ arguments: String...) throws -> Child.Run {
    try Child.run([program] + arguments, environment: ["WIRECOPY_HOME": home])
  }

  func sync() throws -> Child.Run {
    let run = try run("sync")
    guard run.status == 0 else {
      throw Child.Fault(description: "sync ended with \(run.status): \(run.output.suffix(400))")
    }
    return run
  }

  func articles() async throws -> Int {
    try await NewsStore.open(path: storePath).count(.all, unreadOnly: false)
  }

  /// Runs a first sync until so many headlines are stored.
  /// - Returns: seconds until then; what `atThatMoment` gave.
  func sync<Seen>(until headlines: Int, atThatMoment: () throws -> Seen) async throws -> (Double, Seen) {
    let store = try NewsStore.open(path: storePath)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    let started = ContinuousClock.now
    guard let path = Child.find(program) else { throw Child.Fault(description: "no program \(program)") }
    let pid = try Child.spawn(path, [program, "sync"], ["WIRECOPY_HOME": home], &actions, nil)
    defer {
      kill(pid, SIGKILL)
      var status: Int32 = 0
      waitpid(pid, &status, 0)
    }
    while try await store.count(.all, unreadOnly: false) < headlines {
      guard started.duration(to: .now) < .seconds(60) else {
        throw Child.Fault(description: "no \(headlines) headlines within a minute")
      }
      usleep(1_000)
    }
    return (started.duration(to: .now).inSeconds, try atThatMoment())
  }
}
