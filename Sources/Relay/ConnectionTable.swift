import NIOCore
import Synchronization

/// All open connections: who is served, who is told to come later, who is shut out.
final class ConnectionTable: Sendable {
  enum Admission {
    case served
    /// Over the limit: gets a 503.
    case busy
    /// Far over the limit, or the server has stopped: closed at once.
    case shutOut
  }

  private struct State {
    var served: [ObjectIdentifier: any Channel] = [:]
    var busy: [ObjectIdentifier: any Channel] = [:]
    var isClosed = false
  }
  private let state = Mutex(State())
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  func admit(_ channel: any Channel) -> Admission {
    state.withLock { state in
      let id = ObjectIdentifier(channel)
      if state.isClosed { return .shutOut }
      if state.served.count < limit {
        state.served[id] = channel
        return .served
      }
      if state.busy.count < limit {
        state.busy[id] = channel
        return .busy
      }
      return .shutOut
    }
  }

  func remove(_ channel: any Channel) {
    state.withLock { state in
      state.served[ObjectIdentifier(channel)] = nil
      state.busy[ObjectIdentifier(channel)] = nil
    }
  }

  /// Closes all that are left and lets nobody in any more.
  func close() {
    let channels = state.withLock { state in
      state.isClosed = true
      return Array(state.served.values) + Array(state.busy.values)
    }
    for channel in channels { channel.close(promise: nil) }
  }
}
