/// Colours and attributes of each role: read from a file of `share/wirecopy/themes`, applied by `Terminal`.
public struct Theme: Hashable, Sendable {
  public struct Look: Hashable, Sendable {
    /// 0 to 255 of the xterm palette, nil for the terminal's own. On 8 colours `Terminal` takes the nearest.
    public var foreground: Int?
    public var background: Int?
    public var isBold: Bool
    public var isUnderlined: Bool
    public var isReversed: Bool
    public init(
      foreground: Int? = nil, background: Int? = nil, bold: Bool = false, underlined: Bool = false,
      reversed: Bool = false
    ) {
      self.foreground = foreground
      self.background = background
      isBold = bold
      isUnderlined = underlined
      isReversed = reversed
    }
  }
  public var looks: [Role: Look]
  public init(looks: [Role: Look]) { self.looks = looks }
  public subscript(role: Role) -> Look { looks[role] ?? looks[.normal] ?? Look() }
}
