/// Sizes of files as the desk shows them.
enum SizeText {
  /// `734 B`, `64 KiB`, `2.1 MiB`: one digit after the point below ten.
  static func text(_ bytes: Int) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB"]
    var (size, unit) = (Double(max(0, bytes)), 0)
    while size >= 1_023.5, unit + 1 < units.count { (size, unit) = (size / 1_024, unit + 1) }
    let tenths = Int((size * 10).rounded())
    guard unit > 0, tenths < 100, tenths % 10 != 0 else { return "\(Int(size.rounded())) \(units[unit])" }
    return "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }
}
