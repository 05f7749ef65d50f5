/// Colours and attributes of each role: read from a file of `share/wirecopy/themes`, applied by `Terminal`.
public struct Theme: Hashable, Sendable {
  public struct Look: Hashable, Sendable {
    /// 0 to 255 of the xterm palette, or `exact` and 0xRRGGBB; nil for the terminal's own. Where a terminal has fewer, `Terminal`
    /// takes the nearest.
    public var foreground: Int?
    public var background: Int?
    public var isBold: Bool
    public var isDim: Bool
    public var isUnderlined: Bool
    public var isReversed: Bool
    public init(
      foreground: Int? = nil, background: Int? = nil, bold: Bool = false, underlined: Bool = false,
      reversed: Bool = false, dim: Bool = false
    ) {
      self.foreground = foreground
      self.background = background
      isBold = bold
      isDim = dim
      isUnderlined = underlined
      isReversed = reversed
    }
  }
  /// Added to a colour of 24 bits, which tells it from those of the palette.
  public static let exact = 1 << 24

  public var looks: [Role: Look]
  public init(looks: [Role: Look]) { self.looks = looks }
  public subscript(role: Role) -> Look { looks[role] ?? looks[.normal] ?? Look() }

  /// The theme of a theme file: the name of each role with its look, `"bold cyan"`, `"bold underline 12 on 4"`.
  ///
  /// A look is words in any order: `bold`, `dim`, `underline`, `reverse`; a colour; `on` and a colour for the
  /// background. A colour is 0 to 255, `#rrggbb`, one of `black red green yellow blue magenta cyan white`, `bright-` before one of
  /// these, or `default`. Roles that are left out look like `normal`.
  public init(_ file: [String: String]) throws(ThemeFault) {
    looks = [:]
    for (name, look) in file.sorted(by: { $0.key < $1.key }) {
      guard let role = Role(rawValue: name) else { throw ThemeFault(role: name, reason: .unknownRole) }
      looks[role] = try Look(look, of: name)
    }
  }

  /// Without colours and without a file: attributes that every terminal has.
  public static let plain = Theme(looks: [
    .title: Look(bold: true), .heading: Look(bold: true), .bar: Look(reversed: true), .unread: Look(bold: true),
    .alert: Look(bold: true, underlined: true), .link: Look(underlined: true), .match: Look(reversed: true),
    .bad: Look(bold: true), .warning: Look(bold: true),
  ])

  /// The same theme in attributes alone, for a terminal without colours or a user who wants none (`NO_COLOR`). A role
  /// that has a background of its own becomes reversed, so that bars and matches stay to be seen.
  public var withoutColours: Theme {
    Theme(
      looks: looks.mapValues { look in
        var plain = look
        plain.foreground = nil
        plain.background = nil
        if look.background != nil, look.background != self[.normal].background { plain.isReversed.toggle() }
        return plain
      })
  }
}
