/// Base 64 (RFC 4648, section 4), strict: one writing for each value.
public enum Base64 {
  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0xFF, count: 256)
    for (value, letter) in letters.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()

  /// - Parameter isPadded: with `=` up to a multiple of four, as notes have it and age has not.
  public static func write(_ bytes: some Collection<UInt8>, isPadded: Bool = true) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var group: UInt32 = 0
    var held = 0
    for byte in bytes {
      group = group << 8 | UInt32(byte)
      held += 1
      guard held == 3 else { continue }
      for shift in [18, 12, 6, 0] { text.append(letters[Int(group >> UInt32(shift) & 63)]) }
      group = 0
      held = 0
    }
    if held > 0 {
      group <<= UInt32(8 * (3 - held))
      for place in 0...held { text.append(letters[Int(group >> UInt32(18 - 6 * place) & 63)]) }
      if isPadded { text.append(contentsOf: Array(repeating: UInt8(ascii: "="), count: 3 - held)) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Nil for anything but the canonical writing: other letters, line ends, stray bits in the last letter, padding that is
  /// missing or too much.
  public static func read(_ text: some Collection<UInt8>, isPadded: Bool = true) -> [UInt8]? {
    var letters = Array(text)
    if isPadded {
      guard letters.count % 4 == 0 else { return nil }
      for _ in 0..<2 where letters.last == UInt8(ascii: "=") { letters.removeLast() }
      // `=` for a group that needs none would be a second writing.
      guard (text.count - letters.count) == (4 - letters.count % 4) % 4 else { return nil }
    }
    guard letters.count % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(letters.count / 4 * 3 + 2)
    var group: UInt32 = 0
    var bits = 0
    for letter in letters {
      let value = values[Int(letter)]
      guard value != 0xFF else { return nil }
      group = group << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
        group &= (1 << UInt32(bits)) - 1
      }
    }
    return group == 0 ? bytes : nil
  }
}

/// Lower-case hexadecimal digits, strict.
public enum Hexadecimal {
  /// Nil for upper case, other letters, an odd number.
  public static func read(_ text: some Collection<UInt8>) -> [UInt8]? {
    // Of one type from here on: an edition has a few hundred thousand of them.
    let letters = Array(text)
    guard letters.count % 2 == 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: letters.count / 2)
    for place in bytes.indices {
      guard let high = value(letters[2 * place]), let low = value(letters[2 * place + 1]) else { return nil }
      bytes[place] = high << 4 | low
    }
    return bytes
  }

  private static func value(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): letter - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): letter - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
