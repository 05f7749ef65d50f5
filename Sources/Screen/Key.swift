/// One key as the user pressed it.
public enum Key: Hashable, Sendable {
  case character(Character)
  /// Control with a lower-case letter or one of `@ [ \ ] ^ _`.
  case control(Character)
  /// Alt (Meta) with a key.
  indirect case alt(Key)
  case enter, escape, tab, backTab, backspace, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)
}

/// What the user did at the terminal.
public enum Input: Hashable, Sendable {
  case key(Key)
  /// A bracketed paste, whole, not yet made visible.
  case paste(String)
  case mouse(Mouse)
  case resized(Size)
  /// Back from `^Z`: paint all again.
  case resumed
  /// The terminal is gone (SIGHUP), or we are asked to end (SIGTERM, SIGINT).
  case ended
}

public struct Mouse: Hashable, Sendable {
  public enum Action: Hashable, Sendable { case press, doublePress, wheelUp, wheelDown }
  public var action: Action
  public var at: Point
  public init(_ action: Action, at: Point) {
    self.action = action
    self.at = at
  }
}
