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
    var watchers: [Int: Watcher] = [:]
  }
  private let state = Mutex(State())
  private let origin: Date

  public init(origin: Date = Date(timeIntervalSince1970: 1_750_000_000)) { self.origin = origin }

  public var milliseconds: Int { state.withLock { $0.milliseconds } }
  public var now: Date { origin.addingTimeInterval(Double(milliseconds) / 1000) }

  /// Sleeps until the clock was moved to that time or past it.
  public func sleep(until: Int) async throws(CancellationError) {
    let id = nextID()
    let reached = await withTaskCancellationHandler {
      await withCheckedContinuation { wake in
        let (now, told): (Bool?, [Int: Watcher]) = state.withLock { state in
          if state.cancelled.remove(id) != nil { return (false, [:]) }
          if until <= state.milliseconds { return (true, [:]) }
          state.sleepers[id] = Sleeper(until: until, wake: wake)
          let told = state.watchers.filter { $0.value.until == until }
          for id in told.keys { state.watchers[id] = nil }
          return (nil, told)
        }
        for watcher in told.values { watcher.tell.resume() }
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

  /// Returns once somebody sleeps until exactly that time, or the scene was cancelled: its time is over then.
  public func sleeper(until: Int) async {
    let id = nextID()
    await withTaskCancellationHandler {
      await withCheckedContinuation { tell in
        let isOver = state.withLock { state in
          if state.cancelled.remove(id) != nil || state.sleepers.values.contains(where: { $0.until == until }) {
            return true
          }
          state.watchers[id] = Watcher(until: until, tell: tell)
          return false
        }
        if isOver { tell.resume() }
      }
    } onCancel: {
      let watcher = state.withLock { state in
        let watcher = state.watchers.removeValue(forKey: id)
        if watcher == nil { state.cancelled.insert(id) }
        return watcher
      }
      watcher?.tell.resume()
    }
  }

  private func nextID() -> Int {
    state.withLock { state in
      state.next += 1
      return state.next
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
