/// Bech32 (BIP 173) without its limit of length: how age writes recipients and identities.
enum Bech32 {
  private static let letters = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)

  /// In lower case.
  static func write(_ bytes: some Sequence<UInt8>, prefix: String) -> String {
    let prefix = Array(prefix.lowercased().utf8)
    let groups = regroup(bytes, from: 8, to: 5, isPadded: true) ?? []
    let sum = checksum(prefix, groups + [0, 0, 0, 0, 0, 0]) ^ 1
    let tail = (0..<6).map { UInt8(sum >> UInt32(5 * (5 - $0)) & 31) }
    let text = prefix + [UInt8(ascii: "1")] + (groups + tail).map { letters[Int($0)] }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes behind a prefix; nil for mixed case, another prefix, a wrong sum, stray bits.
  static func read(_ text: String, prefix: String) -> [UInt8]? {
    guard text == text.lowercased() || text == text.uppercased() else { return nil }
    let all = Array(text.lowercased().utf8)
    let prefix = Array(prefix.lowercased().utf8)
    guard let mark = all.lastIndex(of: UInt8(ascii: "1")), Array(all[..<mark]) == prefix else { return nil }
    var groups: [UInt8] = []
    for letter in all[(mark + 1)...] {
      guard let value = letters.firstIndex(of: letter) else { return nil }
      groups.append(UInt8(value))
    }
    guard groups.count >= 6, checksum(prefix, groups) == 1 else { return nil }
    return regroup(groups.dropLast(6), from: 5, to: 8, isPadded: false)
  }

  private static func checksum(_ prefix: [UInt8], _ groups: [UInt8]) -> UInt32 {
    let turns: [UInt32] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3]
    var sum: UInt32 = 1
    for value in prefix.map({ $0 >> 5 }) + [0] + prefix.map({ $0 & 31 }) + groups {
      let top = sum >> 25
      sum = (sum & 0x1ff_ffff) << 5 ^ UInt32(value)
      for (place, turn) in turns.enumerated() where top >> UInt32(place) & 1 == 1 { sum ^= turn }
    }
    return sum
  }

  private static func regroup(
    _ values: some Sequence<UInt8>, from width: UInt32, to other: UInt32, isPadded: Bool
  ) -> [UInt8]? {
    var result: [UInt8] = []
    var held: UInt32 = 0
    var bits: UInt32 = 0
    for value in values {
      held = held << width | UInt32(value)
      bits += width
      while bits >= other {
        bits -= other
        result.append(UInt8(held >> bits & ((1 << other) - 1)))
      }
      held &= (1 << bits) - 1
    }
    if isPadded {
      if bits > 0 { result.append(UInt8(held << (other - bits) & ((1 << other) - 1))) }
    } else if bits >= width || held != 0 {
      return nil
    }
    return result
  }
}
