/// The first directory of a TIFF file (TIFF 6.0, section 2): is it one picture, and no camera's raw?
struct TIFFHead {
  let isOnePicture: Bool

  /// `SubIFDs` (TIFF/EP, Adobe PageMaker 6.0), `DNGVersion`.
  private static let rawTags: Set<Int> = [0x014A, 0xC612]

  /// Nil for what ends before its directory does.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= 8 else { return nil }
    let isLittle = bytes[0] == 0x49
    let number = { (place: Int, size: Int) in
      isLittle ? bytes.little(at: place, bytes: size) : bytes.big(at: place, bytes: size)
    }
    let start = number(4, 4)
    let count = number(start, 2)
    guard start >= 8, count >= 0, start + 2 + count * 12 + 4 <= bytes.count else { return nil }
    let tags = (0..<count).map { number(start + 2 + $0 * 12, 2) }
    isOnePicture = number(start + 2 + count * 12, 4) == 0 && !tags.contains { Self.rawTags.contains($0) }
  }
}
