import CNcurses
import Screen

/// A theme as ncurses draws it on this terminal: attributes and colour pairs, made once for each look.
@MainActor struct Looks {
  private let theme: Theme
  /// How many are in use, 0 for none.
  let colours: Int
  private var pairs: [Pair: Int16] = [:]

  private struct Pair: Hashable {
    var foreground: Int16
    var background: Int16
  }

  /// After ncurses has started.
  init(_ theme: Theme, wantsColour: Bool) {
    let canColour = wantsColour && has_colors() && start_color() != ERR && wirecopy_colours() >= 8
    self.theme = canColour ? theme : theme.withoutColours
    colours = canColour ? Int(wirecopy_colours()) : 0
    if canColour, use_default_colors() == ERR { isOpaque = true }
  }

  /// The terminal has no colours "of its own" to fall back on: white on black.
  private var isOpaque = false

  mutating func attributes(of style: Style) -> (attributes: attr_t, pair: Int32) {
    if let paint = style.paint {
      return (wirecopy_attributes(false, false, false, false, style.isReversed), pair(paint))
    }
    let look = theme[style.role]
    // The selection stays to be seen on what is reversed by itself.
    let isTwice = look.isReversed && style.isReversed
    let attributes = wirecopy_attributes(
      look.isBold || style.isBold || isTwice, look.isDim, look.isUnderlined || style.isUnderlined || isTwice,
      style.isItalic, look.isReversed || style.isReversed)
    return (attributes, pair(look))
  }

  /// The pair of a picture's cell. ncurses keeps count of these itself, and takes the oldest anew when all are in use.
  private func pair(_ paint: Paint) -> Int32 {
    guard colours > 0 else { return 0 }
    let front = paint.foreground.flatMap { Palette.number(of: $0, colours: colours) }
    let back = paint.background.flatMap { Palette.number(of: $0, colours: colours) }
    return pair(front, back)
  }

  private func pair(_ front: Int?, _ back: Int?) -> Int32 {
    guard front != nil || back != nil else { return 0 }
    let pair = alloc_pair(Int32(front ?? (isOpaque ? 7 : -1)), Int32(back ?? (isOpaque ? 0 : -1)))
    return max(0, pair)
  }

  private mutating func pair(_ look: Theme.Look) -> Int32 {
    let (front, back) = Palette.pair(look, colours: colours)
    guard colours > 0, front != nil || back != nil else { return 0 }
    // Values of 24 bits don't fit into the pairs that are numbered here.
    if colours > 256 { return pair(front, back) }
    let wanted = Pair(
      foreground: Int16(front ?? (isOpaque ? 7 : -1)), background: Int16(back ?? (isOpaque ? 0 : -1)))
    if let known = pairs[wanted] { return Int32(known) }
    let number = Int16(pairs.count + 1)
    guard number < wirecopy_pairs(), init_pair(number, wanted.foreground, wanted.background) != ERR else { return 0 }
    pairs[wanted] = number
    return Int32(number)
  }
}
