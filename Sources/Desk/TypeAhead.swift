import Foundation
import News
import Screen

/// Keys that come while a composer is being opened: they are meant for it, and wait for it. On the page before, each of
/// them would be a command.
struct TypeAhead: Sendable {
  /// So long is waited for a composer, in seconds.
  static let patience = 10.0
  /// Inputs that are held; what is beyond is left out.
  static let most = 10_000

  private var since: Date?
  private var held: [Input] = []

  var isHolding: Bool { since != nil }

  mutating func hold(at now: Date) { since = since ?? now }

  /// False when it is nobody's text, or nothing is waited for.
  mutating func take(_ input: Input) -> Bool {
    guard isHolding else { return false }
    switch input {
    case .key, .paste:
      if held.count < Self.most { held.append(input) }
      return true
    case .mouse, .resized, .resumed, .answered, .ended: return false
    }
  }

  func isOver(at now: Date) -> Bool { since.map { now.timeIntervalSince($0) > Self.patience } ?? false }

  /// What was held, for the page that came.
  mutating func release() -> [Input] {
    defer { self = TypeAhead() }
    return held
  }
}

extension DeskEffect {
  /// A composer opens on what this brings.
  var opensComposer: Bool {
    switch self {
    case .report(.begin), .report(.open), .report(.edit): true
    default: false
    }
  }
}
