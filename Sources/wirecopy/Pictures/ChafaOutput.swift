import Screen

/// What `chafa` printed, read as what it may be and nothing else. The program is fed with pictures that strangers made: not a
/// byte of it goes to the terminal because it said so.
enum ChafaOutput {
  /// The blocks that it is told to use.
  private static let blocks: Set<Unicode.Scalar> = [" ", "▀", "▄", "█"]

  /// Cells of half-blocks: colours of 24 bits by SGR, blocks, line ends.
  /// - Returns: nil where anything else is in it, or it is larger than asked for.
  static func cells(_ output: String, within room: Size) -> [[Cell]]? {
    var rows: [[Cell]] = []
    var row: [Cell] = []
    var paint = Paint()
    var isReversed = false
    var rest = output.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\r": break
      case "\n":
        rows.append(row)
        row = []
        guard rows.count <= room.rows + 1 else { return nil }
      case "\u{1B}":
        guard rest.popFirst() == "[", let numbers = numbers(&rest), apply(numbers, to: &paint, &isReversed) else {
          return nil
        }
      case _ where blocks.contains(scalar):
        let shown = isReversed ? Paint(foreground: paint.background, background: paint.foreground) : paint
        var style = Style.normal
        style.paint = shown
        row.append(Cell(String(scalar), style: style))
        guard row.count <= room.columns else { return nil }
      default: return nil
      }
    }
    if !row.isEmpty { rows.append(row) }
    while rows.last?.isEmpty == true { rows.removeLast() }
    guard let width = rows.first?.count, width > 0, rows.count <= room.rows, rows.allSatisfy({ $0.count == width })
    else {
      return nil
    }
    return rows
  }

  /// Numbers parted by semicolons up to `m`, at most 16.
  private static func numbers(_ rest: inout String.UnicodeScalarView.SubSequence) -> [Int]? {
    var numbers = [0]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "0"..."9":
        numbers[numbers.count - 1] = numbers[numbers.count - 1] * 10 + Int(scalar.value - 0x30)
        guard numbers[numbers.count - 1] < 1_000 else { return nil }
      case ";":
        numbers.append(0)
        guard numbers.count <= 16 else { return nil }
      case "m": return numbers
      default: return nil
      }
    }
    return nil
  }

  private static func apply(_ numbers: [Int], to paint: inout Paint, _ isReversed: inout Bool) -> Bool {
    var rest = numbers[...]
    while let number = rest.popFirst() {
      switch number {
      case 0: (paint, isReversed) = (Paint(), false)
      case 7: isReversed = true
      case 27: isReversed = false
      case 39: paint.foreground = nil
      case 49: paint.background = nil
      case 38, 48:
        guard rest.popFirst() == 2 else { return false }
        let parts = rest.prefix(3)
        guard parts.count == 3, parts.allSatisfy({ (0...255).contains($0) }) else { return false }
        rest = rest.dropFirst(3)
        let colour = parts.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        if number == 38 { paint.foreground = colour } else { paint.background = colour }
      default: return false
      }
    }
    return true
  }

  /// A picture in kitty's protocol: commands of base64 alone, put together anew. What they are told is ours: show it, in so
  /// many cells, answer nothing, leave the cursor where it is.
  /// - Parameter size: cells.
  static func kitty(_ output: String, size: Size) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = Array(output.utf8)[...]
    var isFirst = true
    while !rest.isEmpty {
      // A line end after the last.
      if rest.allSatisfy({ $0 == 0x0A || $0 == 0x0D || $0 == 0x20 }) { break }
      guard rest.starts(with: [0x1B, 0x5F, 0x47]), let end = rest.firstRange(of: [0x1B, 0x5C]) else { return nil }
      let inside = rest[(rest.startIndex + 3)..<end.lowerBound]
      rest = rest[end.upperBound...]
      let cut = inside.firstIndex(of: 0x3B)
      let payload = cut.map { inside[($0 + 1)...] } ?? []
      guard payload.allSatisfy(isBase64), payload.count <= 8_192,
        let fields = fields(inside[..<(cut ?? inside.endIndex)])
      else { return nil }
      if isFirst {
        guard fields["a"] == "T", fields["f"] == "32", let width = fields["s"].flatMap({ Int($0) }),
          let height = fields["v"].flatMap({ Int($0) }), (1...4_096).contains(width), (1...4_096).contains(height)
        else { return nil }
        let head = "a=T,f=32,s=\(width),v=\(height),c=\(size.columns),r=\(size.rows),q=2,C=1,m=1"
        bytes += [0x1B, 0x5F, 0x47] + Array(head.utf8) + [0x3B] + payload + [0x1B, 0x5C]
        isFirst = false
      } else {
        guard fields.keys.allSatisfy({ $0 == "m" }), let more = fields["m"], more == "0" || more == "1" else {
          return nil
        }
        bytes += [0x1B, 0x5F, 0x47] + Array("q=2,m=\(more);".utf8) + payload + [0x1B, 0x5C]
        if more == "0" { return rest.allSatisfy { $0 == 0x0A || $0 == 0x0D } ? bytes : nil }
      }
    }
    return nil
  }

  private static func isBase64(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F, 0x3D: true
    default: false
    }
  }

  private static func fields(_ text: ArraySlice<UInt8>) -> [String: String]? {
    var fields: [String: String] = [:]
    for part in String(decoding: text, as: UTF8.self).split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1)
      guard sides.count == 2, sides[0].count == 1, fields.count < 16 else { return nil }
      fields[String(sides[0])] = String(sides[1])
    }
    return fields
  }

  /// A sixel picture: one device control string of sixel data alone, with the size that was asked for at most.
  /// - Parameter pixels: the most that it may have.
  static func sixel(_ output: String, within pixels: Size) -> [UInt8]? {
    var bytes = Array(output.utf8)
    while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
    guard bytes.count > 8, bytes.starts(with: [0x1B, 0x50]), bytes.suffix(2) == [0x1B, 0x5C] else { return nil }
    let inside = bytes[2..<bytes.count - 2]
    guard let start = inside.firstIndex(of: 0x71),
      inside[..<start].allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x3B })
    else { return nil }
    let sixels = inside[(start + 1)...]
    // DEC STD 070, 5.4: colours `#`, repeats `!`, line ends `$ -`, numbers, and the sixels `?` to `~`.
    guard
      sixels.allSatisfy({ byte in
        (0x30...0x39).contains(byte) || (0x3F...0x7E).contains(byte)
          || [0x21, 0x22, 0x23, 0x24, 0x2D, 0x3B].contains(byte)
      }), sixels.first == 0x22
    else { return nil }
    let raster = String(decoding: sixels.dropFirst().prefix { (0x30...0x3B).contains($0) }, as: UTF8.self)
      .split(separator: ";").compactMap { Int($0) }
    guard raster.count == 4, raster[2] <= pixels.columns, raster[3] <= pixels.rows else { return nil }
    // As many lines of six pixels as it says, and no more: else it could scroll the screen.
    let lines = sixels.count { $0 == 0x2D } + 1
    return lines <= (pixels.rows + 5) / 6 + 1 && !hasLongLine(sixels, most: pixels.columns) ? bytes : nil
  }

  /// Whether a line of sixels goes beyond the width; `!` repeats the next one.
  private static func hasLongLine(_ sixels: ArraySlice<UInt8>, most: Int) -> Bool {
    var column = 0
    var count: Int?
    for byte in sixels {
      switch byte {
      case 0x21: count = 0
      case 0x30...0x39:
        guard let so = count else { continue }
        count = min(1 << 20, so * 10 + Int(byte - 0x30))
      case 0x24, 0x2D: (column, count) = (0, nil)
      case 0x3F...0x7E:
        column += count ?? 1
        count = nil
        if column > most { return true }
      default: count = nil
      }
    }
    return false
  }
}
