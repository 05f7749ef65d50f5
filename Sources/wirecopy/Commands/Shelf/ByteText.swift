/// Sizes as they are typed and shown: binary, one digit behind the point below ten.
enum ByteText {
  static func text(_ bytes: Int64) -> String {
    if bytes < 1024 { return "\(bytes) B" }
    var size = Double(bytes) / 1024
    for unit in ["KiB", "MiB", "GiB"] {
      if size < 1000 || unit == "GiB" {
        let tenths = Int((size * 10).rounded())
        return tenths < 100 ? "\(tenths / 10).\(tenths % 10) \(unit)" : "\((tenths + 5) / 10) \(unit)"
      }
      size /= 1024
    }
    return "\(bytes) B"
  }

  static func size(_ text: String) -> Int64? {
    var digits = text.lowercased()[...]
    if digits.hasSuffix("ib") {
      digits = digits.dropLast(2)
    } else if digits.hasSuffix("b") {
      digits = digits.dropLast()
    }
    let units: [Character: Int64] = ["k": 1 << 10, "m": 1 << 20, "g": 1 << 30]
    let unit = digits.last.flatMap { units[$0] }
    if unit != nil { digits = digits.dropLast() }
    guard let number = Int64(digits), number >= 0, number <= 1 << 40 else { return nil }
    let (size, isTooLarge) = number.multipliedReportingOverflow(by: unit ?? 1)
    return isTooLarge ? nil : size
  }
}
