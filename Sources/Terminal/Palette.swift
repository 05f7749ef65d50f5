import Screen

/// The colours of the xterm palette, and the nearest of those that a terminal has.
enum Palette {
  /// The colours of a look where a terminal has so many. On 8, two that were apart stay apart, and a grey on the
  /// terminal's own background, which may be black or white, becomes the terminal's own colour.
  static func pair(_ look: Theme.Look, colours: Int) -> (foreground: Int?, background: Int?) {
    let front = nearest(to: look.foreground, colours: colours)
    let back = nearest(to: look.background, colours: colours)
    guard colours < 16, let front, look.foreground != front else { return (front, back) }
    guard let back else { return ([0, 7].contains(front) ? nil : front, nil) }
    return (front == back ? (back == 0 ? 7 : 0) : front, back)
  }

  /// - Parameter colours: 8, 16, 256, or 2²⁴: those of a terminal that takes the value itself; fewer than 8 is none.
  /// - Returns: 0 to 255 of the palette, or the value; nil for the terminal's own.
  static func nearest(to number: Int?, colours: Int) -> Int? {
    guard let number, colours >= 8 else { return nil }
    if number >= Theme.exact { return Self.number(of: UInt32(number & 0xFF_FFFF), colours: colours) }
    if colours >= 1 << 24 {
      // The first eight stay those of the user's palette; the others are what xterm has them as.
      return number < 8 ? number : Self.number(of: rgb(number).reduce(0) { $0 << 8 | UInt32($1) }, colours: colours)
    }
    if number < colours { return number }
    let count = colours >= 16 ? 16 : 8
    // The bright ones of the first sixteen are the plain ones, in bold if at all.
    if number < 16 { return number % 8 }
    return nearest(to: rgb(number), of: count)
  }

  /// The colour that a terminal of so many has nearest to one of 24 bits; nil where it has none. A terminal with all of
  /// them takes the value itself (terminfo's `RGB`); 256 have a cube and greys whose places are reckoned.
  static func number(of colour: UInt32, colours: Int) -> Int? {
    guard colours >= 8 else { return nil }
    // Values below eight are the palette's: a black that is none of them is as near as eyes can tell.
    if colours >= 1 << 24 { return colour & 0xFF_FFFF < 8 ? 0x01_01_01 : Int(colour & 0xFF_FFFF) }
    let wanted = [Int(colour >> 16 & 0xFF), Int(colour >> 8 & 0xFF), Int(colour & 0xFF)]
    guard colours >= 256 else { return nearest(to: wanted, of: min(colours, 16)) }
    let steps = wanted.map { $0 < 48 ? 0 : $0 < 115 ? 1 : ($0 - 35) / 40 }
    let cube = 16 + 36 * steps[0] + 6 * steps[1] + steps[2]
    let grey = 232 + max(0, min(23, (wanted.reduce(0, +) / 3 - 3) / 10))
    return distance(rgb(cube), wanted) <= distance(rgb(grey), wanted) ? cube : grey
  }

  /// Of the first eight or sixteen. A grey stays one: the nearest by reckoning is a yellow, which nobody reads on white.
  private static func nearest(to wanted: [Int], of count: Int) -> Int? {
    let isGrey = (wanted.max() ?? 0) - (wanted.min() ?? 0) < 24
    return (0..<count).filter { !isGrey || Set(rgb($0)).count == 1 }
      .min { distance(rgb($0), wanted) < distance(rgb($1), wanted) }
  }

  /// Weighed as the eye does (luma of Rec. 601): a dark teal is nearer to blue than to bright cyan.
  private static func distance(_ one: [Int], _ other: [Int]) -> Int {
    zip([299, 587, 114], zip(one, other)).reduce(0) { $0 + $1.0 * ($1.1.0 - $1.1.1) * ($1.1.0 - $1.1.1) }
  }

  /// xterm's own values: 16 named colours, a cube of 6 × 6 × 6, 24 greys.
  private static func rgb(_ number: Int) -> [Int] {
    switch number {
    case ..<16: named[max(0, number)]
    case ..<232: [(number - 16) / 36, (number - 16) / 6 % 6, (number - 16) % 6].map { $0 == 0 ? 0 : 55 + $0 * 40 }
    default: Array(repeating: 8 + (min(number, 255) - 232) * 10, count: 3)
    }
  }

  private static let named = [
    [0, 0, 0], [205, 0, 0], [0, 205, 0], [205, 205, 0], [0, 0, 238], [205, 0, 205], [0, 205, 205], [229, 229, 229],
    [127, 127, 127], [255, 0, 0], [0, 255, 0], [255, 255, 0], [92, 92, 255], [255, 0, 255], [0, 255, 255],
    [255, 255, 255],
  ]
}
