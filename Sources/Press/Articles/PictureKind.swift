/// What a picture is, by its bytes. Nothing else goes into an edition as a picture, so that no other file is published by
/// mistake.
public struct PictureKind: Hashable, Sendable {
  public let type: String
  /// In pixels, where the file says so in a simple place.
  public var width: Int?
  public var height: Int?

  /// Nil for what is no picture that browsers show.
  public init?(_ bytes: [UInt8]) {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      type = "image/png"
      if bytes.count >= 24 {
        (width, height) = (Self.number(bytes[16..<20]), Self.number(bytes[20..<24]))
      }
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      type = "image/jpeg"
      (width, height) = Self.frame(bytes) ?? (nil, nil)
    } else if bytes.starts(with: "GIF8".utf8), bytes.count >= 10 {
      type = "image/gif"
      (width, height) = (Self.number(bytes[6..<8].reversed()), Self.number(bytes[8..<10].reversed()))
    } else if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) {
      type = "image/webp"
    } else {
      return nil
    }
  }

  private static func number(_ bytes: some Sequence<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

  /// Size from a JPEG's frame header.
  private static func frame(_ bytes: [UInt8]) -> (Int?, Int?)? {
    var place = 2
    while place + 9 < bytes.count, bytes[place] == 0xFF {
      let mark = bytes[place + 1]
      if (0xC0...0xCF).contains(mark), mark != 0xC4, mark != 0xC8, mark != 0xCC {
        return (number(bytes[(place + 7)..<(place + 9)]), number(bytes[(place + 5)..<(place + 7)]))
      }
      place += 2 + number(bytes[(place + 2)..<(place + 4)])
    }
    return nil
  }
}
