/// One key as the user pressed it.
public enum Key: Hashable, Sendable {
  case character(Character)
  /// Control with a lower-case letter or one of `@ [ \ ] ^ _`.
  case control(Character)
  /// Alt (Meta) with a key.
  indirect case alt(Key)
  /// Control with a key that has a name, an arrow say; with a letter it is `control`. Inside of `alt`.
  indirect case controlled(Key)
  /// Shift with a key that has a name; with a letter it is another letter. Inside of `alt` and `controlled`.
  indirect case shift(Key)
  case enter, escape, tab, backTab, backspace, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)

  /// The key without Shift and Control, for whoever makes nothing of these: Shift-Down is Down to a list.
  public var plain: Key {
    switch self {
    case .alt(let key): .alt(key.plain)
    case .controlled(let key), .shift(let key): key.plain
    default: self
    }
  }
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
  /// The terminal said how it draws pictures, if at all.
  case answered(PictureSkill)
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
