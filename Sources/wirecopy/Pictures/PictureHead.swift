import Screen

/// What a file says of itself as a picture, by its content and never by its name: its kind, and how many pixels it has.
/// Read before anything decodes it.
struct PictureHead: Hashable, Sendable {
  enum Kind: String, Hashable, Sendable { case png, jpeg, gif, webp }

  let kind: Kind
  /// Pixels.
  let size: Size

  /// The most pixels of a picture that is decoded, and the most of one side.
  static let mostPixels = 40_000_000
  static let mostSide = 20_000
  /// The most bytes of a picture's file.
  static let mostBytes = 32 << 20

  var isBounded: Bool {
    size.columns > 0 && size.rows > 0 && size.columns <= Self.mostSide && size.rows <= Self.mostSide
      && size.columns * size.rows <= Self.mostPixels
  }

  /// Nil where it is none of these kinds, or its head is broken.
  init?(_ bytes: [UInt8]) {
    let found = bytes.withUnsafeBytes { Self.png($0) ?? Self.gif($0) ?? Self.webp($0) ?? Self.jpeg($0) }
    guard let found else { return nil }
    self = found
  }

  private init(_ kind: Kind, _ width: Int, _ height: Int) {
    self.kind = kind
    size = Size(columns: max(0, width), rows: max(0, height))
  }

  /// ISO/IEC 15948, 11.2.2.
  private static func png(_ bytes: UnsafeRawBufferPointer) -> Self? {
    guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), bytes.count >= 24,
      bytes[12..<16].elementsEqual("IHDR".utf8)
    else { return nil }
    return Self(.png, bytes.big(at: 16, bytes: 4), bytes.big(at: 20, bytes: 4))
  }

  /// GIF89a, 18.
  private static func gif(_ bytes: UnsafeRawBufferPointer) -> Self? {
    guard bytes.count >= 10, bytes.starts(with: "GIF87a".utf8) || bytes.starts(with: "GIF89a".utf8) else { return nil }
    return Self(.gif, bytes.little(at: 6, bytes: 2), bytes.little(at: 8, bytes: 2))
  }

  /// RFC 9649, 2.5 to 2.7.
  private static func webp(_ bytes: UnsafeRawBufferPointer) -> Self? {
    guard bytes.count >= 30, bytes.starts(with: "RIFF".utf8), bytes[8..<12].elementsEqual("WEBP".utf8) else {
      return nil
    }
    switch String(decoding: bytes[12..<16], as: UTF8.self) {
    case "VP8 ": return Self(.webp, bytes.little(at: 26, bytes: 2) & 0x3FFF, bytes.little(at: 28, bytes: 2) & 0x3FFF)
    case "VP8L":
      let bits = bytes.little(at: 21, bytes: 4)
      return Self(.webp, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    case "VP8X": return Self(.webp, bytes.little(at: 24, bytes: 3) + 1, bytes.little(at: 27, bytes: 3) + 1)
    default: return nil
    }
  }

  /// ITU-T T.81, B.2: segments up to the first frame header.
  private static func jpeg(_ bytes: UnsafeRawBufferPointer) -> Self? {
    guard bytes.starts(with: [0xFF, 0xD8, 0xFF]) else { return nil }
    var place = 2
    while place + 9 < bytes.count {
      guard bytes[place] == 0xFF else { return nil }
      let marker = bytes[place + 1]
      // Fill bytes, and markers without a segment.
      if marker == 0xFF {
        place += 1
        continue
      }
      if marker == 0x01 || (0xD0...0xD8).contains(marker) {
        place += 2
        continue
      }
      if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
        return Self(.jpeg, bytes.big(at: place + 7, bytes: 2), bytes.big(at: place + 5, bytes: 2))
      }
      let length = bytes.big(at: place + 2, bytes: 2)
      guard length >= 2, marker != 0xD9, marker != 0xDA else { return nil }
      place += 2 + length
    }
    return nil
  }
}
