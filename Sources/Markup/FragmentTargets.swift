/// The places in a document that its own links lead to, as hashes of their names.
enum FragmentTargets {
  private static let mostTargets = 2000
  private static let longestName = 80

  static func of(_ bytes: Bytes) -> Set<UInt64> {
    var targets: Set<UInt64> = []
    var i = 0
    while let mark = bytes.first(UInt8(ascii: "#"), from: i), targets.count < mostTargets {
      i = mark + 1
      if mark > 0, bytes[mark - 1] == UInt8(ascii: "&") { continue }
      while i < bytes.count, isPart(bytes[i]), i - mark <= longestName { i += 1 }
      if i > mark + 1 { targets.insert(bytes[at: mark + 1..<i].hash) }
    }
    return targets
  }

  /// An id that may be written as it is.
  static func isName(_ id: Bytes) -> Bool { (1...longestName).contains(id.count) && id.allSatisfy(isPart) }

  private static func isPart(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
      || byte == UInt8(ascii: ".")
  }
}
