/// What a piece of the screen is for: the theme decides its colours.
public enum Role: String, Hashable, Sendable, CaseIterable {
  case normal, dim, title, heading, bar, hint, border
  case unread, read, starred, alert, link, quote, code, match
  case good, warning, bad
}

/// Colours of a cell that is part of a picture: 0xRRGGBB each, nil for the terminal's own.
public struct Paint: Hashable, Sendable {
  public var foreground: UInt32?
  public var background: UInt32?
  public init(foreground: UInt32? = nil, background: UInt32? = nil) {
    self.foreground = foreground
    self.background = background
  }
}

/// A role and what never depends on colour.
public struct Style: Hashable, Sendable {
  public var role: Role
  public var isBold: Bool
  public var isUnderlined: Bool
  public var isItalic: Bool
  /// The selected line.
  public var isReversed: Bool
  /// A picture's own colours, over those of the role.
  public var paint: Paint?
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
