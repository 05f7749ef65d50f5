public import Foundation
import Synchronization

/// Time that stands still until a scene moves it. Milliseconds from 0.
public final class VirtualClock: Sendable {
  private struct Sleeper {
    var until: Int
    var wake: CheckedContinuation<Bool, Never>
  }
  private struct Watcher {
    var until: Int
    var tell: CheckedContinuation<Void, Never>
  }
  private struct State {
    var milliseconds = 0
    var next = 0
    var sleepers: [Int: Sleeper] = [:]
    var cancelled: Set<Int> = []
    var watchers: [Watcher] = []
  }
  private let state = Mutex(State())
  private let origin: Date

  public init(origin: Date = Date(timeIntervalSince1970: 1_750_000_000)) { self.origin = origin }

  public var milliseconds: Int { state.withLock { $0.milliseconds } }
  public var now: Date { origin.addingTimeInterval(Double(milliseconds) / 1000) }

  /// Sleeps until the clock was moved to that time or past it.
  public func sleep(until: Int) async throws(CancellationError) {
    let id = state.withLock { state in
      state.next += 1
      return state.next
    }
    let reached = await withTaskCancellationHandler {
      await withCheckedContinuation { wake in
        let (now, told): (Bool?, [Watcher]) = state.withLock { state in
          if state.cancelled.remove(id) != nil { return (false, []) }
          if until <= state.milliseconds { return (true, []) }
          state.sleepers[id] = Sleeper(until: until, wake: wake)
          let told = state.watchers.filter { $0.until == until }
          state.watchers.removeAll { $0.until == until }
          return (nil, told)
        }
        for watcher in told { watcher.tell.resume() }
        if let now { wake.resume(returning: now) }
      }
    } onCancel: {
      let sleeper = state.withLock { state in
        let sleeper = state.sleepers.removeValue(forKey: id)
        if sleeper == nil { state.cancelled.insert(id) }
        return sleeper
      }
      sleeper?.wake.resume(returning: false)
    }
    if !reached { throw CancellationError() }
  }

  /// Returns once somebody sleeps until exactly that time.
  public func sleeper(until: Int) async {
    await withCheckedContinuation { tell in
      let isThere = state.withLock { state in
        if state.sleepers.values.contains(where: { $0.until == until }) { return true }
        state.watchers.append(Watcher(until: until, tell: tell))
        return false
      }
      if isThere { tell.resume() }
    }
  }

  /// Moves the clock and wakes whom it passes, the earliest first.
  public func advance(to time: Int) {
    let due = state.withLock { state in
      state.milliseconds = max(state.milliseconds, time)
      let due = state.sleepers.filter { $0.value.until <= time }
      for id in due.keys { state.sleepers[id] = nil }
      return due.values.sorted { $0.until < $1.until }
    }
    for sleeper in due { sleeper.wake.resume(returning: true) }
  }

  /// Waits until somebody sleeps until that time, then moves the clock there.
  public func pass(_ time: Int) async {
    await sleeper(until: time)
    advance(to: time)
  }
}
