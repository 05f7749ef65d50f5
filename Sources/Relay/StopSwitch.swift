import Synchronization

/// Runs an action once: when it is both armed and pressed, whichever comes first.
final class StopSwitch: Sendable {
  private struct State {
    var isArmed = false
    var isPressed = false
    var action: (@Sendable () async -> Void)?
  }
  private let state = Mutex(State())

  /// Sets the action; before anything else.
  func onPressed(_ action: @escaping @Sendable () async -> Void) { state.withLock { $0.action = action } }

  func arm() { change { $0.isArmed = true } }

  func press() { change { $0.isPressed = true } }

  private func change(_ change: (inout State) -> Void) {
    let action = state.withLock { state in
      change(&state)
      guard state.isArmed, state.isPressed else { return nil as (@Sendable () async -> Void)? }
      defer { state.action = nil }
      return state.action
    }
    if let action { Task { await action() } }
  }
}
