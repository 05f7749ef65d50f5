import Screen

/// What no text may hold that came through a door, whatever went in.
enum TextRules {
  /// No control character but tab and line feed, no direction override or isolate.
  static func check(_ text: String?, _ what: String) throws(Complaint) {
    for scalar in (text ?? "").unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A: continue
      case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069:
        throw Complaint("\(what) holds U+\(String(scalar.value, radix: 16, uppercase: true))")
      default: continue
      }
    }
  }

  /// A row as a terminal gets it: no control character at all, and not too wide.
  static func check(row: String, width: Int) throws(Complaint) {
    if row.utf8.contains(where: { $0 < 0x20 }) { throw Complaint("a row holds a control character") }
    try check(row, "a row")
    let columns = TextWidth.columns(of: row)
    if columns > width { throw Complaint("a row of \(columns) columns where there are \(width): \(row)") }
  }
}
