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

  /// - Parameter colours: 8, 16 or 256 and more; fewer than 8 is none.
  /// - Returns: 0 to 255, nil for the terminal's own.
  static func nearest(to number: Int?, colours: Int) -> Int? {
    guard let number, colours >= 8 else { return nil }
    if number < colours { return number }
    let count = colours >= 16 ? 16 : 8
    // The bright ones of the first sixteen are the plain ones, in bold if at all.
    if number < 16 { return number % 8 }
    let wanted = rgb(number)
    return (0..<count).min { distance(rgb($0), wanted) < distance(rgb($1), wanted) }
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
