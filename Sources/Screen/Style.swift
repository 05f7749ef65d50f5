/// What a piece of the screen is for: the theme decides its colours.
public enum Role: String, Hashable, Sendable, CaseIterable {
  case normal, dim, title, heading, bar, hint, border
  case unread, read, starred, alert, link, quote, code, match
  case good, warning, bad
}

/// A role and what never depends on colour.
public struct Style: Hashable, Sendable {
  public var role: Role
  public var isBold: Bool
  public var isUnderlined: Bool
  public var isItalic: Bool
  /// The selected line.
  public var isReversed: Bool
  public init(
    _ role: Role = .normal, bold: Bool = false, underlined: Bool = false, italic: Bool = false, reversed: Bool = false
  ) {
    self.role = role
    isBold = bold
    isUnderlined = underlined
    isItalic = italic
    isReversed = reversed
  }
  public static let normal = Style()
}
