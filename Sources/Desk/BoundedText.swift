extension String {
  /// Of a text from outside, no more than fills so many lines of a width, each cell with its marks: what is never seen
  /// is never set.
  func bounded(lines: Int, width: Int) -> String {
    let (most, isBeyond) = lines.multipliedReportingOverflow(by: 2 * max(1, width))
    return isBeyond || utf8.count <= most ? self : String(unicodeScalars.prefix(most))
  }
}
