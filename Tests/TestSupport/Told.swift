import Synchronization

/// What was told while something ran, and the waits of scenes for it.
public final class Told<Event: Sendable>: Sendable {
  private struct Wait {
    var isIt: @Sendable ([Event]) -> Bool
    var go: CheckedContinuation<Void, Never>
  }
  private struct State {
    var events: [Event] = []
    var next = 0
    var waits: [Int: Wait] = [:]
    var cancelled: Set<Int> = []
  }
  private let state = Mutex(State())

  public init() {}

  public var all: [Event] { state.withLock { $0.events } }

  public func note(_ event: Event) {
    let ready = state.withLock { state in
      state.events.append(event)
      let ready = state.waits.filter { $0.value.isIt(state.events) }
      for id in ready.keys { state.waits[id] = nil }
      return ready.values
    }
    for wait in ready { wait.go.resume() }
  }

  /// Returns once that was told, or the scene was cancelled: its time is over then.
  public func wait(until isIt: @escaping @Sendable ([Event]) -> Bool) async {
    let id = state.withLock { state in
      state.next += 1
      return state.next
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { go in
        let isOver = state.withLock { state in
          if state.cancelled.remove(id) != nil || isIt(state.events) { return true }
          state.waits[id] = Wait(isIt: isIt, go: go)
          return false
        }
        if isOver { go.resume() }
      }
    } onCancel: {
      let wait = state.withLock { state in
        let wait = state.waits.removeValue(forKey: id)
        if wait == nil { state.cancelled.insert(id) }
        return wait
      }
      wait?.go.resume()
    }
  }
}
