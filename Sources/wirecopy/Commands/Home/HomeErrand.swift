import Foundation
import News
import Store
import Synchronization

/// What the commands on a whole home have in common: faults become one line, a signal ends them without leaving anything half.
enum HomeErrand {
  /// Every fault begins with the command and the file, which is named once.
  static func run(_ command: String, on file: String, _ work: () async throws -> Void) async throws {
    do {
      try await work()
    } catch let fault as BackupFault {
      let what = fault.isAbout(file) ? command : "\(command) \(file)"
      throw Failure("\(what): \(fault.phrase)", status: fault.isRefusal ? .refused : .failed)
    } catch let fault as StoreFault {
      throw Failure("\(command) \(file): \(fault == .cancelled ? BackupFault.cancelled.phrase : fault.phrase)")
    }
  }

  /// Long work with its bar, until it is done or a signal ends it.
  static func stoppable<Value: Sendable>(
    _ work: @escaping @Sendable (@escaping @Sendable (BackupWriter.Progress) -> Void) async throws -> Value
  ) async throws -> Value {
    let bar = Mutex(ProgressBar())
    // Begun when a signal would be heard.
    let (gate, opening) = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      for await _ in gate { break }
      return try await work { progress in
        bar.withLock { $0.show(done: Int(progress.done >> 20), of: max(1, Int(progress.of >> 20)), "MiB") }
      }
    }
    let signals = StopSignals { task.cancel() }
    opening.yield()
    defer {
      signals.stop()
      bar.withLock { $0.clear() }
    }
    return try await task.value
  }
}

extension BackupFault {
  /// Refused for safety, not failed.
  var isRefusal: Bool {
    switch self {
    case .occupied, .inUse: true
    default: false
    }
  }
}
