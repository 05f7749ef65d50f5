/// The names in a ZIP archive, from its central directory (APPNOTE 6.3.10, sections 4.3.12 and 4.3.16).
struct ZIPDirectory {
  let names: Set<String>
  /// The content of a first member `mimetype` that is stored as it is: how OpenDocument and EPUB say what they are.
  let declaredType: String?

  private static let mostMembers = 65_535

  /// Nil when there is no whole directory.
  init?(_ bytes: UnsafeRawBufferPointer) {
    let size = 22
    guard bytes.count >= size else { return nil }
    // A comment of up to 64 KiB may follow the end record.
    let earliest = max(0, bytes.count - size - 65_535)
    let end = stride(from: bytes.count - size, through: earliest, by: -1).first {
      bytes.little(at: $0, bytes: 4) == 0x0605_4B50
    }
    guard let end else { return nil }
    let count = bytes.little(at: end + 10, bytes: 2)
    var place = bytes.little(at: end + 16, bytes: 4)
    var names: Set<String> = []
    for _ in 0..<min(count, Self.mostMembers) {
      guard bytes.little(at: place, bytes: 4) == 0x0201_4B50 else { return nil }
      let length = bytes.little(at: place + 28, bytes: 2)
      let more = bytes.little(at: place + 30, bytes: 2) + bytes.little(at: place + 32, bytes: 2)
      guard length >= 0, place + 46 + length <= bytes.count else { return nil }
      names.insert(String(decoding: bytes[place + 46..<place + 46 + length], as: UTF8.self))
      place += 46 + length + max(0, more)
    }
    self.names = names
    declaredType = Self.firstMember(bytes)
  }

  private static func firstMember(_ bytes: UnsafeRawBufferPointer) -> String? {
    let (method, size) = (bytes.little(at: 8, bytes: 2), bytes.little(at: 18, bytes: 4))
    let (length, extra) = (bytes.little(at: 26, bytes: 2), bytes.little(at: 28, bytes: 2))
    let start = 30 + length + extra
    guard length == 8, extra >= 0, method == 0, (1...128).contains(size), start + size <= bytes.count,
      String(decoding: bytes[30..<38], as: UTF8.self) == "mimetype"
    else { return nil }
    return String(decoding: bytes[start..<start + size], as: UTF8.self).trimmingPrefix { $0.isWhitespace }
      .description
  }
}
