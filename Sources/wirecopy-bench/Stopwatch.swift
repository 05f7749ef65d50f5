import Foundation
import Glibc

/// Computing time, which a machine that does other things as well does not lengthen much.
enum Stopwatch {
  /// The median of some runs, in seconds that this thread computed.
  static func median(of runs: Int, _ work: () throws -> Void) rethrows -> Double {
    let times = try (0..<runs).map { _ in
      let start = seconds()
      try work()
      return seconds() - start
    }
    return Spread(times).p50
  }

  /// The median of what a program computes, less what it computes for nothing (`idle`): its start.
  static func child(_ arguments: [String], idle: [String], runs: Int) throws -> Double {
    func run(_ arguments: [String]) throws -> Double {
      let times = try (0..<runs).map { _ in
        let run = try Child.run(arguments)
        guard run.status == 0 else { throw Child.Fault(description: "\(arguments[0]): \(run.output.prefix(300))") }
        return run.cpuSeconds
      }
      return Spread(times).p50
    }
    return max(0.000_1, try run(arguments) - run(idle))
  }

  private static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
